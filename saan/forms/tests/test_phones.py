"""The page of one's phones: the code once, and a way to shut a phone out."""

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts.testing import signed_in_client, user
from saan.forms.models import DeviceKey
from saan.forms.openrosa.testing import phone

pytestmark = pytest.mark.django_db


def test_the_code_of_a_new_phone_is_shown_once():
    collect = phone()
    client = signed_in_client(collect.user)

    made = client.post(reverse("phones:list"), {"name": "ซัมซุงของ รพ.สต."}).content.decode()
    later = client.get(reverse("phones:list")).content.decode()

    assert "<svg" in made
    assert "/openrosa/" in made
    assert "/openrosa/" not in later
    assert "ซัมซุงของ รพ.สต." in later


def test_a_coordinator_shuts_out_a_lost_phone_of_the_organisation():
    collect = phone()
    coordinator = user("COORDINATOR", collect.organisation)

    answer = signed_in_client(coordinator).post(reverse("phones:revoke", args=[collect.key.pk]))

    assert answer.status_code == 302
    assert DeviceKey.objects.get(pk=collect.key.pk).revoked_by == coordinator


def test_what_is_lost_with_a_revoked_phone_is_said_before():
    collect = phone()

    page = signed_in_client(user("COORDINATOR", collect.organisation)).get(reverse("phones:organisation"))

    asks = page.content.decode().split("<dialog", 1)[1]
    assert "การเยี่ยมที่ยังไม่ได้ส่งจะหายไป" in asks
    assert reverse("phones:revoke", args=[collect.key.pk]) in asks
    assert page.content.decode().count(reverse("phones:revoke", args=[collect.key.pk])) == 1


def test_nobody_else_revokes_ones_phone():
    collect = phone()

    answer = signed_in_client(user("VOLUNTEER", collect.organisation)).post(
        reverse("phones:revoke", args=[collect.key.pk])
    )

    assert answer.status_code == 404


def test_the_eleventh_phone_is_refused_on_the_page():
    collect = phone()
    about = {"user": collect.user, "organisation": collect.organisation, "created_at": timezone.now()}
    DeviceKey.objects.bulk_create(DeviceKey(**about, name=f"{n}", digest=bytes([n]) * 32) for n in range(9))

    answer = signed_in_client(collect.user).post(reverse("phones:list"), {"name": "เครื่องที่สิบเอ็ด"})

    assert answer.status_code == 200
    assert "คุณมีโทรศัพท์สิบเครื่องแล้ว" in answer.content.decode()
    assert "เครื่องที่สิบเอ็ด" in answer.content.decode()
    assert DeviceKey.objects.count() == 10
