"""The page of what linking has learnt, in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone

from linkage.model import shipped_name
from saan.accounts import testing as accounts
from saan.people import testing
from saan.people.models import Calibration
from tests.looks import troubles_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_page_of_what_was_learnt_reads_well_and_goes_back(page, sign_in):
    admin, now = accounts.user("PLATFORM_ADMIN", testing.organisation()), timezone.now()
    known = {"model": shipped_name(), "made_at": now}
    Calibration.objects.create(**known)
    Calibration.objects.create(**known, unlikely=0.4, likely=0.2, reviews=108, same=71, wrong=0.03)
    Calibration.objects.create(**known, reset_by=admin)
    Calibration.objects.create(**known, unlikely=-0.62, likely=-0.31, reviews=1214, same=688, wrong=0.02)
    address = reverse("people:learning")
    sign_in(admin)

    troubles = troubles_of(page, [address])
    page.locator("main form button").click()
    page.wait_for_url(f"**{address}")

    assert troubles == []
    assert not page.locator("main form button").count()
    assert Calibration.objects.in_force().is_as_shipped
