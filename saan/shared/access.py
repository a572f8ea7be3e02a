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
from django.http import FileResponse
from psycopg.pq import TransactionStatus

WEB_ROLE, EVERYWHERE_ROLE = "saan_web", "saan_everywhere"
SIGNED_IN, PUBLIC = "signed in", "public: "


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
                return _unkept(_finished(view(request, *args, **kwargs)))

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
            return _unkept(_finished(view(request, *args, **kwargs)))

    guarded.access = SIGNED_IN
    return guarded


def public(why):
    """The view is for everybody and shows nothing about persons; `why` says so to whoever reads the access table."""

    def declare(view):
        @wraps(view)
        def open_view(request, *args, **kwargs):
            if not connection.in_atomic_block:  # a page that must stand without the database
                return view(request, *args, **kwargs)
            with wall(Reach()):
                return _finished(view(request, *args, **kwargs))

        open_view.access = f"{PUBLIC}{why}"
        return open_view

    return declare


def _finished(response):
    """The answer with nothing left to ask of the database: what is rendered later is rendered outside the wall."""
    if not getattr(response, "is_rendered", True):
        response.render()
    if getattr(response, "streaming", False) and not isinstance(response, FileResponse):
        response.streaming_content = _without_queries(response.streaming_content)
    return response


def _unkept(response):
    """On a shared computer the next reader must not find the page by going back."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _without_queries(chunks):
    chunks = iter(chunks)
    while True:
        with connection.execute_wrapper(_refuse_query):
            try:
                chunk = next(chunks)
            except StopIteration:
                return
        yield chunk


def _refuse_query(execute, sql, params, many, context):
    raise WallMissing("a stream flows outside the wall: read from the database first, then stream")


class WallMissing(RuntimeError):
    """The database was about to be asked without the second wall."""


@contextmanager
def wall(reach):
    """Inside, the connection may touch only rows that `reach` covers. Needs an open transaction."""
    if not connection.in_atomic_block:
        raise WallMissing("the wall stands for the length of a transaction, and there is none")
    before = _exchange(_settings(reach) | {"role": EVERYWHERE_ROLE if reach.everywhere else WEB_ROLE})
    try:
        yield
    finally:
        _put_back(before)


@contextmanager
def system():
    """Inside, an action works as the house itself: for deeds that must reach beyond the caller, such as a move away."""
    if not connection.in_atomic_block:  # then no wall stands either
        yield
        return
    before = _exchange({"role": "none"})
    try:
        yield
    finally:
        _put_back(before)


# One trip where `system` needs three. Statements in one string are planned one after the other, each in its role.
AS_HOUSE = """
    SELECT set_config('saan.before', current_setting('role'), true);
    SELECT set_config('role', 'none', true);
    {queries};
    SELECT set_config('role', current_setting('saan.before'), true)
"""


def read_as_house(query, *parameters):
    """The rows of one query asked as the house itself, which is what is done at every keystroke."""
    [rows] = read_together_as_house((query, parameters))
    return rows


def read_together_as_house(*asked):
    """The same of several queries, given as (query, parameters), still in one trip: the rows of each."""
    queries = ";".join(query for query, _parameters in asked)
    parameters = [one for _query, several in asked for one in several]
    with connection.cursor() as cursor:
        cursor.execute(AS_HOUSE.format(queries=queries), parameters)
        cursor.nextset()
        return [cursor.fetchall() for _each in asked if cursor.nextset()]


def _settings(reach):
    low = min((low for low, _ in reach.ranges), default=1)
    high = max((high for _, high in reach.ranges), default=0)
    ranges = "{" + ",".join(f"[{low},{high}]" for low, high in reach.ranges) + "}"
    holders, givers = reach.sources("REGISTRY"), reach.sources("HEALTH")
    said = (str(low), str(high), ranges, _array(holders), _array(givers), str(reach.organisation_id or ""))
    return dict(zip(NOTHING, said, strict=True))


def _array(ids):
    return "{" + ",".join(map(str, sorted(ids))) + "}"


# What stands where nothing was set. holders: whose persons and rows may be seen. givers: whose visits, answers and
# needs, all of which are about health.
NOTHING = {
    "saan.low": "1", "saan.high": "0", "saan.ranges": "{}", "saan.holders": "{}", "saan.givers": "{}",
    "saan.organisation": "",
}  # fmt: skip


def _exchange(settings):
    """Set these for the length of the transaction; what they were before."""
    standing = ", ".join(f"current_setting('{name}', true)" for name in settings)
    # In one trip; materialised, so that all is read before any is changed.
    query = f"WITH standing AS MATERIALIZED (SELECT {standing}) SELECT standing.*, {_set(settings)} FROM standing"
    with connection.cursor() as cursor:
        cursor.execute(query, list(settings.values()))
        return dict(zip(settings, cursor.fetchone(), strict=False))


def _put_back(before):
    """Put the former wall back, past Django's own refusal to run queries in a block that failed.

    In a transaction that PostgreSQL has aborted nothing can be set, and nothing need be: the rollback, to the start or
    to a savepoint older than this wall, brings back the settings of that moment, and until then no query runs at all.
    """
    raw = connection.connection
    if raw is not None and raw.info.transaction_status == TransactionStatus.INTRANS:
        raw.execute(f"SELECT {_set(before)}", [value or NOTHING.get(name) for name, value in before.items()])


def _set(settings):
    return ", ".join(f"set_config('{name}', %s, true)" for name in settings)
