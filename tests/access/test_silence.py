"""What strangers have changes no answer of mine: no count, no suggestion, no order of a page, no header.

Stronger than looking for marks: everything is asked twice, and between the two the sides beyond get as much again.
"""

import re
from urllib.parse import quote

import pytest
from django.utils import timezone

from saan.areas.testing import place
from saan.partners.actions.agreements import end_agreement
from saan.partners.testing import agreement
from saan.people.testing import citizen_id
from tests.access.sides import BEYOND, PERSONAL, examples_of, holders, lists, makers, side
from tests.access.world import OWN, organisation

NEW_IN_EACH_ANSWER = re.compile(
    r"""csrf\w*['"]?\s*[=:,]?\s*(value=)?\s*['"][\w-]+['"]|csrftoken=\w+|expires=[^;]+;
    |nonce=['"][\w-]+['"]|'nonce-[^']+'|"X-CSRFToken":\s*"\w+"
    |'Content-Length':\ '\d+'|เมื่อสักครู่|\d+\ (นาที|ชั่วโมง)ที่แล้ว
    """,
    re.VERBOSE | re.IGNORECASE,
)
SAID_TO_ALL = {
    "partners:organisation_list": "who works where is no secret",
    "api:organisations": "who works where is no secret",
}
# Rooms that speak of places and of offices, which are no secret.
OF_NOBODY = {"saan.areas.testing", "saan.partners.testing"}
ASKING = ("COORDINATOR", "EXECUTIVE", "DATA_PROTECTION_OFFICER", "PLATFORM_ADMIN")


@pytest.fixture
def asked(world):
    """Address → who asks it: the first who may, for they all reach our own side alone."""
    some = [world.users[role] for role in ASKING]
    may = {one: holders(world, one)[0] for one in lists if one.name not in {*SAID_TO_ALL, *PERSONAL}}
    return {address: user for address, users in may.items() for user in [*filter(users.__contains__, some)][:1]}


def told(world, user, address, **words):
    _response, text = world.ask(user, "get", world.url(address), **words)
    for word in words.values():
        quoted = quote(word, safe="")  # and once more in where a sign-in leads back to
        for said in (word, quote(quoted, safe=""), quoted, quote(word)):
            text = text.replace(said, "")
    return NEW_IN_EACH_ANSWER.sub("", text)


def everything(world, asked):
    words = ({}, {"q": "สม"})
    return {(str(one), *each): told(world, user, one, **each) for one, user in asked.items() for each in words}


def test_no_answer_changes_however_much_lies_beyond(world, asked):
    before = everything(world, asked)
    for code in BEYOND:
        examples_of(side(place(code), name="N"))

    after = everything(world, asked)

    assert len(before) > 100
    assert [key for key in before if after[key] != before[key]] == []


def test_no_answer_changes_for_those_in_my_area_whom_nobody_shares_with_me_any_more(world, asked):
    """By area alone one would see them: their organisation shared everything once, and has taken it back."""
    ours, now = world.sides[OWN], timezone.now()
    theirs = organisation("W930501", ours.area)
    end_agreement(agreement=agreement(theirs, ours.organisation), on=timezone.localdate(now), by="test", at=now)
    before = everything(world, asked)
    examples_of(side(ours.area, name="W", owner=theirs), [room for room in makers if room.__name__ not in OF_NOBODY])

    after = everything(world, asked)

    assert [key for key in before if after[key] != before[key]] == []


def test_a_search_for_somebody_beyond_reads_like_one_for_nobody(world, asked):
    nobody = {"cid": citizen_id(), "phone": "0899999999", "house_no": "80000/77"}
    searched = 0
    for address, user in asked.items():
        none = told(world, user, address, q=nobody["cid"])
        if none == told(world, user, address):
            continue
        searched += 1
        for name, word in nobody.items():
            none = told(world, user, address, q=word)
            for code in BEYOND:
                hidden = getattr(world.sides[code], name)

                assert told(world, user, address, q=hidden) == none, (address, user, hidden)
    assert searched > 5
