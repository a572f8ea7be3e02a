"""The demo world into an empty installation: founded by the real actions, filled by the real import."""

import tempfile
from itertools import product
from pathlib import Path

from django.utils import timezone

from saan.demo import founding, lists, visiting
from saan.demo.population import population
from saan.demo.world import world
from saan.intake import importing
from saan.runtime.errors import CannotRun


def load(say):
    """Load what is not there yet; a load that was cut off goes on where it stopped."""
    if not founding.is_founded(world()):
        say("Founding places, partners, agreements and accounts")
        founding.found(world(), timezone.now())
    senders = {each["organisation"]: each["username"] for each in world()["user"] if each["role"] in SENDERS}
    people = {}
    with tempfile.TemporaryDirectory(prefix="saan-demo-") as folder:
        for number, each in enumerate(world()["list"], start=1):
            place = _place_of(each)
            if place["code"] not in people:
                people[place["code"]] = population(place, world()["seed"])
            _bring_in(each, number, people[place["code"]], senders[each["organisation"]], Path(folder), say)
    visiting.load(say)


SENDERS = ("DATA_OFFICER", "COORDINATOR")


def _place_of(each):
    """The place whose people are on this list: the one its organisation's territory holds."""
    [organisation] = [one for one in world()["organisation"] if one["code"] == each["organisation"]]
    for place in world()["place"]:
        pairs = product(place["areas"], organisation["areas"])
        if any(code.startswith(theirs) or theirs.startswith(code) for code, theirs in pairs):
            return place
    raise ValueError(each["name"])


def _bring_in(each, number, people, username, folder, say):
    title = f"[{number}/{len(world()['list'])}] {each['name']}"
    own = folder / str(number)
    own.mkdir()
    files = lists.write(lists.draw(people, each, number, world()["seed"]), each, own, each["name"])
    sender = importing.sender(username, each["organisation"])
    batch, _is_new = importing.receive(files, each["name"], sender)
    options = {"as_of": each["as_of"], "groups": each.get("groups", ()), "commit": True}
    found = list(importing.steps(batch, sender, **options))
    batch.refresh_from_db()
    if batch.state == "FAILED":
        raise CannotRun(f"{title}: {importing.why_stopped(batch)}")
    say(f"{title}: {'; '.join(found) or 'there already'}")
