"""Crews bring lists in and back, join, part and answer, while web, worker and PostgreSQL are killed with -9.

    make faults                                # a hundred cycles, and those of the wire (bench.faults_ingest)
    make bench ARGS="faults --cycles 20"

At every moment each batch is in the registry whole or not at all. At the end the registry is, row for row, what the
acknowledged deeds make of it in a house where nobody is killed, and the audit has each deed once.
"""

import argparse
import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from bench.crew import Crew, finish
from bench.figures import Figure, write
from bench.killing import BACK_SECONDS, VICTIMS, killed
from saan.runtime import postgres
from saan.runtime.environment import SOURCES
from saan.runtime.homes import a_home
from saan.runtime.serving import Served, environment, saan

AIMS = ("commit", "merge", "undo", "review", "import", "undo", "review", "correct")
WISHES = {"import": "deliver", "commit": "deliver", "review": "decide"}
WISHES |= {aim: aim for aim in AIMS if aim not in WISHES}
AT_LENGTH = ("import", "commit", "undo")
PLACES = ("930201", "930501", "930601", "930101")
FOUNDING = """
import json
from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.people.testing import organisation
made = []
for number, code in enumerate(PLACES):
    user = accounts.user("DATA_OFFICER", organisation(place(code)), full_name=f"crew {number}")
    session = accounts.signed_in_client(user).cookies["sessionid"].value
    area = user.acting_organisation.area_id
    made.append({"user": user.username, "user_id": user.pk, "session": session, "area": area, "mark": "กขคง"[number]})
print(json.dumps(made))
"""
HALF = """
    SELECT d.file_name, r.standing, count(*) FROM people_delivery d JOIN people_sourcerecord r ON r.delivery_id = d.id
    WHERE CASE WHEN d.undone_at IS NOT NULL THEN r.standing NOT IN ('UNDONE', 'ASIDE')
               WHEN d.committed_at IS NOT NULL THEN r.standing IN ('STAGED', 'UNDONE')
               ELSE r.standing NOT IN ('STAGED', 'ASIDE') END
    GROUP BY 1, 2"""
DOING = "SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND queue_name = 'intake'"
GONE_ON = """
    SELECT id FROM procrastinate_jobs j WHERE id = ANY(%s) AND (status NOT IN ('doing', 'todo') OR EXISTS (
        SELECT FROM procrastinate_events WHERE job_id = j.id AND type = 'started' AND at > to_timestamp(%s)))"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cycles", type=int, default=20)
    parser.add_argument("--rows", type=int, default=40, help="in each list")
    parser.add_argument("--within", type=float, default=60, help="seconds within which a killed job must go on")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--quick", action="store_true", help="few: does the bench itself work?")
    options = parser.parse_args()
    if options.quick:  # a killed job on a busy machine may need more than a minute
        options.rows, options.within = 20, 600
    print(f"seed {options.seed}")
    with a_home() as home:
        house, crews = run(home, options)
    print(_said(house, crews))
    found = [
        Figure("deeds lost, doubled or half done under kill -9", options.cycles, 0, "", "≤ 0"),
        Figure("a killed job goes on after, at most", options.cycles, house.slowest, "s", f"≤ {options.within:.0f}"),
        Figure("pages answer again after a kill, at most", options.cycles, max(house.back), "s"),
    ]
    write("faults", found, quick=options.quick)
    assert house.slowest <= options.within, f"a killed job went on after {house.slowest:.0f} s"


def run(home, options):
    """Who did what, and what was broken meanwhile; raises where something was lost, doubled or half done."""
    with postgres.running(home) as url:
        made = _founded(home)
        undisturbed = _second(home, url)
        served = Served(home, None, "--processes", "1", "--no-migrate")
        address = postgres.url_of(postgres.Cluster.at(home), user="postgres")
        stopping = threading.Event()
        origin = f"http://localhost:{served.port}"
        crews = [Crew(one, origin, address, options.rows, f"{options.seed}/{one['user']}", stopping) for one in made]
        house = House(served, crews, options.seed)
        try:
            for crew in crews:
                crew.start()
            for cycle in range(options.cycles):
                house.break_once(cycle)
            stopping.set()
            finish(crews)
            house.check_jobs()
        except AssertionError:
            print("".join(served.said), flush=True)
            raise
        finally:
            stopping.set()
            served.stop()
        assert not house.jobs, f"{len(house.jobs)} killed jobs did not go on"
        _compare(home, url, undisturbed, crews)
    return house, crews


def _founded(home):
    made = saan(home, "manage", "shell", "--no-imports", "-c", FOUNDING.replace("PLACES", repr(PLACES)))
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout.strip().splitlines()[-1])


def _second(home, url):
    """The address of another database in the same state, for the replay."""
    ours, cluster = conninfo_to_dict(url), postgres.Cluster.at(home)
    with psycopg.connect(postgres.url_of(cluster, "postgres", "postgres"), autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE replay TEMPLATE {} OWNER {}")
        connection.execute(statement.format(sql.Identifier(ours["dbname"]), sql.Identifier(ours["user"])))
    return postgres.url_of(cluster, "replay")


class House:
    """What is killed, when, in the middle of what; and how it came back."""

    def __init__(self, served, crews, seed):
        self.served, self.crews, self.random = served, crews, random.Random(seed)
        self.hit, self.back, self.jobs, self.slowest = Counter(), [], {}, 0.0

    def break_once(self, cycle):
        victims, aim = VICTIMS[cycle % len(VICTIMS)], AIMS[cycle % len(AIMS)]
        self._wait_until_in(aim)
        doing = Counter(crew.doing for crew in self.crews if crew.doing)
        self.hit += doing
        seconds = self._kill(victims)
        self._check_halves()
        self.check_jobs()
        middle = ", ".join(f"{count} {name}" for name, count in doing.items())
        print(f"{cycle + 1}: {' and '.join(victims)} in {middle or 'nothing'}; back after {seconds:.1f} s", flush=True)

    def _wait_until_in(self, aim, seconds=40):
        """Until somebody is in the middle of this: a list takes seconds, an answer the blink of an eye."""
        deadline = time.monotonic() + seconds
        for crew in self.crews:
            crew.wish = WISHES[aim]
        while not any(crew.doing == aim or crew.fault for crew in self.crews) and time.monotonic() < deadline:
            time.sleep(0.002)
        for crew in self.crews:
            crew.wish = None
        time.sleep(self.random.uniform(0, 0.5 if aim in AT_LENGTH else 0.02))

    def _kill(self, victims):
        jobs = [pk for (pk,) in self._ask(DOING)] if set(victims) & {"procrastinate", "postgres"} else []
        self.back.append(killed(self.served, victims, lambda: self.jobs.update(dict.fromkeys(jobs, time.time()))))
        self._ask("SELECT 1")
        return self.back[-1]

    def check_jobs(self):
        """Which of the killed jobs go on by now; at the end, wait for all."""
        deadline = time.monotonic() + (0 if any(crew.is_alive() for crew in self.crews) else BACK_SECONDS)
        while self.jobs:
            for pk, killed_at in [*self.jobs.items()]:
                if self._ask(GONE_ON, [pk], killed_at):
                    self.slowest = max(self.slowest, time.time() - self.jobs.pop(pk))
            if time.monotonic() >= deadline:
                return
            time.sleep(0.5)

    def _check_halves(self):
        halves = self._ask(HALF)
        assert not halves, f"half a batch: {halves}"

    def _ask(self, question, *given):
        return self.crews[0].desk.ask(question, *given)


def _compare(home, url, undisturbed, crews):
    deeds = sorted(deed for crew in crews for deed in crew.done)
    found, expected = _told(home, url, []), _told(home, undisturbed, deeds)
    for name in expected:
        lost, besides = _difference(expected[name], found[name]), _difference(found[name], expected[name])
        said = f"{name}: {len(lost)} lost {lost[:3]}, {len(besides)} besides {besides[:3]}"
        assert not [*lost, *besides], said


def _difference(one, other):
    return [*(Counter(one) - Counter(other)).elements()]


def _told(home, url, deeds):
    command = [sys.executable, "-m", "bench.replay"]
    variables = environment(home) | {"DATABASE_URL": url}
    said = subprocess.run(
        command, env=variables, cwd=SOURCES, input=json.dumps(deeds), capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr[-4000:]
    return json.loads(said.stdout)


def _said(house, crews):
    done = sum((crew.tally for crew in crews), Counter())
    return "\n".join(
        [
            f"{sum(len(crew.done) for crew in crews)} deeds stand, each once: {_counted(done)}",
            f"killed in the middle of: {_counted(house.hit)}",
            f"back after {max(house.back):.1f} s at most; a killed job went on after {house.slowest:.0f} s at most",
            "0 lost, 0 doubled, 0 half: the registry and the audit are those of an undisturbed house",
        ]
    )


def _counted(counter):
    return ", ".join(f"{count} {name}" for name, count in sorted(counter.items()))


if __name__ == "__main__":
    main()
