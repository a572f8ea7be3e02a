import pytest
from django.db import connection

from saan.people import beats

pytestmark = pytest.mark.django_db


def test_the_first_beat_of_a_new_registry_is_heard():
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE people_beat RESTART")  # unlike setval, this is rolled back with the test
    before = beats.now()

    beats.tick()

    assert beats.now() == before + 1
