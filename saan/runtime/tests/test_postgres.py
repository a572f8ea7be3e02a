"""The embedded PostgreSQL against the accidents of a machine: kill -9, stale files, many starters, odd paths."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from saan.runtime import postgres
from saan.runtime.locks import locked
from saan.runtime.postgres.use import SOURCES

CARELESS = {"fsync": "off", "shared_buffers": "16MB"}


@pytest.fixture
def home():
    # Not tmp_path: it is closed to other users, and root's server runs as one.
    folder = Path(tempfile.mkdtemp(prefix="saan บ้าน เลขที่ "))
    folder.chmod(0o755)
    yield folder
    wait_until_stopped(folder)
    shutil.rmtree(folder)


def test_data_is_there_at_the_second_start(home):
    with using(home) as url:
        execute(url, "CREATE TABLE kept (x int)", "INSERT INTO kept VALUES (7)")
    wait_until_stopped(home)

    with using(home) as url:
        assert execute(url, "SELECT x FROM kept") == (7,)


def test_owner_is_no_superuser(home):
    with using(home) as url:
        assert execute(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == (False,)


def test_nobody_else_on_the_machine_can_reach_the_socket(home):
    with using(home):
        folder = postgres.Cluster.at(home).socket_folder

        assert folder.stat().st_mode & 0o077 == 0


def test_killed_postmaster_comes_back_by_itself(home):
    with using(home) as url:
        execute(url, "CREATE TABLE kept AS SELECT 7 AS x")
        os.kill(server_pid(home), signal.SIGKILL)

        assert eventually(url, "SELECT x FROM kept") == (7,)


def test_killed_user_takes_the_server_along(home):
    user = start_user(home)

    os.kill(user.pid, signal.SIGKILL)
    user.wait()

    wait_until_stopped(home, seconds=5)


def test_server_stays_while_anybody_uses_it(home):
    with using(home) as url:
        user = start_user(home)
        user.kill()
        user.wait()
        time.sleep(0.6)

        assert execute(url, "SELECT 1") == (1,)


def test_killed_keeper_and_server_are_followed_by_new_ones(home):
    with using(home) as url:
        execute(url, "CREATE TABLE kept AS SELECT 7 AS x")
        os.kill(keeper_pid(home), signal.SIGKILL)
        postgres.ensure(postgres.Cluster.at(home))

        assert eventually(url, "SELECT x FROM kept") == (7,)


def test_stale_pid_of_a_stranger_does_not_hinder_the_start(home):
    with using(home):
        pass
    wait_until_stopped(home)
    pid_file = postgres.Cluster.at(home).data / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n")

    with using(home) as url:
        assert execute(url, "SELECT 1") == (1,)


def test_half_done_initdb_is_done_again(home):
    cluster = postgres.Cluster.at(home)
    cluster.data.mkdir()
    (cluster.data / "PG_VERSION").write_text("18\n")
    (cluster.folder / "initialising").touch()

    with using(home) as url:
        assert execute(url, "SELECT 1") == (1,)


def test_six_starters_at_once_share_one_server(home):
    with ThreadPoolExecutor(6) as pool:
        users = list(pool.map(lambda _: start_user(home), range(6)))
    pid = server_pid(home)
    for user in users[:5]:
        user.kill()
        user.wait()
    time.sleep(0.5)

    assert server_pid(home) == pid
    users[5].kill()
    users[5].wait()


def test_start_right_after_a_stop_waits_for_it(home):
    for _ in range(3):
        with using(home) as url:
            assert execute(url, "SELECT 1") == (1,)


def test_user_killed_while_the_server_starts_leaves_nothing(home):
    for pause in (0, 0.02, 0.05, 0.1):
        program = f"from saan.runtime import postgres; postgres.running({str(home)!r}).__enter__()"
        user = subprocess.Popen([sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": str(SOURCES)})
        wait_for_keeper(home)
        time.sleep(pause)
        user.kill()
        user.wait()

        wait_until_stopped(home)


def test_a_folder_of_somebody_else_in_tmp_is_refused(home):
    folder = postgres.Cluster.at(home).socket_folder
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)

    with pytest.raises(postgres.CannotRun, match="somebody else"), using(home):
        pass
    folder.rmdir()


def using(home):
    return postgres.running(home, settings=CARELESS)


def start_user(home):
    """Another process that uses the database until it is killed."""
    program = (
        "import sys, time; from saan.runtime import postgres\n"
        f"with postgres.running(sys.argv[1], settings={CARELESS!r}): print('in', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(home)]
    user = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(SOURCES)})
    assert user.stdout.readline() == "in\n"
    return user


def server_pid(home):
    return int((postgres.Cluster.at(home).data / "postmaster.pid").read_text().split()[0])


def keeper_pid(home):
    status = Path(f"/proc/{server_pid(home)}/status").read_text()
    return int(status.split("PPid:")[1].split()[0])


def execute(url, *statements):
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchone() if cursor.description else None


def eventually(url, statement, seconds=10):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return execute(url, statement)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def wait_for_keeper(home):
    while not (home / "postgres" / "data" / "postmaster.pid").exists():
        time.sleep(0.005)


def wait_until_stopped(home, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with locked(home / "postgres" / "keeper.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
                return
        except BlockingIOError:
            time.sleep(0.05)
    raise AssertionError("PostgreSQL still runs.")
