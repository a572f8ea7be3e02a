"""Makers for tests: submissions that land as they do from a phone, and what follows from them."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.forms.meaning import Meaning
from saan.forms.models import Band, Form, FormVersion, Measure, Submission
from saan.needs.testing import somebody
from saan.visits import actions, caseloads, rhythms, testing43
from saan.visits.landing import land
from saan.visits.models import Rhythm

_numbers = count(1)


def form_version(code="test_visit"):
    found = FormVersion.objects.filter(form__code=code).first()
    if found:
        return found
    now = timezone.now()
    form = Form.objects.create(code=code, title_th="แบบเยี่ยมบ้านทดสอบ", created_at=now)
    return FormVersion.objects.create(
        form=form,
        version="1",
        state="PUBLISHED",
        workbook=b"",
        workbook_name="test.xlsx",
        xform="<h:html/>",
        md5="0" * 32,
        definition={},
        uploaded_at=now,
        published_at=now,
    )


def measure(code="ADL", *bands, change_alert=None, **fields):
    """A measure with (code, low, high, severity) bands; the shipped one where the library has it already."""
    found, _made = Measure.objects.get_or_create(
        code=code, defaults={"name_th": fields.pop("name_th", code), "name_en": code, **fields}
    )
    Measure.objects.filter(pk=found.pk).update(change_alert=change_alert)
    for name, low, high, severity in bands:
        Band.objects.get_or_create(
            measure=found,
            code=name,
            valid_from="2020-01-01",
            defaults={"label_th": name, "label_en": name, "low": low, "high": high, "severity": severity},
        )
    found.refresh_from_db()
    return found


def band_of(of_measure, value):
    for band in of_measure.bands.all():
        if (band.low is None or band.low <= value) and (band.high is None or value <= band.high):
            return band.pk
    return None


def submission(
    person, by, *, values=None, needs=(), roles=None, visit=None, said=None, received_at=None, replaces=None, **fields
):
    """A submission with its meaning, not landed yet. values: {measure code: number}."""
    received_at = received_at or timezone.now()
    uuid = uuid4()
    made = Submission.objects.create(
        uuid=uuid,
        instance_id=f"uuid:{uuid}",
        version=form_version(),
        organisation_id=by.acting_organisation_id,
        user=by,
        person=person,
        area=person.area,
        area_key=person.area_key,
        answers={},
        started_at=said or received_at - timedelta(minutes=5),
        received_at=received_at,
        replaces=replaces,
        **fields,
    )
    if replaces is not None:
        Submission.objects.filter(pk=replaces.pk).update(is_current=False)
    measures = Measure.objects.in_bulk(list(values or {}), field_name="code")
    made.meaning = Meaning(
        person_uuid=str(person.uuid),
        visit_uuid=str(visit or ""),
        roles=roles or {},
        observations=[(code, value, "", band_of(measures[code], value)) for code, value in (values or {}).items()],
        needs=list(needs),
    )
    return made


def landed(person, by, **what):
    """A submission that has landed; what follows from it hangs on it."""
    made = submission(person, by, **what)
    with transaction.atomic():
        land([made])
    return made


def visit(person, by, **what):
    """One call at a home, as a form from a phone makes it."""
    return landed(person, by, visit=uuid4(), **what).part.visit


def examples(side):
    """A person of this side whom two visitors found, with an alert and a contradiction."""
    one, other = (accounts.user("CARE_WORKER", side.organisation, side.area) for _ in range(2))
    measure("TEST_SCORE", ("LOW", None, 4, "ALERT"), change_alert=-3)
    person = somebody(side.organisation, side.area, f"บุญมี {side.mark}")
    first = landed(
        person,
        one,
        values={"TEST_SCORE": 4},
        roles={"outcome": "MET", "visit_note": f"บันทึก {side.mark}"},
        needs=[{"kind": "BED", "note": f"ขอ {side.mark}"}],
    )
    landed(person, other, roles={"outcome": "DIED", "visit_note": f"บันทึก {side.mark}"})
    now = timezone.now()
    actions.record_visit(person=person, on=timezone.localdate(now), outcome="MET", note=side.mark, by=one, at=now)
    rhythms.set_days(group="ELDER", every_days=170, by=one, at=now)
    part = {"pk": first.part.visit.parts.get(submission=None).pk}
    departure = {"pk": person.departures.get().pk}
    alert = {"uuid": person.alerts.get().uuid}
    conflict = {"pk": person.conflicts.order_by("pk")[0].pk}
    pair = caseloads.make_pair(name=f"คู่ {side.mark}", area=side.area, adult=one, youth=other, by=one, at=timezone.now())
    charge = caseloads.give(pair=pair, person=person, by=one, at=timezone.now())
    return {
        **testing43.examples(side),
        "visits:charge_add_person": {"pk": person.pk},
        **{f"visits:part_{name}": part for name in ("edit", "withdraw", "restore", "count")},
        **{f"visits:departure{name}": departure for name in ("", "_deny", "_reopen")},
        "visits:rhythm_restore": {"pk": Rhythm.objects.get(organisation=side.organisation).pk},
        **{f"visits:pair_{name}": {"pk": pair.pk} for name in ("end", "restore")},
        **{f"visits:charge_{name}": {"pk": charge.pk} for name in ("end", "restore")},
        "visits:visit": {"uuid": first.part.visit.uuid},
        **{f"visits:{name}": {"pk": person.pk} for name in ("visit_add", "person_values")},
        **{f"visits:{name}": alert for name in ("alert", "alert_answer", "alert_reopen")},
        **{f"visits:{name}": conflict for name in ("conflict", "conflict_decide", "conflict_reopen")},
    }
