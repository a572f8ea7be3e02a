"""What the page of a place says about its people: numbers that open the list behind them, and the age pyramid."""

from collections import Counter

from django.db.models import Case, Count, IntegerField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.areas.hooks import Figure, Panel
from saan.areas.place_page import areas_of
from saan.people import reviews
from saan.people.filters import ELDER, PersonFilter
from saan.people.models import Person, PersonGroup
from saan.people.permissions import Permission
from saan.shared.access import Reach, system, wall

STEP, OLDEST = 10, 80


def people_of(area, user):
    """Listed, living persons of this place whom the reader may see."""
    seen = Person.objects.listed().visible_to(user, Permission.PERSON_READ)
    return seen.filter(vital_status="ALIVE", area_key__range=(area.key, area.key_end))


def _figure(key, label, icon, order, group=""):
    chosen = PersonFilter(group=group)

    def persons(area, user):
        reach = user.reach(Permission.PERSON_READ)
        return people_of(area, user).filter(chosen.condition(reach, timezone.localdate()))

    def by_child(area, user):
        return count_by_child(persons(area, user), area)

    return Figure(
        key=key,
        label=label,
        icon=icon,
        permission=Permission.PERSON_READ,
        count=lambda area, user: persons(area, user).count(),
        url=lambda area: f"{reverse('people:person_list')}?area={area.code}" + (f"&group={group}" if group else ""),
        by_child=by_child,
        order=order,
    )


def count_by_child(persons, area):
    """Child area pk → how many of `persons` live in it."""
    children = list(area.children.current().values_list("pk", "key", "key_end"))
    if not children:
        return {}
    inside = [When(area_key__range=(key, key_end), then=Value(pk)) for pk, key, key_end in children]
    found = (
        persons.annotate(child=Case(*inside, output_field=IntegerField()))
        .exclude(child=None)
        .values_list("child")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return dict(found)


def waiting(area, user):
    reach = user.reach(Permission.PERSON_REVIEW)
    return reviews.waiting(reach).filter(area_key__range=(area.key, area.key_end)).order_by().count()


FIGURES = [
    _figure("people", gettext_lazy("People"), "users", 10),
    _figure("elders", gettext_lazy("Elders"), "old", 20, ELDER),
    _figure("disabled", gettext_lazy("Disabled"), "disabled", 30, PersonGroup.DISABLED),
    _figure("bed_bound", gettext_lazy("Bed-bound"), "bed", 40, PersonGroup.BED_BOUND),
    Figure(
        key="matches",
        label=gettext_lazy("Possible matches"),
        icon="git-compare",
        permission=Permission.PERSON_REVIEW,
        count=waiting,
        url=lambda area: f"{reverse('people:match_list')}?place={area.code}",
        order=90,
        tone="waits",
    ),
]


def pyramid(request, area):
    """Men and women by age, ten years a step; None where nobody with a known age lives."""
    if not request.user.reach(Permission.PERSON_READ):
        return None
    today = timezone.localdate()
    born = people_of(area, request.user).exclude(birth_date=None).exclude(sex="")
    counts = Counter()
    for year, sex, number in born.values_list("birth_date__year", "sex").annotate(n=Count("pk")).order_by():
        counts[min((today.year - year) // STEP * STEP, OLDEST), sex] += number
    if not counts:
        return None
    steps = [*range(0, OLDEST, STEP), OLDEST]
    rows = [(_age_words(step), counts[step, "M"], counts[step, "F"]) for step in steps]
    return {"rows": rows, "finding": _finding(counts), "caption": _("People by age and sex")}


def _age_words(step):
    return _("80 and older") if step == OLDEST else f"{step}–{step + STEP - 1}"


def _finding(counts):
    total = sum(counts.values())
    elders = sum(number for (step, _sex), number in counts.items() if step >= 60)
    return _("%(share)d in 100 people on our lists are 60 or older") % {"share": round(100 * elders / total)}


def registry_total(request, area):
    """How many people the whole registry has here, for those who may not see each of them: rounded, and never small.

    Every number is rounded down by itself, so that no subtraction brings back what rounding took away.
    """
    with system():
        everybody = Person.objects.listed().filter(vital_status="ALIVE", area_key__range=(area.key, area.key_end))
        elders = everybody.filter(PersonFilter(group=ELDER).condition(Reach(), timezone.localdate()))
        total, old = everybody.count(), elders.count()
        below = count_by_child(everybody, area)
    seen = people_of(area, request.user).count() if request.user.reach(Permission.PERSON_READ) else 0
    if total <= seen:
        return None
    children = area.children.current().filter(pk__in=below).order_by("sort_key")
    rows = [(child.full_name, _rounded(below[child.pk]), child.get_absolute_url()) for child in children]
    return {"total": _rounded(total), "elders": _rounded(old), "rows": [row for row in rows if row[1]]}


def _rounded(number):
    return number // ROUNDED * ROUNDED


ROUNDED = 10
PANELS = [
    Panel("people/_pyramid_panel.html", pyramid, order=30),
    Panel("people/_total_panel.html", registry_total, order=5),
]


def of_my_place(request, user):
    """The numbers of the widest place one looks after, for the start page."""
    if not user.reach(Permission.PERSON_READ):
        return None
    area = areas_of(user, Permission.PERSON_READ).first()
    if area is None:
        return None
    figures = [(each, user.reach(each.permission)) for each in FIGURES]
    return {"area": area, "figures": [_asked(each, area, user, reach) for each, reach in figures if reach]}


def _asked(figure, area, user, reach):
    # The start page itself stands behind an empty wall.
    with wall(reach):
        return figure, figure.count(area, user), figure.url(area)
