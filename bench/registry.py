"""What staff do all day, in registries of three sizes: pages, searches, saves by one and by eight at once.

    python -m bench.registry [--quick]

Pages are asked for by an officer of the whole country and by one of a single subdistrict, behind the wall like anybody.
"""

import argparse
import random
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.figures import FOLDER, Figure, percentile, write
from bench.million import apart, registry

SIZES = (10_000, 100_000, 1_000_000)
ASKED, FIRST = 60, 5  # times each page; not counted of them
SAVED, AT_ONCE = 30, 8
LIST, SEARCH, PERSON = "≤ 60", "≤ 80", "≤ 80"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--home", type=Path, default=FOLDER / "registry", help="where the registries are kept")
    arguments.add_argument("--persons", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--quick", action="store_true", help="a small registry: does the bench itself work?")
    chosen = arguments.parse_args()
    sizes, asked, saved = ([300], 3, 2) if chosen.quick else (chosen.persons, ASKED, SAVED)
    found = [one for persons in sizes for one in apart(measured, chosen.home, persons, asked, saved)]
    write("registry", found, quick=chosen.quick)


def measured(home: Path, persons: int, asked: int, saved: int) -> list[Figure]:
    with registry(home, persons):
        country, near = pages(_officers(), asked)
        slower = statistics.mean(statistics.median(near[name]) / statistics.median(country[name]) for name in country)
        return [
            *(_figure(f"{name}, p95", persons, seconds, AIMS[name]) for name, seconds in country.items()),
            *(
                _figure(f"{name}, in one subdistrict, p95", persons, seconds, AIMS[name])
                for name, seconds in near.items()
            ),
            Figure("pages of one subdistrict over those of the country", persons, slower, "×", _aim("≤ 1", persons)),
            _figure("save, one user, p95", persons, saves(1, saved), "≤ 50"),
            _figure(f"save, {AT_ONCE} users at once, p95", persons, saves(AT_ONCE, saved), "≤ 250"),
        ]


def _figure(name: str, persons: int, seconds: list[float], aim: str) -> Figure:
    return Figure(name, persons, percentile(seconds, 0.95) * 1000, "ms", _aim(aim, persons))


def _aim(aim: str, persons: int) -> str:
    return aim if persons == max(SIZES) else ""


def _officers() -> tuple[str, str]:
    """Usernames: one looks after the country, one after the subdistrict of somebody."""
    from saan.accounts import testing as accounts
    from saan.accounts.models import User
    from saan.people.models import Person

    if not User.objects.filter(username="near").exists():
        organisation = User.objects.get(username="bench").assignments.get().organisation
        area = Person.objects.order_by("pk").first().area
        accounts.user("DATA_OFFICER", organisation, area, username="near")
    return "bench", "near"


AIMS = {
    "list": LIST,
    "list of a district": LIST,
    "list, two filters": LIST,
    "search a full name": SEARCH,
    "search a given name": SEARCH,
    "suggest while typing": SEARCH,
    "search a house": SEARCH,
    "person": PERSON,
    "my work": LIST,
}


def pages(usernames: tuple[str, ...], times: int) -> list[dict[str, list[float]]]:
    """For each of these users the seconds of each page, asked for so often; by turns, so that a slow minute of the
    machine is everybody's."""
    clients = [_client(username) for username in usernames]
    wanted = [_addresses(username, FIRST + times) for username in usernames]
    found = [{name: [] for name in AIMS} for _ in usernames]
    for turn in range(FIRST + times):
        for name in AIMS:
            for client, addresses, seconds in zip(clients, wanted, found, strict=True):
                seconds[name].append(_seconds(client.get, addresses[turn][name]))
    return [{name: each[FIRST:] for name, each in seconds.items()} for seconds in found]


def _addresses(username: str, times: int) -> list[dict[str, str]]:
    """The address of each page, for so many persons whom this user may see."""
    from saan.accounts.models import User
    from saan.people.models import Person
    from saan.people.permissions import Permission

    user = User.objects.get(username=username)
    seen = Person.objects.listed().visible_to(user, Permission.PERSON_READ)
    said = seen.order_by("pk").values_list("pk", "given_name", "family_name", "house_no", "area__code")[:100_000]
    return [
        {
            "list": "/people/",
            "list of a district": f"/people/?area={area[:4]}",
            "list, two filters": "/people/?group=ELDER&sex=F",
            "search a full name": f"/people/?q={given} {family}",
            "search a given name": f"/people/?q={given}",
            "suggest while typing": f"/search/?q={given[:4]}",
            "search a house": f"/people/?q={house or 1}",
            "person": f"/people/{pk}/",
            "my work": "/work/",
        }
        for pk, given, family, house, area in random.Random(3).choices(list(said), k=times)
    ]


def _client(username: str):
    from saan.accounts import testing as accounts
    from saan.accounts.models import User

    return accounts.signed_in_client(User.objects.get(username=username), HTTP_HOST="localhost")


def _seconds(ask, *what) -> float:
    started = time.perf_counter()
    answer = ask(*what)
    if answer.status_code not in (200, 302):
        raise SystemExit(f"{what[0]}: {answer.status_code}")
    return time.perf_counter() - started


def saves(users: int, times: int) -> list[float]:
    """Seconds of each phone number corrected by so many users at once, each in a process of their own."""
    context = get_context("spawn")
    together = {"initializer": _ready, "initargs": (context.Barrier(users),)}
    with ProcessPoolExecutor(users, mp_context=context, **together) as pool:
        return [second for each in pool.map(_saved, range(users), [times] * users) for second in each]


def _ready(barrier) -> None:
    import django

    django.setup()
    _client("bench").get("/people/")
    barrier.wait()


def _saved(number: int, times: int) -> list[float]:
    from saan.people.models import Person

    client, r = _client("bench"), random.Random(time.time_ns() + number)
    wanted = Person.objects.listed().exclude(given_name="").order_by("pk").values_list("pk", "given_name")
    persons = list(wanted[number * (FIRST + times) :][: FIRST + times])
    answers = [
        _seconds(
            client.post,
            f"/people/{pk}/edit/",
            {"given_name": given, "phone": f"08{r.randrange(10**8):08}", "reason": "โทรถามแล้ว"},
        )
        for pk, given in persons
    ]
    return answers[FIRST:]


if __name__ == "__main__":
    main()
