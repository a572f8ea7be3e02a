"""The keys of one installation: made on the first start, kept in SAAN_HOME/secrets.json, for its owner alone."""

import base64
import json
import os
import secrets as random
import time
from dataclasses import dataclass, field
from pathlib import Path

LOOK_AGAIN_SECONDS = 1


@dataclass
class Secrets:
    """The keys. Those of a file take in what is added to it, so that a new key reaches every process while it runs."""

    django_key: str
    index_key: bytes
    data_keys: dict[int, bytes]
    path: Path | None = field(default=None, compare=False)
    _looked_at: float = field(default=0.0, repr=False, compare=False)

    @property
    def newest_key(self):
        if self.path and time.monotonic() - self._looked_at > LOOK_AGAIN_SECONDS:
            self._look_again()
        return max(self.data_keys)

    def data_key(self, number):
        """The key of this number. Raises KeyError when it is not here."""
        if number not in self.data_keys and self.path:
            self._look_again()
        return self.data_keys[number]

    def _look_again(self):
        self._looked_at = time.monotonic()
        self.data_keys = _data_keys(json.loads(self.path.read_text()))


def secrets_path(home: Path) -> Path:
    """SAAN_SECRETS, for a place that is handed its keys (a mounted secret), or a file in its home."""
    return Path(os.environ.get("SAAN_SECRETS") or home / "secrets.json")


def load_secrets(home: Path) -> Secrets:
    """The keys of this installation, made now if there are none."""
    path = secrets_path(home)
    if not path.exists():
        _make(path)
    kept = json.loads(path.read_text())
    return Secrets(
        django_key=kept["django_key"],
        index_key=base64.b64decode(kept["index_key"]),
        data_keys=_data_keys(kept),
        path=path,
    )


def add_key(home: Path) -> int:
    """A new key, under which everything is sealed from now on; its number."""
    path = secrets_path(home)
    kept = json.loads(path.read_text())
    number = max(map(int, kept["data_keys"])) + 1
    kept["data_keys"][str(number)] = _random_key()
    _replace(path, kept)
    return number


def put_away_keys(home: Path, numbers: set[int]) -> Path:
    """Keep only these keys here; the file with all of them, for a safe: older backups open with nothing else."""
    path = secrets_path(home)
    kept = json.loads(path.read_text())
    aside = path.with_name(f"secrets.up-to-key-{max(map(int, kept['data_keys']))}.json")
    os.replace(_draft(path, kept), aside)
    kept["data_keys"] = {number: key for number, key in kept["data_keys"].items() if int(number) in numbers}
    _replace(path, kept)
    return aside


def _data_keys(kept):
    return {int(number): base64.b64decode(key) for number, key in kept["data_keys"].items()}


def _random_key():
    return base64.b64encode(random.token_bytes(32)).decode()


def _make(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = {"django_key": random.token_urlsafe(48), "index_key": _random_key(), "data_keys": {"1": _random_key()}}
    draft = _draft(path, fresh)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _replace(path, kept):
    # A key that is lost in a power cut takes with it whatever it has sealed until then.
    os.replace(_draft(path, kept), path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _draft(path, kept):
    draft = path.with_name(f".secrets.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    return draft
