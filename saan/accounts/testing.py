"""Makers for tests: users with roles, as the real actions make them, and clients that are signed in."""

from itertools import count

from django.test import Client
from django.utils import timezone

from saan.accounts.models import Assignment, User

PASSWORD = "กล้วยไม้-ริมรั้ว-7"
_numbers = count(1)


def user(role=None, organisation=None, *areas, username=None, until=None, **fields):
    """Somebody who signs in; with a role, an organisation and areas (the organisation's own when none are named)."""
    number = next(_numbers)
    fields = {"full_name": f"สมหญิง ทดสอบ{number}", **fields}
    somebody = User.objects.create_user(username or f"user{number}", PASSWORD, **fields)
    if role:
        assign(somebody, role, organisation, *areas, until=until)
    return somebody


def assign(somebody, role, organisation, *areas, until=None):
    """A role more. Not through the grant action: the first user has nobody above them."""
    today = timezone.localdate()
    assignment = Assignment.objects.create(
        user=somebody,
        role=role,
        organisation=organisation,
        starts_on=min(today, until or today),
        ends_on=until,
        granted_at=timezone.now(),
    )
    assignment.areas.set(areas or organisation.areas.all())
    somebody.forget_reach()
    return assignment


def signed_in_client(somebody, **options):
    """A browser in which this user has signed in."""
    client = Client(**options)
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
