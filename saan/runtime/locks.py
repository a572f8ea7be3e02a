"""Locks between processes, as files. The kernel lets go of them when their holder dies, however it dies."""

import fcntl
from contextlib import contextmanager


@contextmanager
def locked(path, how=fcntl.LOCK_EX):
    """Hold the lock file at path; with LOCK_NB in how, BlockingIOError when somebody else holds it."""
    with open(path, "a") as file:
        fcntl.flock(file, how)
        yield
