"""What was decided, by a human or by the linking, and what a delivery not yet committed would do."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from saan.partners.models import Organisation
from saan.people.models.persons import Person
from saan.people.models.records import Delivery, SourceRecord


class Choice(models.Model):
    """A human's word on one value of one person: which source is right, or what is true instead.

    It stands above every source, until undone. A citizen ID is sealed, so its value is in `sealed`, not in `value`.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="choices")
    field = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    sealed = models.BinaryField(null=True)
    source_record = models.ForeignKey(SourceRecord, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "field"])]


class CaseState(models.TextChoices):
    OPEN = "OPEN"
    LATER = "LATER"
    SAME = "SAME"
    DIFFERENT = "DIFFERENT"


class MatchCase(models.Model):
    """Perhaps the same person: two persons, put to a human. `left` is always the older of the two.

    `reasons` are worked out when somebody looks, from the two rows that raised the question: [{field, code, supports,
    weight}] as linkage.explain gives them, without values. A list raises hundreds, each some 20 ms.
    """

    left = models.ForeignKey(Person, models.PROTECT, related_name="+")
    right = models.ForeignKey(Person, models.PROTECT, related_name="+")
    area_key = models.BigIntegerField(help_text="of the newer person: whoever answers there decides")
    probability = models.FloatField()
    left_record = models.ForeignKey(SourceRecord, models.SET_NULL, null=True, related_name="+")
    right_record = models.ForeignKey(SourceRecord, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=CaseState, default=CaseState.OPEN)
    raised_at = models.DateTimeField()
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="match_case_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="match_case_order"),
        ]
        indexes = [models.Index(fields=["state", "area_key"]), models.Index(fields=["right"])]

    @cached_property
    def reasons(self):
        from saan.people import linking  # stands above us

        return linking.reasons_between(self.left_record_id, self.right_record_id)


class Merge(models.Model):
    """`absorbed` was found to be `survivor`. What moved is written down, so that it can move back exactly."""

    survivor = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, models.PROTECT, related_name="merged_by")
    record_ids = ArrayField(models.BigIntegerField())
    choice_ids = ArrayField(models.BigIntegerField())
    consent_ids = ArrayField(models.BigIntegerField(), default=list)
    follower_ids = models.JSONField(default=dict, help_text="{table: ids}, of hooks.FOLLOWERS")
    case = models.ForeignKey(MatchCase, models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Verdict(models.Model):
    """A human's answer about two rows, named so that it holds again when the rows are sent again.

    Each side is SHA-256 of list and row key, the smaller first (rules.evidence_key). The newest not undone holds.
    """

    left = models.BinaryField(max_length=32)
    right = models.BinaryField(max_length=32)
    is_same = models.BooleanField()
    case = models.ForeignKey(MatchCase, models.SET_NULL, null=True, related_name="verdicts")
    merge = models.ForeignKey(Merge, models.SET_NULL, null=True, related_name="verdicts")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["left"]), models.Index(fields=["right"])]


class Change(models.TextChoices):
    """What a staged row would do to its list."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    SAME = "SAME"


class Finding(models.TextChoices):
    """Whom a staged row is about. KEPT: whom the same row was about before. AUTO: a known person, surely.
    VERDICT: a known person, as a human once said. ASK: a new person, perhaps a known one. NEW: nobody known."""

    KEPT = "KEPT"
    AUTO = "AUTO"
    VERDICT = "VERDICT"
    ASK = "ASK"
    NEW = "NEW"


class Proposal(models.Model):
    """What committing a delivery would do with one of its rows. Gone once the delivery is committed or discarded.

    `newcomer` numbers the persons this delivery would add: rows of one new person share it. `doubts` are the
    possible matches to be put to a human: [{person or newcomer, record, probability}].
    """

    record = models.OneToOneField(SourceRecord, models.CASCADE, primary_key=True, related_name="proposal")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="proposals", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    change = models.CharField(max_length=7, choices=Change)
    finding = models.CharField(max_length=7, choices=Finding)
    person = models.ForeignKey(
        Person, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    newcomer = models.IntegerField(null=True)
    probability = models.FloatField(null=True)
    replaces = models.ForeignKey(
        SourceRecord, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    doubts = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["delivery", "change", "finding"])]


class Consent(models.Model):
    """What a person allowed, in which version of the words, how, and before whom (PDPA s.19, s.26)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=300)
    version = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given_on = models.DateField()
    witness = models.CharField(max_length=150, blank=True)
    guardian = models.CharField(max_length=150, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
