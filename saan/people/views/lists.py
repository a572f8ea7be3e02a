"""Find people: the list with its filters, and the files of what it shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.people import listing, searching
from saan.people.filters import PersonFilter
from saan.people.models import Person, VitalStatus
from saan.people.permissions import Permission
from saan.shared import paging
from saan.shared.access import Reach, requires

LONGEST_SEARCH = 100


@requires(Permission.PERSON_READ)
def person_list(request):
    """The people one may see, by filters that read as a sentence."""
    asked = Asked.by(request)
    persons = asked.persons.select_related("area__parent")
    page = paging.page_of(persons, request.GET.get("at"), ids_first=True, is_ahead=asked.are_many)
    context = {
        "title": _("People"),
        "page": page,
        "rows": listing.rows(page.rows, asked.reach),
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("q", "at")],
        "may_add": bool(request.user.reach(Permission.PERSON_EDIT)),
    }
    return render(request, "people/person_list.html", context | _head(request, asked, is_patient=False))


@requires(Permission.PERSON_READ)
def person_counts(request):
    """The head of that list, everything counted: asked for by a page that had too many to count at once."""
    return render(request, "people/_list_head.html", _head(request, Asked.by(request), is_patient=True))


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `seen`: whom one may see at all; `persons`: those of them who fit, by name;
    `are_many`: of searching.Meant."""

    reach: Reach
    today: date
    chosen: PersonFilter
    text: str
    seen: QuerySet
    persons: QuerySet
    are_many: bool

    @classmethod
    def by(cls, request):
        reach, today = request.user.reach(Permission.PERSON_READ), timezone.localdate()
        chosen = PersonFilter.from_query(request.GET)
        text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
        seen = Person.objects.listed().visible_to(request.user, Permission.PERSON_READ)
        meant = searching.meant_by(text, reach) if text else searching.EVERYBODY
        persons = chosen.apply(seen, reach, today).filter(meant.condition).order_by("sort_key", "pk")
        return cls(reach, today, chosen, text, seen, persons, meant.are_many)

    def total(self, *, is_patient):
        """How many they are; None where counting them would hold up who is not patient."""
        if is_patient:
            return self.persons.order_by().count()
        return None if self.are_many else listing.few(self.persons)


def _head(request, asked, is_patient):
    chosen, here = asked.chosen, request.GET
    total = asked.total(is_patient=is_patient)
    # Where those who fit are too many to count, so are all whom one may see.
    is_counted = is_patient or (total is not None and listing.few(asked.seen) is not None)
    counts = listing.counts(asked.seen, chosen, asked.reach, asked.today) if is_counted else None
    shows_dead = chosen.status == VitalStatus.DEAD
    return {
        "text": asked.text,
        "total": total,
        "many": searching.FEW if asked.are_many else listing.COUNTED,
        "is_counted": is_counted,
        "options": listing.options(chosen, here, counts),
        "chosen_words": [(words, listing.address(here, **{name: None})) for name, words in chosen.words()],
        "has_more_chosen": bool(chosen.age or chosen.sex or chosen.check or shows_dead),
        "shows_dead": shows_dead,
        "dead_url": listing.address(here, status=None if shows_dead else VitalStatus.DEAD.value),
        "query": listing.address(here),
        "may_export": bool(request.user.reach(Permission.PERSON_EXPORT)),
    }
