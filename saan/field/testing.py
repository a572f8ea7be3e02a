"""For tests: a phone that speaks the real wire (docs/field-wire.md) through the real addresses."""

from uuid import uuid4

from django.test import Client

from saan.accounts.testing import signed_in_client


class Wiped(Exception):
    """The server said that this phone is to be emptied."""


class Phone:
    """The reference of what a field app does with the wire. `people` is its copy."""

    def __init__(self, user, name="โทรศัพท์ทดสอบ"):
        session = signed_in_client(user)
        said = session.post("/field/enrol/", {"name": name}, content_type="application/json").json()
        self.key, self.device, self.user = said["key"], said["device"], user
        self.client = Client()
        self.people, self.lists, self.outcomes = {}, {}, {}
        self.cursor = self.scope = self.more = ""
        # Of a copy that is being sent whole: which one, and the ids so far.
        self.arriving, self.arrived = None, set()

    def sync(self, *, parts=None, ask=None):
        """Ask until nothing more is said (or for so many parts); how many requests that were."""
        asked = 0
        while parts is None or asked < parts:
            self.take(self.ask(**({"ask": list(ask)} if ask else {})))
            asked += 1
            if not self.more:
                break
        return asked

    def ask(self, **words):
        """One request; its answer is lost unless it is given to `take`."""
        known = {"cursor": self.cursor, "scope": self.scope} if not self.more else {"part": self.more}
        words = {**known, "lists": self.lists.get("lists", ""), **words}
        address = f"/field/sync/{self.key}/"
        if "ask" in words:
            response = self.client.post(address, words, content_type="application/json")
        else:
            response = self.client.get(address, words)
        if response.status_code == 403 and response.json() == {"wipe": True}:
            self.people, self.lists = {}, {}
            raise Wiped
        assert response.status_code == 200, response.status_code
        return response.json()

    def take(self, said):
        if said["reset"] and self.arriving != (said["scope"], said["cursor"]):
            self.arrived, self.arriving = set(), (said["scope"], said["cursor"])
        for one in said["people"]:
            self.people[one["id"]] = one
        for gone in said["gone"]:
            self.people.pop(gone, None)
        self.arrived |= {one["id"] for one in said["people"]}
        if "forms" in said:
            self.lists = {name: said[name] for name in ("lists", *LISTS)}
        self.outcomes |= said["outcomes"]
        self.more = said["more"] or ""
        if not self.more:
            self._complete(said)

    def _complete(self, said):
        if self.arriving:
            self.people = {name: one for name, one in self.people.items() if name in self.arrived}
        self.arriving, self.arrived = None, set()
        self.cursor, self.scope = said["cursor"], said["scope"]


LISTS = ("me", "forms", "areas", "measures", "need_kinds", "words")


def examples(side):
    """A phone of somebody on this side."""
    from saan.accounts.testing import user

    somebody = user("VOLUNTEER", side.organisation, side.area, full_name=f"สมหวัง {side.mark}")
    phone = Phone(somebody)
    return {"field:sync": {"key": phone.key}, "field:photo": {"key": phone.key, "uuid": uuid4()}}
