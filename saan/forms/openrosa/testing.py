"""Makers for tests of the wire: a phone with a key, and what it sends."""

from dataclasses import dataclass
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.forms import devices, testing
from saan.people.testing import organisation

HEADERS = {"X-OpenRosa-Version": "1.0"}


@dataclass
class Phone:
    """One phone of one user, speaking to the house as Collect does."""

    user: object
    organisation: object
    key: object
    plain: str
    version: object = None

    @property
    def base(self):
        return f"/openrosa/{self.plain}"

    def get(self, path, **more):
        return Client(headers=HEADERS).get(f"{self.base}/{path}", **more)

    def head(self, path="submission"):
        return Client(headers=HEADERS).head(f"{self.base}/{path}")

    def post(self, document, files=None, **fields):
        parts = {"xml_submission_file": uploaded("submission.xml", document), **fields}
        for name, content in (files or {}).items():
            parts[name] = uploaded(name, content)
        return Client(headers=HEADERS).post(f"{self.base}/submission?deviceID=collect%3Atest", parts)


def uploaded(name, content):
    content = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, content, content_type="text/xml")


def phone(owner=None, role="VOLUNTEER", user=None):
    """A phone of a new user of this organisation, with the test form offered to it."""
    owner = owner or organisation()
    user = user or accounts.user(role, owner)
    user.chosen_organisation_id = owner.pk
    key, plain = devices.make_key(user=user, organisation=owner, name="Samsung A04", by=user, at=timezone.now())
    version = testing.published(owner)
    testing.offered(version, owner)
    return Phone(user, owner, key, plain, version)


def instance(version, answers="", *, instance_id=None, deprecated=""):
    """A filled copy as Collect writes it; `answers` is XML."""
    deprecated = f"<orx:deprecatedID>{deprecated}</orx:deprecatedID>" if deprecated else ""
    return (
        "<?xml version='1.0' ?>"
        f'<data id="{version.form.code}" version="{version.version}" xmlns:orx="http://openrosa.org/xforms">{answers}'
        f"<orx:meta><orx:instanceID>{instance_id or named()}</orx:instanceID>{deprecated}</orx:meta></data>"
    )


def named():
    return f"uuid:{uuid4()}"
