"""What forms hangs into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.forms import asides, landing, receiving
from saan.forms.models import Attachment
from saan.forms.permissions import Permission
from saan.shared import resealing
from saan.shared.navigation import Room, register
from saan.worklist.hooks import KINDS, Kind


def join():
    from saan.forms import trail

    def may_read(request):
        return request.user.is_authenticated and Permission.FORM_READ in request.user.permissions()

    trail.declare()
    resealing.COLUMNS["forms_receipt", "body_sealed"] = receiving.BODY
    resealing.COLUMNS["forms_submission", "sealed"] = landing.CIDS
    resealing.FILES.append(lambda: Attachment.objects.values_list("path", flat=True))
    register(Room(label=_("Forms"), url_name="forms:form_list", icon="clipboard-list", order=55, may=may_read))
    KINDS[asides.KIND] = Kind(title=_("Answers that need a look"), sentence=asides.wait_in_words, icon="alert-triangle")
    register(Room(label=_("My phones"), url_name="phones:list", icon="device-mobile", order=85, may=_may_send))


def _may_send(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.SUBMISSION_SEND))
