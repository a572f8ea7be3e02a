import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from saan.audit import sealing
from saan.audit.actions import record
from saan.audit.models import Event, Seal, Sealing

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    """Twenty sealed events."""
    for number in range(20):
        record("test.happened", by="system", at=timezone.now(), purpose="ทดสอบ", number=number, share=0.1, name="ก")
    sealing.seal()
    return list(Event.objects.order_by("id"))


def tamper(statement, *parameters):
    """What somebody does who has the database in hand."""
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_seal", "audit_sealing"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute(statement, parameters)


def test_a_whole_trail_is_sound(trail):
    finding = sealing.verify()

    assert finding.is_sound
    assert finding.checked == 20


def test_sealing_again_adds_nothing(trail):
    assert sealing.seal() == 0
    assert Seal.objects.count() == 20


@pytest.mark.parametrize(
    "change",
    ["actor_name = 'somebody'", "detail = '{}'", "at = at + interval '1 microsecond'", "is_read = NOT is_read",
     "subject_id = 7", "organisation_id = 1", "purpose = ''", "verb = 'other'", "area_key = 0"],
)  # fmt: skip
def test_one_altered_column_is_found(trail, change):
    tamper(f"UPDATE audit_event SET {change} WHERE id = %s", trail[7].pk)

    assert sealing.verify().altered == [trail[7].pk]


def test_a_removed_event_is_found(trail):
    tamper("DELETE FROM audit_event WHERE id = %s", trail[7].pk)

    assert sealing.verify().missing == [trail[7].pk]


def test_an_event_removed_with_its_link_is_found(trail):
    tamper("DELETE FROM audit_event WHERE id = %s", trail[7].pk)
    tamper("DELETE FROM audit_seal WHERE event_id = %s", trail[7].pk)

    assert sealing.verify().altered == [trail[8].pk]


def test_an_altered_link_is_found(trail):
    tamper("UPDATE audit_seal SET link = %s WHERE event_id = %s", bytes(32), trail[7].pk)

    assert sealing.verify().altered == [trail[7].pk, trail[8].pk]


def test_a_cut_at_the_end_is_found_by_a_head_kept_elsewhere(trail):
    head = sealing.head()
    tamper("DELETE FROM audit_event WHERE id > %s", trail[17].pk)
    tamper("DELETE FROM audit_seal WHERE event_id > %s", trail[17].pk)

    assert sealing.verify().is_sound
    assert not sealing.verify(expected=head).is_sound


def test_a_chain_that_grew_still_holds_its_old_head(trail):
    head = sealing.head()
    record("test.happened", by="system", at=timezone.now())
    sealing.seal()

    assert sealing.verify(expected=head).is_sound


def test_an_event_that_was_never_sealed_is_reported_in_time(trail):
    record("test.happened", by="system", at=timezone.now() - 2 * sealing.OVERDUE)

    assert sealing.verify().unsealed == [Event.objects.latest("id").pk]


def test_without_the_key_the_chain_cannot_be_mended(trail, settings):
    settings.SECRETS = settings.SECRETS.__class__("django", b"another key", settings.SECRETS.data_keys)

    assert len(sealing.verify().altered) == 20


CHANGES = ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"]
FORGERIES = [*CHANGES, "DROP TABLE {}", "ALTER TABLE {} DISABLE TRIGGER ALL"]


def execute_as(role, statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)


@pytest.mark.parametrize("role", ["saan_web", "saan_everywhere"])
@pytest.mark.parametrize("table", ["audit_event", "audit_seal", "audit_sealing"])
@pytest.mark.parametrize("statement", FORGERIES)
def test_the_role_of_requests_cannot_change_the_trail(trail, role, table, statement):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        execute_as(role, statement.format(table))


@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.parametrize("table", ["audit_event", "audit_seal", "audit_sealing"])
def test_not_even_the_owner_changes_the_trail_in_passing(trail, table, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("table", ["audit_seal", "audit_sealing"])
def test_a_request_cannot_forge_a_link(trail, table):
    with pytest.raises(DatabaseError, match="permission denied"):
        execute_as("saan_web", f"INSERT INTO {table} DEFAULT VALUES")


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_ends_late_is_sealed_after_those_that_overtook_it():
    begun, finish = threading.Event(), threading.Event()

    def slow_writer():
        with transaction.atomic():
            record("test.slow", by="system", at=timezone.now())
            begun.set()
            finish.wait(10)
        connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    begun.wait(10)
    record("test.quick", by="system", at=timezone.now())
    sealing.seal(at=timezone.now() - 2 * sealing.SETTLING_TIME)
    assert Sealing.objects.exists()
    finish.set()
    writer.join()

    assert sealing.seal() == 1
    order = [Event.objects.get(pk=seal.event_id).verb for seal in Seal.objects.order_by("id")]
    assert order == ["test.quick", "test.slow"]
    assert sealing.verify().is_sound


@pytest.mark.django_db(transaction=True)
def test_what_is_done_is_not_searched_again():
    now = timezone.now()
    record("test.happened", by="system", at=now)
    first = Event.objects.get()
    sealing.seal(at=now)
    # Tests beside this one hold transactions open on the same server; here they are as good as ended.
    tamper("UPDATE audit_sealing SET horizon = pg_snapshot_xmin(pg_current_snapshot())::text::bigint")

    sealing.seal(at=now + 2 * sealing.SETTLING_TIME)

    assert Sealing.objects.latest("id").done_up_to == first.pk
    record("test.happened", by="system", at=now)
    assert sealing.seal() == 1


def test_one_altered_row_among_thousands_is_found():
    now, of_them = timezone.now(), 2 * sealing.CHUNK + 1
    Event.objects.bulk_create(
        Event(at=now, verb="people.person.read", actor_name="สมหญิง", actor_id=1, detail={"n": number})
        for number in range(of_them)
    )
    assert sealing.seal() == of_them
    middle = Event.objects.order_by("id")[sealing.CHUNK]
    tamper("UPDATE audit_event SET actor_id = 2 WHERE id = %s", middle.pk)

    finding = sealing.verify()

    assert (finding.altered, finding.checked) == ([middle.pk], of_them)


def test_the_doctor_tells_of_a_changed_line(trail):
    from saan.audit.examining import examine

    [fine] = examine()
    tamper("UPDATE audit_event SET actor_name = 'somebody' WHERE id = %s", trail[7].pk)
    [problem] = examine()

    assert (fine.level.name, problem.level.name) == ("FINE", "PROBLEM")
    assert str(trail[7].pk) in problem.what
