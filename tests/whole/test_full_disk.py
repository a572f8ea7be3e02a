"""A whole house on a disk that really fills: what was acknowledged is there, reading goes on, and with room again all
is as before."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from saan.runtime.serving import Served, processes_of, wait_for
from tests.whole.founding import TAKEN, Collect, founded, named

pytestmark = pytest.mark.slow

ROOM = 48 << 20
PHOTO = b"\xff\xd8\xff" + os.urandom(300_000)
# A disk of its own for this process and its children alone, holding what was founded outside; given back with the last
# of them. Who is not root becomes it for the mounting, in a user namespace, and is himself again afterwards.
MOUNT = 'mount -t tmpfs -o size="$1",mode=755 tmpfs "$2" && cp -a "$3"/. "$2" && chown --reference="$3" "$2" && shift 3'
AS_ROOT = ["unshare", "--mount", "sh", "-c", f'{MOUNT} && exec "$@"', "sh"]
MYSELF = f"unshare --user --map-user={os.geteuid()} --map-group={os.getegid()}"
AS_USER = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'{MOUNT} && exec {MYSELF} "$@"', "sh"]


def on_a_disk_of(size, home, founded_in):
    return [*(AS_ROOT if os.geteuid() == 0 else AS_USER), str(size), str(home), str(founded_in)]


def size_of(folder):
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())


@pytest.fixture(scope="module")
def collect():
    home, outside = (Path(tempfile.mkdtemp(prefix=f"saan-{name}-")) for name in ("full", "founded"))
    for folder in (home, outside):
        folder.chmod(0o755)
    trial = subprocess.run([*on_a_disk_of(1 << 20, home, outside), "true"], capture_output=True, text=True)
    if trial.returncode:
        pytest.skip(f"A FULL DISK IS NOT TESTED: nobody may mount a small one here ({trial.stderr.strip()})")
    made = founded(outside)
    wait_for(lambda: not processes_of(outside))
    small = on_a_disk_of(size_of(outside) + ROOM, home, outside)
    house = Served(home, None, "--processes", "1", "--no-migrate", by_way_of=small)
    yield Collect(house, made)
    house.stop()
    wait_for(lambda: not processes_of(home))
    for folder in (home, outside):
        shutil.rmtree(folder)


def ballast(house):
    """A file on the disk of the house, which nobody else sees."""
    return Path(f"/proc/{house.process.pid}/root{house.home}/ballast")


def fill(house):
    """Not one byte more goes onto this disk."""
    with suppress(OSError), open(ballast(house), "ab", buffering=0) as file:
        while True:
            file.write(bytes(4096))


class Sender:
    """Sends and remembers what was said of each."""

    def __init__(self, collect):
        self.collect, self.acknowledged, self.refused = collect, set(), {}

    def send(self, **files):
        name = named()
        document = self.collect.document("ก" * 10_000, name)
        answer = self.collect.post(document, **files)
        if answer.status_code in TAKEN:
            self.acknowledged.add(name)
        else:
            self.refused[name] = answer, document, files
        return answer

    def send_until_refused(self, **files):
        """As long as a table has room in its last page, a little still goes in."""
        wait_for(lambda: not self.send(**files).ok, 300)

    def send_again(self):
        for name, (_answer, document, files) in self.refused.items():
            self.collect.post_until_taken(document, **files)
            self.acknowledged.add(name)

    def all_have_landed(self):
        landed = self.collect.landed(self.acknowledged)
        return set(landed) == self.acknowledged and set(landed.values()) == {1}


@pytest.fixture
def sender(collect):
    sender = Sender(collect)
    sender.send()
    sender.send(photo=PHOTO)
    fill(collect.house)
    yield sender
    ballast(collect.house).unlink(missing_ok=True)


def answers(collect):
    """What those hear who only read."""
    own = [collect.get(path) for path in ("/account/login/", f"/forms/{collect.made['form']}/answers/", "/people/")]
    return {answer.status_code for answer in [collect.form_list(), *own]}


def has_room_for_its_journal(collect):
    try:
        collect.asked("SELECT pg_switch_wal(), pg_logical_emit_message(false, '', 'more')")
    except psycopg.OperationalError:
        return False
    return True


def test_a_full_disk_takes_nothing_in_and_loses_nothing(collect, sender):
    for _ in range(3):
        sender.send_until_refused()
        sender.send_until_refused(photo=PHOTO)
        fill(collect.house)
    read = answers(collect)
    ballast(collect.house).unlink()
    sender.send_again()

    assert {answer.status_code for answer, *_sent in sender.refused.values()} == {503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer, *_sent in sender.refused.values())
    assert read == {200}
    wait_for(sender.all_have_landed, 300)


def test_a_database_that_stopped_for_want_of_room_comes_back_by_itself(collect, sender):
    # Its journal finds no room either: then it stops altogether, which a table without room does not make it do.
    wait_for(lambda: not has_room_for_its_journal(collect), 300)
    said = {sender.send().status_code, sender.send(photo=PHOTO).status_code, *answers(collect)}
    ballast(collect.house).unlink()
    sender.send_again()

    assert said <= {200, 503}
    wait_for(sender.all_have_landed, 300)
    wait_for(lambda: answers(collect) == {200}, 300)
