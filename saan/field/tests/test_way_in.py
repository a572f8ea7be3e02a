"""The field app is a room on a phone, for those whose daily work is at homes."""

import pytest

from saan.accounts.testing import user
from saan.areas.testing import place
from saan.partners.testing import organisation
from saan.runtime.browsing import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("role", "sees"), [("VOLUNTEER", [False, True]), ("COORDINATOR", [False, False])])
def test_my_homes_is_a_room_on_a_phone_and_not_at_a_desk(page, sign_in, role, sees):
    place("TH")
    area = place("930501")
    sign_in(user(role, organisation(area), area))
    page.goto("/")
    way_in = page.locator(".rooms a[href='/field/']")

    seen = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        seen.append(way_in.first.is_visible())

    assert seen == sees
