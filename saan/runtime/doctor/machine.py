"""Checks that need no database."""

import datetime
import os
import shutil
import stat
import sys

from saan.runtime.environment import SOURCES
from saan.runtime.secrets import load_secrets, secrets_path
from saan.runtime.words import gettext as _

from .findings import Finding

GIB = 1024**3


def examine_machine(home):
    yield _python()
    yield _disk(home)
    yield _clock()
    yield _secrets(home)
    yield _uploads(home)
    yield _static_files()
    yield _catalogues()


def _python():
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036
        return Finding.problem(
            _("Python {version} is too old").format(version=version), _("Install Python 3.11 or newer.")
        )
    return Finding.fine(_("Python {version}").format(version=version))


def _disk(home):
    free = shutil.disk_usage(_nearest(home)).free
    what = _("{free:.1f} GB of disk are free").format(free=free / GIB)
    remedy = _("Make room on the disk that holds {folder}, or move SAAN_HOME to a larger one.").format(folder=home)
    if free < GIB:
        return Finding.problem(what, remedy)
    return Finding.warning(what, remedy) if free < 5 * GIB else Finding.fine(what)


def _clock():
    newest = max(path.stat().st_mtime for path in (SOURCES / "saan").rglob("*.py"))
    now = datetime.datetime.now(datetime.UTC)
    if now.timestamp() < newest - 86400:
        return Finding.problem(
            _("The clock says {now:%Y-%m-%d %H:%M} UTC, which is before this program was installed").format(now=now),
            _("Set the clock of the machine, best by NTP (timedatectl set-ntp true)."),
        )
    return Finding.fine(_("The clock says {now:%Y-%m-%d %H:%M} UTC").format(now=now))


def _secrets(home):
    path = secrets_path(home)
    if not path.exists():
        return Finding.warning(
            _("There are no keys in {path} yet").format(path=path),
            _("The first start makes them. If this installation had data, put its secrets.json back instead."),
        )
    try:
        load_secrets(home)
    except (OSError, ValueError, KeyError, TypeError):
        return Finding.problem(
            _("The keys in {path} cannot be read").format(path=path),
            _("Put the copy of secrets.json back that you keep in another place; without it sealed values stay shut."),
        )
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding.problem(
            _("Others on this machine can read the keys in {path}").format(path=path),
            f"chmod 600 '{path}'",
        )
    return Finding.fine(_("The keys are there, for their owner alone"))


def _uploads(home):
    folder = home / "uploads"
    blocked = [path for path in folder.rglob("*") if not os.access(path, os.R_OK)]
    if blocked:
        return Finding.problem(
            _("{count} uploaded files cannot be read, such as {path}").format(count=len(blocked), path=blocked[0]),
            _("Give them to the user that runs Saan (chown -R)."),
        )
    if not os.access(_nearest(folder), os.W_OK):
        return Finding.problem(
            _("Files cannot be kept in {folder}").format(folder=folder),
            _("Give the folder to the user that runs Saan (chown -R)."),
        )
    return Finding.fine(_("Uploaded files can be read and kept"))


def _static_files():
    if (SOURCES / "build" / "collected" / "staticfiles.json").exists():
        return Finding.fine(_("Style sheets and scripts are built"))
    return Finding.problem(_("Style sheets and scripts are not built"), "python3 tools/dev.py setup")


def _catalogues():
    missing = [path for path in (SOURCES / "saan").rglob("*.po") if not path.with_suffix(".mo").exists()]
    if missing:
        return Finding.problem(_("The Thai words are not compiled"), "python3 tools/dev.py setup")
    return Finding.fine(_("The Thai words are compiled"))


def _nearest(folder):
    """The folder itself, or the one above it that is there already."""
    return next(place for place in (folder, *folder.parents) if place.exists())
