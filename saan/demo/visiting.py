"""The home visits of the demo world: forms offered, homes given to visitors, and half a year of visits sent in as
phones send them, month by month, with what a care team answers in between."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

import numpy as np
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from saan.accounts.models import User
from saan.areas.models import Area
from saan.demo.answers import Course
from saan.demo.photos import MOTIFS, picture
from saan.demo.world import world
from saan.forms import actions as forms
from saan.forms import landing, media, receiving
from saan.forms.models import Form, FormVersion, VersionState
from saan.needs import planning
from saan.needs.models import Need
from saan.partners.models import Organisation
from saan.people.models import Person, VitalStatus
from saan.visits import alerts, caseloads
from saan.visits.models import Alert, Charge, Deed

BY = "demo"
MONTHS = 6
NAMES = UUID("2f1c0b52-6f0c-4e0e-9b46-6a0f2569aaaa")
# What share of visits each form is filled in at.
SHARE = {"vital-signs": 0.75, "barthel": 0.4, "fall-risk": 0.15, "depression": 0.18, "needs": 0.12}
ANSWERS = {"vital-signs": "vitals", "barthel": "barthel", "fall-risk": "falls", "depression": "depression"}
ANSWERED_AFTER = timedelta(days=10)
PICTURED = 0.12  # of the visits on which they met
PRESSED = 0.4  # for the position of the home


@dataclass(frozen=True)
class Team:
    """Who visits whose homes: a pair or one visitor, given by a coordinator."""

    organisation: Organisation
    by: User
    visitors: list[User]
    homes: list[Person]


@transaction.atomic
def load(say, today=None):
    """All of it or nothing: a world that has charges has its visits too."""
    if Charge.objects.exists():
        return
    today = today or timezone.localdate()
    offer_forms()
    teams = [_team(each) for each in world()["team"]]
    blank = Blank()
    sent = sum(_month(teams, today, back, blank) for back in reversed(range(MONTHS)))
    plans = sum(_plan(team, today) for team in teams)
    say(f"Home visits: {len(teams)} teams, {sent:,} filled forms, {plans} care plans")


def offer_forms():
    """Every form of the library, to those who visit homes."""
    now = timezone.now()
    for organisation in Organisation.objects.filter(code__in={each["organisation"] for each in world()["team"]}):
        for form in Form.objects.filter(organisation=None):
            forms.offer(form=form, organisation=organisation, area=organisation.area, by=BY, at=now)


def _team(each):
    organisation = Organisation.objects.get(code=each["organisation"])
    by, *visitors = (_user(each[name], organisation) for name in ("by", "adult", "youth") if name in each)
    area = Area.objects.current().get(code=each["area"])
    homes = _homes(organisation, area, each["homes"])
    at = timezone.now() - timedelta(days=30 * MONTHS + 5)
    if len(visitors) == 2:
        pair = caseloads.make_pair(name=each["name"], area=area, adult=visitors[0], youth=visitors[1], by=by, at=at)
        caseloads.give(pair=pair, area=area, by=by, at=at)
    else:
        for person in homes:
            caseloads.give(visitor=visitors[0], person=person, by=by, at=at)
    return Team(organisation, by, visitors, homes)


def _user(username, organisation):
    user = User.objects.get(username=username)
    user.chosen_organisation_id = organisation.pk
    return user


def _homes(organisation, area, count):
    """The neediest first: bed-bound and home-bound, then whoever lives there."""
    living = (
        Person.objects.listed().exclude(vital_status=VitalStatus.DEAD).filter(holder_ids__contains=[organisation.pk])
    )
    there = list(living.filter(area_key__range=(area.key, area.key_end)).order_by("pk"))
    return sorted(there, key=lambda one: _group(one) or "Z")[:count]


def _group(person):
    return next((group for group in ("BED_BOUND", "HOME_BOUND") if group in person.groups), "")


def _course(person, months):
    """How they are after so many months, always the same."""
    rng = np.random.default_rng([world()["seed"], person.pk])
    course = Course(rng, _group(person), person.sex == "F", "CHRONIC" in person.groups or rng.random() < 0.35)
    for _number in range(months):
        course.month()
    return course


def _month(teams, today, back, blank):
    """Everything the teams sent in the month that ended so many months ago, landed; how many filled forms."""
    sent = [arrival for number, team in enumerate(teams) for arrival in _visits(team, number, today, back, blank)]
    sent.sort(key=lambda arrival: arrival.received_at)
    receiving.store(sent)
    landing.drain()
    _answer_alerts(teams, today - timedelta(days=30 * back))
    return len(sent)


def _visits(team, number, today, back, blank):
    for place, person in enumerate(team.homes):
        rng = np.random.default_rng([world()["seed"], person.pk, number, back])
        on = today - timedelta(days=30 * back + int(rng.integers(1, 29)))
        if rng.random() < 0.85:
            yield from _visit(team, person, on, rng, blank, back)
        if back == 0 and len(team.visitors) == 2:
            yield from _told_otherwise(team, place, person, today - timedelta(days=1 + place), blank)


def _told_otherwise(team, place, person, on, blank):
    """What a human has to look at: contradictions, a form corrected, somebody who has died and somebody who left."""
    if place < 2:
        yield from _disagreement(team, person, on, blank)
    elif place == 2:
        yield from _correction(team, person, on, blank)
    elif place < 5:
        said = {"visit-note": _course(person, MONTHS).note("DIED" if place == 3 else "MOVED")}
        yield from _sent(team, team.visitors[0], person, _moment(on, 17, 40), said, blank)


def _visit(team, person, on, rng, blank, back):
    """One call: its note, and some of the other forms when they met."""
    visitor = team.visitors[int(rng.integers(0, len(team.visitors)))]
    began = _moment(on, int(rng.integers(8, 16)), int(rng.integers(0, 60)))
    course = _course(person, MONTHS - back)
    outcome = str(rng.choice(("MET", "NOT_HOME", "REFUSED"), p=(0.92, 0.06, 0.02)))
    said = {"visit-note": course.note(outcome) | _spot(person, rng)}
    if outcome == "MET":
        said |= {code: getattr(course, ANSWERS[code])() for code in ANSWERS if rng.random() < SHARE[code]}
        said |= {"needs": {"need": course.need()}} if rng.random() < SHARE["needs"] else {}
    files = (
        [blank.photos[int(rng.integers(0, len(blank.photos)))]] if outcome == "MET" and rng.random() < PICTURED else []
    )
    return _sent(team, visitor, person, began, said, blank, files)


def _spot(person, rng):
    """Where the phone was, to a few steps, if somebody pressed."""
    if person.latitude is None or rng.random() > PRESSED:
        return {}
    beside = rng.normal(0, 0.00008, 2)
    return {"place": f"{person.latitude + beside[0]:.6f} {person.longitude + beside[1]:.6f} 0 {rng.integers(4, 20)}"}


def _disagreement(team, person, on, blank):
    """Both of a pair come on one day, and score what cannot both be; the second adds up wrongly besides."""
    course = _course(person, MONTHS)
    for hour, visitor in zip((9, 15), team.visitors, strict=True):
        said = {"visit-note": course.note("MET"), "barthel": course.barthel()}
        said["barthel"]["adl"] += hour == 15
        yield from _sent(team, visitor, person, _moment(on, hour, 10), said, blank)
        course.adl = course.adl - 4 if course.adl >= 10 else course.adl + 4


def _correction(team, person, on, blank):
    """The blood pressure was written down wrongly, and put right within the hour."""
    course, visitor, began = _course(person, MONTHS), team.visitors[0], _moment(on, 10, 30)
    said = {"visit-note": course.note("MET"), "vital-signs": course.vitals()}
    yield from _sent(team, visitor, person, began, said, blank)
    right = said["vital-signs"] | {"sbp": said["vital-signs"]["sbp"] + 2}
    corrected = blank.filled("vital-signs", _visit_id(person, began), person, right, is_corrected=True)
    yield _arrival(team, visitor, corrected, began + timedelta(minutes=50))


def _moment(on, hour, minute):
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


def _sent(team, visitor, person, began, said, blank, files=()):
    """The filled forms of one call, as they arrive that day; `files` with the note."""
    visit = _visit_id(person, began)
    said["visit-note"] |= {"photo": files[0].name} if files else {}
    said["visit-note"] |= dict.fromkeys(("start", "occurred_at"), began.isoformat(timespec="seconds"))
    for place, (code, answers) in enumerate(said.items()):
        form, with_it = blank.filled(code, visit, person, answers), files if code == "visit-note" else ()
        yield _arrival(team, visitor, form, began + timedelta(minutes=20 + place), with_it)


def _visit_id(person, began):
    return uuid5(NAMES, f"{person.uuid} {began}")


def _arrival(team, visitor, form, at, files=()):
    return receiving.arrival(
        form,
        organisation_id=team.organisation.pk,
        user_id=visitor.pk,
        received_at=min(at, timezone.now()),
        user_agent="Saan field (demo)",
        files=tuple(files),
    )


class Blank:
    """The library's forms, to be filled in as a phone fills them."""

    def __init__(self):
        from lxml import etree

        self.etree, self.instances = etree, {}
        self.photos = media.kept({f"photo-{n}.jpg": ContentFile(picture(n), f"{n}.jpg") for n in range(MOTIFS)})
        for version in FormVersion.objects.filter(form__organisation=None, state=VersionState.PUBLISHED).select_related(
            "form"
        ):
            root = etree.fromstring(version.xform.encode())
            self.instances[version.form.code.removeprefix("saan-")] = root.find(".//{*}model/{*}instance")[0]

    def filled(self, code, visit, person, answers, *, is_corrected=False):
        """The bytes of one filled copy, or of its correction; every answer must be a question of the form."""
        root = deepcopy(self.instances[code])
        for element in root.iter():  # what a template of a repeat repeats
            for name in [name for name in element.attrib if name.endswith("}template")]:
                del element.attrib[name]
        self._fill(root, {"visit": str(visit), "person": str(person.uuid), **answers})
        name = next(element for element in root.iter("{*}instanceID"))
        name.text = f"uuid:{uuid5(NAMES, f'{code} {visit}')}"
        if is_corrected:
            self.etree.SubElement(name.getparent(), name.tag.replace("instanceID", "deprecatedID")).text = name.text
            name.text = f"uuid:{uuid5(NAMES, f'{code} {visit} corrected')}"
        return self.etree.tostring(root)

    def _fill(self, root, answers):
        for name, value in answers.items():
            element = next(root.iter(f"{{*}}{name}"))
            if isinstance(value, dict):
                self._fill(element, value)
            else:
                element.text = str(value)


def _answer_alerts(teams, until):
    """Somebody went, called or sent them on; only the newest still wait."""
    by = {team.organisation.pk: team.by for team in teams}
    deeds = [
        (Deed.CAME, "ไปวัดซ้ำที่บ้าน ค่าลงแล้ว นัดติดตามสองสัปดาห์"),
        (Deed.CALLED, "โทรคุยกับลูก กินยาไม่ครบ จัดกล่องยาให้แล้ว"),
        (Deed.SENT, "ส่งต่อ รพ. แพทย์ปรับยา กลับบ้านได้"),
    ]
    for number, alert in enumerate(Alert.objects.filter(answered_at=None, raised_at__date__lt=until - ANSWERED_AFTER)):
        deed, words = deeds[number % len(deeds)]
        at = alert.raised_at + timedelta(hours=20 + number % 24)
        alerts.answer(alert=alert, deed=deed, answer=words, by=by[alert.organisation_id], at=at)


GOALS = {
    "BED_BOUND": ("แผลกดทับหาย ไม่มีแผลใหม่", "ทำแผลและพลิกตัวกับผู้ดูแล", 7),
    "HOME_BOUND": ("เดินเข้าห้องน้ำได้เองอย่างปลอดภัย", "ฝึกยืนและเดินกับนักกายภาพ", 14),
}


def _plan(team, today):
    """Plans for a few who need them most; their next activities lie behind, near and ahead."""
    planned = [person for person in team.homes if _group(person)][:4]
    now = timezone.now()
    for number, person in enumerate(planned):
        goal, what, every = GOALS[_group(person)]
        plan = planning.make_plan(person=person, goal=goal, starts_on=today - timedelta(days=60), by=team.by, at=now)
        who = team.visitors[number % len(team.visitors)]
        due = today + timedelta(days=(-3, 1, 5, 9)[number])
        planning.add_activity(plan=plan, what=what, due_on=due, every_days=every, responsible=who, by=team.by, at=now)
        need = Need.objects.open().filter(person=person).first()
        if need:
            words = f"ติดตามเรื่อง{need.kind.name_th}"
            later = today + timedelta(days=14)
            planning.add_activity(
                plan=plan, what=words, due_on=later, need=need, responsible=team.by, by=team.by, at=now
            )
    return len(planned)
