"""The library: every form one may use, one form with its versions and offers, and bringing one in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.forms import actions, queries, rules
from saan.forms.forms import OfferForm, wrong_with
from saan.forms.models import Form, FormOffer, FormVersion
from saan.forms.permissions import Permission
from saan.forms.sentences import place_of, problem_sentence
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.toasts import toast

MOST_FILES = 50
PUBLISHED = gettext_lazy("Published. Phones get it the next time they have signal.")
OFFERED_NOWHERE = gettext_lazy("Published. Now choose the area in which it is filled.")
ENCRYPTED = gettext_lazy("Published for ODK Collect alone, which encrypts the answers. It is not in the field app.")


@requires(Permission.FORM_READ)
def form_list(request):
    """Saan's own forms and one's organisation's: what each is for, and how far it is."""
    forms = queries.library(request.user)
    return render(request, "forms/form_list.html", {
        "groups": [
            (_("Forms of your organisation"), [one for one in forms if one.organisation_id]),
            (_("Saan's own library"), [one for one in forms if not one.organisation_id]),
        ],
        "may_edit": Permission.FORM_EDIT in request.user.permissions(),
        "may_see_measures": True,
    })  # fmt: skip


@requires(Permission.FORM_READ)
def form(request, pk):
    """One form: who fills it where, its versions, and what was found when it was checked."""
    found = _seen(request, pk)
    versions = queries.versions_of(found)
    newest = versions[0] if versions else None
    may_edit = rules.may_edit(request.user, found)
    return render(request, "forms/form.html", {
        "form": found, "versions": versions, "newest": newest, "may_edit": may_edit,
        "published": next((one for one in versions if one.state == "PUBLISHED"), None),
        "warnings": said(newest.definition.get("warnings", [])) if newest else [],
        "missing": queries.missing_files(newest) if newest else [],
        "questions": queries.questions(newest) if newest else [],
        "offers": queries.offers_of(found, request.user),
        "may_offer": Permission.FORM_EDIT in request.user.permissions(),
        "may_fill": queries.may_fill(found, request.user),
        "answers": queries.count_answers(found, request.user),
        "crumbs": [(_("Forms"), "forms:form_list")],
    })  # fmt: skip


@requires(Permission.FORM_EDIT)
def bring_in(request):
    """A workbook, and the files beside it: checked at once, kept when it is a form."""
    if request.method != "POST":
        return _ask(request)
    workbook = request.FILES.get("workbook")
    if error := wrong_with(workbook):
        return _ask(request, error=error)
    try:
        version = actions.upload(
            content=workbook.read(), name=workbook.name, organisation=rules.owner_for(request.user),
            files=_files(request), by=request.user, at=now(),
        )  # fmt: skip
    except actions.Unusable as unusable:
        return _told(request, workbook, unusable)
    except Refused as refused:
        return _ask(request, error=str(refused))
    toast(request, _("The workbook is a form. Try it, then publish it."))
    return redirect("forms:form", version.form_id)


def _told(request, workbook, unusable):
    """Every problem at its place, so that the workbook can be put right in one go."""
    return _ask(request, name=workbook.name, problems=said(unusable.problems), warnings=said(unusable.warnings))


def _ask(request, **words):
    words["steps"] = [_("Choose"), _("Put right"), _("Try"), _("Publish")]
    return render(request, "forms/bring_in.html", words, status=400 if request.method == "POST" else 200)


def said(problems):
    """[{place, sentence, words}] for a page."""
    return [
        {"place": place_of(one), "sentence": problem_sentence(one), "words": one["words"], **one} for one in problems
    ]


@requires(Permission.FORM_EDIT)
def version_files(request, pk):
    """POST `files`: pictures and lists that the draft asks for."""
    version = _own_version(request, pk)
    files = _files(request)
    if request.method == "POST" and files:
        actions.add_files(version=version, files=files, by=request.user, at=now())
        toast(request, _("The files are with the form."))
    return redirect("forms:form", version.form_id)


def _files(request):
    chosen = request.FILES.getlist("files")
    if len(chosen) > MOST_FILES or any(one.size > actions.LARGEST_FILE for one in chosen):
        raise Refused(_("At most 50 files of 10 MB each can come together."), 413)
    return {one.name: one.read() for one in chosen}


@requires(Permission.FORM_EDIT)
def version_publish(request, pk):
    version = _own_version(request, pk)
    if request.method == "POST":
        actions.publish(version=version, by=request.user, at=now())
        toast(request, _said_of(version))
    return redirect("forms:form", version.form_id)


def _said_of(version):
    """What publishing it has come to."""
    if version.definition.get("is_encrypted"):
        return ENCRYPTED
    return PUBLISHED if version.form.offers.standing().exists() else OFFERED_NOWHERE


@requires(Permission.FORM_EDIT)
def version_close(request, pk):
    version = _own_version(request, pk)
    if request.method == "POST":
        actions.close(version=version, by=request.user, at=now())
        toast(request, _("Closed. It takes no new answers; those that were sent stay."))
    return redirect("forms:form", version.form_id)


@requires(Permission.FORM_READ)
def version_workbook(request, pk):
    """The workbook exactly as it was uploaded."""
    forms = Form.objects.visible_to(request.user, Permission.FORM_READ)
    version = get_object_or_404(FormVersion, pk=pk, form__in=forms)
    answer = HttpResponse(bytes(version.workbook), content_type="application/octet-stream")
    name = f"{version.form.code}-{version.version}.{_kind(version)}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _kind(version):
    kind = version.workbook_name.rsplit(".", 1)[-1].lower()
    return kind if kind in {"xlsx", "xls", "xlsm", "csv", "md"} else "xlsx"


@requires(Permission.FORM_EDIT)
def form_offer(request, pk):
    """My organisation fills this form in an area of mine."""
    found = _seen(request, pk)
    reach = request.user.reach(Permission.FORM_EDIT)
    offer = OfferForm(request.POST or None, reach=reach)
    if offer.is_valid():
        actions.offer(
            form=found, organisation=request.user.acting_organisation, area=offer.cleaned_data["area"],
            by=request.user, at=now(),
        )  # fmt: skip
        toast(request, _("From now on it can be filled in there."))
        return redirect("forms:form", found.pk)
    return render(request, "forms/offer.html", {
        "form": offer, "offered": found, "organisation": request.user.acting_organisation,
    }, status=400 if request.method == "POST" else 200)  # fmt: skip


@requires(Permission.FORM_EDIT)
def offer_withdraw(request, pk):
    offers = FormOffer.objects.filter(organisation_id=request.user.acting_organisation_id)
    reach = request.user.reach(Permission.FORM_EDIT)
    offer = get_object_or_404(offers.filter(reach.area_q("area__key")), pk=pk)
    if request.method == "POST":
        actions.withdraw_offer(offer=offer, by=request.user, at=now())
        toast(request, _("It is no longer filled there. What was sent stays."))
    return redirect("forms:form", offer.form_id)


def _seen(request, pk):
    return get_object_or_404(Form.objects.visible_to(request.user, Permission.FORM_READ), pk=pk)


def _own_version(request, pk):
    """A version of a form that one may change: one's organisation's, or the library's for the platform's own."""
    forms = Form.objects.filter(organisation=rules.owner_for(request.user))
    return get_object_or_404(FormVersion.objects.select_related("form"), pk=pk, form__in=forms)
