"""A phone's first word."""

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.field import wire
from saan.field.permissions import Permission
from saan.forms.devices import make_key
from saan.shared.access import requires


@requires(Permission.FIELD_USE)
@require_POST
def enrol(request):
    """A key for this phone, shown this once."""
    user, organisation = request.user, request.user.acting_organisation
    device, key = make_key(user=user, organisation=organisation, name=_name(request), by=user, at=timezone.now())
    words = {
        "key": key,
        "device": device.pk,
        "base": request.build_absolute_uri(f"/openrosa/{key}"),
        "user": {"id": user.pk, "name": str(user)},
        "organisation": {"id": organisation.pk, "name": str(organisation)},
    }
    return JsonResponse(words, headers={"Cache-Control": "no-store"})


def _name(request):
    said = wire.said(request).get("name")
    return (said.strip()[:120] if isinstance(said, str) else "") or _("Field app")
