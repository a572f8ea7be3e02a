"""What visits, needs and plans say about persons, in the short words of the wire."""

from collections import defaultdict

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from saan.field.permissions import Permission
from saan.forms.models import Attachment, Submission
from saan.needs.models import CareActivity, Need
from saan.people.models import Person
from saan.visits import due
from saan.visits.models import Alert, Observation, Visit, VisitPart

VISITS_SENT = 10


def found(persons, scope):
    """Person id → what the phone is told of them beyond the registry."""
    ids = [person.pk for person in persons]
    told = defaultdict(dict)
    for key, tell in (("o", _values), ("al", _alerts), ("ne", _needs), ("pl", _plans), ("v", _visits), ("pi", _photos)):
        for person_id, words in tell(ids, scope).items():
            told[person_id][key] = words
    named = set(scope.charges().standing().filter(person__in=ids).values_list("person", flat=True))
    for person in persons:
        told[person.pk]["mi"] = person.pk in named or scope.is_charged(person.area_key)
    for person_id, due_on, met_on in _dues(ids, scope):
        told[person_id] |= {"du": due_on and due_on.isoformat(), "la": met_on and met_on.isoformat()}
    return told


def _dues(ids, scope):
    known = due.with_due(Person.objects.filter(pk__in=ids), scope.reach, timezone.localdate())
    return known.values_list("pk", "due_on", "last_met_on")


def _of(model, ids, scope):
    return model.objects.visible_to(scope.user, Permission.FIELD_USE).filter(person__in=ids)


def _values(ids, scope):
    newest = _of(Observation, ids, scope).filter(is_current=True, measure__is_shown=True)
    newest = newest.order_by("person_id", "measure_id", "-effective_at", "-pk").distinct("person_id", "measure_id")
    told = defaultdict(list)
    rows = newest.values_list("person_id", "measure__code", "value", "text", "effective_at", "band__code")
    for person_id, measure, value, text, at, band in rows:
        told[person_id].append([measure, _plain(value, text), _day(at), band])
    return told


def _alerts(ids, scope):
    waiting = _of(Alert, ids, scope).filter(answered_at=None).order_by("due_at", "pk")
    told = defaultdict(list)
    columns = ("person_id", "uuid", "observation__measure__code", "severity", "due_at")
    for person_id, *words, until in waiting.values_list(*columns):
        told[person_id].append([*map(str, words), _day(until)])
    return told


def _needs(ids, scope):
    told = defaultdict(list)
    rows = _of(Need, ids, scope).open().order_by("since", "pk")
    columns = ("person_id", "uuid", "kind__code", "whose", "urgency", "since", "note")
    for person_id, uuid, *words in rows.values_list(*columns):
        told[person_id].append([str(uuid), *map(str, words)])
    return told


def _plans(ids, scope):
    reach = scope.reach
    waiting = CareActivity.objects.filter(
        reach.area_q("plan__area_key"),
        plan__person__in=ids,
        plan__organisation__in=reach.sources("HEALTH"),
        plan__closed_at=None,
        done_at=None,
        cancelled_at=None,
    ).order_by("due_on", "pk")
    told = defaultdict(list)
    for one in waiting.select_related("plan"):
        is_mine = int(one.responsible_id == scope.user.pk)
        told[one.plan.person_id].append([str(one.uuid), one.what, one.due_on.isoformat(), one.every_days, is_mine])
    return told


def _visits(ids, scope):
    place = Window(RowNumber(), partition_by="person_id", order_by=[F("occurred_at").desc(), F("pk").desc()])
    last = (
        _of(Visit, ids, scope).standing().annotate(place=place).filter(place__lte=VISITS_SENT).select_related("visitor")
    )
    last = sorted(last, key=lambda visit: visit.place)
    measured, forms = _measured([visit.pk for visit in last], scope), _forms([visit.pk for visit in last])
    told = defaultdict(list)
    for one in last:
        who = str(one.visitor or "")
        rest = [one.outcome, forms[one.pk], one.note, measured[one.pk]]
        # Nothing on the air is as costly as a name that looks like chance: its beginning tells one's own visits.
        told[one.person_id].append([str(one.uuid)[:8], _time(one.occurred_at), who, *rest])
    return told


def _measured(visit_ids, scope):
    values = Observation.objects.visible_to(scope.user, Permission.FIELD_USE).filter(
        visit__in=visit_ids, is_current=True, measure__is_shown=True
    )
    told = defaultdict(list)
    for visit_id, measure, value, text in values.order_by("measure__position", "pk").values_list(
        "visit_id", "measure__code", "value", "text"
    ):
        told[visit_id].append([measure, _plain(value, text)])
    return told


def _forms(visit_ids):
    parts = VisitPart.objects.filter(visit__in=visit_ids, is_current=True).exclude(submission=None)
    told = defaultdict(list)
    for visit_id, code in parts.order_by("submission_id").values_list("visit_id", "submission__version__form__code"):
        told[visit_id].append(code)
    return told


def _photos(ids, scope):
    """The newest picture that came with an answer about the person."""
    answers = _of(Submission, ids, scope).current().order_by("received_at")
    told = answers.values_list("receipt__instance_id", "organisation_id", "person_id")
    persons = {(name, owner): person_id for name, owner, person_id in told}
    pictures = Attachment.objects.of(persons).filter(media_type__startswith="image/").order_by("received_at", "pk")
    found = pictures.values_list("instance_id", "organisation_id", "uuid")
    return {persons[name, owner]: str(uuid) for name, owner, uuid in found if (name, owner) in persons}


def _plain(value, text):
    """140 rather than 140.0: what the measure's own decimals do not need is not sent."""
    if value is None:
        return text
    return int(value) if value == int(value) else round(value, 4)


def _day(at):
    return timezone.localtime(at).date().isoformat()


def _time(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")
