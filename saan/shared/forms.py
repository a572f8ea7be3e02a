"""Forms that look and speak alike: `{{ form }}` is enough. Dates are typed as Thais type them; places are looked up."""

from contextlib import contextmanager
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

from saan.shared.errors import CANNOT_NOW, Refused
from saan.shared.thai import NotADate, read_date
from saan.shared.thai.dates import DAY, ERA, MONTH


class Renderer(DjangoTemplates):
    """FORM_RENDERER: every form of the house, and those of the packages we use, in our own templates."""

    form_template_name = "shared/forms/form.html"
    field_template_name = "shared/forms/field.html"
    formset_template_name = "shared/forms/formset.html"


@contextmanager
def refusal_on(form):
    """What an action refuses is said on the form, with all that was typed; what it had done by then is undone.

    A refusal with a status of its own is no matter of what was typed, and stays a page.
    """
    try:
        with transaction.atomic():
            yield
    except Refused as refusal:
        if refusal.status != CANNOT_NOW:
            raise
        form.add_error(None, refusal.message)


class ThaiDateInput(forms.TextInput):
    """A date shown and typed in พ.ศ.; no calendar, because nobody scrolls back to 2490."""

    template_name = "shared/forms/date.html"

    def format_value(self, value):
        if isinstance(value, tuple):
            return typed_form(*value)
        return typed_form(value) if isinstance(value, date) else value


def typed_form(value: date | None, precision: str = DAY) -> str:
    """1/2/2500, 2/2500 or 2500: what read_date reads back."""
    if value is None:
        return ""
    parts = [value.year + ERA]
    if precision in (DAY, MONTH):
        parts.insert(0, value.month)
    if precision == DAY:
        parts.insert(0, value.day)
    return "/".join(map(str, parts))


class PartialDateField(forms.Field):
    """A date of any precision; cleans to (date, "DAY" | "MONTH" | "YEAR"), or (None, "")."""

    widget = ThaiDateInput

    def to_python(self, value):
        if isinstance(value, tuple):
            return value
        if not (value or "").strip():
            return None
        try:
            return read_date(value)
        except NotADate as error:
            raise ValidationError(str(error), code="invalid") from error

    def clean(self, value):
        return super().clean(value) or (None, "")

    def has_changed(self, initial, data):
        return (ThaiDateInput().format_value(initial) or "") != (data or "")


class ThaiDateField(PartialDateField):
    """A whole day; cleans to a date or None."""

    def to_python(self, value):
        if isinstance(value, date):
            return value
        read = super().to_python(value)
        if read and read[1] != DAY:
            raise ValidationError(_("Type the day and the month too, for example 1/2/2569."), code="imprecise")
        return read[0] if read else None

    def clean(self, value):
        return forms.Field.clean(self, value)


class LookUp(forms.TextInput):
    """Search as you type and pick one: `url` answers `?q=` with `shared/forms/_options.html`.

    The value posted is that of the radio button chosen; `label_of` tells the words of a value already chosen.
    """

    template_name = "shared/forms/look_up.html"

    def __init__(self, url, label_of=str, placeholder="", attrs=None):
        super().__init__(attrs)
        self.url, self.label_of, self.placeholder = url, label_of, placeholder

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = context["widget"]["value"]
        context["widget"] |= {
            "url": self.url,
            "placeholder": self.placeholder,
            "label": self.label_of(chosen) if chosen not in (None, "") else "",
        }
        return context
