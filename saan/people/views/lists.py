"""Find people: the list with its filters, and the files of what it shows."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.people import listing, searching
from saan.people.filters import PersonFilter
from saan.people.models import Person, VitalStatus
from saan.people.permissions import Permission
from saan.shared import paging
from saan.shared.access import requires

LONGEST_SEARCH = 100


@requires(Permission.PERSON_READ)
def person_list(request):
    """The people one may see, by filters that read as a sentence."""
    reach = request.user.reach(Permission.PERSON_READ)
    chosen = PersonFilter.from_query(request.GET)
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    today = timezone.localdate()
    seen = Person.objects.listed().visible_to(request.user, Permission.PERSON_READ)
    persons = chosen.apply(seen, reach, today)
    if text:
        persons = persons.filter(searching.meant_by(text, reach))
    persons = persons.select_related("area__parent")
    page = paging.page_of(persons.order_by("sort_key", "pk"), request.GET.get("at"))
    context = {
        "title": _("People"),
        "text": text,
        "page": page,
        "rows": listing.rows(page.rows, reach),
        "total": persons.order_by().count(),
        "options": listing.options(seen, chosen, request.GET, reach, today),
        "chosen_words": [(words, listing.address(request.GET, **{name: None})) for name, words in chosen.words()],
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("q", "at")],
        "has_more_chosen": bool(chosen.age or chosen.sex or chosen.check or chosen.status != VitalStatus.ALIVE),
        "shows_dead": chosen.status == VitalStatus.DEAD,
        "dead_url": listing.address(
            request.GET, status=None if chosen.status == VitalStatus.DEAD else VitalStatus.DEAD.value
        ),
        "query": listing.address(request.GET),
        "may_export": bool(request.user.reach(Permission.PERSON_EXPORT)),
        "may_add": bool(request.user.reach(Permission.PERSON_EDIT)),
    }
    return render(request, "people/person_list.html", context)
