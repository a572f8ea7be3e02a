"""Tables of the home visits: the call itself, what was measured, what it warns of, and whose homes they are."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area
from saan.forms.models import Band, Measure, Severity, Submission
from saan.needs.models import SharedHealth
from saan.partners.models import Organisation
from saan.people.models import Person


class Outcome(models.TextChoices):
    MET = "MET", _("Met")
    NOT_HOME = "NOT_HOME", _("Not at home")
    MOVED = "MOVED", _("Moved away")
    REFUSED = "REFUSED", _("Did not want a visit")
    DIED = "DIED", _("Has died")


class Visit(models.Model):
    """One call at one person's home. `uuid` is given by the phone, so that forms of one call find each other.

    `area_key` follows the person; `place_key` is where the call was made and stays.
    """

    uuid = models.UUIDField(default=uuid4, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="visits")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    place_key = models.BigIntegerField()
    occurred_at = models.DateTimeField(help_text="by the visitor's clock, never later than received_at")
    received_at = models.DateTimeField()
    visitor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="visits")
    pair = models.ForeignKey("Pair", models.PROTECT, null=True, related_name="visits")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.MET)
    note = models.TextField(blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    objects = SharedHealth.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-occurred_at"]),
            models.Index(fields=["area_key", "-occurred_at"], name="visit_area"),
            models.Index(fields=["visitor", "-occurred_at"], name="visit_visitor"),
        ]


class VisitPart(models.Model):
    """One form filled during a visit; a corrected one takes the place of the older."""

    submission = models.OneToOneField(Submission, models.PROTECT, primary_key=True, related_name="part")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="parts")


class Observation(models.Model):
    """One measured or scored value of one person. Of a corrected form the older values stay, not current."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="observations")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="observations")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="observations")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    value = models.FloatField(null=True)
    text = models.CharField(max_length=300, blank=True)
    band = models.ForeignKey(Band, models.PROTECT, null=True, related_name="+")
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


class Alert(models.Model):
    """A value that somebody must answer. It waits on My Work of whoever answers for that area."""

    uuid = models.UUIDField(default=uuid4, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="alerts")
    area_key = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    observation = models.OneToOneField(Observation, models.PROTECT, related_name="alert")
    rule = models.CharField(max_length=60, help_text="BAND or CHANGE, and the measure's code")
    severity = models.CharField(max_length=5, choices=Severity)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True)

    objects = SharedHealth.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area_key", "due_at"], condition=Q(answered_at=None), name="alert_open"),
            models.Index(fields=["person", "-raised_at"]),
        ]


class PairQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def visible_to(self, user, permission):
        reach = user.reach(permission)
        return self.filter(reach.area_q("area__key"), organisation_id=reach.organisation_id)


class Pair(models.Model):
    """Who visits together: one adult and one young person of a community."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pairs")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    adult = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    youth = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PairQuerySet.as_manager()


class ChargeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def of(self, user):
        """What this user is charged with, alone or in a pair."""
        return self.filter(Q(visitor=user) | Q(pair__adult=user) | Q(pair__youth=user))

    def visible_to(self, user, permission):
        reach = user.reach(permission)
        return self.filter(reach.area_q(), organisation_id=reach.organisation_id)


class Charge(models.Model):
    """One entry of a caseload: this person, or everybody of this area, is visited by this user or pair."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    visitor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="charges")
    pair = models.ForeignKey(Pair, models.PROTECT, null=True, related_name="charges")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="charges")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    area_key = models.BigIntegerField()
    every_days = models.PositiveSmallIntegerField(null=True, help_text="how often; else the rhythm of their groups")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ChargeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area_key"], condition=Q(ended_at=None), name="charge_standing"),
            models.Index(fields=["person"], condition=Q(ended_at=None), name="charge_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visitor__isnull=False) ^ Q(pair__isnull=False), name="charge_visitor_or_pair"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ Q(area__isnull=False), name="charge_person_or_area"
            ),
        ]


class Rhythm(models.Model):
    """How often persons of a group are to be visited: data. The most frequent of a person's groups holds."""

    group = models.CharField(max_length=20, unique=True, help_text="a PersonGroup, or ELDER")
    every_days = models.PositiveSmallIntegerField()
