"""Four sides of the country with everything the rooms have examples of, somebody of each role on our own side, and
the words by which a leak is known: each side has a name, a phone, a house and a citizen ID that only it has."""

import io
import re
import zipfile
from importlib import import_module, util

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.contexts import CONTEXTS
from saan.roles import ROLES
from saan.shared.access import PUBLIC, SIGNED_IN
from saan.shared.testing import Side
from tests.access.world import FOREIGN, OWN, PARENT, SIBLING, organisation
from tests.addresses import addresses

BEYOND = (SIBLING, PARENT, FOREIGN)
METHODS = ("get", "post")
OTHER_METHODS = ("head", "options", "put", "patch", "delete")
ADDRESSES = sorted({str(address): address for address in addresses()}.values(), key=str)
makers = [
    import_module(f"saan.{name}.testing") for name in reversed(CONTEXTS) if util.find_spec(f"saan.{name}.testing")
]


def declared(what):
    return {name: why for maker in makers for name, why in getattr(maker, what, {}).items()}


OPEN, PERSONAL = declared("OPEN"), declared("PERSONAL")


def is_public(address):
    return str(address.access).startswith(PUBLIC)


def is_of_machines(address):
    return address.route.startswith("api/")


named = [address for address in ADDRESSES if address.access is not None]
public = [address for address in named if is_public(address)]
guarded = [address for address in named if not is_public(address)]
filled_in = [address for address in guarded if address.parameters and address.name not in OPEN]
lists = [address for address in guarded if not address.parameters]
wire = [address for address in public if "key" in address.parameters]


class World:
    def __init__(self):
        place("TH")
        self.sides = {code: side(place(code)) for code in (OWN, *BEYOND)}
        self.examples = {code: examples_of(one) for code, one in self.sides.items()}
        ours = self.sides[OWN]
        self.users = {role: accounts.user(role, ours.organisation, ours.area) for role in ROLES}
        self.outsider = accounts.user(full_name="ไม่มีบทบาท")
        everybody = [*self.users.values(), self.outsider]
        self.clients = {user: accounts.signed_in_client(user, raise_request_exception=False) for user in everybody}
        self.clients[None] = Client(raise_request_exception=False)

    def url(self, address, code=OWN, **instead):
        if not address.name:
            return f"/{address.route}"
        kwargs = {**self.examples[code].get(address.name, {}), **instead}
        if address.parameters - set(kwargs):
            pytest.skip("has no example, which another test says")
        return reverse(address.name, kwargs=kwargs)

    def ask(self, user, method, url, /, **data):
        """The answer and all that it says, with everything it changed taken back."""
        with transaction.atomic():
            response = getattr(self.clients[user], method)(url, data)
            content = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        return response, words_of(response, content)

    def secrets_in(self, text, codes=BEYOND):
        """The sides that this answer tells of."""
        digits = re.sub(r"[\s-]", "", text)
        return [
            code
            for code in codes
            if self.sides[code].mark in text
            or self.sides[code].house_no in text
            or self.sides[code].phone in digits
            or self.sides[code].cid in digits
        ]


def side(area, name="", owner=None):
    owner = owner or organisation(f"{name}O{area.code}", area)
    number = owner.pk
    return Side(area, owner, f"ลับเฉพาะ-{name}{area.code}-นี้", number)


def examples_of(one, rooms=makers):
    return {
        name: kwargs for maker in rooms if hasattr(maker, "examples") for name, kwargs in maker.examples(one).items()
    }


def words_of(response, content):
    """Headers and body as one text; a workbook or archive by what is in it."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return f"{response.headers}\n{content.decode(errors='replace')}"


def is_turned_away(response, address):
    """As a stranger is: a page leads to the sign-in, a machine is told so."""
    if is_of_machines(address):
        return response.status_code in (401, 405)
    return must_sign_in(response)


def must_sign_in(response):
    return response.status_code == 302 and response.headers["Location"].startswith("/account/login/")


def holders(world, address):
    """Users of our own side who may open it, and those who may not."""
    if address.access == SIGNED_IN:  # the role changes nothing, so one does for all
        return [world.users["COORDINATOR"], world.outsider], []
    allowed = {role for role in ROLES if address.access in ROLES[role].permissions}
    return [world.users[role] for role in allowed], [world.users[role] for role in set(ROLES) - allowed]
