"""What one fills in about places."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area
from saan.areas.rules import LAST_NUMBER
from saan.shared.forms import ThaiDateField


class VillageForm(forms.Form):
    """A new village (with its number) or urban community (without)."""

    name_th = forms.CharField(label=_("Name"), max_length=120, help_text=_("Without the words for village number."))
    number = forms.IntegerField(
        label=_("Village number"), required=False, min_value=1, max_value=LAST_NUMBER,
        help_text=_("Leave it empty for an urban community, which has no official number."),
    )  # fmt: skip
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)


class RenameForm(forms.Form):
    name_th = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)


class CloseForm(forms.Form):
    """The day from which a village is no more, and what took its place."""

    on = ThaiDateField(label=_("From which day"), initial=timezone.localdate)
    replaced_by = forms.ModelMultipleChoiceField(
        Area.objects.none(), label=_("What takes its place"), required=False, to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("New rows that name the old place will go there. What was recorded before stays where it is."),
    )  # fmt: skip

    def __init__(self, *args, siblings, **options):
        super().__init__(*args, **options)
        self.fields["replaced_by"].queryset = siblings


class SplitForm(forms.Form):
    """New villages out of one: a line for each, number and name."""

    on = ThaiDateField(label=_("From which day"), initial=timezone.localdate)
    into = forms.CharField(
        label=_("New villages"), widget=forms.Textarea,
        help_text=_("One line for each: its number, then its name. For example: 12 บ้านคลองใหม่"),
    )  # fmt: skip
    keeps = forms.BooleanField(label=_("The old village goes on, smaller"), required=False, initial=True)

    def clean_into(self):
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["into"].splitlines() if line.strip()]
        if not all(len(line) == 2 and line[0].isdecimal() and len(line[0]) <= 2 for line in lines):
            raise forms.ValidationError(_("Each line needs a number of at most two digits, a space, and a name."))
        return [(int(number), name.strip()) for number, name in lines]


class OutlineForm(forms.Form):
    file = forms.FileField(
        label=_("GeoJSON file"), help_text=_("Polygons in WGS 84. A feature with a property “code” goes to that area.")
    )
    source = forms.CharField(label=_("Where it comes from"), max_length=200)
    MOST_BYTES = 8 * 1024 * 1024

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > self.MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 8 MB. Send a simpler outline."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise forms.ValidationError(_("This file is not GeoJSON. Export it again as GeoJSON.")) from problem


class VillageListForm(forms.Form):
    file = forms.FileField(
        label=_("List of villages or communities"),
        help_text=_("XLSX, XLS, ODS or CSV with a column for the name, and the village code or the number."),
    )
