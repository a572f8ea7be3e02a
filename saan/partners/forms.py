from datetime import timedelta

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.areas.fields import AreaField, AreasField
from saan.partners.models import DataGroup, LegalBasis, NeedGroup, NeedKind, Organisation, OrganisationKind
from saan.shared.forms import LookUp, ThaiDateField


def label_of(code):
    organisation = Organisation.objects.filter(code=str(code)).first()
    return organisation.name_th if organisation else str(code)


class OrganisationField(forms.ModelChoiceField):
    """One organisation, looked up by name; posts its code."""

    def __init__(self, **options):
        widget = LookUp(reverse_lazy("partners:suggest"), label_of, placeholder=_("Type a name of an organisation"))
        super().__init__(Organisation.objects.active(), widget=widget, to_field_name="code", **options)


class OrganisationForm(forms.Form):
    name_th = forms.CharField(label=_("Name of the organisation"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind)
    area = AreaField(label=_("Where its office stands"))
    areas = AreasField(label=_("Where it works"), help_text=_("All of these places and everything below them."))
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    hospcode = forms.RegexField(
        r"^\d{5}(\d{4})?$", label=_("Health facility code (HOSPCODE)"), required=False,
        help_text=_("Five or nine digits; only for health facilities."),
    )  # fmt: skip


class NeedKindField(forms.ModelChoiceField):
    """The catalogue, under the words of its groups."""

    def __init__(self, **options):
        super().__init__(NeedKind.objects.all(), to_field_name="code", **options)

    def __deepcopy__(self, memo):
        field = super().__deepcopy__(memo)
        field.widget.choices = field._grouped
        return field

    def _grouped(self):
        kinds = list(self.queryset)
        yield "", "—"
        for group in NeedGroup:
            yield group.label, [(kind.code, kind.name) for kind in kinds if kind.group == group]


class MandateForm(forms.Form):
    need_kind = NeedKindField(label=_("Kind of need"))
    areas = AreasField(label=_("Where"), help_text=_("All of these places and everything below them."))
    starts_on = ThaiDateField(label=_("From"), initial=timezone.localdate)
    ends_on = ThaiDateField(label=_("Last day"), required=False, help_text=_("Empty: until further notice."))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class EndForm(forms.Form):
    """The last day of a duty, or the first day on which an agreement opens nothing."""

    on = ThaiDateField(label=_("Day"), initial=timezone.localdate)


class EndAgreementForm(EndForm):
    on = ThaiDateField(label=_("From this day it opens nothing"), initial=timezone.localdate)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class DeclineForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


def in_two_years():
    return timezone.localdate() + timedelta(days=730)


class AgreementForm(forms.Form):
    giver = OrganisationField(label=_("Who gives"), help_text=_("The organisation whose data may be seen."))
    receiver = OrganisationField(label=_("Who receives"), help_text=_("The organisation that may see it."))
    groups = forms.MultipleChoiceField(
        label=_("Which data"), choices=DataGroup, widget=forms.CheckboxSelectMultiple, initial=[DataGroup.REGISTRY]
    )
    purpose = forms.CharField(label=_("For what purpose"), max_length=300)
    legal_basis = forms.ChoiceField(
        label=_("Legal basis"), choices=LegalBasis, widget=forms.RadioSelect,
        help_text=_("Personal Data Protection Act B.E. 2562, sections 24 and 26."),
    )  # fmt: skip
    starts_on = ThaiDateField(label=_("From"), initial=timezone.localdate)
    ends_on = ThaiDateField(label=_("Until"), initial=in_two_years)
    document_no = forms.CharField(label=_("Number of the document"), max_length=80, required=False)
