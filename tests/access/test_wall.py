"""The second wall by itself: what PostgreSQL shows when the application forgets to filter."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.accounts.models import User
from saan.partners.models import Agreement
from saan.people.models import Person
from saan.people.permissions import Permission
from saan.shared.access import Reach, WallMissing, public, read_as_house, requires, signed_in, system, wall
from tests.access import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides():
    return world.build()


@pytest.fixture
def volunteer(sides):
    return accounts.user("VOLUNTEER", sides[world.OWN].organisation)


def share(giver, receiver, groups):
    today = timezone.localdate()
    return Agreement.objects.create(
        giver=giver, receiver=receiver, groups=groups, purpose="ดูแล", legal_basis="PUBLIC_TASK",
        starts_on=today, ends_on=today,
    )  # fmt: skip


def rows_of(table):
    """What a careless SELECT brings."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def seen_of(rows):
    """The tables in which a careless question by number finds these rows."""
    return [row._meta.db_table for row in rows if type(row)._base_manager.filter(pk=row.pk).exists()]


def role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def tables_of_people():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        return {row[0] for row in cursor.fetchall()}


def tables_that_lead_to_a_person():
    return {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.related_model is Person for field in model._meta.concrete_fields)
    }


def test_every_table_that_leads_to_a_person_is_behind_the_wall():
    assert tables_that_lead_to_a_person() <= tables_of_people()


def test_this_test_knows_every_table_that_leads_to_a_person(sides):
    assert tables_that_lead_to_a_person() <= {row._meta.db_table for row in sides[world.OWN].rows}


@pytest.mark.parametrize("other", [world.SIBLING, world.PARENT, world.FOREIGN])
def test_a_careless_question_shows_nothing_of_another_area(sides, volunteer, other):
    with wall(volunteer.reach(Permission.PERSON_READ)):
        assert seen_of(sides[other].rows) == []


def test_a_careless_question_shows_what_is_in_reach(sides, volunteer):
    with wall(volunteer.reach(Permission.PERSON_READ)):
        assert len(seen_of(sides[world.OWN].rows)) == len(sides[world.OWN].rows)


def test_a_wider_area_shows_no_person_that_nobody_shares(sides):
    coordinator = accounts.user("COORDINATOR", sides[world.PARENT].organisation)

    with wall(coordinator.reach(Permission.PERSON_READ)):
        seen = rows_of("people_person")

    assert sides[world.OWN].person.pk not in seen
    assert sides[world.PARENT].person.pk in seen


def test_a_whole_country_shows_no_person_that_nobody_shares(sides):
    from saan.areas.testing import place

    reader = accounts.user("EXECUTIVE", sides[world.PARENT].organisation, place("TH"))

    with wall(reader.reach(Permission.PERSON_READ)):
        assert role() == "saan_everywhere"
        assert sides[world.OWN].person.pk not in rows_of("people_person")
        assert sides[world.PARENT].person.pk in rows_of("people_person")


def test_an_agreement_on_the_registry_opens_the_person(sides):
    share(sides[world.OWN].organisation, sides[world.PARENT].organisation, ["REGISTRY"])
    coordinator = accounts.user("COORDINATOR", sides[world.PARENT].organisation)

    with wall(coordinator.reach(Permission.PERSON_READ)):
        assert sides[world.OWN].person.pk in rows_of("people_person")


def test_an_agreement_on_health_alone_opens_no_person(sides):
    share(sides[world.OWN].organisation, sides[world.PARENT].organisation, ["HEALTH"])
    coordinator = accounts.user("COORDINATOR", sides[world.PARENT].organisation)

    with wall(coordinator.reach(Permission.PERSON_READ)):
        assert sides[world.OWN].person.pk not in rows_of("people_person")


def test_signed_in_and_public_pages_see_no_person_at_all(sides, volunteer, rf):
    seen = []
    request = rf.get("/")
    request.user = volunteer

    def careless(request):
        seen.append(rows_of("people_person") | rows_of("people_sourcerecord"))
        return HttpResponse()

    signed_in(careless)(request)
    public("a test")(careless)(request)

    assert seen == [set(), set()]


def test_the_wall_wants_a_transaction(volunteer, transactional_db):
    with pytest.raises(WallMissing), wall(Reach()):
        pytest.fail("stood without a transaction")


def test_the_wall_is_gone_after_the_request(volunteer, rf):
    request = rf.get("/")
    request.user = volunteer

    requires(Permission.PERSON_READ)(lambda request: HttpResponse())(request)

    assert role() != "saan_web"


def test_a_refusal_inside_puts_the_former_wall_back(sides, volunteer):
    with wall(volunteer.reach(Permission.PERSON_READ)):
        before = rows_of("people_person")
        with pytest.raises(ValueError), transaction.atomic(), system():  # noqa: PT011
            raise ValueError

        assert role() == "saan_web"
        assert rows_of("people_person") == before


def test_a_failed_statement_inside_puts_the_former_wall_back(sides, volunteer):
    with wall(volunteer.reach(Permission.PERSON_READ)):
        with pytest.raises(IntegrityError), transaction.atomic(), system():
            User.objects.create(username=volunteer.username)

        assert role() == "saan_web"


def test_a_failure_caught_inside_the_house_leaves_it_the_house(sides, volunteer):
    with wall(volunteer.reach(Permission.PERSON_READ)), system():
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(username=volunteer.username)

        assert role() not in ("saan_web", "saan_everywhere")


def test_the_first_error_is_the_one_that_is_told(volunteer):
    with pytest.raises(KeyError), transaction.atomic(), wall(Reach()), system(), transaction.atomic(savepoint=False):
        raise KeyError


def test_walls_nest_and_each_ends_where_it_began(sides, volunteer):
    with wall(volunteer.reach(Permission.PERSON_READ)):
        with wall(Reach()):
            assert rows_of("people_person") == set()
        with system():
            assert sides[world.FOREIGN].person.pk in rows_of("people_person")
            with wall(Reach()):
                assert rows_of("people_person") == set()
            assert sides[world.FOREIGN].person.pk in rows_of("people_person")
        assert sides[world.FOREIGN].person.pk not in rows_of("people_person")


def test_an_abandoned_wall_comes_down(volunteer):
    def standing():
        with wall(Reach()):
            yield role()

    generator = standing()
    assert next(generator) == "saan_web"
    generator.close()

    assert role() != "saan_web"


def test_what_is_rendered_late_is_rendered_behind_the_wall(sides, volunteer, rf):
    from django.template.response import SimpleTemplateResponse

    class Late(SimpleTemplateResponse):
        @property
        def rendered_content(self):
            return f"{len(rows_of('people_person'))} {role()}"

    request = rf.get("/")
    request.user = volunteer
    response = signed_in(lambda request: Late("never"))(request)

    assert response.content == b"0 saan_web"


def test_a_stream_may_not_ask_the_database_when_the_wall_is_gone(volunteer):
    request = RequestFactory().get("/")
    request.user = volunteer

    def view(request):
        return StreamingHttpResponse(str(Person.objects.count()) for _ in range(2))

    with pytest.raises(WallMissing):
        b"".join(requires(Permission.PERSON_READ)(view)(request))


def test_a_stream_of_what_was_read_before_flows(volunteer):
    request = RequestFactory().get("/")
    request.user = volunteer

    response = requires(Permission.PERSON_READ)(lambda request: StreamingHttpResponse(iter(["ก", "ข"])))(request)

    assert b"".join(response).decode() == "กข"


def test_a_reach_with_gaps_shows_nothing_between(sides):
    both = accounts.user("VOLUNTEER", sides[world.OWN].organisation, sides[world.OWN].area, sides[world.FOREIGN].area)
    Person.objects.update(holder_ids=[sides[world.OWN].organisation.pk])

    with wall(both.reach(Permission.PERSON_READ)):
        seen = rows_of("people_person")

    assert {sides[world.OWN].person.pk, sides[world.FOREIGN].person.pk} <= seen
    assert sides[world.SIBLING].person.pk not in seen


def test_the_house_reads_everything_and_the_wall_stands_again():
    owner = role()
    with wall(Reach()):
        assert read_as_house("SELECT current_user, %s", 7) == [(owner, 7)]
        assert role() == "saan_web"
        with pytest.raises(ProgrammingError), transaction.atomic():
            read_as_house("SELECT FROM no_such_table")
        assert role() == "saan_web"
    assert role() == owner


def test_where_no_wall_stands_the_house_reads_too():
    with wall(Reach()), system():
        assert read_as_house("SELECT 1") == [(1,)]
    assert read_as_house("SELECT 2") == [(2,)]
