"""For the access tests: what each side has in its trail."""

from django.utils import timezone

from saan.audit.models import Event


def examples(side):
    """No address of the trail is filled in; its lines must still not reach another side."""
    Event.objects.create(
        at=timezone.now(),
        verb="audit.exported",
        actor_name=f"สมหมาย {side.mark}",
        organisation_id=side.organisation.pk,
        area_key=side.area.key,
    )
    return {}
