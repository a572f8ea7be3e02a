"""What staff type about visits; instruments are filled as forms (saan.forms)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.accounts.models import Assignment, User
from saan.areas.fields import AreaField
from saan.people.filters import GROUP_WORDS
from saan.shared.forms import ThaiDateField
from saan.visits.models import SAYABLE, Deed, Pair
from saan.visits.permissions import Permission
from saan.visits.rhythms import MOST_DAYS


class VisitForm(forms.Form):
    on = ThaiDateField(label=_("Day of the visit"))
    outcome = forms.ChoiceField(
        label=_("How it went"),
        choices=[(each.value, each.label) for each in SAYABLE],
        widget=forms.RadioSelect,
        initial="MET",
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


def visitors(user):
    """Those who may be charged with homes: of one's organisation, within one's areas, with a role today."""
    found = User.objects.visible_to(user, Permission.VISIT_ASSIGN).filter(is_active=True)
    held = Assignment.objects.in_force(timezone.localdate()).filter(organisation_id=user.acting_organisation_id)
    return found.filter(pk__in=held.values("user")).order_by("full_name", "pk")


class PairForm(forms.Form):
    name = forms.CharField(label=_("Name of the pair"), max_length=120, help_text=_("For example: Pak Khlong, pair 1"))
    area = AreaField(label=_("Community"))
    adult = forms.ModelChoiceField(User.objects.none(), label=_("Adult"), empty_label=_("Choose"))
    youth = forms.ModelChoiceField(User.objects.none(), label=_("Young person"), empty_label=_("Choose"))

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user
        for name in ("adult", "youth"):
            self.fields[name].queryset = visitors(user)

    def clean_area(self):
        return _within(self.user, self.cleaned_data["area"])

    def clean(self):
        said = super().clean()
        if said.get("adult") and said.get("adult") == said.get("youth"):
            self.add_error("youth", _("A pair is two different people."))
        return said


class ChargeForm(forms.Form):
    """Who visits, and whom: a person that is known already, else everybody of a place."""

    who = forms.ChoiceField(label=_("Who visits"))
    area = AreaField(label=_("Everybody of this village or community"))
    every_days = forms.IntegerField(
        label=_("Every so many days"), required=False, min_value=1, max_value=730,
        help_text=_("Leave empty for the rhythm of each person's groups."),
    )  # fmt: skip

    def __init__(self, *args, user, person=None, **options):
        super().__init__(*args, **options)
        self.user, self.person = user, person
        self.pairs = {
            f"pair-{pair.pk}": pair for pair in Pair.objects.standing().visible_to(user, Permission.VISIT_ASSIGN)
        }
        self.users = {f"user-{each.pk}": each for each in visitors(user)}
        self.fields["who"].choices = [
            ("", _("Choose")),
            (_("Pairs"), [(key, pair.name) for key, pair in self.pairs.items()]),
            (_("One visitor"), [(key, str(each)) for key, each in self.users.items()]),
        ]
        if person:
            del self.fields["area"]

    def clean_area(self):
        return _within(self.user, self.cleaned_data["area"])

    def charge(self):
        """What caseloads.give wants."""
        who = self.cleaned_data["who"]
        return {
            "visitor": self.users.get(who),
            "pair": self.pairs.get(who),
            "person": self.person,
            "area": self.cleaned_data.get("area"),
            "every_days": self.cleaned_data["every_days"],
        }


class RhythmForm(forms.Form):
    group = forms.ChoiceField(label=_("Who"), choices=[("", _("Choose")), *GROUP_WORDS.items()])
    every_days = forms.IntegerField(
        label=_("Every so many days"), min_value=1, max_value=MOST_DAYS,
        help_text=_("Whoever is in several groups is visited as the most frequent of them says."),
    )  # fmt: skip


def _within(user, area):
    if not user.reach(Permission.VISIT_ASSIGN).covers(area.key):
        raise ValidationError(_("This place is outside the area you look after."))
    return area
