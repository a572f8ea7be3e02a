"""What the values of forms mean, whichever form asks for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _


class Measure(models.Model):
    """Something that is measured, scored or asked in the same words everywhere: weight, Barthel ADL, 2Q.

    A question of a form is tied to it by `bind::saan:measure`. `formula` says how the server works a score out anew
    from other measures (forms.scoring): {"sum": ["ADL_FEEDING", …]} and the like; empty where there is nothing to work
    out. `change_alert` is the difference between two values that alarms, signed: -3 for a fall by three.
    """

    code = models.CharField(max_length=40, unique=True)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    lowest = models.FloatField(null=True, help_text="below it a value cannot be true")
    highest = models.FloatField(null=True)
    formula = models.JSONField(default=dict)
    change_alert = models.FloatField(null=True)
    is_shown = models.BooleanField(default=True, help_text="false for single items of a score")
    source = models.CharField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name_th


class Severity(models.TextChoices):
    """How a band is shown, and whether it goes to My Work. TODAY: somebody must answer the same day."""

    FINE = "FINE", _("As it should be")
    WATCH = "WATCH", _("Watch")
    ALERT = "ALERT", _("Needs an answer")
    TODAY = "TODAY", _("Needs an answer today")


class Band(models.Model):
    """What a range of values of a measure means: cut-offs are data, with a day from which they hold.

    low ≤ value ≤ high, either end may be open.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="bands")
    code = models.CharField(max_length=40)
    label_th = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    severity = models.CharField(max_length=5, choices=Severity, default=Severity.FINE)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["measure", "low"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "code", "valid_from"], name="band_once"),
            models.CheckConstraint(condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="band_order"),
        ]

    def __str__(self):
        return self.label_en if get_language() == "en" else self.label_th

    @property
    def span(self):
        """The range of values in words."""
        low, high = (None if end is None else f"{end:g}" for end in (self.low, self.high))
        if low is None or high is None:
            return (
                gettext("up to %(high)s") % {"high": high}
                if low is None
                else gettext("%(low)s and more") % {"low": low}
            )
        return low if low == high else f"{low}–{high}"
