import pytest
from django.db import transaction

from tests.access.sides import World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for a file of tests: each takes back what it asks for."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)
