"""Decide: two people side by side, the same or not, the next one at once; and every answer can be taken back."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.areas.models import Area
from saan.audit import actions as audit
from saan.people import comparing, merging, queries, reasoning, reviews, searching
from saan.people.facts import facts_of
from saan.people.models import CaseState, MatchCase, Merge, Person
from saan.people.permissions import Permission
from saan.people.views.records import back_to_person, seen_person
from saan.shared import paging
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.toasts import toast

FOUND_AT_MOST = 30
VERDICTS = {"same": CaseState.SAME, "different": CaseState.DIFFERENT, "later": CaseState.LATER}


@requires(Permission.PERSON_REVIEW)
def match_list(request):
    """The next pair to decide, in one place or in all; or the good news that nothing waits."""
    reach = request.user.reach(Permission.PERSON_REVIEW)
    place = Area.objects.filter(code=request.GET.get("place", "")[:12]).first()
    waiting = reviews.waiting(reach)
    if place:
        waiting = waiting.filter(area_key__range=(place.key, place.key_end))
    first = waiting.first()
    if first is None or "later" in request.GET:
        words = {"title": _("Possible matches"), "place": place, "put_off": waiting.count()}
        return render(request, "people/match_none.html", words)
    return redirect(_match_url(first, place))


@requires(Permission.PERSON_REVIEW)
def match(request, pk):
    """Two people side by side, with the differences marked and the reasons for asking."""
    case = _case(request, pk)
    reach = request.user.reach(Permission.PERSON_REVIEW)
    left, right = reviews.sides(case)
    place = Area.objects.filter(code=request.GET.get("place", "")[:12]).first()
    for person in (left, right):
        audit.record_read("people.person.compared", person, by=request.user, at=timezone.now(), case=case.pk)
    views = queries.person_views([left, right], reach)
    left_count = _waiting_count(reach, place)
    context = {
        "title": _("Is this one person?"),
        "case": case,
        "place": place,
        "views": views,
        "rows": comparing.rows(*facts_of(views)),
        "reasons": reasoning.sentences(case.reasons),
        "percent": round(case.probability * 100),
        "waiting": left_count,
        "is_open": case.state in (CaseState.OPEN, CaseState.LATER),
    }
    return render(request, "people/match.html", context)


@requires(Permission.PERSON_REVIEW)
@require_POST
def match_decide(request, pk):
    """Take the answer and go on to the next pair."""
    case = _case(request, pk)
    verdict = VERDICTS.get(request.POST.get("verdict", ""))
    if verdict is None:
        raise Refused(_("Choose one of the three answers."), status=400)
    reviews.decide(case, verdict, by=request.user, at=timezone.now())
    toast(request, _said(case, verdict), undo=reverse("people:match_undo", args=[case.pk]))
    place = Area.objects.filter(code=request.POST.get("place", "")[:12]).first()
    return redirect(_next_url(request, case, verdict, place))


@requires(Permission.PERSON_REVIEW)
@require_POST
def match_undo(request, pk):
    """The answer is taken back; the pair is open again."""
    case = get_object_or_404(_decidable(request), pk=pk)
    reviews.undo(case, by=request.user, at=timezone.now())
    toast(request, _("The answer was taken back."))
    return redirect("people:match", pk=case.pk)


@requires(Permission.PERSON_REVIEW)
def person_merge(request, pk):
    """Join two persons by hand: find the other, look at both, then decide."""
    person = seen_person(request, pk, Permission.PERSON_REVIEW)
    reach = request.user.reach(Permission.PERSON_REVIEW)
    other = _other(request, person)
    if request.method == "POST" and other:
        merge = merging.merge(person, other, by=request.user, at=timezone.now())
        toast(request, _("The two are one person now."), undo=reverse("people:unmerge", args=[merge.pk]))
        return redirect("people:person", pk=merge.survivor_id)
    text = request.GET.get("q", "").strip()[:100]
    context = {"title": _("Join with another person"), "person": person, "other": other, "text": text}
    if other:
        for one in (person, other):
            audit.record_read("people.person.compared", one, by=request.user, at=timezone.now())
        context["views"] = queries.person_views([person, other], reach)
        context["rows"] = comparing.rows(*facts_of(context["views"]))
    elif text:
        seen = Person.objects.listed().visible_to(request.user, Permission.PERSON_REVIEW).exclude(pk=pk)
        meant = searching.meant_by(text, reach)
        found = seen.filter(meant.condition).select_related("area__parent").order_by("sort_key", "pk")
        context["found"] = paging.page_of(found, None, FOUND_AT_MOST, is_ahead=meant.are_many).rows
    return render(request, "people/person_merge.html", context)


@requires(Permission.PERSON_REVIEW)
@require_POST
def unmerge(request, pk):
    """They were two after all."""
    visible = Person.objects.visible_to(request.user, Permission.PERSON_REVIEW)
    merge = get_object_or_404(Merge.objects.filter(survivor__in=visible), pk=pk)
    merging.unmerge(merge, by=request.user, at=timezone.now())
    toast(request, _("They are two persons again, each with their own lists."))
    return back_to_person(merge.survivor_id)


def _decidable(request):
    """Cases of which the reader may see both sides."""
    visible = Person.objects.visible_to(request.user, Permission.PERSON_REVIEW)
    return MatchCase.objects.filter(left__in=visible, right__in=visible).select_related("left", "right")


def _case(request, pk):
    return get_object_or_404(_decidable(request), pk=pk)


def _other(request, person):
    chosen = request.POST.get("other") or request.GET.get("other") or ""
    if not (chosen.isdecimal() and len(chosen) < 19):
        return None
    return seen_person(request, int(chosen), Permission.PERSON_REVIEW) if int(chosen) != person.pk else None


def _waiting_count(reach, place):
    waiting = reviews.waiting(reach)
    return (waiting.filter(area_key__range=(place.key, place.key_end)) if place else waiting).count()


def _next_url(request, case, verdict, place):
    reach = request.user.reach(Permission.PERSON_REVIEW)
    waiting = reviews.waiting(reach).exclude(pk=case.pk)
    if verdict == CaseState.LATER:
        # Whoever puts the last one off has done enough for now, and is not shown in a circle what they put off.
        waiting = waiting.filter(state=CaseState.OPEN)
    if place:
        waiting = waiting.filter(area_key__range=(place.key, place.key_end))
    following = waiting.first()
    if following:
        return _match_url(following, place)
    query = {"later": "1"} if verdict == CaseState.LATER else {}
    query |= {"place": place.code} if place else {}
    return reverse("people:match_list", query=query)


def _match_url(case, place):
    return reverse("people:match", args=[case.pk]) + (f"?place={place.code}" if place else "")


def _said(case, verdict):
    return {
        CaseState.SAME: _("One person: %(person)s"),
        CaseState.DIFFERENT: _("Two different persons. We will not ask about them again."),
        CaseState.LATER: _("Put off. It comes back at the end."),
    }[verdict] % {"person": case.left}
