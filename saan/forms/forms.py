"""What is filled in about forms. Bad input gets a sentence; it never raises."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.areas.fields import AreaField
from saan.forms.models import Severity
from saan.forms.xlsform.guarded import LARGEST, MB
from saan.shared.forms import ThaiDateField


class OfferForm(forms.Form):
    """In which area one's organisation fills a form."""

    area = AreaField(label=_("Area in which it is filled"))

    def __init__(self, *args, reach, **kwargs):
        super().__init__(*args, **kwargs)
        self.reach = reach

    def clean_area(self):
        area = self.cleaned_data["area"]
        if not self.reach.covers(area.key):
            raise forms.ValidationError(_("This area is not one of yours. Choose one that you look after."))
        return area


def wrong_with(file):
    """Why this upload is not even looked at, or nothing."""
    if file is None:
        return _("Choose the workbook of the form.")
    if not file.size:
        return _("The file is empty. Check that it was saved and choose it again.")
    if file.size > LARGEST:
        return _("The file is too big for a form: at most %(megabytes)s MB.") % {"megabytes": LARGEST // MB}
    return ""


class CutoffForm(forms.Form):
    """From which day a set of cut-offs holds, and by whose word."""

    valid_from = ThaiDateField(label=_("They hold from"))
    source = forms.CharField(label=_("By whose word"), max_length=500, help_text=_("The guideline, with its year."))


class BandForm(forms.Form):
    """One range of values and what it means."""

    code = forms.RegexField(r"^[A-Z0-9_]{1,40}$", label=_("Code"), help_text=_("Capital letters, digits and _."))
    label_th = forms.CharField(label=_("In Thai"), max_length=120)
    label_en = forms.CharField(label=_("In English"), max_length=120)
    low = forms.FloatField(label=_("From"), required=False)
    high = forms.FloatField(label=_("To"), required=False)
    # A choice always says something: said beforehand, a line that nobody filled in is still an empty one.
    severity = forms.ChoiceField(label=_("How serious"), choices=Severity.choices, initial=Severity.values[0])


class KeptBands(forms.BaseFormSet):
    """All ranges of a measure; empty lines are left out."""

    def kept(self):
        names = ("code", "label_th", "label_en", "low", "high", "severity")
        filled = [one.cleaned_data for one in self.forms if one.cleaned_data and not one.cleaned_data.get("DELETE")]
        return [{name: one[name] for name in names} for one in filled]


BandForms = forms.formset_factory(BandForm, formset=KeptBands, extra=2, max_num=20, absolute_max=20, can_delete=True)
