"""Every table stands behind the second wall, or says here why it need not."""

import pytest
from django.db import connection

from saan.shared.access import EVERYWHERE_ROLE, WEB_ROLE

pytestmark = pytest.mark.django_db

WITHOUT_WALL = {
    **dict.fromkeys(
        ["areas_area", "areas_area_replaced_by", "areas_boundary"],
        "places are no secret",
    ),
    **dict.fromkeys(
        ["partners_organisation", "partners_organisation_areas", "partners_needkind", "partners_mandate",
         "partners_mandate_areas", "partners_agreement"],
        "who works where, on what duty and agreement, is the same for everybody",
    ),
    "people_calibration": "two numbers that correct a model, and how many answers made them",
    "people_keyedition": "which edition of the match keys is held names no person",
    **dict.fromkeys(
        ["forms_form", "forms_formversion", "forms_formfile", "forms_formoffer", "forms_measure", "forms_band",
         "visits_rhythm"],
        "forms, cut-offs and rhythms name no person",
    ),
    **dict.fromkeys(
        ["accounts_user", "accounts_assignment", "accounts_assignment_areas", "account_emailaddress",
         "account_emailconfirmation", "mfa_authenticator", "usersessions_usersession", "socialaccount_socialaccount",
         "socialaccount_socialapp", "socialaccount_socialtoken", "django_session", "accounts_cache"],
        "those who sign in: read before anybody's reach is known, and named beside what they did",
    ),
    **dict.fromkeys(
        ["exchange_apikey", "forms_devicekey"],
        "keys are looked up before anybody's reach is known, and kept as digests of random bits",
    ),
    **dict.fromkeys(
        ["audit_seal", "audit_sealing"],
        "numbers and hashes of the trail, without what it says",
    ),
    **dict.fromkeys(
        ["procrastinate_jobs", "procrastinate_events", "procrastinate_workers", "procrastinate_periodic_defers"],
        "jobs name rows by number; tests/access/test_dump.py looks into what they were told",
    ),
    **dict.fromkeys(
        ["auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations"],
        "the framework's own, about no person",
    ),
}  # fmt: skip


def asked(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def tables(condition):
    named = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    return {name for (name,) in asked(f"{named} AND {condition}")}


def test_every_table_has_a_wall_or_a_reason_for_none():
    assert tables("NOT relrowsecurity") == set(WITHOUT_WALL)


def test_every_wall_stands_for_both_roles():
    walled = tables("relrowsecurity")
    policies = asked("SELECT tablename, unnest(roles) FROM pg_policies WHERE permissive = 'PERMISSIVE'")

    assert sorted(policies) == sorted((table, role) for table in walled for role in (WEB_ROLE, EVERYWHERE_ROLE))


def test_no_view_looks_over_the_wall():
    assert asked("SELECT viewname FROM pg_views WHERE schemaname = 'public'") == []
    assert asked("SELECT matviewname FROM pg_matviews") == []


@pytest.mark.parametrize("role", [WEB_ROLE, EVERYWHERE_ROLE])
def test_the_roles_of_requests_own_nothing_and_bypass_nothing(role):
    [found] = asked("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname = %s", role)
    owned = asked("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = %s", role)

    assert (found, owned) == ((False, False, False, False), [])


def test_what_runs_as_the_house_within_a_request_is_the_tracing_of_phones_alone():
    found = asked("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace")

    assert [name for (name,) in found if not name.endswith("_traced")] == []
