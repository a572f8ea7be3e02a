"""Change what staff know: a person added, values corrected or picked, a move, a death, a consent."""

from contextlib import suppress
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.audit import actions as audit
from saan.partners.models import DataGroup
from saan.people import editing, linking, queries
from saan.people.fields import FIELDS
from saan.people.forms import ConsentForm, CorrectionForm, DeathForm, MoveForm, PersonForm
from saan.people.models import Choice, Consent, Person, SourceRecord
from saan.people.permissions import Permission
from saan.people.views.records import back_to_person, seen_person
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast


@requires(Permission.PERSON_EDIT)
def person_add(request):
    """Somebody whom no list has; whoever may be known already is shown first."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        area = form.cleaned_data["area"]
        if not request.user.reach(Permission.PERSON_EDIT).covers(area.key):
            form.add_error("area", _("This place is outside the area you look after."))
        else:
            return _register(request, form, area)
    return _add_page(request, form)


def _add_page(request, form, **context):
    return _form_page(request, form, _("Add a person"), _("Save"), {"asks_who_is_known": True, **context})


def _register(request, form, area):
    try:
        person = editing.register_person(
            form.values(),
            area=area,
            by=request.user,
            at=timezone.now(),
            cid=form.cleaned_data["cid"],
            is_new="is_new" in request.POST,
        )
    except editing.PerhapsKnown as known:
        candidates, elsewhere = _visible(request, known.candidates)
        context = {"candidates": candidates, "elsewhere": elsewhere, "must_compare": True}
        return _add_page(request, form, **context)
    toast(request, _("Saved. %(person)s is in the registry now.") % {"person": person})
    return redirect("people:person", pk=person.pk)


@requires(Permission.PERSON_EDIT)
@require_POST
def person_known(request):
    """While somebody still types: who of the registry this may be, as far as they may see."""
    form = PersonForm(request.POST)
    form.full_clean()
    said, cid = form.typed()
    if not cid and not {"given_name", "family_name"} <= said.keys():
        return HttpResponse("")
    candidates, elsewhere = _visible(request, linking.known(said, cid))
    if candidates:
        shown = [person.pk for person, _candidate in candidates]
        audit.record_read("people.known.asked", by=request.user, at=timezone.now(), found=len(shown), persons=shown)
    return render(request, "people/_known.html", {"candidates": candidates, "elsewhere": elsewhere})


def _visible(request, candidates):
    """(person, candidate) for those one may see, and how many others there are."""
    seen = Person.objects.visible_to(request.user, Permission.PERSON_EDIT)
    found = seen.select_related("area").in_bulk([each.person_id for each in candidates])
    visible = [(found[each.person_id], each) for each in candidates if each.person_id in found]
    return visible, len(candidates) - len(visible)


@requires(Permission.PERSON_EDIT)
def person_edit(request, pk):
    """Correct values; each correction stands above the lists until it is undone."""
    person = seen_person(request, pk, Permission.PERSON_EDIT)
    view = queries.person_view(person, request.user.reach(Permission.PERSON_EDIT))
    audit.record_read("people.person.read", person, by=request.user, at=timezone.now())
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=_initial(view))
    if form.is_valid():
        with refusal_on(form):
            for field, value in form.choices():
                editing.choose(
                    person, field, value, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
                )
            toast(request, _("Saved. Your corrections stand above the lists."))
            return redirect("people:person", pk=pk)
    return _form_page(request, form, _("Correct the data"), _("Save"), {"person": person})


def _initial(view):
    shown = {name: one.value for name, one in view.values.items() if name in CorrectionForm.base_fields}
    shown.pop("cid", None)
    if "birth_date" in shown:
        shown["birth_date"] = (date.fromisoformat(shown["birth_date"].date), shown["birth_date"].precision)
    return shown


@requires(Permission.PERSON_EDIT)
@require_POST
def value_pick(request, pk):
    """This source is right about this field."""
    person = seen_person(request, pk, Permission.PERSON_EDIT)
    reach = request.user.reach(Permission.PERSON_EDIT)
    field = FIELDS.get(request.POST.get("field", ""))
    record_id = request.POST.get("record", "")
    if field is None or not (record_id.isdecimal() and len(record_id) < 19):
        raise Refused(_("This value is not there any more. Look at the page again."))
    records = SourceRecord.objects.filter(person=person, organisation_id__in=reach.sources(field.group))
    record = get_object_or_404(records, pk=int(record_id))
    choice = editing.choose(person, field.name, by=request.user, at=timezone.now(), source_record=record)
    toast(request, _("Saved: this value counts now."), undo=reverse("people:choice_undo", args=[choice.pk]))
    return redirect("people:person", pk=pk)


@requires(Permission.PERSON_EDIT)
@require_POST
def choice_undo(request, pk):
    """The choice no longer stands; the sources decide again."""
    reach = request.user.reach(Permission.PERSON_EDIT)
    visible = Person.objects.visible_to(request.user, Permission.PERSON_EDIT)
    choice = get_object_or_404(Choice.objects.filter(person__in=visible), pk=pk)
    if choice.organisation_id not in reach.sources(FIELDS[choice.field].group):
        raise Refused(_("Another organisation made this choice and does not share it with yours."), status=403)
    editing.undo_choice(choice, by=request.user, at=timezone.now())
    toast(request, _("The choice was taken back; the lists decide again."))
    return back_to_person(choice.person_id)


@requires(Permission.PERSON_EDIT)
def person_move(request, pk):
    """The person lives somewhere else now."""
    person = seen_person(request, pk, Permission.PERSON_EDIT)
    form = MoveForm(request.POST if request.method == "POST" else None, initial=_told(request))
    if form.is_valid():
        with refusal_on(form):
            said = form.cleaned_data
            editing.move(
                person,
                said["area"],
                house_no=said["house_no"],
                moo=said["moo"],
                reason=said["reason"],
                by=request.user,
                at=timezone.now(),
            )
            toast(request, _("Saved: %(person)s lives in %(place)s now.") % {"person": person, "place": said["area"]})
            reach = request.user.reach(Permission.PERSON_READ)
            return (
                redirect("people:person", pk=pk) if reach.covers(said["area"].key) else redirect("people:person_list")
            )
    return _form_page(request, form, _("Moved house"), _("Save the new home"), {"person": person})


@requires(Permission.PERSON_EDIT)
def person_death(request, pk):
    """The person has died."""
    person = seen_person(request, pk, Permission.PERSON_EDIT)
    form = DeathForm(request.POST if request.method == "POST" else None, initial=_told(request))
    if form.is_valid():
        with refusal_on(form):
            said = form.cleaned_data
            editing.record_death(person, said["died_on"], by=request.user, at=timezone.now(), reason=said["reason"])
            toast(request, _("Saved. The record stays, marked as died."))
            return redirect("people:person", pk=pk)
    return _form_page(request, form, _("Has died"), _("Save"), {"person": person})


def _told(request):
    """What the address tells already: who said so, and on which day. Whoever opens the form may change it."""
    told = {"reason": request.GET.get("reason", "")[:300]}
    with suppress(ValueError):
        told["died_on"] = date.fromisoformat(request.GET.get("died_on", ""))
    return told


@requires(Permission.CONSENT_RECORD)
def consent_add(request, pk):
    """What the person allowed, in which words, before whom."""
    person = seen_person(request, pk, Permission.CONSENT_RECORD)
    initial = {"given_on": timezone.localdate()}
    form = ConsentForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusal_on(form):
            consent = editing.give_consent(person, by=request.user, at=timezone.now(), **form.cleaned_data)
            undo = reverse("people:consent_withdraw", args=[consent.pk])
            toast(request, _("The consent is recorded."), undo=undo)
            return redirect("people:person", pk=pk)
    return _form_page(request, form, _("Record consent"), _("Save"), {"person": person})


@requires(Permission.CONSENT_RECORD)
@require_POST
def consent_withdraw(request, pk):
    """As easily as it was given."""
    visible = Person.objects.visible_to(request.user, Permission.CONSENT_RECORD)
    consent = get_object_or_404(Consent.objects.filter(person__in=visible), pk=pk)
    if consent.organisation_id not in request.user.reach(Permission.CONSENT_RECORD).sources(DataGroup.REGISTRY):
        raise Refused(_("This consent was given to another organisation."), status=403)
    editing.withdraw_consent(consent, by=request.user, at=timezone.now())
    toast(request, _("The consent is withdrawn."))
    return redirect("people:person", pk=consent.person_id)


def _form_page(request, form, title, verb, context=None):
    return render(request, "people/form.html", {"form": form, "title": title, "verb": verb, **(context or {})})
