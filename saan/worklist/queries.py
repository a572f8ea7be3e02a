"""My Work, shaped for its page and for the frame."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.shared.access import wall
from saan.worklist.hooks import KINDS, Kind
from saan.worklist.models import Item

SOON = timedelta(days=7)
MOST_SHOWN, MOST_OF_ONE = 20, 500  # of one kind, beside others and alone; the rest is counted
COUNTED_UP_TO = 100


@dataclass
class Group:
    """The items of one kind, the most pressing first, and how many more there are."""

    kind: Kind
    items: list = field(default_factory=list)
    total: int = 0

    @property
    def more(self):
        return self.total - len(self.items)


@contextmanager
def _everything_of(user):
    """Work of every kind is shown on one page, wherever a single permission of the reader ends."""
    with transaction.atomic(savepoint=False), wall(user.whole_reach()):
        yield


def count_waiting(user):
    """How much waits, for the frame of every page; counting ends where the badge says "99+"."""
    with _everything_of(user):
        return Item.objects.waiting_for(user)[:COUNTED_UP_TO].count()


def my_work(user, only=""):
    """Groups in the order of their kinds. `only`: one kind, with as many items as one can go through."""
    with _everything_of(user):
        items = Item.objects.waiting_for(user)
        totals = dict(items.values_list("kind").annotate(number=Count("pk")))
        wanted = [kind for kind in totals if not only or kind == only]
        groups = [_group(kind, items.filter(kind=kind), totals[kind], bool(only)) for kind in wanted]
    return sorted(groups, key=lambda group: (group.kind.order, str(group.kind.title)))


def _group(name, items, total, is_whole):
    kind = KINDS.get(name) or Kind(sentence=lambda facts: name, icon="point", title=_("Other"), order=99)
    pressing = items.order_by("due_at", "raised_at", "pk")
    shown = list(pressing[: MOST_OF_ONE if is_whole else MOST_SHOWN])
    for item in shown:
        item.sentence = kind.sentence(item.facts)
        item.due_on = item.due_at and timezone.localdate(item.due_at)
        item.urgency = urgency(item.due_at, timezone.now())
    return Group(kind, shown, total)


def urgency(due_at, at):
    """OVERDUE, SOON or "" for something due then, seen now."""
    if due_at is None:
        return ""
    if due_at < at:
        return "OVERDUE"
    return "SOON" if due_at <= at + SOON else ""
