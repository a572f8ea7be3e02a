"""What staff type about a person: each form says kindly first what the action would refuse."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.areas.fields import AreaField
from saan.people.fields import FIELDS
from saan.people.filters import SEX_WORDS
from saan.shared.forms import PartialDateField, ThaiDateField
from saan.shared.thai import cid_holds

CHANNELS = [
    ("PAPER", _("Signed on paper")),
    ("SPOKEN", _("Said before a witness")),
    ("LINE", _("In LINE")),
    ("WEB", _("On the web")),
]


IF_KNOWN = _("(if you know)")


class CidField(forms.CharField):
    """A citizen ID: spaces and dashes may be typed, the check digit must be right."""

    def __init__(self, **options):
        super().__init__(label=FIELDS["cid"].label, max_length=20, **options)

    def clean(self, value):
        digits = super().clean(value).replace("-", "").replace(" ", "")
        if digits and not cid_holds(digits):
            raise ValidationError(_("This is not a valid citizen ID: 13 digits, of which the last checks the others."))
        return digits


def _text(name, length, required=False, **options):
    return forms.CharField(label=FIELDS[name].label, max_length=length, required=required, **options)


class PersonForm(forms.Form):
    """A person whom no list has yet."""

    optional = IF_KNOWN
    prefix = _text("prefix", 60)
    given_name = _text("given_name", 120, required=True)
    family_name = _text("family_name", 120)
    sex = forms.ChoiceField(label=FIELDS["sex"].label, choices=[("", "–"), *SEX_WORDS.items()], required=False)
    birth_date = PartialDateField(
        label=FIELDS["birth_date"].label, required=False, help_text=_("A year alone is fine: 2497")
    )
    cid = CidField(required=False)
    phone = _text("phone", 20)
    area = AreaField(label=FIELDS["area"].label)
    house_no = _text("house_no", 40)
    moo = _text("moo", 4)

    def values(self):
        """What was typed, in the words of a source record; without the citizen ID."""
        return self.typed()[0]

    def typed(self):
        """The values that can be read so far, and the citizen ID apart."""
        said = {name: value for name, value in self.cleaned_data.items() if isinstance(value, str) and value}
        cid = said.pop("cid", "")
        birth_date, precision = self.cleaned_data.get("birth_date", (None, ""))
        if birth_date:
            said |= {"birth_date": birth_date.isoformat(), "birth_precision": precision}
        return said, cid


class CorrectionForm(forms.Form):
    """The values that staff correct by hand; only what was changed becomes a choice."""

    optional = IF_KNOWN
    prefix = _text("prefix", 60)
    given_name = _text("given_name", 120, required=True)
    family_name = _text("family_name", 120)
    sex = forms.ChoiceField(label=FIELDS["sex"].label, choices=[("", "–"), *SEX_WORDS.items()], required=False)
    birth_date = PartialDateField(label=FIELDS["birth_date"].label, required=False)
    cid = CidField(required=False, help_text=_("Leave empty to keep the one that is known."))
    phone = _text("phone", 20)
    caregiver_name = _text("caregiver_name", 120)
    caregiver_phone = _text("caregiver_phone", 20)
    reason = forms.CharField(
        label=_("How do you know?"), max_length=300, help_text=_("For example: saw the citizen card at the home visit.")
    )

    def choices(self):
        """(field, value as a Choice keeps it) for each field that was changed to something."""
        for name in self.changed_data:
            value = self.cleaned_data.get(name)
            if name == "reason" or value in ("", None, (None, "")):
                continue
            if name == "birth_date":
                value = {"date": value[0].isoformat(), "precision": value[1]}
            yield name, value


class MoveForm(forms.Form):
    area = AreaField(label=_("The new place"))
    house_no = _text("house_no", 40)
    moo = _text("moo", 4)
    reason = forms.CharField(label=_("How do you know?"), max_length=300)


class DeathForm(forms.Form):
    optional = IF_KNOWN
    died_on = ThaiDateField(label=_("Date of death"), required=False)
    reason = forms.CharField(
        label=_("How do you know?"), max_length=300, help_text=_("For example: death certificate, told by the family.")
    )

    def clean_died_on(self):
        died_on = self.cleaned_data["died_on"]
        if died_on and died_on > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return died_on


class ConsentForm(forms.Form):
    purpose = forms.CharField(label=_("For what purpose"), max_length=300)
    version = forms.CharField(label=_("Which version of the words"), max_length=40, initial="2569-1")
    channel = forms.ChoiceField(label=_("How it was given"), choices=CHANNELS)
    given_on = ThaiDateField(label=_("When it was given"))
    witness = forms.CharField(label=_("Witness"), max_length=150, required=False)
    guardian = forms.CharField(label=_("Guardian, if given in their place"), max_length=150, required=False)

    def clean_given_on(self):
        if self.cleaned_data["given_on"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["given_on"]
