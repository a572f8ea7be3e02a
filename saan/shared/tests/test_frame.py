import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from saan.shared import frame, navigation
from saan.shared.navigation import Room


@pytest.fixture
def house(monkeypatch):
    """A house without rooms, to be filled by the test."""
    monkeypatch.setattr(navigation, "_rooms", {})
    monkeypatch.setattr(frame, "_providers", {})


def asked(path, **cookies):
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.COOKIES.update(cookies)
    return request


def test_a_room_is_shown_only_to_those_who_may_enter(house):
    navigation.register(Room(label="ก", url_name="styleguide", icon="users", order=1, may=lambda request: False))

    assert frame.Frame(asked("/")).rooms == []


def test_the_room_one_stands_in_is_marked(house):
    everyone = {"may": lambda request: True, "icon": "users"}
    navigation.register(Room(label="ข", url_name="styleguide", order=2, **everyone))
    navigation.register(Room(label="ก", url_name="set_language", order=1, **everyone))

    rooms = frame.Frame(asked("/styleguide/list/")).rooms

    assert [(room.label, room.is_here) for room in rooms] == [("ก", False), ("ข", True)]


def test_a_heading_stands_over_the_first_room_of_its_group_only(house):
    everyone = {"may": lambda request: True, "icon": "users"}
    for url_name, order in (("styleguide", 40), ("set_language", 42), ("accounts:user_list", 44), ("audit:trail", 90)):
        navigation.register(Room(label=url_name, url_name=url_name, order=order, **everyone))

    found = {room.label: str(room.heading) for room in frame.Frame(asked("/")).rooms}

    assert found == {"styleguide": "", "set_language": "การดูแล", "accounts:user_list": "", "audit:trail": "ตั้งค่า"}


def test_the_frame_asks_only_for_what_is_shown(house):
    asked_for = []
    frame.provide("place", asked_for.append)
    page = frame.Frame(asked("/"))

    assert asked_for == []
    assert (page.place, page.place, len(asked_for)) == (None, None, 1)


def test_an_unknown_slot_is_a_mistake_of_ours(house):
    with pytest.raises(ValueError, match="no slot"):
        frame.provide("plaec", lambda request: None)


def test_a_forged_brightness_is_ignored():
    assert frame.Frame(asked("/", theme='"><script>')).theme == ""
    assert frame.Frame(asked("/", theme="dark")).theme == "dark"
