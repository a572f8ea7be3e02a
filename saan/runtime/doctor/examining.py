from saan.runtime.environment import home, house
from saan.runtime.errors import CannotRun
from saan.runtime.words import gettext as _
from saan.runtime.words import language

from .findings import Finding
from .machine import examine_machine


def examine():
    """Every finding, as it is made; whatever is broken, the rest is still looked at."""
    yield from examine_machine(home())
    try:
        with house():
            yield from _examine_house()
    except CannotRun as problem:
        yield Finding.problem(_("PostgreSQL does not run here"), str(problem))


def _examine_house():
    from django.apps import apps
    from django.db import DatabaseError, OperationalError
    from django.utils.translation import override

    from saan.contexts import CONTEXTS

    from .database import examine_database

    try:
        yield from examine_database()
        with override(language()):
            for name in CONTEXTS:
                yield from getattr(apps.get_app_config(name), "examine", tuple)()
    except OperationalError as error:
        yield Finding.problem(
            _("The database does not answer: {error}").format(error=str(error).strip()),
            _("Is PostgreSQL running, and is DATABASE_URL right (address, name, password)?"),
        )
    except DatabaseError as error:
        yield Finding.problem(
            _("The database is not as it should be: {error}").format(error=str(error).strip()),
            _("Run `saan prepare`, then `saan doctor` again."),
        )
