"""What a person fills in on the way. Bad input gets a sentence; it never raises."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from saan.intake import queries, ways, words
from saan.intake.permissions import Permission
from saan.intake.sentences import PROBLEMS
from saan.shared.errors import Refused
from saan.shared.forms import ThaiDateField
from sheets import FIELDS

NEW_LIST = "NEW"
NO_HEADINGS = "none"


class ListForm(forms.Form):
    """Which list the files are: one that was sent before, or a new one."""

    source_list = forms.ChoiceField(label=_("Which list is this?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the new list"), max_length=200, required=False, strip=True)

    def __init__(self, *args, lists, **kwargs):
        super().__init__(*args, **kwargs)
        self.lists = {str(one.pk): one for one in lists}
        choices = [(pk, one.name) for pk, one in self.lists.items()]
        self.fields["source_list"].choices = [*choices, (NEW_LIST, _("A new list"))]
        self.fields["source_list"].initial = choices[0][0] if len(choices) == 1 else (NEW_LIST if not choices else None)

    def name_for(self, files):
        """The name of the list; a new one without a name is called like its first file."""
        known = self.lists.get(self.cleaned_data["source_list"])
        return known.name if known else self.cleaned_data["name"] or files[0].name.rsplit(".", 1)[0][:200] or "-"


class ColumnsForm(forms.Form):
    """The list's own facts; the columns themselves come as `field-SHEET-COLUMN` and `take-SHEET`."""

    as_of = ThaiDateField(label=_("The day this list speaks of"), help_text=_("Newer values win over older ones."))
    area = forms.ModelChoiceField(queryset=None, label=_("Place of rows that name none"), empty_label=None)
    groups = forms.MultipleChoiceField(
        label=_("Everybody on this list is"),
        choices=list(words.GROUPS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_complete = forms.BooleanField(
        label=_("This is the whole list"),
        help_text=_("Whoever was on it before and is not now is counted as no longer on the list."),
        required=False,
    )

    def __init__(self, *args, batch, user, **kwargs):
        source_list = batch.source_list
        kwargs["initial"] = {
            "as_of": batch.delivery.as_of,
            "area": source_list.area_id,
            "groups": source_list.groups,
            "is_complete": source_list.is_complete,
        }
        super().__init__(*args, **kwargs)
        self.batch = batch
        areas = queries.areas_to_choose(user, Permission.LIST_UPLOAD, source_list.organisation)
        self.fields["area"].queryset = areas | areas.model.objects.filter(pk=source_list.area_id)

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day > localdate():
            raise forms.ValidationError(_("A list cannot speak of a day that is still to come."))
        return day

    def mapping(self):
        """The mapping of the batch with what was chosen on the page."""
        sheets = []
        for number, sheet in enumerate(self.batch.sheets):
            chosen = self.batch.mapping["sheets"][number]
            fields = {
                column["name"]: self._field(f"field-{number}-{place}", column)
                for place, column in enumerate(sheet["columns"])
            }
            sheets.append({**chosen, "take": f"take-{number}" in self.data, "fields": fields})
        return {"sheets": sheets, "headings": self.batch.mapping.get("headings", []), "mends": []}

    def _field(self, name, column):
        value = self.data.get(name, "")
        return value if value in FIELDS else None


class HeadingsForm(forms.Form):
    """In which row of one sheet the headings stand; it comes with the columns, as `headings-SHEET`."""

    sheet = forms.IntegerField(min_value=0)

    def chosen(self, batch):
        """The sheet, the row of the file and how many rows. Raises Refused when the page never offered it."""
        sheets = dict(enumerate(batch.sheets))
        sheet = sheets.get(self.cleaned_data["sheet"]) if self.is_valid() else None
        row = self.data.get(f"headings-{self.data.get('sheet')}", "")
        offered = [str(number) for number, _text in sheet["top"]] if sheet else []
        if row != NO_HEADINGS and row not in offered:
            raise Refused(_("This row was not among those to choose from. Look at the columns again."))
        if row == NO_HEADINGS:
            return {"sheet": sheet, "row": 0, "rows": 0}
        has_two = f"headings-two-{self.data['sheet']}" in self.data
        return {"sheet": sheet, "row": int(row), "rows": 2 if has_two else 1}


class MendForm(forms.Form):
    """One way to mend all rows that went wrong alike."""

    field = forms.CharField(max_length=40)
    code = forms.CharField(max_length=40)
    way = forms.CharField(max_length=20)
    value = forms.CharField(max_length=12, required=False)

    def __init__(self, *args, user, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = queries.areas_to_choose(user, Permission.LIST_UPLOAD, batch.source_list.organisation)

    def mend(self):
        """What was chosen. Raises Refused when the page never offered it."""
        not_offered = Refused(_("This cannot be mended in that way. Look at the problems again."))
        if not self.is_valid() or self.cleaned_data["code"] not in PROBLEMS:
            raise not_offered
        chosen = self.cleaned_data
        if chosen["way"] not in ways.offered(chosen["code"]):
            raise not_offered
        if chosen["way"] == ways.PLACE and not self.areas.filter(code=chosen["value"]).exists():
            raise not_offered
        return chosen
