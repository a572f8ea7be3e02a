"""What was found at homes: visits, what was said of each, and the values measured."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.forms.models import Band, Measure, Submission
from saan.needs.models import SharedHealth
from saan.partners.models import Organisation
from saan.people.models import Person


class Outcome(models.TextChoices):
    MET = "MET", _("Met")
    NOT_HOME = "NOT_HOME", _("Not at home")
    MOVED = "MOVED", _("Moved away")
    REFUSED = "REFUSED", _("Did not want a visit")
    DIED = "DIED", _("Has died")
    VOID = "VOID", _("Withdrawn")


SAYABLE = [each for each in Outcome if each != Outcome.VOID]  # what somebody can say; the other follows


class VisitQuerySet(SharedHealth):
    def standing(self):
        """Those of which something that was said still stands."""
        return self.exclude(outcome=Outcome.VOID)


class Visit(models.Model):
    """One call at one person's home. `uuid` is given by the phone, so that forms of one call find each other.

    `area_key` follows the person; `place_key` is where the call was made and stays. When, how it went, the note and the
    spot follow from its current parts (landing), in whatever order those arrived; where none stands, it is VOID.
    """

    uuid = models.UUIDField(default=uuid4, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="visits", db_index=False)
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place_key = models.BigIntegerField()
    occurred_at = models.DateTimeField(help_text="by the visitor's clock, never later than received_at")
    received_at = models.DateTimeField()
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="visits", db_index=False
    )
    pair = models.ForeignKey("Pair", models.PROTECT, null=True, related_name="visits")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.MET)
    note = models.TextField(blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    is_clock_doubtful = models.BooleanField(default=False, help_text="the phone's clock cannot have been right")

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-occurred_at"]),
            models.Index(fields=["area_key", "-occurred_at"], name="visit_area"),
            models.Index(fields=["visitor", "-occurred_at"], name="visit_visitor"),
        ]


class VisitPart(models.Model):
    """What one form, or somebody at a desk, says of a visit; a corrected one takes the place of the older, which stays.

    `outcome_decided`: what a human said when two visitors did not agree. `replaces`: of those written by hand, the one
    that it corrects; of forms the submissions know.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="parts")
    submission = models.OneToOneField(Submission, models.PROTECT, null=True, related_name="part")
    occurred_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True, help_text="by the visitor's clock, right or wrong")
    is_clock_doubtful = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_decided = models.CharField(max_length=8, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_current = models.BooleanField(default=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField(null=True, help_text="a human let this version count")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Observation(models.Model):
    """One measured or scored value of one person. Of a corrected form the older values stay, not current.

    No index on what has few values and nothing is looked up by alone: there are more of these rows than of any others.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="observations")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="observations")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="observations")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", db_index=False)
    value = models.FloatField(null=True)
    text = models.CharField(max_length=300, blank=True)
    band = models.ForeignKey(Band, models.PROTECT, null=True, related_name="+", db_index=False)
    effective_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    objects = SharedHealth.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "measure", "-effective_at"], condition=Q(is_current=True), name="observation_latest"
            ),
            models.Index(fields=["area_key", "measure", "-effective_at"], name="observation_area"),
        ]
