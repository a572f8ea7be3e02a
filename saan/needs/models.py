"""Tables of what people lack, and of the plan made for one of them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saan.forms.models import Submission
from saan.partners.models import NeedKind, Organisation
from saan.people.models import Person


class SharedHealth(models.QuerySet):
    def visible_to(self, user, permission):
        """Within reach, of one's own organisation or of one that shares health data with it, and of somebody one may
        see at all."""
        return self.within(user.reach(permission))

    def within(self, reach):
        return self.filter(
            reach.area_q(),
            organisation_id__in=reach.sources("HEALTH"),
            person__holder_ids__overlap=sorted(reach.sources("REGISTRY")),
        )


class Whose(models.TextChoices):
    PATIENT = "PATIENT", _("The person's own")
    CARER = "CARER", _("The carer's")


class Urgency(models.TextChoices):
    CAN_WAIT = "CAN_WAIT", _("Can wait")
    URGENT = "URGENT", _("Urgent")
    VERY_URGENT = "VERY_URGENT", _("Very urgent")


class NeedState(models.TextChoices):
    OPEN = "OPEN", _("Open")
    MET = "MET", _("Has been met")
    WITHDRAWN = "WITHDRAWN", _("No longer needed")


class NeedQuerySet(SharedHealth):
    def open(self):
        return self.filter(state=NeedState.OPEN)


class Need(models.Model):
    """Something one person or their carer lacks. Said again while it is open, it is the same need (actions.record):
    how urgent it is, since when, and the note follow from what was said (NeedMention)."""

    uuid = models.UUIDField(default=uuid4, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="needs")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="who found it")
    kind = models.ForeignKey(NeedKind, models.PROTECT, related_name="needs")
    whose = models.CharField(max_length=7, choices=Whose, default=Whose.PATIENT)
    urgency = models.CharField(max_length=11, choices=Urgency, default=Urgency.CAN_WAIT)
    since = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="needs")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=NeedState, default=NeedState.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    end_note = models.CharField(max_length=500, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area_key", "kind"], condition=Q(state="OPEN"), name="need_open"),
            models.Index(fields=["person", "-recorded_at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind", "whose"], name="need_of_submission_once"),
        ]


class NeedMention(models.Model):
    """One time that a need was said. Of a corrected form the older mention stays, not current."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="mentions")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="need_mentions")
    urgency = models.CharField(max_length=11, choices=Urgency)
    since = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "submission"], name="need_mention_once")]


class CarePlan(models.Model):
    """What one organisation means to do for one person in a span of time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="care_plans")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    goal = models.CharField(max_length=500)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SharedHealth.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person"], name="care_plan_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="care_plan_ends_after_start"
            )
        ]


class CareActivity(models.Model):
    """One dated thing to do in a care plan. A repeating one makes its next when it is done."""

    uuid = models.UUIDField(default=uuid4, unique=True)
    plan = models.ForeignKey(CarePlan, models.CASCADE, related_name="activities")
    what = models.CharField(max_length=300)
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="activities")
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    every_days = models.PositiveSmallIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    follows = models.OneToOneField("self", models.SET_NULL, null=True, related_name="next")

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at=None) & Q(cancelled_at=None), name="care_activity_due")
        ]
