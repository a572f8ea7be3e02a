import time
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.utils import timezone

from saan.accounts import providers
from saan.accounts import testing as accounts
from saan.accounts.actions.users import create_user
from saan.accounts.models import User
from saan.accounts.tests.fake_provider import CLIENT_ID, SECRET, FakeProvider, new_key

pytestmark = pytest.mark.django_db
CID = "1100000000007"


@pytest.fixture
def thaid(settings):
    provider = FakeProvider()
    environ = {"SAAN_THAID_URL": provider.issuer, "SAAN_THAID_CLIENT_ID": CLIENT_ID, "SAAN_THAID_SECRET": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers.configured(environ)}}
    yield provider
    provider.close()


def go_through(client, process="login"):
    """Press the button, sign in over there, come back."""
    there = client.post(f"/account/identities/thaid/?process={process}")
    assert there.status_code == 302, there.content
    back = requests.get(there.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def is_in(client):
    return "_auth_user_id" in client.session


def test_without_configuration_there_is_no_button_and_no_address(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert "ThaID" not in client.get("/account/login/").content.decode()
    assert client.post("/account/identities/thaid/").status_code == 404


def test_the_button_stands_where_it_is_configured_and_the_form_may_lead_there(client, thaid):
    response = client.get("/account/login/")

    assert "เข้าสู่ระบบด้วย ThaID" in response.content.decode()
    assert f"form-action 'self' {thaid.issuer}" in response.headers["Content-Security-Policy"]


def test_a_new_identity_comes_in_without_any_right(client, thaid):
    response = go_through(client)

    newcomer = User.objects.get()
    assert response.status_code == 302
    assert is_in(client)
    assert newcomer.full_name == "สมหญิง ใจดี"
    assert not newcomer.permissions()
    assert client.get("/users/").status_code == 403


def test_a_verified_citizen_id_comes_into_the_account_that_carries_it(client, thaid, coordinator):
    known = create_user(username="somying", full_name="สมหญิง ใจดี", cid=CID, by=coordinator, at=timezone.now())

    go_through(client)

    assert int(client.session["_auth_user_id"]) == known.pk
    assert User.objects.count() == 2


def test_coming_again_leads_to_the_same_account(client, thaid):
    go_through(client)
    client.post("/account/logout/")

    go_through(client)

    assert User.objects.count() == 1
    assert is_in(client)


def test_a_user_links_an_identity_to_their_own_account(thaid, volunteer):
    client = accounts.signed_in_client(volunteer)

    go_through(client, process="connect")

    assert SocialAccount.objects.get().user == volunteer


def test_an_identity_linked_to_one_account_is_not_linked_to_another(thaid, volunteer, coordinator, client):
    go_through(accounts.signed_in_client(volunteer), process="connect")

    go_through(accounts.signed_in_client(coordinator), process="connect")

    assert SocialAccount.objects.get().user == volunteer


def test_a_closed_account_stays_closed(client, thaid, coordinator):
    known = create_user(username="somying", full_name="สมหญิง ใจดี", cid=CID, by=coordinator, at=timezone.now())
    User.objects.filter(pk=known.pk).update(is_active=False)

    go_through(client)

    assert not is_in(client)


def test_the_database_keeps_neither_citizen_id_nor_subject_nor_token(client, thaid):
    go_through(client)

    with connection.cursor() as cursor:
        for table in ("socialaccount_socialaccount", "socialaccount_socialtoken", "accounts_user", "audit_event"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            kept = cursor.fetchone()[0]
            assert CID not in kept
            assert "u-1" not in kept
            assert "opaque" not in kept


def wrong_key(provider):
    provider.signing_key = new_key()


def wrong_audience(provider):
    provider.token_changes = {"aud": "somebody-else"}


def wrong_issuer(provider):
    provider.token_changes = {"iss": "https://evil.example"}


def expired(provider):
    provider.token_changes = {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200}


def other_subject(provider):
    provider.userinfo_changes = {"sub": "u-2"}


@pytest.mark.parametrize("fault", [wrong_key, wrong_audience, wrong_issuer, expired, other_subject])
def test_what_is_not_properly_signed_for_us_does_not_come_in(client, thaid, fault):
    fault(thaid)

    response = go_through(client)

    assert response.status_code < 500
    assert not is_in(client)
    assert not User.objects.exists()


def test_coming_back_without_having_gone_is_refused(client, thaid):
    response = client.get("/account/identities/thaid/back/", {"code": "x", "state": "made-up"})

    assert response.status_code < 500
    assert not is_in(client)


def test_a_provider_that_is_down_is_told_kindly(client, thaid):
    thaid.close()

    response = client.post("/account/identities/thaid/")

    assert response.status_code == 503
    assert "กรุณาใช้รหัสผ่าน" in response.content.decode()


def test_only_a_post_leads_away(client, thaid):
    assert client.get("/account/identities/thaid/").status_code == 200


def test_pkce_and_the_asked_scopes_are_sent(client, thaid):
    go_through(client)

    assert thaid.asked[0]["code_challenge_method"] == "S256"
    assert "pid" in thaid.asked[0]["scope"].split()
