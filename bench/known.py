"""Is this person known? A row, and a list of 4,000, against a million persons: `python -m bench.known [--quick]`."""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np

from bench.figures import FOLDER, Figure, percentile, write
from bench.million import lay_down, people, registry

ASKED, WARM = 400, 20
LIST = 4_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--home", type=Path, default=FOLDER / "registry", help="where the registry is kept")
    arguments.add_argument("--persons", type=int, default=1_000_000)
    arguments.add_argument("--quick", action="store_true", help="a small registry: does the bench itself work?")
    chosen = arguments.parse_args()
    if chosen.quick:
        chosen.persons = 300
    with registry(chosen.home, chosen.persons):
        rows = _rows(ASKED + WARM)
        found = [
            _asked("known? a full row, p95", rows, chosen.persons, "≤ 5"),
            _asked("known? while typing, p95", [(_begun(values), "") for values, _ in rows], chosen.persons, "≤ 50"),
            *_listed(chosen.persons),
        ]
    write("known", found, quick=chosen.quick)


def _rows(count: int) -> list[tuple[dict, str]]:
    """What lists say of some persons, (values, ID): half of them without their ID, and a slip in their name."""
    from saan.people import bulk
    from saan.people.evidence import CID
    from saan.shared.access import system
    from saan.shared.crypto import unseal

    with system():
        some = "SELECT id FROM people_sourcerecord WHERE standing = 'CURRENT' ORDER BY hashint8(id) LIMIT %s"
        said = bulk.fetch(f"SELECT values::text, cid_sealed FROM people_sourcerecord WHERE id IN ({some})", count)
    r = random.Random(7)
    rows = [(json.loads(values), unseal(sealed, CID) or "") for values, sealed in said]
    r.shuffle(rows)
    return [_slipped(r, values) if r.random() < 0.5 else (values, cid) for values, cid in rows]


def _slipped(r: random.Random, values: dict) -> tuple[dict, str]:
    name = values.get("family_name", "")
    at = r.randrange(1, max(len(name) - 1, 2))
    return values | {"family_name": name[:at] + name[at + 1 :]}, ""


def _begun(values: dict) -> dict:
    return {
        name: values[name] for name in ("given_name", "family_name", "birth_date", "birth_precision") if name in values
    }


def _asked(name: str, rows: list, persons: int, aim: str) -> Figure:
    from django.db import transaction

    from saan.people import linking

    seconds = []
    for values, cid in rows:
        with transaction.atomic():
            started = time.perf_counter()
            linking.known(values, cid)
            seconds.append(time.perf_counter() - started)
    return Figure(name, persons, percentile(seconds[WARM:], 0.95) * 1000, "ms", aim)


def _listed(persons: int) -> list[Figure]:
    """A list of people half of whom are known; taken back afterwards."""
    from django.db import transaction
    from django.utils import timezone

    from invented.agencies import Agency, draw_lists
    from invented.damage import TYPICAL
    from saan.accounts.models import User
    from saan.people import deliveries, linking
    from saan.shared.access import system

    count = min(LIST, persons)
    rng = np.random.default_rng(11)
    some = people(persons).sample(count, seed=11)
    [drawn] = draw_lists(rng, some, (Agency("ใหม่", 1.0),), TYPICAL)
    with transaction.atomic(), system():
        by = User.objects.get(username="bench")
        delivery = lay_down("รายชื่อใหม่", "", drawn.raw, by)
        started = time.perf_counter()
        linking.propose(delivery)
        proposed = time.perf_counter()
        deliveries.commit(delivery, by=by, at=timezone.now())
        committed = time.perf_counter()
        transaction.set_rollback(True)
    return [
        Figure(f"{count:,} new rows against everybody", persons, proposed - started, "s", "≤ 5"),
        Figure(f"{count:,} new rows take effect", persons, committed - proposed, "s"),
    ]


if __name__ == "__main__":
    main()
