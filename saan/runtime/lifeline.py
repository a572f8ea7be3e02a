"""Children that don't outlive their parent, even when it is killed with -9."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
# Looked up before any fork: loading a library in a forked child can dead-lock.
_prctl = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None


def die_with_parent(signum=signal.SIGTERM):
    """Have the kernel send signum to this process when its parent dies; for a process already running."""
    parent = os.getppid()
    on_parent_death(signum)
    if parent == 1 or os.getppid() != parent:
        os.kill(os.getpid(), signum)


def on_parent_death(signum=signal.SIGTERM):
    """The same as a preexec_fn: survives exec, is undone by a change of user, so comes after it."""
    if _prctl:
        _prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)
