"""What an organisation answers for: added and ended."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from saan.areas.models import Area
from saan.partners import actions
from saan.partners.forms import EndForm, MandateForm
from saan.partners.models import Mandate, Organisation
from saan.partners.permissions import Permission
from saan.shared.access import requires
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast


@requires(Permission.PARTNER_EDIT)
def mandate_add(request, code):
    editable = Organisation.objects.editable_by(request.user, Permission.PARTNER_EDIT)
    organisation = get_object_or_404(editable, code=code)
    territory = list(organisation.areas.order_by("key"))
    form = MandateForm(request.POST or None, initial={"areas": [area.code for area in territory], **_asked(request)})
    form.fields["areas"].queryset = _within(request.user.reach(Permission.PARTNER_EDIT), territory)
    form.fields["areas"].offer(territory)
    if form.is_valid():
        with refusal_on(form):
            actions.add_mandate(organisation=organisation, by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("%(organisation)s answers for this from now on.") % {"organisation": organisation})
            return redirect(organisation)
    title = _("What %(organisation)s answers for") % {"organisation": organisation}
    return render(request, "partners/form.html", {"form": form, "title": title, "back": organisation})


def _asked(request):
    return {"need_kind": request.GET["need"]} if "need" in request.GET else {}


# A duty lies within the territory of the organisation and within the reach of whoever writes it down.
def _within(reach, territory):
    ranges = [(area.key, area.key_end) for area in territory]
    allowed = Area.objects.none()
    for low, high in ranges:
        allowed |= Area.objects.current().filter(key__range=(low, high))
    return allowed.filter(reach.area_q("key")) | Area.objects.filter(pk__in=[area.pk for area in territory])


@requires(Permission.PARTNER_EDIT)
def mandate_end(request, pk):
    editable = Organisation.objects.editable_by(request.user, Permission.PARTNER_EDIT)
    mandate = get_object_or_404(Mandate.objects.filter(organisation__in=editable), pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid():
        with refusal_on(form):
            actions.end_mandate(mandate=mandate, by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("The duty ends on that day. It is kept as history."))
            return redirect(mandate.organisation)
    title = _("The last day of this duty")
    context = {"form": form, "title": title, "back": mandate.organisation, "sentence": mandate.need_kind.name}
    return render(request, "partners/form.html", context)
