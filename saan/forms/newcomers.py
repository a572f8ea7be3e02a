"""Persons met for the first time on a visit: rows of the organisation's own list, so that the linking decides whether
the registry knows them, has them anew, or asks a human."""

import re
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

import linkage
from saan.accounts.models import User
from saan.areas.models import Area
from saan.areas.queries import resolve_places
from saan.areas.wording import Place
from saan.forms import catalogue, doubts
from saan.forms.models import Submission
from saan.partners.models import Organisation
from saan.people import bulk, deliveries
from saan.people.models import Delivery, LinkedHow, Person, SourceList, SourceRecord, Standing
from saan.people.recording import Row, lay, short_hash

BIRTH, YEAR = "birth_date", "birth_year_be"
FIELDS = ("prefix", "given_name", "family_name", "sex", BIRTH, "phone", "house_no", "moo")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_told(one):
    """Whether the answers describe a person."""
    roles = one.meaning.roles
    return bool(roles.get("new_given_name") or roles.get("new_cid"))


def is_corrected(one):
    """Whether somebody met before is told anew, so that their row changes."""
    return bool(one.replaces_id) and is_told(one) and _rows(_list(one.organisation_id), _name(one)).exists()


def found(one):
    """(person, area, area key) of the person whom the phone calls so, met before or just now; None for nobody."""
    if not one.meaning.person_uuid and not is_told(one):
        return None
    of_list, name = _list(one.organisation_id), _name(one)
    if is_told(one) and one.is_current:
        # Whoever was new stays that person, however much is corrected; whom the registry knew is looked up again.
        is_pinned = _rows(of_list, name).filter(linked_how=LinkedHow.NEW).exists()
        delivery = _lay(of_list, name, one, by=_sender(one), at=one.received_at, is_pinned=is_pinned)
        _call_by(one.meaning.person_uuid, delivery)
    person = Person.objects.filter(records__in=_rows(of_list, name).current()).first()
    return (person.pk, person.area_id, person.area_key) if person else None


def chosen(one, *, by, at):
    """A human let these answers count instead of others: the newcomer is called as they say, and stays who it is."""
    of_list, name = _list(one.organisation_id), _name(one)
    if is_told(one) and _rows(of_list, name).exists():
        _lay(of_list, name, one, by=by, at=at, is_pinned=True)


def _name(one):
    """By what the row is known in the list: never by what is told, which a correction changes."""
    return f"met|{one.meaning.person_uuid or _first_told(one)}"


def _first_told(one):
    """The form in which this person was met, however often it was corrected since."""
    if not one.replaces_id:
        return one.name
    told = bulk.versions(Submission, one.replaces_id)
    return Submission.objects.get(pk__in=told, replaces=None).instance_id


def _rows(of_list, name):
    """What was said of this newcomer, version by version."""
    return SourceRecord.objects.filter(source_list=of_list, row_key=short_hash(f"row|{name}")).exclude(
        standing=Standing.UNDONE
    )


def _lay(of_list, name, one, *, by, at, is_pinned):
    delivery = Delivery.objects.create(
        source_list=of_list, as_of=timezone.localdate(at), received_at=at, received_by_id=getattr(by, "pk", None)
    )
    lay(delivery, [_row(name, one)])
    deliveries.commit(delivery, by=by or "system", at=at, is_pinned=is_pinned)
    return delivery


def _call_by(uuid, delivery):
    """A new person keeps the name the phone gave, so that the phone need not learn another."""
    if given := uuid_of(uuid):
        Person.objects.filter(created_by_delivery=delivery).update(uuid=given)


def uuid_of(text):
    """The name of a person as a phone writes it; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def doubts_of(one):
    """What is told of somebody and cannot be so (see forms.doubts)."""
    return [_doubt(one, *wrong) for wrong in _read(one)[1]] if is_told(one) else []


def _doubt(one, field, code):
    question, instance, text = next(each for each in one.reading.said if _says(each[0], field))
    return doubts.doubt(question, instance, text, code)


def _says(question, field):
    return question.role == f"new_{field}" or (question.entity == field and not question.role)


def _row(name, one):
    given, (values, wrong) = _given(one), _read(one)
    if one.reading.spot and "place" in one.meaning.roles:
        values["latitude"], values["longitude"] = one.reading.spot
    cid = _cid(one.meaning.roles.get("new_cid", ""))
    problems = [{"field": field.removesuffix("_year_be"), "code": code} for field, code in wrong]
    raw = given | ({"cid": cid} if cid else {})
    return Row(_home(one, values.get("moo", "")), name, values, cid, problems, raw)


def _given(one):
    roles = one.meaning.roles
    return {field: said for field in (*FIELDS, YEAR) if (said := roles.get(f"new_{field}", "").strip())}


def _read(one):
    """(what may stand in the registry, [(field, code)] of what is wrong), sex and birth read as those of any list."""
    given = _given(one)
    read = _normalised(given.get("sex"), given.get(BIRTH), given.get(YEAR), timezone.localdate(one.received_at))
    wrong = [
        ({BIRTH: field}.get(problem["field"], problem["field"]), problem["code"])
        for field, row in zip((BIRTH, YEAR), read, strict=True)
        for problem in row["problems"]
        if problem["field"] in ("sex", BIRTH) and problem["code"] in doubts.WHYS
    ]
    values = {name: said for name, said in given.items() if name not in ("sex", BIRTH, YEAR)}
    return values | ({"sex": read[0]["sex"]} if read[0]["sex"] else {}) | _birth(given, read), wrong


@lru_cache(100)  # asked for what is wrong, and again for what may stand
def _normalised(sex, day, year, today):
    """Two rows, read as those of any list: the sex with the day, and the year."""
    import polars as pl  # at need: it takes as long to load as all else (tests/architecture/test_starting.py)

    rows = [{"sex": sex, BIRTH: day}, {"sex": None, BIRTH: year}]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("sex", BIRTH), pl.String))
    return linkage.normalise(frame, today=today).to_dicts()


def _cid(text):
    """Theirs alone: that of a carer may stand in the same answers."""
    digits = re.sub(r"[ -]", "", text)
    return digits if re.fullmatch(r"[0-9]{13}", digits) else ""


def _home(one, moo):
    """The area in which the sender works; the village of that number where the tree knows one within it."""
    area = Area.objects.get(pk=catalogue.area_of(one)[0])
    place = Place(village=moo)
    village = resolve_places([place], area)[place] if moo else None
    found = village and Area.objects.filter(pk=village.area_id, key__range=(area.key, area.key_end)).first()
    return found or area


def _birth(given, read):
    """A day, or else a year alone; the first of January of a phone's calendar is a day."""
    for field, row in zip((BIRTH, YEAR), read, strict=True):
        if row[BIRTH]:
            is_day = field == BIRTH and DAY.match(given[BIRTH])
            return {BIRTH: row[BIRTH].isoformat(), "birth_precision": "DAY" if is_day else row["birth_precision"]}
    return {}


def _list(organisation_id):
    organisation = Organisation.objects.select_related("area").get(pk=organisation_id)
    with override(settings.LANGUAGE_CODE):  # one name, whatever language somebody works in
        name = _("Met on home visits")
    made, _is_new = SourceList.objects.get_or_create(
        organisation=organisation, name=name, defaults={"area": organisation.area, "is_complete": False}
    )
    return made


def _sender(one):
    return User.objects.filter(pk=one.user_id).first()
