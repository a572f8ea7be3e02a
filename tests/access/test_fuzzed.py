"""Five hundred filters and orders that nobody offered: none falls over, shows what lies beyond, or shows more."""

import random
import re

import pytest
from django.apps import apps

from tests.access.sides import holders, lists

ASKED = 500
OFFERED = [
    "q",
    "at",
    "order",
    "sort",
    "area",
    "subject",
    "organisation",
    "verb",
    "since",
    "page",
    "group",
    "cursor",
    "kind",
]
GUESSED = ["order_by", "ordering", "fields", "filter", "limit", "offset", "select", "include", "user", "role", "next"]
LOOKUPS = ["", "__gt", "__in", "__contains", "__startswith", "__regex", "__isnull", "__range", "__date", "__pk"]
NONSENSE = [
    *("'", "\x00", "-1", "9" * 40, "ก" * 300, "{}", "[]", "-pk", "__proto__", "1;DROP TABLE x", "%s", "%", "_", "../"),
    *("null", "true", "*", "' OR '1'='1", "cid_index", "-password", "holder_ids", "?", "1e999", "-0", "๑๒๓", "\ud800"),
    *("0000", "2026-99-99", "32/13/2569", "NaN", "\u202e", "\n", "a" * 5000, "people.person:1", "x:1abc:forged"),
]  # fmt: skip
COLUMNS = sorted({field.name for model in apps.get_models() for field in model._meta.get_fields()})
ROW = re.compile(r"<tr|<article")  # a list of menu items may grow by a word about the filter


def questions():
    """The same five hundred each time."""
    chance = random.Random(4)
    for _number in range(ASKED):
        names = [*chance.sample([*OFFERED, *GUESSED], 3), chance.choice(COLUMNS) + chance.choice(LOOKUPS)]
        yield chance.choice(lists), {name: chance.choice(NONSENSE).encode(errors="replace").decode() for name in names}


@pytest.mark.parametrize("part", range(10))
def test_what_nobody_offered_has_no_effect(world, part):
    for address, words in list(questions())[part::10]:
        user = holders(world, address)[0][0]
        _response, plain = world.ask(user, "get", world.url(address))

        response, text = world.ask(user, "get", world.url(address), **words)

        assert response.status_code < 500, (str(address), words)
        assert not world.secrets_in(text), (str(address), words)
        assert len(ROW.findall(text)) <= len(ROW.findall(plain)) or response.status_code != 200, (str(address), words)
