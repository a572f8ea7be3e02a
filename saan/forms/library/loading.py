"""What the library holds comes into the tables, at every start of the house and only as far as it is new."""

from django.db import transaction
from django.utils import timezone

from saan.forms.library import catalogue
from saan.forms.library.shelf import library
from saan.forms.measures import add_measures
from saan.forms.models import FormVersion

HOUSE = "system"


def load(say):
    load_measures(say)
    load_forms(say)


def load_measures(say):
    measures, bands = add_measures(catalogue.measures(), catalogue.bands())
    if measures or bands:
        say(f"Measures: {measures} added, with {bands} bands")


def load_forms(say):
    new = _new_forms()
    if new:
        say(f"Forms of the library: publishing {len(new)} …")
    for form in new:
        _publish(form)


def _new_forms():
    """Those whose version is not there yet; a version once published, closed or not, stays as it is."""
    known = set(FormVersion.objects.filter(form__organisation=None).values_list("form__code", "version"))
    return [form for form in library() if (form.code, form.version) not in known]


@transaction.atomic
def _publish(form):
    """By the same deeds as an officer's own form."""
    from saan.forms import actions

    now = timezone.now()
    version = actions.upload(content=form.workbook(), name=f"{form.name}.xlsx", by=HOUSE, at=now, is_ours=True)
    actions.publish(version=version, by=HOUSE, at=now)
    if version.form.position != form.position:
        version.form.position = form.position
        version.form.save(update_fields=["position"])
