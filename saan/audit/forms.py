from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saan.audit import hooks
from saan.shared.forms import ThaiDateField


class TrailForm(forms.Form):
    """What to show of the trail; everything may be left empty."""

    KINDS = [("", _("Deeds and readings")), ("deeds", _("Deeds only")), ("reads", _("Readings only"))]

    who = forms.CharField(label=_("Who did it"), max_length=100, required=False)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    kind = forms.ChoiceField(label=_("Which kind"), choices=KINDS, required=False)
    since = ThaiDateField(label=_("From the day"), required=False)
    until = ThaiDateField(label=_("Up to the day"), required=False)
    subject = forms.RegexField(r"^[a-z]+\.[a-z]+:\d{1,18}\Z", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verbs = sorted((hooks.worded(verb, {}, "…"), verb) for verb in hooks.VERBS)
        self.fields["verb"].choices = [("", _("Everything")), *((verb, words) for words, verb in verbs)]

    def narrowed(self, events):
        """These events, as far as what was asked can be read."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if asked.get("who"):
            events = events.filter(actor_name__icontains=asked["who"])
        if asked.get("verb"):
            events = events.filter(verb=asked["verb"])
        if asked.get("kind"):
            events = events.filter(is_read=asked["kind"] == "reads")
        if asked.get("since"):
            events = events.filter(at__gte=_midnight(asked["since"]))
        if asked.get("until"):
            events = events.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        if asked.get("subject"):
            kind, number = asked["subject"].split(":")
            events = events.filter(subject_type=kind, subject_id=int(number))
        return events


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
