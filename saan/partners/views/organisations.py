"""The directory of partners, the page of one, and who answers where."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _

from saan.areas import place_page
from saan.areas.models import Area
from saan.areas.permissions import Permission as Areas
from saan.partners import actions, hooks, queries
from saan.partners.forms import OrganisationForm
from saan.partners.models import NeedKind, Organisation, OrganisationKind
from saan.partners.permissions import Permission
from saan.shared import paging
from saan.shared.access import requires, signed_in
from saan.shared.forms import refusal_on
from saan.shared.panels import panels_for
from saan.shared.sorting import search_key
from saan.shared.toasts import toast


@requires(Permission.PARTNER_READ)
def organisation_list(request):
    visible = Organisation.objects.visible_to(request.user, Permission.PARTNER_READ).active()
    area = Area.objects.filter(code=request.GET.get("area", "")).first()
    need = NeedKind.objects.filter(code=request.GET.get("need", "")).first()
    text, kinds = request.GET.get("q", "").strip()[:100], request.GET.getlist("kind")
    found = _narrowed(visible, text, area, need)
    counts = dict(found.order_by().values_list("kind").annotate(Count("pk")))
    shown = found.filter(kind__in=kinds) if kinds else found
    page = paging.page_of(shown.select_related("area").order_by("sort_key", "pk"), request.GET.get("at"))
    return render(request, "partners/organisation_list.html", {
        "page": page, "total": shown.count(), "text": text, "area": area, "need": need,
        "kinds": [(kind, counts[kind], kind in kinds) for kind in OrganisationKind if kind in counts],
        "chosen": [OrganisationKind(kind).label for kind in kinds if kind in OrganisationKind.values],
        "may_add": bool(request.user.reach(Permission.PARTNER_EDIT)),
    })  # fmt: skip


def _narrowed(organisations, text, area, need):
    if text:
        organisations = organisations.filter(search_key__contains=search_key(text))
    if area:
        organisations = organisations.working_in((area.key, area.key_end))
    if need:
        organisations = organisations.filter(queries.answering(need, timezone.localdate()))
    return organisations


@requires(Permission.PARTNER_READ)
def organisation(request, code):
    found = _visible(request, code)
    today = timezone.localdate()
    mandates = (
        found.mandates.select_related("need_kind").prefetch_related("areas").order_by("need_kind__position", "pk")
    )
    agreements = found.agreements_given.all() | found.agreements_received.all()
    visible = agreements.visible_to(request.user, Permission.PARTNER_READ)
    return render(request, "partners/organisation.html", {
        "organisation": found,
        "territory": found.areas.order_by("key"),
        "mandates": [each for each in mandates if each.ends_on is None or each.ends_on >= today],
        "past_mandates": [each for each in mandates if each.ends_on and each.ends_on < today],
        "agreements": visible.select_related("giver", "receiver").order_by("-ends_on", "pk"),
        "today": today,
        "panels": panels_for(request, found, hooks.PANELS),
        "may_edit": _editable(request).filter(pk=found.pk).exists(),
    })  # fmt: skip


@requires(Permission.PARTNER_EDIT)
def organisation_add(request):
    form = OrganisationForm(request.POST or None)
    _limit(form, request.user)
    if form.is_valid():
        with refusal_on(form):
            made = actions.add_organisation(by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("%(organisation)s has been added.") % {"organisation": made})
            return redirect(made)
    return _page(request, form, _("Add an organisation"), "partners:organisation_list")


@requires(Permission.PARTNER_EDIT)
def organisation_edit(request, code):
    found = get_object_or_404(_editable(request), code=code)
    initial = {name: getattr(found, name) for name in OrganisationForm.base_fields if name not in ("area", "areas")}
    territory = list(found.areas.values_list("code", flat=True))
    form = OrganisationForm(request.POST or None, initial={**initial, "area": found.area.code, "areas": territory})
    _limit(form, request.user, found)
    if form.is_valid():
        with refusal_on(form):
            changed = actions.change_organisation(organisation=found, by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("Saved."))
            return redirect(changed)
    return _page(request, form, _("Change %(organisation)s") % {"organisation": found}, found)


@requires(Permission.PARTNER_EDIT)
def organisation_active(request, code):
    """POST `is_active` 1 or 0."""
    found = get_object_or_404(_editable(request), code=code)
    if request.method == "POST":
        deed = (
            actions.activate_organisation if request.POST.get("is_active") == "1" else actions.deactivate_organisation
        )
        deed(organisation=found, by=request.user, at=now())
        toast(request, _("Saved."))
    return redirect(found)


# A territory may be given only where one's own right reaches, and what it already was may stay.
def _limit(form, user, found=None):
    reach = user.reach(Permission.PARTNER_EDIT)
    within = Area.objects.current().filter(reach.area_q("key"))
    standing = Q(pk__in=found.areas.values("pk")) | Q(pk=found.area_id) if found else Q(pk__in=[])
    allowed = Area.objects.filter(Q(pk__in=within.values("pk")) | standing)
    form.fields["area"].queryset = form.fields["areas"].queryset = allowed
    offered = (
        list(found.areas.order_by("key")) if found else list(place_page.areas_of(user, Permission.PARTNER_EDIT)[:5])
    )
    form.fields["areas"].offer(offered)
    _keep_the_platform(form, user)


# Whoever keeps the platform records agreements between others, so nobody makes themselves its keeper.
def _keep_the_platform(form, user):
    ours = user.acting_organisation
    if ours is None or ours.kind != OrganisationKind.PLATFORM:
        kinds = [choice for choice in OrganisationKind.choices if choice[0] != OrganisationKind.PLATFORM]
        form.fields["kind"].choices = kinds


def _visible(request, code):
    visible = Organisation.objects.visible_to(request.user, Permission.PARTNER_READ)
    return get_object_or_404(visible.select_related("area", "parent"), code=code)


def _editable(request):
    return Organisation.objects.editable_by(request.user, Permission.PARTNER_EDIT).select_related("area")


def _page(request, form, title, back):
    return render(request, "partners/form.html", {"form": form, "title": title, "back": back})


@requires(Permission.PARTNER_READ)
def partner_map(request, code):
    """Kind of need → who answers for it in this place, and where nobody does."""
    area = get_object_or_404(Area.objects.visible_to(request.user, Areas.AREA_READ), code=code)
    request.place = area
    rows = queries.partner_map(area, timezone.localdate())
    return render(request, "partners/partner_map.html", {
        "area": area,
        "groups": queries.by_group(rows),
        "gaps": [row for row in rows if row.is_gap],
        "has_parts": any(row.partly for row in rows),
        "ours": _our_own_to_edit(request, area),
        "crumbs": [*place_page.crumbs(area, request.user.reach(Areas.AREA_READ)), (_("Who answers"), "")],
        "children": place_page.children_of(area),
    })  # fmt: skip


def _our_own_to_edit(request, area):
    """The reader's own organisation, where it works in this place and they may write down its duties."""
    ours = request.user.acting_organisation
    if ours is None or not request.user.reach(Permission.PARTNER_EDIT):
        return None
    return Organisation.objects.working_in((area.key, area.key_end)).filter(pk=ours.pk).first()


@signed_in
def suggest(request):
    """Options for a look-up of organisations: the directory is no secret among partners."""
    text = search_key(request.GET.get("q", "")[:100])
    found = Organisation.objects.active().filter(search_key__contains=text).select_related("area").order_by("sort_key")
    options = [(each.code, each.name_th, str(each.area)) for each in found[:12]] if text else []
    return render(request, "shared/forms/_options.html", {"options": options, "name": request.GET.get("name", "")})
