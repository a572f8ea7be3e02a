"""What staff type about needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.needs.models import Urgency, Whose
from saan.partners.models import NeedGroup, NeedKind
from saan.shared.forms import ThaiDateField


class NeedForm(forms.Form):
    kind = forms.ModelChoiceField(NeedKind.objects.all(), label=_("What is needed"), to_field_name="code")
    whose = forms.ChoiceField(
        label=_("Whose need"), choices=Whose.choices, widget=forms.RadioSelect, initial=Whose.PATIENT
    )
    urgency = forms.ChoiceField(
        label=_("How urgent"), choices=Urgency.choices, widget=forms.RadioSelect, initial=Urgency.CAN_WAIT
    )
    since = ThaiDateField(label=_("Since when"), required=False, help_text=_("Leave empty for today."))
    note = forms.CharField(label=_("What to know"), required=False, max_length=500, widget=forms.Textarea)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        kinds = {}
        for kind in NeedKind.objects.all():
            kinds.setdefault(NeedGroup(kind.group).label, []).append((kind.code, kind.name))
        self.fields["kind"].choices = [("", "–"), *kinds.items()]

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since and since > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return since
