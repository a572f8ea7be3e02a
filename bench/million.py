"""A registry of many persons to measure on, made once and kept: `python -m bench.million --home DIR --persons 1000000`.

Rows are read, checked, laid down and take effect by the program's own functions; only who is whom is not worked out
but known. Two lists: one has everybody, the other three in ten. Prints what other commands need to use the registry.
"""

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl

from saan.runtime import postgres

SOUTH = range(80, 97)  # provinces: some thousand subdistricts, a thousand persons in each
PIECE = 50_000
SHARES = {"ทะเบียนรวม": 1.0, "โรงพยาบาล": 0.3}
EMPTY = "registry_0"
SEED = 20_260_101


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--home", type=Path, required=True, help="keep PostgreSQL and its secrets here")
    arguments.add_argument("--persons", type=int, default=1_000_000)
    chosen = arguments.parse_args()
    with registry(chosen.home, chosen.persons) as url:
        print(f'SAAN_HOME="{chosen.home}" DATABASE_URL="{url}"')


@contextmanager
def registry(home: Path, persons: int) -> Iterator[str]:
    """The address of the database, filled if need be, for the length of the block; Django set up to use it."""
    with postgres.running(home) as url:
        address = url.replace("/saan?", f"/registry_{persons}?")
        os.environ |= {"SAAN_HOME": str(home), "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "saan.settings"}
        _create(url, f"registry_{persons}")
        import django

        django.setup()
        from saan.runtime.warming import warm_up

        _fill(persons)
        warm_up()  # as the web does before anybody asks
        _warm(url.replace("//saan@", "//postgres@").replace("/saan?", f"/registry_{persons}?"))
        yield address


def apart(measure, *arguments):
    """What `measure` gives, in a process of its own: with a Django of its own, and memory that is no other's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def _create(url: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(url, autocommit=True) as connection:
        if name == EMPTY:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


# What is asked at every keystroke is in memory before a minute of a working day is over; what is asked most comes last,
# and stays.
WARM = """
    SELECT pg_prewarm(c.oid)
    FROM pg_class t LEFT JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid IN (t.oid, i.indexrelid)
    WHERE t.relname = ANY('{people_sourcerecord,people_keyring,people_person,people_matchkey}')
    AND c.relname <> 'people_matchkey'
    GROUP BY c.oid, t.relname
    ORDER BY array_position('{people_sourcerecord,people_keyring,people_matchkey,people_person}'::name[], t.relname)
"""


def _warm(address: str) -> None:
    """Read the registry into memory, as a house in use has it: a figure should not be that of the first asker."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        connection.execute(WARM)


def _fill(persons: int) -> None:
    """What an earlier run left undone is taken up where it stopped. With no persons: an empty registry, made anew."""
    from django.core.management import call_command

    from saan.people import linking
    from saan.people.models import Delivery, Person

    call_command("migrate", verbosity=0, interactive=False)
    linking.renew_edition()  # of a registry kept since before the library made others
    if not persons:
        _officer()
        return
    if Delivery.objects.filter(file_name="last", committed_at__isnull=False).exists():
        return
    by = _officer()
    pieces = list(_pieces(persons))
    for number, (name, raw, truth) in enumerate(pieces):
        list_name = f"{name} {number + 1}"
        made = Delivery.objects.filter(source_list__name=list_name).first()
        made = made or _deliver(list_name, "last" if number == len(pieces) - 1 else "", raw, truth, by)
        _remember(made, truth)
        print(f"{list_name}: {Person.objects.count():,} persons", flush=True)
    with_statistics()


def with_statistics() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def people(persons: int) -> pl.DataFrame:
    import geothai

    from invented.people import make_people

    districts = [d.code for province in SOUTH for d in geothai.districts(str(province))]
    return make_people(
        np.random.default_rng(SEED), persons, [s.code for d in districts for s in geothai.subdistricts(d)]
    )


def _pieces(persons: int) -> Iterator[tuple[str, pl.DataFrame, np.ndarray]]:
    """(list, raw rows, the person of each), neighbours together."""
    from invented.agencies import Agency, draw_lists
    from invented.damage import TYPICAL

    agencies = tuple(Agency(name, share) for name, share in SHARES.items())
    for drawn in draw_lists(np.random.default_rng(SEED), people(persons), agencies, TYPICAL):
        order = np.argsort(drawn.people, kind="stable")
        for start in range(0, len(order), PIECE):
            piece = order[start : start + PIECE]
            # Rows of one person stay in one piece, for who is whom is told by the piece.
            yield drawn.agency.name, drawn.raw[piece], drawn.people[piece]


def _officer():
    from saan.accounts import testing as accounts
    from saan.accounts.models import User
    from saan.areas import testing as areas
    from saan.partners.models import Organisation

    if found := User.objects.filter(username="bench").first():
        return found
    country = areas.thailand()
    made = Organisation.objects.create(code="BENCH", name_th="ศูนย์ทดสอบ", kind="MUNICIPALITY", area=country)
    made.areas.add(country)
    return accounts.user("DATA_OFFICER", made, username="bench")


def _deliver(list_name: str, file_name: str, raw: pl.DataFrame, truth: np.ndarray, by):
    from django.db import transaction
    from django.utils import timezone

    from saan.people import deliveries
    from saan.shared.access import system

    with transaction.atomic(), system():
        delivery = lay_down(list_name, file_name, raw, by)
        _propose(delivery, truth)
        deliveries.commit(delivery, by=by, at=timezone.now())
    return delivery


def lay_down(list_name: str, file_name: str, raw: pl.DataFrame, by):
    """A delivery of these rows, staged."""
    from django.utils import timezone

    from saan.people.models import Delivery, SourceList

    organisation = by.assignments.get().organisation
    of_list = SourceList.objects.create(organisation=organisation, name=list_name, area=organisation.area)
    delivery = Delivery.objects.create(
        source_list=of_list, as_of=timezone.localdate(), received_at=timezone.now(), file_name=file_name
    )
    _lay(delivery, raw, organisation.area)
    return delivery


def _lay(delivery, raw: pl.DataFrame, home) -> None:
    from saan.intake import records
    from saan.intake.cleaning import clean

    number = pl.int_range(1, pl.len() + 1, dtype=pl.Int32)
    rows = raw.with_columns(
        raw=pl.struct(raw.columns).struct.json_encode(),
        row=number,
        sheet_row=number,
        sheet=pl.lit(""),
        kind=pl.lit("PERSON"),
    )
    records.lay(delivery, rows, clean(rows, as_of=delivery.as_of, home=home), lambda done, total: None)


_person_of: dict[int, int] = {}


def _propose(delivery, truth: np.ndarray) -> None:
    """Everybody met before is that person; of the others each is a new one."""
    from saan.people import beats, bulk

    records = bulk.column("SELECT id FROM people_sourcerecord WHERE delivery_id = %s ORDER BY row", delivery.pk)
    met = [_person_of.get(number) for number in truth.tolist()]
    newcomer = pl.Series(truth).rank("dense").cast(pl.Int64)
    frame = pl.DataFrame({"record_id": records, "person_id": pl.Series(met, dtype=pl.Int64), "newcomer": newcomer})
    known = pl.col("person_id").is_not_null()
    frame = frame.with_columns(
        newcomer=pl.when(~known).then(pl.col("newcomer")),
        finding=pl.when(known).then(pl.lit("AUTO")).otherwise(pl.lit("NEW")),
        delivery_id=pl.lit(delivery.pk), organisation_id=pl.lit(delivery.source_list.organisation_id),
        change=pl.lit("ADDED"), doubts=pl.lit("[]"),
    )  # fmt: skip
    bulk.copy_frame(frame, "people_proposal")
    delivery.proposed_at_beat = beats.now()
    delivery.save(update_fields=["proposed_at_beat"])


def _remember(delivery, truth: np.ndarray) -> None:
    from saan.people import bulk

    persons = bulk.column("SELECT person_id FROM people_sourcerecord WHERE delivery_id = %s ORDER BY row", delivery.pk)
    _person_of.update(zip(truth.tolist(), persons, strict=True))


if __name__ == "__main__":
    main()
