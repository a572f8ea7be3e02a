"""Makers for tests: keys, made by the real action."""

from datetime import date

from django.utils import timezone

from saan.exchange.actions import make_key


def examples(side):
    """A key of somebody of this side, and somebody whom it opens."""
    from saan.accounts.testing import user
    from saan.people import deliveries
    from saan.people.models import Person
    from saan.people.testing import citizen_id, delivered, row, source_list

    by, now = user("COORDINATOR", side.organisation, side.area), timezone.now()
    key, _plain = make_key(user=by, name=side.mark, expires_on=None, at=now)
    arrived = row(
        f"ทองใบ {side.mark}", cid=citizen_id(), area=side.area, birth_date="1957-02-03", house_no=side.house_no
    )
    delivery = delivered(source_list(side.organisation, area=side.area), arrived, as_of=date(2026, 1, 3))
    deliveries.commit(delivery, by=by, at=now)
    here = {"code": side.area.code}
    return {
        "exchange:key_revoke": {"pk": key.pk},
        "api:person": {"person_id": Person.objects.get(records__delivery=delivery).pk},
        "api:area": here,
        "api:area_children": here,
    }


OPEN = dict.fromkeys(["api:area", "api:area_children"], "places are no secret")
PERSONAL = {"exchange:key_revoke": "a key belongs to whoever made it"}
