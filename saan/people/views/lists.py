"""Find people: the list with its filters, and the files of what it shows."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people import listing, searching
from saan.people.models import VitalStatus
from saan.people.permissions import Permission
from saan.shared import paging
from saan.shared.access import requires


@requires(Permission.PERSON_READ)
def person_list(request):
    """The people one may see, by filters that read as a sentence."""
    asked = listing.Asked.by(request, Permission.PERSON_READ)
    persons = asked.persons.select_related("area__parent")
    page = paging.page_of(persons, request.GET.get("at"), ids_first=True, is_ahead=asked.are_many)
    words, shown = asked.for_the_trail(), len(page.rows)
    audit.record_read("people.list.looked", by=request.user, at=timezone.now(), filter=words, shown=shown)
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
    asked = listing.Asked.by(request, Permission.PERSON_READ)
    return render(request, "people/_list_head.html", _head(request, asked, is_patient=True))


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
