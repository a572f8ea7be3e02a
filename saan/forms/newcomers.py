"""Persons met for the first time on a visit: rows of the organisation's own list, so that the linking decides whether
the registry knows them, has them anew, or asks a human."""

import re
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from saan.accounts.models import User
from saan.areas.models import Area
from saan.areas.queries import resolve_places
from saan.areas.wording import Place
from saan.forms import catalogue
from saan.forms.models import Submission
from saan.partners.models import Organisation
from saan.people import bulk, deliveries
from saan.people.models import Delivery, LinkedHow, Person, SourceList, SourceRecord, Standing
from saan.people.recording import Row, lay, short_hash

FIELDS = ("prefix", "given_name", "family_name", "sex", "birth_date", "phone", "house_no", "moo")


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
        return one.instance_id
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


def _row(name, one):
    roles = one.meaning.roles
    values = {field: roles[f"new_{field}"].strip() for field in FIELDS if roles.get(f"new_{field}", "").strip()}
    values |= _birth(values, roles)
    if one.reading.spot and "place" in roles:
        values["latitude"], values["longitude"] = one.reading.spot
    cid = _cid(roles.get("new_cid", ""))
    return Row(_home(one, values.get("moo", "")), name, values, cid, raw=values | ({"cid": cid} if cid else {}))


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


def _birth(values, roles):
    """A day, or a year of the Buddhist Era alone."""
    if values.get("birth_date"):
        return {"birth_date": values["birth_date"][:10], "birth_precision": "DAY"}
    year = roles.get("new_birth_year_be", "").strip()
    if re.fullmatch(r"[0-9]{4}", year) and 2400 <= int(year) <= 2700:
        return {"birth_date": f"{int(year) - 543}-01-01", "birth_precision": "YEAR"}
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
