"""What no field can hold, in every field that a page has and in some that it could have: a no, and never a 500."""

import re
from urllib.parse import urlencode

import pytest
from django.db import transaction

from tests.access.sides import guarded, holders

FIELD = re.compile(r"""<(?:input|select|textarea)[^>]*\bname=["']?([\w-]+)""")
# What addresses could read without a field in the page that tells.
COULD_BE = {
    *("state", "other", "record", "field", "verdict", "deed", "answer", "place", "organisation", "purpose", "note"),
    *("who", "area", "on", "role", "code", "value", "way", "sheet", "kind", "show", "question", "about", "period"),
    "group",
}
# As bytes, for no client that writes text would send some of them.
NONSENSE = {
    "a NUL": "a%00b", "half a sign": "%ED%A0%80%FF", "a number too long": "9" * 5000, "no digit of ours": "%C2%B2",
    "anything": "1",
}  # fmt: skip
FORM = "application/x-www-form-urlencoded"


def status(client, method, url, said, **about):
    """With everything it changed taken back."""
    with transaction.atomic():
        answer = client.generic(method, url, said, content_type=FORM, **about)
        b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code


def fields_of(world, user, address):
    _answer, text = world.ask(user, "get", world.url(address))
    return sorted({*FIELD.findall(text), *COULD_BE} - {"csrfmiddlewaretoken"})


@pytest.mark.parametrize("part", range(6))
def test_what_no_field_can_hold_breaks_nothing(world, part):
    broken = []
    for address in guarded[part::6]:
        user, url = holders(world, address)[0][0], world.url(address)
        fields = fields_of(world, user, address)
        for what, value in NONSENSE.items():
            said = urlencode(dict.fromkeys(fields, "VALUE")).replace("VALUE", value)
            for method, about in (("GET", {"QUERY_STRING": said}), ("POST", {})):
                if status(world.clients[user], method, url, "" if about else said, **about) >= 500:
                    broken.append(f"{method} {address}: {what}")

    assert broken == []
