"""Partners for tests, as the real actions make them."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from saan.partners import actions
from saan.partners.models import DataGroup, LegalBasis, NeedKind, OrganisationKind

_numbers = count(1)


def organisation(area, *more_areas, kind=OrganisationKind.MUNICIPALITY, name=None, **more):
    """An organisation with its office in `area` and its territory there and in `more_areas`."""
    name = name or f"เทศบาลทดสอบ {next(_numbers)}"
    areas = [area, *more_areas]
    return actions.add_organisation(
        name_th=name, kind=kind, area=area, areas=areas, by="test", at=timezone.now(), **more
    )


def answers_for(somebody, need_code, *areas, **more):
    """A duty in force from today."""
    return actions.add_mandate(
        organisation=somebody, need_kind=NeedKind.objects.get(code=need_code), areas=areas or [somebody.area],
        starts_on=more.pop("starts_on", timezone.localdate()), by="test", at=timezone.now(), **more,
    )  # fmt: skip


def agreement(giver, receiver, *groups, action=actions.record_agreement, days=365, **more):
    """An agreement in force from today for some days; of all groups where none are named."""
    today = timezone.localdate()
    terms = {
        "groups": list(groups) or [group.value for group in DataGroup], "purpose": "ดูแลคนในพื้นที่ร่วมกัน",
        "legal_basis": LegalBasis.PUBLIC_TASK, "starts_on": today, "ends_on": today + timedelta(days=days),
    }  # fmt: skip
    return action(giver=giver, receiver=receiver, by="test", at=timezone.now(), **{**terms, **more})


OPEN = {"partners:organisation": "who works where one stands is no secret, wherever their office is"}


def examples(side):
    """An organisation's own pages, a duty of its own, an agreement, and one it is asked for."""
    ours, neighbour = side.organisation, organisation(side.area, name="คลินิกอบอุ่น")
    why = f"ดูแลร่วมกัน {side.mark}"
    kept = agreement(ours, neighbour, purpose=why)
    asked = agreement(ours, neighbour, purpose=why, action=actions.propose_agreement)
    of_ours = {"code": ours.code}
    return {
        "partners:organisation": of_ours,
        "partners:organisation_edit": of_ours,
        "partners:organisation_active": of_ours,
        "partners:mandate_add": of_ours,
        "partners:mandate_end": {"pk": answers_for(ours, NeedKind.objects.first().code, side.area).pk},
        "partners:agreement": {"pk": kept.pk},
        "partners:agreement_end": {"pk": kept.pk},
        "partners:agreement_answer": {"pk": asked.pk},
        "partners:map": {"code": side.area.code},
    }
