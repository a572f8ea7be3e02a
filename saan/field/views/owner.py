"""Whose data a phone holds already, told to its owner alone."""

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from saan.field import wire
from saan.field.permissions import Permission
from saan.shared.access import requires
from saan.shared.crypto import blind_index

MOST_SALTS = 20


@requires(Permission.FIELD_USE)
@require_POST
def owner(request):
    """A mark of this user in this organisation for each salt: keyed, so that nobody can tell from it whose it is."""
    whose = f"field.owner {request.user.pk} {request.user.acting_organisation.pk}"
    marks = [blind_index(f"{whose} {salt}").hex() for salt in _salts(request)]
    return JsonResponse({"marks": marks}, headers={"Cache-Control": "no-store"})


def _salts(request):
    said = wire.said(request).get("salts")
    return [str(each)[:64] for each in said[:MOST_SALTS]] if isinstance(said, list) else []
