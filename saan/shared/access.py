"""Who may open a view, and the second wall behind it.

A view declares `@requires(Permission.X)`, `@signed_in` or `@public("why")`; one with none fails the build. `requires`
also tells PostgreSQL, for the length of the request's transaction, how far the caller reaches, so that row-level
security shows nothing else even where a query forgets to filter. The choice is told in docs/adr/0003.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Q

WEB_ROLE, EVERYWHERE_ROLE = "saan_web", "saan_everywhere"


@dataclass(frozen=True)
class Reach:
    """How far one permission of one user reaches, acting for one organisation.

    ranges: inclusive (low, high) area keys. everywhere: the whole country. organisations: whose own records these are.
    givers: data group → organisations whose records in that group may be seen (their own included).
    """

    ranges: tuple[tuple[int, int], ...] = ()
    everywhere: bool = False
    organisation_id: int | None = None
    givers: dict[str, frozenset[int]] = field(default_factory=dict)

    def __bool__(self):
        return self.everywhere or bool(self.ranges)

    def area_q(self, field="area_key"):
        """The Q that keeps rows whose `field` lies within reach."""
        if self.everywhere:
            return Q()
        within = Q(pk__in=[])
        for low, high in self.ranges:
            within |= Q(**{f"{field}__range": (low, high)})
        return within

    def covers(self, area_key):
        return self.everywhere or any(low <= area_key <= high for low, high in self.ranges)

    def sources(self, group):
        """The organisations whose records of this data group may be seen."""
        return self.givers.get(group, frozenset())


def _to_sign_in(request):
    from django.contrib.auth.views import redirect_to_login  # needs the user model, so not while the rooms load

    return redirect_to_login(request.get_full_path())


def requires(permission):
    """The view is for those who hold `permission` somewhere: anonymous → sign in, without it → 403."""

    def declare(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            reach = request.user.reach(permission)
            if not reach:
                raise PermissionDenied
            with wall(reach):
                return view(request, *args, **kwargs)

        guarded.access = permission
        return guarded

    return declare


def signed_in(view):
    """The view is for anybody who has signed in, and shows nothing about persons."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        with wall(Reach()):
            return view(request, *args, **kwargs)

    guarded.access = "signed in"
    return guarded


def public(why):
    """The view is for everybody; `why` says so to whoever reads the access table."""

    def declare(view):
        @wraps(view)
        def open_view(request, *args, **kwargs):
            return view(request, *args, **kwargs)

        open_view.access = f"public: {why}"
        return open_view

    return declare


@contextmanager
def wall(reach):
    """Inside, the connection may touch only rows that `reach` covers. Needs an open transaction."""
    before = _standing_wall()
    _build_wall(EVERYWHERE_ROLE if reach.everywhere else WEB_ROLE, *_settings(reach))
    try:
        yield
    except Exception:
        if not connection.needs_rollback and not _aborted():
            _build_wall(*before)
        raise
    _build_wall(*before)


@contextmanager
def system():
    """Inside, an action works as the house itself: for deeds that must reach beyond the caller, such as a move away."""
    before = _standing_wall()
    _build_wall("none", *before[1:])
    try:
        yield
    finally:
        if not _aborted():
            _build_wall(*before)


def _settings(reach):
    low = min((low for low, _ in reach.ranges), default=1)
    high = max((high for _, high in reach.ranges), default=0)
    ranges = "{" + ",".join(f"[{low},{high}]" for low, high in reach.ranges) + "}"
    holders = "{" + ",".join(str(pk) for pk in sorted(frozenset().union(*reach.givers.values()))) + "}"
    return str(low), str(high), ranges, holders, str(reach.organisation_id or "")


SETTINGS = ("saan.low", "saan.high", "saan.ranges", "saan.holders", "saan.organisation")
NOTHING = ("1", "0", "{}", "{}", "")


def _standing_wall():
    reads = ", ".join(f"current_setting('{name}', true)" for name in ("role", *SETTINGS))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {reads}")
        return cursor.fetchone()


def _build_wall(role, *values):
    writes = ", ".join(f"set_config('{name}', %s, true)" for name in (*SETTINGS, "role"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {writes}", [*(value or empty for value, empty in zip(values, NOTHING, strict=True)), role]
        )


def _aborted():
    from psycopg.pq import TransactionStatus

    return connection.connection is None or connection.connection.info.transaction_status == TransactionStatus.INERROR
