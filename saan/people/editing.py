"""What staff know themselves: a value chosen, a move, a death, a person nobody had listed, a consent."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from saan.audit import actions as audit
from saan.people import deliveries, evidence, linking, merging, remains
from saan.people.deriving import derive
from saan.people.fields import FIELDS, Kind
from saan.people.models import Choice, Consent, Delivery, Person, SourceList
from saan.people.recording import Row, lay
from saan.people.rules import EMPTY
from saan.shared.access import system
from saan.shared.crypto import seal
from saan.shared.errors import Refused
from saan.shared.thai import cid_holds


@transaction.atomic
def choose(person, field, value=None, *, by, at, source_record=None, reason=""):
    """This is the right value of this field: one's own, or that of a source. Stands until undone."""
    with system():
        person = _present(person)
        said, sealed = _as_kept(field, value if source_record is None else _said_by(source_record, field))
        choice = Choice.objects.create(
            person=person,
            field=field,
            value=said,
            sealed=sealed,
            source_record=source_record,
            reason=reason,
            organisation_id=by.acting_organisation_id,
            chosen_at=at,
            chosen_by=by,
        )
        derive([person.pk])
        audit.record("people.value.chosen", person, by=by, at=at, field=field, choice=choice.pk, reason=reason)
        return choice


@transaction.atomic
def undo_choice(choice, *, by, at):
    """The choice no longer stands; the sources decide again."""
    with system():
        if not Choice.objects.filter(pk=choice.pk, undone_at=None).update(undone_at=at, undone_by=by):
            raise Refused(_("This choice has been taken back already."))
        choice = Choice.objects.select_related("person").get(pk=choice.pk)
        derive(remains.clear([choice.person_id]))  # nothing else may have kept the person
        audit.record("people.choice.undone", choice.person, by=by, at=at, field=choice.field, choice=choice.pk)


@transaction.atomic
def move(person, area, *, by, at, house_no="", moo="", reason=""):
    """The person lives somewhere else now, be it beyond the reach of whoever says so."""
    new_home = {"area": area.pk, "house_no": house_no, "moo": moo}
    return [choose(person, field, value, by=by, at=at, reason=reason) for field, value in new_home.items()]


@transaction.atomic
def record_death(person, died_on, *, by, at, reason=""):
    """The person has died; on which day, if it is known."""
    choices = [choose(person, "vital_status", "DEAD", by=by, at=at, reason=reason)]
    if died_on:
        choices.append(choose(person, "death_date", died_on.isoformat(), by=by, at=at, reason=reason))
    return choices


def _present(person):
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.merged_into_id:
        raise Refused(_("This person has been joined with another. Open that person instead."))
    return person


def _said_by(record, field):
    if field == "cid":
        return evidence.opened_cid(record)
    if field == "area":
        return record.area_id
    said = record.values.get(field)
    if said in EMPTY:
        raise Refused(_("This value is not there any more. Look at the page again."))
    if field == "birth_date":
        return {"date": said, "precision": record.values.get("birth_precision", "DAY")}
    return said


def _as_kept(field, value):
    """What goes into Choice.value and Choice.sealed."""
    kind = FIELDS[field].kind
    if kind is Kind.CITIZEN_ID:
        if not cid_holds(value or ""):
            raise Refused(_("This citizen ID does not pass its check digit. Compare it with the card, digit by digit."))
        return None, seal(value, evidence.CID)
    if field == "birth_date" and isinstance(value, str):
        value = {"date": value, "precision": "DAY"}
    return value, None


class PerhapsKnown(Refused):
    """Somebody like this is in the registry. `candidates`: whom to compare with before a new person is made."""

    def __init__(self, candidates):
        super().__init__(_("Somebody like this is in the registry already. Please compare first."))
        self.candidates = candidates


@transaction.atomic
def register_person(values, *, area, by, at, cid="", is_new=False):
    """Somebody whom no list has: a row of the organisation's own staff list. Gives the Person.

    Raises PerhapsKnown when the registry may have them, unless a human has compared (`is_new`); that answer is kept.
    """
    with system():
        candidates = linking.known(values, cid)
        if candidates and not is_new:
            raise PerhapsKnown(candidates)
        delivery = Delivery.objects.create(
            source_list=_staff_list(by), as_of=timezone.localdate(at), received_at=at, received_by=by
        )
        lay(delivery, [Row(area, f"staff|{delivery.pk}", values, cid, raw=values | ({"cid": cid} if cid else {}))])
        rows, others = delivery.records.values_list("pk", flat=True), [one.record_id for one in candidates]
        merging.remember(rows, others, False, by=by, at=at)
        deliveries.commit(delivery, by=by, at=at)
        person = Person.objects.get(records__delivery=delivery)
        audit.record("people.person.registered", person, by=by, at=at)
        return person


def _staff_list(by):
    organisation = by.acting_organisation
    with override(settings.LANGUAGE_CODE):  # one name, whatever language somebody works in
        name = _("Entered by staff")
    made, _created = SourceList.objects.get_or_create(
        organisation=organisation,
        name=name,
        defaults={"area": organisation.area, "is_complete": False},
    )
    return made


@transaction.atomic
def give_consent(person, *, purpose, version, channel, given_on, by, at, witness="", guardian=""):
    """The person allows this, in this version of the words."""
    with system():
        consent = Consent.objects.create(
            person=_present(person),
            purpose=purpose,
            version=version,
            channel=channel,
            organisation_id=by.acting_organisation_id,
            given_on=given_on,
            witness=witness,
            guardian=guardian,
            recorded_at=at,
            recorded_by=by,
        )
        audit.record("people.consent.given", person, by=by, at=at, consent=consent.pk, purpose_allowed=purpose)
        return consent


@transaction.atomic
def withdraw_consent(consent, *, by, at):
    """As easily as it was given (PDPA s.19)."""
    with system():
        if not Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by):
            raise Refused(_("This consent has been withdrawn already."))
        audit.record("people.consent.withdrawn", consent.person, by=by, at=at, consent=consent.pk)
