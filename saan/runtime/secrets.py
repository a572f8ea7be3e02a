"""The keys of one installation: made on the first start, kept in SAAN_HOME/secrets.json, for its owner alone."""

import base64
import json
import os
import secrets as random
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Secrets:
    django_key: str
    index_key: bytes
    data_keys: dict[int, bytes]

    @property
    def newest_key(self):
        return max(self.data_keys)


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
        data_keys={int(number): base64.b64decode(key) for number, key in kept["data_keys"].items()},
    )


def _make(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = {
        "django_key": random.token_urlsafe(48),
        "index_key": base64.b64encode(random.token_bytes(32)).decode(),
        "data_keys": {"1": base64.b64encode(random.token_bytes(32)).decode()},
    }
    draft = path.with_name(f".secrets.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(fresh, file)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
