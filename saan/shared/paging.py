"""Keyset pages: as fast on the thousandth page as on the first, and steady while rows come and go.

    page = paging.page_of(people.order_by("sort_key", "pk"), request.GET.get("at"), size=50)

`page.rows`, and `page.next` / `page.previous` for the links of `shared/_pages.html`. The queryset's own order_by is the
order; its last field must be unique. A cursor that was tampered with or is out of date shows the first page.
"""

import base64
import binascii
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Func, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from saan.shared.access import system

SIZE = 50
LONGEST_CURSOR = 2000
FORWARD, BACKWARD = "f", "b"


@dataclass(frozen=True)
class Page:
    """One page of rows, and the cursors of its neighbours ("" where there is none)."""

    rows: list[Any] = field(default_factory=list)
    next: str = ""
    previous: str = ""


def page_of(queryset: QuerySet, cursor: str | None, size: int = SIZE, *, ids_first=False, is_ahead=False) -> Page:
    """The page at this cursor; nulls are not allowed in the ordering fields.

    `ids_first`: an index alone tells which rows these are, and only they are read, instead of all that might have been.
    `is_ahead`: whose rows these are is found ahead of the wall, for a condition that may not use its index behind it;
    the rows themselves are read behind it all the same.
    """
    order = _order_of(queryset)
    direction, values = _read(cursor, queryset.model, order)
    if not values:
        direction = FORWARD
    rows = _rows(queryset, order, direction, values, size + 1, ids_first, is_ahead)
    has_more, rows = len(rows) > size, rows[:size]
    if direction == BACKWARD:
        rows.reverse()
    if not rows:
        return page_of(queryset, None, size, ids_first=ids_first, is_ahead=is_ahead) if values else Page()
    has_next = has_more if direction == FORWARD else True
    has_previous = bool(values) if direction == FORWARD else has_more
    return Page(
        rows,
        next=_written(FORWARD, rows[-1], order) if has_next else "",
        previous=_written(BACKWARD, rows[0], order) if has_previous else "",
    )


def _order_of(queryset: QuerySet) -> list[tuple[str, bool]]:
    names = queryset.query.order_by or queryset.model._meta.ordering
    plain = [name for name in names if isinstance(name, str)]
    if not plain or len(plain) < len(names):
        raise ValueError("Keyset pages need an order_by of plain field names that ends in a unique one.")
    return [(name.lstrip("-"), name.startswith("-")) for name in plain]


def _rows(queryset, order, direction, values, limit, ids_first, is_ahead):
    if values:
        queryset = queryset.filter(_beyond(order, direction, values))
    backward = direction == BACKWARD
    names = [(name, descends != backward) for name, descends in order]
    queryset = queryset.order_by(*(f"-{name}" if descends else name for name, descends in names))
    if is_ahead:
        # By what no index is sorted by: PostgreSQL would rather walk one from end to end, until it has met enough.
        unsorted = [
            OrderBy(Func(F(name), template="(SELECT %(expressions)s)"), descending=descends) for name, descends in names
        ]
        with system():
            found = list(queryset.order_by(*unsorted).values_list("pk", flat=True)[:limit])
        return list(queryset.filter(pk__in=found))
    return list(queryset.filter(pk__in=queryset.values("pk")[:limit]) if ids_first else queryset[:limit])


def _beyond(order, direction, values) -> Q:
    """Rows after these values: (a > x) or (a = x and b > y) …; the bound on `a` is also said alone, for the index."""
    after, equal = Q(pk__in=[]), Q()
    for (name, descends), value in zip(order, values, strict=True):
        compare = "lt" if descends != (direction == BACKWARD) else "gt"
        after |= equal & Q(**{f"{name}__{compare}": value})
        equal &= Q(**{name: value})
    first, descends = order[0]
    bound = "lte" if descends != (direction == BACKWARD) else "gte"
    return Q(**{f"{first}__{bound}": values[0]}) & after


def _written(direction: str, row: Model, order) -> str:
    values = [_plain(_value_of(row, name)) for name, _ in order]
    return base64.urlsafe_b64encode(json.dumps([direction, *values], ensure_ascii=False).encode()).decode().rstrip("=")


def _value_of(row: Model, path: str):
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _plain(value):
    return value.isoformat() if isinstance(value, date | datetime) else value


def _read(cursor: str | None, model: type[Model], order) -> tuple[str, list]:
    """The direction and values of a cursor; nothing when it is not one of ours."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return FORWARD, []
    try:
        direction, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if direction not in (FORWARD, BACKWARD) or len(values) != len(order):
            return FORWARD, []
        return direction, [_checked(model, name, value) for (name, _), value in zip(order, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, ValidationError, RecursionError):
        return FORWARD, []


def _checked(model: type[Model], path: str, value):
    """The value as its field holds it. Raises ValidationError or ValueError for what the field cannot hold."""
    if isinstance(value, str) and "\x00" in value:
        raise ValueError(value)
    if value is None or isinstance(value, list | dict):
        raise ValueError(value)
    try:
        column = _field(model, path)
    except FieldDoesNotExist:
        return value  # an annotation: the database compares it as it is
    column.run_validators(checked := column.to_python(value))
    return checked


def _field(model, path: str):
    *relations, name = path.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
