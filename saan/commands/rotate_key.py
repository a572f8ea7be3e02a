"""Seal with a new key from now on; the worker seals anew what is there, while everybody goes on working.

Nobody needs to stop or restart: each process finds the new key within a second, and the older keys still open what they
sealed. With --retire the keys that no value is sealed with any more are put away in a file of their own: move it to a
safe, for backups made before open with nothing else. The blind index has a key of its own, which stays
(docs/adr/0005).
"""


def add_arguments(parser):
    parser.add_argument("--retire", action="store_true", help="put away the keys that nothing is sealed with any more")


def run(args):
    from saan.runtime.environment import house

    with house():
        print(_retire() if args.retire else _rotate())
    return 0


def _rotate():
    from contextlib import suppress

    from django.conf import settings
    from procrastinate.exceptions import AlreadyEnqueued

    from saan.runtime.secrets import add_key
    from saan.shared.tasks import reseal

    number = _written(add_key, settings.SAAN_HOME)
    with suppress(AlreadyEnqueued):  # a job that has not begun yet will find the new key too
        reseal.defer()
    return f"Key {number} seals from now on. The worker seals the rest; `saan rotate-key --retire` tells when it has."


def _retire():
    from django.conf import settings

    from saan.runtime.errors import CannotRun
    from saan.runtime.secrets import put_away_keys
    from saan.shared.resealing import used_keys

    newest, known = settings.SECRETS.newest_key, set(settings.SECRETS.data_keys)
    if waiting := used_keys() - {newest}:
        numbers = ", ".join(map(str, sorted(waiting)))
        raise CannotRun(f"Values are still sealed with key {numbers}. The worker seals them anew; try again later.")
    if known == {newest}:
        return f"Key {newest} is the only one here."
    aside = _written(put_away_keys, settings.SAAN_HOME, {newest})
    return f"Key {newest} alone is left in use. Move {aside} to a safe: backups made before today open with it."


def _written(change, *arguments):
    from saan.runtime.errors import CannotRun

    try:
        return change(*arguments)
    except OSError as error:
        raise CannotRun(f"The keys cannot be written ({error}). If they are handed in, add a key there.") from error
