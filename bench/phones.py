"""Phones for measurements: a small world in a home of its own, and a line that speaks HTTP with little work."""

import random
import socket
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import cycle
from uuid import uuid4

from saan.runtime.environment import inside
from saan.runtime.homes import a_home

BOUNDARY = b"x7Fq2saanbench"


@contextmanager
def world(named, keys, people):
    """A registry with people, and keys for phones: in the home that is named, or in one of the moment."""
    with a_home(named) as home, inside(home):
        yield World(home, keys, people)


class World:
    """People of one place, a form that is filled there, and fresh keys."""

    def __init__(self, home, keys, people):
        from django.utils import timezone as clock

        from saan.forms import devices

        self.home = home
        self.version = _published("saan-vital-signs")
        owner = _owner(self.version)
        by = owner.assignments.first().user
        made = [devices.make_key(user=by, organisation=owner, name=f"{n}", by=by, at=clock.now()) for n in range(keys)]
        self.keys = [plain for _key, plain in made]
        self.persons = cycle(_persons(owner, people))

    def request(self, photo=0, name=None, key=None, person=None):
        """The bytes of one POST: a vital signs form of some person, as Collect writes it."""
        document = DOCUMENT.format(
            code=self.version.form.code,
            version=self.version.version,
            visit=uuid4(),
            person=person or next(self.persons),
            weight=random.randint(400, 900) / 10,
            sbp=random.randint(100, 135),
            now=datetime.now(UTC).isoformat(timespec="milliseconds"),
            name=name or named(),
        ).encode()
        files = {"photo.jpg": b"\xff\xd8\xff" + random.randbytes(photo)} if photo else {}
        return post(key or random.choice(self.keys), document, files)

    def wait_until_landed(self, seconds=600):
        from saan.forms.models import Receipt
        from saan.runtime.serving import wait_for

        wait_for(lambda: not Receipt.objects.filter(state="WAITING").exists(), seconds)

    def made(self):
        from saan.forms.models import Receipt, Submission
        from saan.visits.models import Alert, Observation, Visit

        return {one.__name__: one.objects.count() for one in (Receipt, Submission, Visit, Observation, Alert)}


def _persons(owner, wanted):
    """Names of so many people; written straight into the table, for how they came there is measured elsewhere."""
    from django.utils import timezone as clock

    from saan.people.models import Person

    about = {"area": owner.area, "area_key": owner.area.key, "holder_ids": [owner.pk], "created_at": clock.now()}
    there = Person.objects.count()
    Person.objects.bulk_create(
        Person(given_name=f"สมศรี{number}", family_name="ใจดี", house_no=f"{number}/1", **about)
        for number in range(there, wanted)
    )
    return [str(uuid) for uuid in Person.objects.order_by("-pk").values_list("uuid", flat=True)]


def _published(code):
    """The form of Saan's library with this code, in the version that is filled today."""
    from saan.forms.library import loading
    from saan.forms.models import FormVersion, VersionState

    loading.load(lambda said: None)
    return FormVersion.objects.select_related("form").get(
        form__code=code, form__organisation=None, state=VersionState.PUBLISHED
    )


def _owner(version):
    """Whose people fill in this form; founded when nobody does yet."""
    from saan.accounts import testing as accounts
    from saan.areas.testing import place
    from saan.forms import testing
    from saan.people.testing import organisation

    if offer := version.form.offers.select_related("organisation").first():
        return offer.organisation
    owner = organisation(place("930501"))
    accounts.user("COORDINATOR", owner)
    testing.offered(version, owner)
    return owner


DOCUMENT = """<?xml version='1.0' ?><data xmlns:jr="http://openrosa.org/javarosa" \
xmlns:orx="http://openrosa.org/xforms" id="{code}" version="{version}"><visit>{visit}</visit><person>{person}</person>\
<body><weight>{weight}</weight><height>155</height><bmi/><bmi_band/><bmi_th/><bmi_en/></body>\
<signs><temperature>36.6</temperature><pulse>72</pulse><respiration>18</respiration><spo2>98</spo2></signs>\
<pressure><sbp>{sbp}</sbp><dbp>80</dbp><sbp_band>SBP.NORMAL</sbp_band><sbp_th>ปกติ</sbp_th><sbp_en>Normal</sbp_en>\
</pressure><sugar><fasting>0</fasting><fbs/><dtx>110</dtx></sugar>\
<orx:meta><orx:instanceID>{name}</orx:instanceID></orx:meta></data>"""


def named():
    return f"uuid:{uuid4()}"


def post(key, document, files=None):
    """An HTTP request as Collect sends it."""
    parts = [_part("xml_submission_file", "submission.xml", "text/xml", document)]
    parts += [_part(name, name, "image/jpeg", content) for name, content in (files or {}).items()]
    body = b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"
    head = (
        f"POST /openrosa/{key}/submission?deviceID=collect%3Abench HTTP/1.1\r\nHost: localhost\r\n"
        "X-OpenRosa-Version: 1.0\r\nUser-Agent: org.odk.collect.android/v2025.1 Dalvik/2.1.0\r\n"
        "Accept-Encoding: gzip\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(path):
    """An HTTP request for what stands at this address."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-OpenRosa-Version: 1.0\r\n\r\n".encode()


def _part(name, file_name, kind, content):
    head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: {kind}\r\n\r\n'
    return b"--" + BOUNDARY + b"\r\n" + head.encode() + content + b"\r\n"


class Line:
    """One connection, kept open."""

    def __init__(self, port, timeout=60):
        self.port, self.timeout, self.socket = port, timeout, None

    def send(self, request):
        """The status of the answer."""
        self.open().sendall(request)
        return self._status()

    def open(self):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.socket

    def says(self, piece):
        """Whether somebody still takes this piece."""
        try:
            self.open().sendall(piece)
        except OSError:
            return False
        return True

    def _status(self):
        got = b""
        while b"\r\n\r\n" not in got:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError("closed before an answer")
            got += piece
        head, _blank, body = got.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"\r\ncontent-length:")[2].split(b"\r\n")[0] or 0)
        while len(body) < length:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError("closed in the middle of an answer")
            body += piece
        return int(head[9:12])

    def close(self):
        if self.socket:
            self.socket.close()
            self.socket = None
