"""Pictures that came with answers, one by one, by a name that says nothing."""

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from saan.audit import actions as audit
from saan.field import wire
from saan.field.permissions import Permission
from saan.field.scope import device_of, scope_of
from saan.forms.models import Attachment, Submission
from saan.shared import vault
from saan.shared.access import public, wall


@public("whoever holds the device key")
@require_GET
def photo(request, key, uuid):
    """A picture of somebody whom this phone holds."""
    device = device_of(key)
    if device is None:
        return wire.wipe()
    scope = scope_of(device)
    with wall(scope.reach):
        found, person = _seen(scope, uuid)
        audit.record_read("field.photo.read", person, by=scope.user, at=timezone.now())
    return StreamingHttpResponse(
        vault.pieces(found.path),
        content_type=found.media_type,
        headers={"Cache-Control": "no-store", "Content-Security-Policy": "sandbox"},  # a drawing may carry a script
    )


def _seen(scope, uuid):
    found = Attachment.objects.filter(uuid=uuid, media_type__startswith="image/").first()
    answers = Submission.objects.visible_to(scope.user, Permission.FIELD_USE).select_related("person")
    answer = found and answers.came_with(found).filter(person__in=scope.persons()).first()
    if not answer:
        raise Http404
    return found, answer.person
