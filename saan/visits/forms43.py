"""What is asked for the 43 files."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saan.areas.fields import AreaField
from saan.visits.showing43 import period_choices


class Files43Form(forms.Form):
    area = AreaField(label=_("Homes in"))
    period = forms.ChoiceField(label=_("Visited in"))

    def __init__(self, *args, today, **options):
        super().__init__(*args, **options)
        self.fields["period"].choices = period_choices(today)
