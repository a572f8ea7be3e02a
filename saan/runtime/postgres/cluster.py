"""One database cluster on disk: where it is, how it is made, started and recognised."""

import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import CannotRun
from ..lifeline import on_parent_death
from ..locks import locked
from .binaries import Account, Binaries
from .tuning import tuned


@dataclass(frozen=True)
class Cluster:
    """A folder with the data, the locks and the log, and the server programs that open it."""

    folder: Path
    binaries: Binaries
    settings: dict = field(default_factory=dict)
    account: Account | None = None

    @classmethod
    def at(cls, home, *, binaries=None, settings=None):
        """The cluster of this home, its folder made."""
        account = Account.needed()
        folder = _folder(Path(home).resolve(), account)
        binaries = (binaries or Binaries.embedded()).reachable_by(account, folder)
        return cls(folder, binaries, settings or {}, account)

    @classmethod
    def from_json(cls, text):
        """What as_json wrote: how the keeper is told."""
        told = json.loads(text)
        return cls(Path(told["folder"]), Binaries(Path(told["bin"])), told["settings"], Account.needed())

    def as_json(self):
        return json.dumps({"folder": str(self.folder), "bin": str(self.binaries.bin), "settings": self.settings})

    @property
    def data(self):
        return self.folder / "data"

    @property
    def log(self):
        return self.folder / "postgres.log"

    @property
    def socket_folder(self):
        """Short, because a socket's path has to stay under 100 bytes; the same for everybody who asks."""
        top = tempfile.gettempdir()
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(top if len(os.fsencode(top)) < 60 else "/tmp") / f"saan-{name}"

    def locked(self, name, how):
        """One of this cluster's locks, held for the block."""
        return locked(self.folder / name, how)

    def initialise(self):
        """Make the data folder unless it is there whole."""
        half_done = self.folder / "initialising"
        if half_done.exists():
            shutil.rmtree(self.data, ignore_errors=True)
        if (self.data / "PG_VERSION").exists():
            return
        half_done.touch()
        command = ["initdb", "--pgdata", self.data, "--username=postgres", "--auth=trust", "--no-instructions"]
        self._run(*command, "--encoding=UTF8", "--locale=C.UTF-8", *(["--no-sync"] if self._is_careless() else []))
        half_done.unlink()

    def start(self):
        """A server process on the data, not yet ready to answer."""
        self._make_socket_folder()
        options = tuned() | self.settings
        options |= {"listen_addresses": "", "unix_socket_directories": str(self.socket_folder)}
        command = ["postgres", "-D", self.data, *(f"--{key}={value}" for key, value in options.items())]
        return self._spawn(*command, preexec_fn=lambda: on_parent_death(signal.SIGINT))

    def clear_the_way(self):
        """Stop a server that lost its keeper; forget one that is gone, whoever has its process id today."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int((pid_file.read_text().split("\n", 1)[0] or "0").strip() or 0)
        deadline = time.monotonic() + 60
        while self.is_server(pid) and time.monotonic() < deadline:
            os.kill(pid, signal.SIGINT)
            time.sleep(0.1)
        if self.is_server(pid):
            raise CannotRun(f"PostgreSQL (process {pid}) does not stop.")
        pid_file.unlink(missing_ok=True)

    def is_server(self, pid):
        """Whether this process is a live server of ours: the number alone may name a stranger after a restart."""
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            return state != "Z" and Path(f"/proc/{pid}/cwd").samefile(self.data)
        except OSError:
            return False

    def _is_careless(self):
        return self.settings.get("fsync") == "off"

    def _make_socket_folder(self):
        folder, owner = self.socket_folder, self.account.uid if self.account else os.geteuid()
        if not folder.exists():
            folder.mkdir(mode=0o700)
            if self.account:
                os.chown(folder, self.account.uid, self.account.gid)
        # Anybody may make a folder of this name under /tmp; only ours will do.
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise CannotRun(f"The folder {folder} belongs to somebody else: remove it.")

    def _run(self, *command):
        process = self._spawn(*command)
        if process.wait() != 0:
            raise CannotRun(f"{command[0]} failed; {self.log} says why.")

    def _spawn(self, program, *arguments, **options):
        if self.account:
            options |= {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
        with open(self.log, "ab") as log:
            return subprocess.Popen(
                [self.binaries.bin / program, *arguments],
                cwd=self.folder,
                env=environment | {"LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **options,
            )


def _folder(home, account):
    """home/postgres, or where root's home is closed to the server's user, a folder in /var/lib that it links to."""
    folder = home / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    if account and not account.can_reach(folder) and not folder.exists():
        key = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        elsewhere = Path("/var/lib/saan") / key
        elsewhere.mkdir(parents=True, exist_ok=True)
        folder.symlink_to(elsewhere)
    folder.mkdir(exist_ok=True)
    folder = folder.resolve()
    if account:
        os.chown(folder, account.uid, account.gid)
    elif not os.access(folder, os.W_OK):
        raise CannotRun(f"The folder {folder} belongs to another user: run Saan as that user or set SAAN_HOME.")
    return folder
