"""What staff type about visits; instruments are filled as forms (saan.forms)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.shared.forms import ThaiDateField
from saan.visits.models import Deed, Outcome


class VisitForm(forms.Form):
    on = ThaiDateField(label=_("Day of the visit"))
    outcome = forms.ChoiceField(
        label=_("How it went"), choices=Outcome.choices, widget=forms.RadioSelect, initial="MET"
    )
    note = forms.CharField(label=_("What to know"), required=False, max_length=4000, widget=forms.Textarea)

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["on"]


DEEDS = [(value, label) for value, label in Deed.choices if value != Deed.CORRECTED]


class AnswerForm(forms.Form):
    deed = forms.ChoiceField(label=_("What was done"), choices=DEEDS, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("What came of it"), required=False, max_length=500, widget=forms.Textarea)
