import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from saan.accounts.known_devices import COOKIE
from saan.accounts.testing import PASSWORD, signed_in_client, user
from saan.audit.models import Event

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def sign_in(client, username, password=PASSWORD, address="10.0.0.1", **more):
    return client.post(LOGIN, {"login": username, "password": password, **more}, REMOTE_ADDR=address)


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_right_password_lets_in(client, volunteer):
    response = sign_in(client, "volunteer")

    assert response.status_code == 302
    assert is_in(client)
    assert Event.objects.filter(verb="accounts.signed_in", actor_id=volunteer.pk).exists()


def test_a_username_may_be_typed_in_capitals(client, volunteer):
    sign_in(client, "Volunteer")

    assert is_in(client)


def test_the_session_gets_a_new_number(client, volunteer):
    client.get(LOGIN)
    client.session["before"] = 1
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key

    sign_in(client, "volunteer")

    assert client.session.session_key != session.session_key


@pytest.mark.parametrize("username", ["volunteer", "nobody-here"])
def test_a_wrong_password_and_an_unknown_user_read_the_same(client, volunteer, username):
    response = sign_in(client, username, "ไม่ใช่รหัสนี้")

    assert response.status_code == 200
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in response.content.decode()
    assert not is_in(client)


def test_known_and_unknown_users_cost_the_same_work(client, volunteer, monkeypatch):
    user(username="closed", is_active=False)
    no_password = user(username="thaid-only")
    no_password.set_unusable_password()
    no_password.save()
    work = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args, **kw: work.append(1) or encode(*args, **kw))

    def cost(username):
        work.clear()
        sign_in(client, username, "ไม่ใช่รหัสนี้")
        return len(work)

    assert {cost(name) for name in ["volunteer", "nobody-here", "closed", "thaid-only"]} == {1}


def test_the_tenth_try_is_refused_even_with_the_right_password(client, volunteer):
    for _try in range(9):
        sign_in(client, "volunteer", "ไม่ใช่รหัสนี้")

    response = sign_in(client, "volunteer")

    assert not is_in(client)
    assert "รอ 5 นาที" in response.content.decode()


def test_a_stranger_elsewhere_does_not_shut_the_worker_out(client, volunteer):
    for _try in range(12):
        sign_in(client, "volunteer", "ไม่ใช่รหัสนี้", address="203.0.113.9")

    sign_in(client, "volunteer", address="10.0.0.1")

    assert is_in(client)


def test_a_stranger_behind_the_same_address_does_not_shut_a_known_device_out(client, volunteer):
    sign_in(client, "volunteer")
    client.post("/account/logout/")
    for _try in range(12):
        sign_in(Client(), "volunteer", "ไม่ใช่รหัสนี้")

    sign_in(client, "volunteer")

    assert is_in(client)


def test_a_known_device_is_throttled_too(client, volunteer):
    sign_in(client, "volunteer")
    client.post("/account/logout/")
    for _try in range(9):
        sign_in(client, "volunteer", "ไม่ใช่รหัสนี้")

    sign_in(client, "volunteer")

    assert not is_in(client)


def test_a_device_known_for_one_is_a_strangers_for_another(client, volunteer):
    user(username="neighbour")
    sign_in(client, "neighbour")
    client.post("/account/logout/")
    for _try in range(9):
        sign_in(Client(), "volunteer", "ไม่ใช่รหัสนี้")

    sign_in(client, "volunteer")

    assert not is_in(client)


def test_a_forged_device_is_a_strangers(client, volunteer):
    client.cookies[COOKIE] = "eyJ4Ijox:1abc:forged"
    for _try in range(9):
        sign_in(client, "volunteer", "ไม่ใช่รหัสนี้")

    sign_in(client, "volunteer")

    assert not is_in(client)


def test_a_good_sign_in_does_not_count_against_colleagues_behind_the_same_address(client, volunteer):
    for _try in range(15):
        sign_in(client, "volunteer")
        client.post("/account/logout/")

    sign_in(client, "volunteer")

    assert is_in(client)


def test_a_closed_account_is_told_so_only_with_its_password(client):
    user(username="closed", is_active=False)

    assert sign_in(client, "closed", "ไม่ใช่รหัสนี้").status_code == 200
    assert sign_in(client, "closed").headers["Location"] == reverse("account_inactive")
    assert "บัญชีนี้ปิดอยู่" in client.get(reverse("account_inactive")).content.decode()


def test_there_is_no_open_sign_up(client):
    response = client.post(reverse("account_signup"), {"username": "x", "password1": PASSWORD})

    assert response.status_code in (200, 405)
    assert not is_in(client)


def test_where_one_goes_next_is_never_another_site(client, volunteer):
    response = sign_in(client, "volunteer", next="https://evil.example/")

    assert response.headers["Location"] == "/"


def test_a_temporary_password_opens_only_the_page_to_change_it(volunteer):
    volunteer.must_change_password = True
    volunteer.save()
    client = signed_in_client(volunteer)

    assert client.get(reverse("accounts:profile")).headers["Location"] == reverse("account_change_password")
    assert client.get(reverse("account_change_password")).status_code == 200

    fresh = "ดอกจำปา-หน้าบ้าน-9"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})

    assert client.get(reverse("accounts:profile")).status_code == 200
    volunteer.refresh_from_db()
    assert volunteer.check_password(fresh)


@pytest.mark.parametrize("weak", ["1234567890", "volunteer1", "password123", "สั้นไป"])
def test_a_weak_password_is_refused_in_thai(volunteer, weak):
    response = signed_in_client(volunteer).post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )

    assert response.status_code == 200
    volunteer.refresh_from_db()
    assert volunteer.check_password(PASSWORD)


def test_sign_in_carries_no_personal_page_in_a_shared_cache(client):
    assert "no-store" in client.get(LOGIN).headers["Cache-Control"]
