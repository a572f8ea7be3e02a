"""An invented list brought in by the real steps, with the seconds of each phase; pages, asked for as a reader does."""

import tempfile
import time
from pathlib import Path

import numpy as np
from django.db import transaction
from django.utils.timezone import now

from invented.agencies import Agency, draw_lists
from invented.damage import PRESETS
from invented.people import make_people
from saan.accounts import testing as accounts
from saan.areas import testing as areas
from saan.intake import actions, importing, working
from saan.intake.models import BatchState
from saan.partners.models import Organisation
from saan.people.models import Person

HEADINGS = {
    "cid": "เลขประจำตัวประชาชน", "prefix": "คำนำหน้า", "given_name": "ชื่อ", "family_name": "นามสกุล", "sex": "เพศ",
    "birth_date": "วันเกิด", "phone": "โทรศัพท์", "house_no": "บ้านเลขที่", "moo": "หมู่ที่", "village": "หมู่บ้าน",
    "subdistrict": "ตำบล", "district": "อำเภอ", "province": "จังหวัด",
}  # fmt: skip


def files(rows, preset, lists):
    """CSV files of about `rows` rows each, of one people, as different organisations keep them."""
    rng = np.random.default_rng([20260101, rows])
    people = make_people(rng, int(rows / 0.9))
    agencies = tuple(Agency(f"องค์กร {number}", share=0.9) for number in range(lists))
    folder = Path(tempfile.mkdtemp(prefix="saan-bench-lists-"))
    for number, drawn in enumerate(draw_lists(rng, people, agencies, PRESETS[preset])):
        file = folder / f"list{number}.csv"
        drawn.raw.head(rows).rename(HEADINGS).write_csv(file, include_bom=True)
        yield file
        file.unlink()
    folder.rmdir()


def brought_in(file, number):
    """The batch, in the registry, and the seconds of each phase."""
    by = _officer(number)
    with _timed() as phases:
        batch, _is_new = importing.receive([file], f"บัญชี {number}", by)
        print("  ", "; ".join(importing.steps(batch, by, commit=True)))
    return _in_state(batch, BatchState.COMMITTED), phases


def taken_back(batch):
    with _timed() as phases:
        actions.undo(batch=batch, by=batch.created_by, at=now())
        actions.JOBS[BatchState.UNDOING](batch_id=batch.pk, by_id=batch.created_by_id, at=now().isoformat())
    _in_state(batch, BatchState.UNDONE)
    return phases


def _in_state(batch, state):
    batch.refresh_from_db()
    if batch.state != state:
        raise SystemExit(f"the list stopped at {batch.state}: {importing.why_stopped(batch)}")
    return batch


def _officer(number):
    country = areas.thailand()
    made = Organisation.objects.create(
        code=f"BENCH{number}", name_th=f"องค์กร {number}", kind="MUNICIPALITY", area=country
    )
    made.areas.add(country)
    return accounts.user("DATA_OFFICER", made, username=f"bench{number}")


class _timed:
    """Seconds by phase, as the pulse of the batch tells them."""

    def __enter__(self):
        self.seconds, self.name, self.since = {}, "RECEIVE", time.perf_counter()
        self.tell = working.Pulse.phase
        working.Pulse.phase = lambda pulse, name, total=0: (self._next(name), self.tell(pulse, name, total))
        return self.seconds

    def _next(self, name):
        passed = time.perf_counter()
        self.seconds[self.name] = self.seconds.get(self.name, 0.0) + passed - self.since
        self.name, self.since = name, passed

    def __exit__(self, *_):
        self._next("")
        working.Pulse.phase = self.tell


def pages(by, times):
    """Seconds of each page, asked for `times` times by somebody who signed in: behind the wall, like anybody."""
    client = accounts.signed_in_client(by, HTTP_HOST="localhost")
    some = list(
        Person.objects.order_by("?").values_list("pk", "given_name", "family_name", "cid_index", "house_no")[:times]
    )
    district = Person.objects.values_list("area__code", flat=True).first()[:4]
    asked = {
        "list": ["/people/"] * times,
        "list of a district": [f"/people/?area={district}"] * times,
        "list, two filters": ["/people/?group=ELDER&sex=F"] * times,
        "search a full name": [f"/people/?q={given} {family}" for _, given, family, *_ in some],
        "search a given name": [f"/people/?q={given}" for _, given, *_ in some],
        "suggest": [f"/search/?q={given[:4]}" for _, given, *_ in some],
        "search a house": [f"/people/?q={house or 1}" for *_, house in some],
        "person": [f"/people/{pk}/" for pk, *_ in some],
    }
    return {name: [_seconds(client, address) for address in addresses] for name, addresses in asked.items()}


def _seconds(client, address):
    started = time.perf_counter()
    with transaction.atomic():
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return time.perf_counter() - started
