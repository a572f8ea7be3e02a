"""The keeper: a process that starts the server, starts it again when it falls, and stops it when nobody is left.

Everybody who uses the server holds a shared lock on `use.lock`; the kernel drops it when they die, even by kill -9.
When the keeper gets that lock for itself, nobody is left.
"""

import fcntl
import signal
import subprocess
import sys
import time
from contextlib import suppress

from .cluster import Cluster

POLL_SECONDS = 0.2
LOG_BYTES = 20 * 1024 * 1024


def main():
    cluster = Cluster.from_json(sys.argv[1])
    # Whoever wants it stopped lets go of the lock; a terminal's Ctrl-C is meant for them.
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    try:
        with cluster.locked("keeper.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
            _keep(cluster)
    except BlockingIOError:
        return  # another keeper is at work


def _keep(cluster):
    cluster.initialise()
    fallen = 0
    while True:
        cluster.clear_the_way()
        started = time.monotonic()
        server = cluster.start()
        if _watch(cluster, server):
            return
        fallen = fallen + 1 if time.monotonic() - started < 10 else 0
        # A killed server's children may hold its shared memory for a moment.
        time.sleep(min(0.1 * 2**fallen, 5))


def _watch(cluster, server):
    """True once nobody uses the server and it has stopped; False as soon as it falls by itself."""
    with open(cluster.folder / "use.lock", "a") as lock:
        while server.poll() is None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                _shorten(cluster.log)
                time.sleep(POLL_SECONDS)
                continue
            _stop(server)
            return True
    return False


def _stop(server):
    # Again and again: a server that is only just starting does not hear the first one.
    while server.poll() is None:
        server.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.5)


def _shorten(log):
    if log.stat().st_size > LOG_BYTES:
        log.with_suffix(".log.1").write_bytes(log.read_bytes())
        with open(log, "r+b") as file:
            file.truncate(0)


if __name__ == "__main__":
    main()
