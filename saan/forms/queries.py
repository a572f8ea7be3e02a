"""Reads shaped for pages and for the wires."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from saan.forms.definition import Definition
from saan.forms.models import Form, FormOffer, FormVersion, Submission, VersionState
from saan.forms.permissions import Permission
from saan.forms.rules import missing_files as missing_of

HEAVY = ("workbook", "xform")


def forms_for(organisation, reach):
    """The published versions that people of this organisation fill somewhere within this reach, in order."""
    offers = FormOffer.objects.standing().filter(
        _touches(reach), organisation_id=getattr(organisation, "pk", organisation), form_id=OuterRef("form_id")
    )
    published = FormVersion.objects.filter(Exists(offers), state=VersionState.PUBLISHED)
    return published.select_related("form").order_by("form__position", "form__code")


def _touches(reach):
    """The area of an offer and the reach have some place in common, whichever is the larger."""
    if reach.everywhere:
        return Q()
    touching = Q(pk__in=[])
    for low, high in reach.ranges:
        touching |= Q(area__key__lte=high, area__key_end__gte=low)
    return touching


def library(user):
    """The forms one may see, each with its `newest` version, the `published` one, `offers` of one's organisation and
    how many `answers` one may see of it."""
    offers = _offers(user)
    versions = FormVersion.objects.order_by("-uploaded_at", "-pk").defer(*HEAVY, "definition")
    forms = list(
        Form.objects.visible_to(user, Permission.FORM_READ)
        .prefetch_related(
            Prefetch("versions", versions, to_attr="all_versions"), Prefetch("offers", offers, to_attr="our_offers")
        )
        .order_by("position", "title_th", "pk")
    )
    counts = _counts(user)
    for form in forms:
        form.newest = next(iter(form.all_versions), None)
        form.published = next((one for one in form.all_versions if one.state == VersionState.PUBLISHED), None)
        form.answers = counts.get(form.pk, 0)
    return forms


def _offers(user):
    ours = FormOffer.objects.standing().filter(organisation_id=user.acting_organisation_id)
    return ours.select_related("area", "organisation", "offered_by").order_by("area__key", "-area__key_end")


def _counts(user):
    """{form: how many answers one may see}"""
    seen = Submission.objects.visible_to(user, Permission.SUBMISSION_READ).current()
    return dict(seen.values_list("version__form").annotate(n=Count("pk")))


def count_answers(form, user):
    """None for who may not read answers."""
    if not user.reach(Permission.SUBMISSION_READ):
        return None
    return Submission.objects.visible_to(user, Permission.SUBMISSION_READ).current().filter(version__form=form).count()


def versions_of(form):
    """Newest first."""
    return list(
        form.versions.select_related("uploaded_by", "published_by", "closed_by")
        .defer(*HEAVY)
        .order_by("-uploaded_at", "-pk")
    )


def offers_of(form, user):
    return list(_offers(user).filter(form=form))


def may_fill(form, user):
    """The published version, where one's organisation fills it somewhere within one's reach; else None."""
    reach = user.reach(Permission.SUBMISSION_SEND)
    return forms_for(user.acting_organisation_id, reach).filled_here().filter(form=form).first() if reach else None


def missing_files(version):
    return missing_of(version.definition.get("files", []), version.files.values_list("name", flat=True))


def questions(version):
    """What is asked, as a reader of the form sees it: [(depth, question)]."""
    return [
        (one.path.count("/"), one)
        for one in Definition(version.definition).questions
        if one.is_asked or one.type in ("group", "repeat")
    ]
