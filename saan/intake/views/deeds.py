"""One button, one deed. A second click finds it done and shows the same page."""

from contextlib import suppress
from functools import wraps

from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from saan.intake import actions
from saan.intake.forms import HeadingsForm, MendForm
from saan.intake.models import Batch
from saan.intake.permissions import Permission
from saan.shared.access import requires


def _deed(permission):
    def declare(act):
        @requires(permission)
        @require_POST
        @wraps(act)
        def view(request, pk):
            batch = get_object_or_404(Batch.objects.visible_to(request.user, permission), pk=pk)
            with suppress(actions.AlreadyDone):
                act(request, batch)
            return redirect(batch)

        return view

    return declare


@_deed(Permission.LIST_UPLOAD)
def headings(request, batch):
    actions.choose_headings(batch=batch, **HeadingsForm(request.POST).chosen(batch), by=request.user, at=now())


@_deed(Permission.LIST_UPLOAD)
def mend(request, batch):
    form = MendForm(request.POST, user=request.user, batch=batch)
    actions.mend(batch=batch, mend=form.mend(), by=request.user, at=now())


@_deed(Permission.LIST_UPLOAD)
def unmend(request, batch):
    actions.unmend(batch=batch, by=request.user, at=now())


@_deed(Permission.LIST_UPLOAD)
def back(request, batch):
    actions.back_to_columns(batch=batch, by=request.user, at=now())


@_deed(Permission.LIST_COMMIT)
def commit(request, batch):
    actions.commit(batch=batch, by=request.user, at=now())


@_deed(Permission.LIST_COMMIT)
def undo(request, batch):
    actions.undo(batch=batch, by=request.user, at=now())


@_deed(Permission.LIST_UPLOAD)
def retry(request, batch):
    actions.retry(batch=batch, by=request.user, at=now())


@_deed(Permission.LIST_UPLOAD)
def discard(request, batch):
    actions.discard(batch=batch, by=request.user, at=now())
