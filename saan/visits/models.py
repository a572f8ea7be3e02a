"""Tables of the home visits: the call itself, what was measured, what it warns of, and whose homes they are."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
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


class PairQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def of(self, user):
        return self.filter(Q(adult=user) | Q(youth=user))

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
    """How often persons of a group are to be visited: data. The most frequent of a person's groups holds.

    Without an organisation it is Saan's own proposal, which holds for a group until an organisation says otherwise.
    `every_days` null: this organisation visits the group in no rhythm.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    group = models.CharField(max_length=20, help_text="a PersonGroup, or ELDER")
    every_days = models.PositiveSmallIntegerField(null=True)
    set_at = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="rhythm_stands_once",
            )
        ]
