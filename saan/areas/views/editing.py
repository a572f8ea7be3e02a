"""What an area coordinator does to places: one form, one action each."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saan.areas import actions, place_page
from saan.areas.forms import CloseForm, OutlineForm, RenameForm, SplitForm, VillageForm, VillageListForm
from saan.areas.models import Area, Level
from saan.areas.permissions import Permission
from saan.areas.village_file import read_entries
from saan.shared.access import requires
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast


@requires(Permission.AREA_EDIT)
def add(request, code):
    subdistrict = _area(request, code, level=Level.SUBDISTRICT)
    form = VillageForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            made = _added(subdistrict, form.cleaned_data, request.user)
            toast(request, _("%(area)s has been added.") % {"area": made})
            return redirect(subdistrict)
    return _page(request, subdistrict, form, _("Add a village or community"), _("Add"))


def _added(subdistrict, cleaned, user):
    number = cleaned.pop("number")
    who = {"subdistrict": subdistrict, "by": user, "at": now(), **cleaned}
    return actions.add_village(number=number, **who) if number else actions.add_community(**who)


@requires(Permission.AREA_EDIT)
def rename(request, code):
    area = _area(request, code)
    form = RenameForm(request.POST or None, initial={"name_th": area.name_th, "name_en": area.name_en})
    if form.is_valid():
        with refusal_on(form):
            area = actions.rename(area=area, by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("The name is now %(area)s.") % {"area": area})
            return redirect(area)
    return _page(request, area, form, _("Change the name"), _("Save"))


@requires(Permission.AREA_EDIT)
def split(request, code):
    village = _area(request, code, level=Level.VILLAGE)
    form = SplitForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            actions.split(area=village, by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("The new villages have been added."))
            return redirect(village.parent)
    return _page(request, village, form, _("Split this village"), _("Split"))


@requires(Permission.AREA_EDIT)
def close(request, code):
    area = _area(request, code)
    siblings = Area.objects.current().filter(parent=area.parent).exclude(pk=area.pk).order_by("sort_key")
    form = CloseForm(request.POST or None, siblings=siblings)
    if form.is_valid():
        with refusal_on(form):
            actions.close(area=area, by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("%(area)s is closed. What was recorded there stays.") % {"area": area})
            return redirect(area.parent)
    return _page(request, area, form, _("Close this place"), _("Close it"))


@requires(Permission.AREA_EDIT)
def outline(request, code):
    area = _area(request, code)
    form = OutlineForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_on(form):
            drawn = actions.set_boundaries(
                area=area, text=form.cleaned_data["file"], source=form.cleaned_data["source"],
                may_edit=_may_edit(request.user), by=request.user, at=now(),
            )  # fmt: skip
            said = ngettext("%(count)s outline is on the map.", "%(count)s outlines are on the map.", len(drawn))
            toast(request, said % {"count": len(drawn)})
            return redirect(area)
    return _page(request, area, form, _("Give the outline"), _("Send the outline"))


@requires(Permission.AREA_EDIT)
def village_list(request, code):
    area = _area(request, code)
    form = VillageListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_on(form):
            arrived = actions.add_villages(
                entries=read_entries(form.cleaned_data["file"]),
                home=area,
                may_add=_may_edit(request.user),
                by=request.user,
                at=now(),
            )
            crumbs = place_page.crumbs(area, request.user.reach(Permission.AREA_READ))
            return render(request, "areas/village_list.html", {"area": area, "arrived": arrived, "crumbs": crumbs})
    return _page(request, area, form, _("Bring in a list of villages"), _("Send the list"))


def _area(request, code, **more):
    return get_object_or_404(Area.objects.visible_to(request.user, Permission.AREA_EDIT).current(), code=code, **more)


def _may_edit(user):
    reach = user.reach(Permission.AREA_EDIT)
    return lambda area: reach.covers(area.key)


def _page(request, area, form, title, verb):
    request.place = area
    crumbs = [*place_page.crumbs(area, request.user.reach(Permission.AREA_READ)), (title, "")]
    return render(
        request, "areas/form.html", {"area": area, "form": form, "title": title, "verb": verb, "crumbs": crumbs}
    )
