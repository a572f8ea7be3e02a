import pytest
from django.db import connection

from saan.audit.models import Event


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_committing_test_wrote_is_gone_for_the_next(turn):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_behind ()")


@pytest.mark.django_db
def test_clone_has_the_tables_of_every_room():
    assert Event.objects.count() == 0
