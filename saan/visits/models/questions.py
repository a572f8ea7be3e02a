"""What waits for a human: alerts, visitors who contradict each other, and people who are said to be gone."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.forms.models import Measure, Severity
from saan.needs.models import SharedHealth
from saan.partners.models import Organisation
from saan.people.models import Person
from saan.visits.models.visits import Observation, Outcome, Visit, VisitPart


class Deed(models.TextChoices):
    """What somebody did about an alert."""

    CAME = "CAME", _("Went to see them")
    CALLED = "CALLED", _("Called them")
    SENT = "SENT", _("Sent them to hospital")
    WRONG = "WRONG", _("The value was not right")
    CORRECTED = "CORRECTED", _("The form was corrected")
    OTHER = "OTHER", _("Something else")


class Alert(models.Model):
    """A value that somebody must answer. It waits on My Work of whoever answers for that area; measured again before
    somebody did, it is the same alert with the newer value.

    `raised_for`: the person as they were then. When two persons become one, each keeps the alert that waits.
    """

    uuid = models.UUIDField(default=uuid4, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="alerts")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    observation = models.OneToOneField(Observation, models.PROTECT, related_name="alert")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    raised_for = models.BigIntegerField()
    before = models.ForeignKey(
        Observation, models.PROTECT, null=True, related_name="+", help_text="the value it changed from, too fast"
    )
    severity = models.CharField(max_length=5, choices=Severity)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    deed = models.CharField(max_length=12, choices=Deed, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    told_ids = ArrayField(models.BigIntegerField(), default=list, help_text="organisations on whose My Work it waits")

    objects = SharedHealth.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area_key", "due_at"], condition=Q(answered_at=None), name="alert_open"),
            models.Index(fields=["person", "-raised_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["raised_for", "organisation", "measure"],
                condition=Q(answered_at=None),
                name="alert_waits_once",
            )
        ]


class Question(models.TextChoices):
    """OUTCOME, VALUE: what two visitors found on one day cannot both be. EDIT: two persons corrected the same form."""

    OUTCOME = "OUTCOME", _("How the visit went")
    VALUE = "VALUE", _("A value")
    EDIT = "EDIT", _("Two corrections of one form")


class Answer(models.TextChoices):
    LEFT = "LEFT"
    RIGHT = "RIGHT"
    BOTH = "BOTH"


class ConflictQuerySet(SharedHealth):
    def waiting(self):
        """Those that a human must answer: what one of the two took back contradicts nothing any more."""
        both = Q(left__is_current=True, right__is_current=True)
        return self.filter(Q(question=Question.EDIT) | both, decided_at=None)


class Conflict(models.Model):
    """Two parts of visits that contradict each other, put to a human. `left` arrived first. `undo` is what the answer
    changed, as it was before: {table: {id: {column: value}}}."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="conflicts")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    question = models.CharField(max_length=7, choices=Question)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="+")
    left = models.ForeignKey(VisitPart, models.PROTECT, related_name="+")
    right = models.ForeignKey(VisitPart, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=5, choices=Answer, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undo = models.JSONField(default=dict)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area_key", "raised_at"], condition=Q(decided_at=None), name="conflict_open"),
            models.Index(fields=["person"], name="conflict_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right", "question", "measure"], nulls_distinct=False, name="conflict_once"
            )
        ]


class Fate(models.TextChoices):
    """What became of it. DONE: the registry says so too. WRONG: a human asked, and it is not so."""

    DONE = "DONE", _("It is in the registry")
    WRONG = "WRONG", _("It is not so")


class Departure(models.Model):
    """Visitors said that somebody has died or moved away, and the registry does not say so yet: whoever answers for
    the registry there is asked. `visit` said it last."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="departures")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="departure")
    outcome = models.CharField(max_length=8, choices=Outcome)
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=5, choices=Fate, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    told_ids = ArrayField(models.BigIntegerField(), default=list, help_text="organisations on whose My Work it waits")

    objects = SharedHealth.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="departure_person"),
            models.Index(fields=["area_key", "raised_at"], condition=Q(answered_at=None), name="departure_open"),
        ]
