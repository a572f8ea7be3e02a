"""What staff type about needs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.accounts.models import Assignment, User
from saan.needs.models import Need, Urgency, Whose
from saan.needs.permissions import Permission
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


class PlanForm(forms.Form):
    goal = forms.CharField(
        label=_("What we want to reach"), max_length=500, widget=forms.Textarea,
        help_text=_("For example: sits up in bed by herself within three months."),
    )  # fmt: skip
    starts_on = ThaiDateField(label=_("From"))
    ends_on = ThaiDateField(label=_("Until"), required=False)

    def clean(self):
        said = super().clean()
        if said.get("ends_on") and said.get("starts_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("The end lies before the beginning."))
        return said


class ActivityForm(forms.Form):
    what = forms.CharField(label=_("What is to be done"), max_length=300)
    due_on = ThaiDateField(label=_("By when"))
    every_days = forms.IntegerField(
        label=_("Again every so many days"), required=False, min_value=1, max_value=730,
        help_text=_("Leave empty for something that is done once."),
    )  # fmt: skip
    responsible = forms.ModelChoiceField(User.objects.none(), label=_("Who does it"), required=False)
    need = forms.ModelChoiceField(Need.objects.none(), label=_("For which need"), required=False)

    def __init__(self, *args, user, plan, **options):
        super().__init__(*args, **options)
        held = Assignment.objects.in_force(timezone.localdate()).filter(organisation_id=plan.organisation_id)
        colleagues = User.objects.visible_to(user, Permission.PLAN_EDIT).filter(is_active=True)
        self.fields["responsible"].queryset = colleagues.filter(pk__in=held.values("user")).order_by("full_name", "pk")
        self.fields["need"].queryset = (
            Need.objects.visible_to(user, Permission.PLAN_EDIT).open().filter(person=plan.person).select_related("kind")
        )
        self.fields["need"].label_from_instance = lambda need: str(need.kind)
