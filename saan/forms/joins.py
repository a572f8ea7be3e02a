"""What forms hangs into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.forms import asides, receiving, writing
from saan.forms.hooks import CHOSEN
from saan.forms.models import Attachment
from saan.forms.openrosa import replies
from saan.forms.permissions import Permission
from saan.shared import errors, resealing
from saan.shared.navigation import Room, register
from saan.worklist.hooks import KINDS, Kind


def join():
    from saan.forms import trail

    def may_read(request):
        return request.user.is_authenticated and Permission.FORM_READ in request.user.permissions()

    trail.declare()
    errors.TONGUES["/openrosa/"] = replies.refusal
    CHOSEN.append(_call_newcomers_by)
    resealing.COLUMNS["forms_receipt", "body_sealed"] = receiving.BODY
    resealing.COLUMNS["forms_submission", "sealed"] = writing.CIDS
    resealing.FILES.append(lambda: Attachment.objects.values_list("path", flat=True))
    register(Room(label=_("Forms"), url_name="forms:form_list", icon="clipboard-list", order=55, may=may_read))
    KINDS[asides.KIND] = Kind(title=_("Answers that need a look"), sentence=asides.wait_in_words, icon="alert-triangle")
    register(Room(label=_("My phones"), url_name="phones:list", icon="device-mobile", order=85, may=_may_send))


def _call_newcomers_by(**choice):
    from saan.forms import landing  # the work of the worker, which a page rarely needs

    landing.chosen(**choice)


def _may_send(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.SUBMISSION_SEND))
