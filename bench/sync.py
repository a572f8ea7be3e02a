"""How long a phone's copy takes over a slow line: `python -m bench.sync --persons 500 --visits 5000`.

A volunteer's homes with everything about them are asked for through a line of 150 ms and 1.6 Mbit/s, compressed as a
phone takes them; then twenty homes change and are asked for again. The server is the real one, in processes of its own.
"""

import argparse
import json
import os
import random
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from urllib.parse import urlencode

import brotli

from bench import figures
from bench.figures import Figure
from bench.line import line_to
from saan.runtime import postgres, serve
from saan.runtime.database import database_from_url
from saan.runtime.testing import Server, prepare_environment

MEASURED = {"SBP": (95, 190), "DBP": (55, 110), "PULSE": (55, 110), "WEIGHT": (38, 85), "ADL": (0, 20)}
NOTES = (
    "สบายดี กินข้าวได้ นอนหลับ ลูกสาวดูแลทุกวัน",
    "บ่นปวดเข่า เดินในบ้านต้องเกาะผนัง นัดหมอเดือนหน้า",
    "ยาความดันเหลือครึ่งแผง แนะนำให้กินตามเวลา อาหารลดเค็ม",
    "แผลกดทับที่ก้นกบแห้งขึ้น พลิกตัวทุกสองชั่วโมง ที่นอนลมยังใช้ได้",
    "อยู่คนเดียวตอนกลางวัน เพื่อนบ้านแวะมาดู ไม่มีไข้",
    "",
)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--persons", type=int, default=500)
    arguments.add_argument("--visits", type=int, default=5000)
    arguments.add_argument("--changes", type=int, default=20)
    arguments.add_argument("--home", type=Path, help="keep PostgreSQL here for the next run")
    arguments.add_argument("--quick", action="store_true", help="few people: does the bench work?")
    chosen = arguments.parse_args()
    if chosen.quick:
        chosen.persons, chosen.visits = 30, 90
    with (
        tempfile.TemporaryDirectory(prefix="saan-bench-") as passing,
        postgres.running(chosen.home or Path(passing)) as url,
    ):
        prepare_environment()
        from django.conf import settings
        from django.db import connection

        settings.ALLOWED_HOSTS.append("testserver")  # where Django's own client enrols the phone

        server, name = Server(url), f"test_{os.getpid()}_sync"
        connection.settings_dict.update({**connection.settings_dict, **database_from_url(url)})
        server.clone(server.template(), name)
        connection.settings_dict["NAME"] = name
        try:
            figures.write("sync", measured(server.address(name), chosen), quick=chosen.quick)
        finally:
            connection.close()
            server.drop(name)


def measured(address, chosen):
    from saan.accounts.testing import user
    from saan.field.testing import Phone

    town = _town(chosen.persons, chosen.visits)
    phone = Phone(user("VOLUNTEER", town))
    with _served(address) as (pid, port), line_to("127.0.0.1", port) as (line, slow):
        _wake(port)
        over = Over(phone, slow, line)
        found = _asked("first sync", over, pid, chosen.persons, seconds="≤ 6", size="≤ 700", requests="≤ 6")
        _change(chosen.changes)
        found += _asked(f"{chosen.changes} changes later", over, pid, chosen.persons, size="≤ 10", requests="≤ 2")
        return found + _asked("nothing new", over, pid, chosen.persons)


def _wake(port):
    """What is asked here is the wire, not how long Python takes to load."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    for _number in range(5):
        connection.request("GET", "/field/sync/nobody/")
        connection.getresponse().read()


class Over:
    """The phone, asking over a line that counts, on one connection that is kept."""

    def __init__(self, phone, port, line):
        self.phone, self.line = phone, line
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)

    def sync(self):
        """(seconds, bytes down, requests)"""
        began, before, requests = time.monotonic(), self.line.carried["down"], 0
        while True:
            self.phone.take(self._ask())
            requests += 1
            if not self.phone.more:
                return time.monotonic() - began, self.line.carried["down"] - before, requests

    def _ask(self):
        phone = self.phone
        known = {"part": phone.more} if phone.more else {"cursor": phone.cursor, "scope": phone.scope}
        words = urlencode({**known, "lists": phone.lists.get("lists", "")})
        self.connection.request("GET", f"/field/sync/{phone.key}/?{words}", headers={"Accept-Encoding": "br"})
        response = self.connection.getresponse()
        body = response.read()
        assert response.status == 200, body[:300]
        return json.loads(brotli.decompress(body))


def _asked(what, over, pid, persons, **aims):
    before = _cpu(pid)
    seconds, size, requests = over.sync()
    found = {"seconds": (seconds, "s"), "size": (size / 1000, "KB"), "requests": (requests, "")}
    found["processor of the web"] = (1000 * (_cpu(pid) - before), "ms")
    return [
        Figure(f"{what}: {name}", persons, value, unit, aims.get(name, "")) for name, (value, unit) in found.items()
    ]


def _cpu(pid):
    """Seconds of CPU of this process and its children."""
    ticks = 0
    children = subprocess.run(["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True, check=False)
    for each in [pid, *map(int, children.stdout.split())]:
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(address):
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": address, "PYTHONPATH": ".", "SAAN_THREADS": "4"}
    process = subprocess.Popen(serve.web("127.0.0.1", port), env=environment)
    try:
        _wait_for(port)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            HTTPConnection("127.0.0.1", port, timeout=60).request("GET", "/static/nothing")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def _town(persons, visits):
    """A subdistrict of invented people, brought in by the real import's own steps, and their visits."""
    import numpy as np

    from invented.people import make_people
    from saan.areas.testing import place, village
    from saan.people import deliveries, testing
    from saan.people.recording import Row

    people = make_people(np.random.default_rng(2569), persons).head(persons)
    town = testing.organisation(place("930501"))
    villages = [village(place("930501"), number, f"บ้านทดสอบ {number}") for number in (1, 2, 3)]
    rows = [
        Row(villages[number % 3], str(number), _values(one)) for number, one in enumerate(people.iter_rows(named=True))
    ]
    delivery = testing.delivered(testing.source_list(town), *rows)
    from django.utils import timezone

    deliveries.commit(delivery, by=None, at=timezone.now())
    _visit(town, visits)
    return town


def _values(one):
    rng = random.Random(one["given_name"])
    return {
        "prefix": one["prefix"],
        "given_name": one["given_name"],
        "family_name": one["family_name"],
        "birth_date": one["birth_date"].isoformat(),
        "house_no": str(rng.randint(1, 400)),
        "phone": f"08{rng.randint(10**7, 10**8 - 1)}",
        "latitude": 7.7 + rng.random() / 20,
        "longitude": 100 + rng.random() / 20,
        "caregiver_name": f"{one['given_name']} {one['family_name']}",
        "conditions": rng.choice(["ความดันโลหิตสูง", "เบาหวาน", "หลอดเลือดสมอง", ""]),
    }


def _visit(town, count):
    from django.utils import timezone

    from saan.accounts.testing import user
    from saan.forms.models import Measure
    from saan.people.models import Person
    from saan.visits.models import Observation, Visit

    rng, now = random.Random(2569), timezone.now()
    who = [user("VOLUNTEER", town) for _number in range(8)]
    persons = list(Person.objects.order_by("pk"))
    where = [{"person": one, "area_key": one.area_key, "organisation": town} for one in persons]
    made = Visit.objects.bulk_create(
        Visit(
            **where[number % len(where)],
            place_key=0,
            occurred_at=now - timedelta(days=30 * (number // len(persons)), minutes=rng.randint(0, 20_000)),
            received_at=now,
            visitor=rng.choice(who),
            note=rng.choice(NOTES),
        )
        for number in range(count)
    )
    measures = {one.code: one for one in Measure.objects.filter(code__in=MEASURED)}
    for code in MEASURED.keys() - measures.keys():
        measures[code] = Measure.objects.create(code=code, name_th=code, name_en=code)
    Observation.objects.bulk_create(
        Observation(
            **where[number % len(where)], visit=visit, measure=measures[code], value=rng.randint(low, high),
            effective_at=visit.occurred_at,
        )
        for number, visit in enumerate(made)
        for code, (low, high) in MEASURED.items()
    )  # fmt: skip


def _change(count):
    """As many homes are visited once more."""
    from saan.partners.models import Organisation
    from saan.people.models import Person
    from saan.visits.models import Visit

    town = Organisation.objects.get(pk=Visit.objects.values_list("organisation", flat=True)[0])
    from django.utils import timezone

    for person in Person.objects.order_by("pk")[:count]:
        now = timezone.now()
        Visit.objects.create(
            person=person, area_key=person.area_key, organisation=town, place_key=0, occurred_at=now, received_at=now,
            note=NOTES[0],
        )  # fmt: skip


if __name__ == "__main__":
    main()
