"""What was sent: rows exactly as one organisation sent them, kept for ever."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from saan.areas.models import Area
from saan.partners.models import Organisation


class PersonGroup(models.TextChoices):
    """Groups one is looked after in. ELDER is not among them: it follows from the birth date (60 and over)."""

    DISABLED = "DISABLED"
    BED_BOUND = "BED_BOUND"
    HOME_BOUND = "HOME_BOUND"
    CHRONIC = "CHRONIC"
    LOW_INCOME = "LOW_INCOME"
    REHAB_WAITING = "REHAB_WAITING"
    IN_REHAB = "IN_REHAB"
    PALLIATIVE = "PALLIATIVE"
    HOMELESS = "HOMELESS"
    STATELESS = "STATELESS"
    ORPHAN = "ORPHAN"
    ALONE = "ALONE"


class SourceList(models.Model):
    """A list that one organisation keeps, and sends again from time to time."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="lists")
    name = models.CharField(max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", help_text="where a row lives that names no place")
    groups = ArrayField(
        models.CharField(max_length=20, choices=PersonGroup), default=list, help_text="what being on this list means"
    )
    is_complete = models.BooleanField(default=True, help_text="a new delivery without a row means: the row is gone")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="source_list_once")]

    def __str__(self):
        return self.name


class Delivery(models.Model):
    """One arrival of a list: a file, or the staff's own entries.

    `proposed_at_beat` is the registry's beat (people.beats) that its proposals were made at: a later beat, and they
    are made anew before they are carried out. `calibration`: what had been learnt when they were made.
    """

    source_list = models.ForeignKey(SourceList, models.PROTECT, related_name="deliveries")
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.BinaryField(max_length=32, null=True)
    as_of = models.DateField(help_text="the day the list speaks of; newer values win")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at_beat = models.BigIntegerField(null=True)
    calibration = models.ForeignKey("people.Calibration", models.PROTECT, null=True, related_name="+")
    committed_at = models.DateTimeField(null=True)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Standing(models.TextChoices):
    """STAGED: read, not yet committed. CURRENT: counts. SAME: repeats an earlier row that counts. SUPERSEDED: a newer
    row of the same list says otherwise. GONE: the newest delivery no longer has it. ASIDE: kept, but no person
    (a total, a signature). UNDONE: its delivery was taken back."""

    STAGED = "STAGED"
    CURRENT = "CURRENT"
    SAME = "SAME"
    SUPERSEDED = "SUPERSEDED"
    GONE = "GONE"
    ASIDE = "ASIDE"
    UNDONE = "UNDONE"


class LinkedHow(models.TextChoices):
    NEW = "NEW"
    AUTO = "AUTO"
    KEPT = "KEPT"
    REVIEW = "REVIEW"
    STAFF = "STAFF"


class SourceRecordQuerySet(models.QuerySet):
    def current(self):
        return self.filter(standing=Standing.CURRENT)

    def visible_to(self, user, permission):
        reach = user.reach(permission)
        return self.filter(reach.area_q(), organisation_id__in=reach.sources("REGISTRY"))


class SourceRecord(models.Model):
    """One row exactly as one organisation sent it, kept for ever, and what could be read from it.

    `values` holds the clean fields by name (people.fields) but never the citizen ID, which lives only in `cid_sealed`
    (the digits as typed) and, when they pass their check, in `cid_index`; `raw_sealed` is the untouched row.
    `row_key` names the same row of the same list in every delivery.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="records", db_index=False)
    source_list = models.ForeignKey(SourceList, models.PROTECT, related_name="records", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.IntegerField(help_text="1 is the first row under the header")
    sheet_row = models.IntegerField(help_text="the row number one sees in the spreadsheet")
    row_key = models.BinaryField(max_length=16)
    content_hash = models.BinaryField(max_length=16)
    raw_sealed = models.BinaryField()
    cid_sealed = models.BinaryField(null=True)
    cid_index = models.BinaryField(max_length=32, null=True)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list, help_text="[{field, code}]")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    area_key = models.BigIntegerField()
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.STAGED)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="ended_records", db_index=False)
    person = models.ForeignKey("Person", models.PROTECT, null=True, related_name="records")
    linked_how = models.CharField(max_length=8, choices=LinkedHow, blank=True)
    link_probability = models.FloatField(null=True)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["delivery", "standing"]),
            models.Index(fields=["source_list", "row_key"], condition=Q(standing="GONE"), name="source_record_gone"),
            models.Index(fields=["cid_index"], condition=Q(standing="CURRENT"), name="source_record_cid"),
            models.Index(fields=["replaces"], condition=~Q(replaces=None), name="source_record_replaces"),
            models.Index(fields=["ended_by"], condition=~Q(ended_by=None), name="source_record_ended"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_list", "row_key"], condition=Q(standing="CURRENT"), name="source_record_current_once"
            ),
            models.CheckConstraint(
                condition=~Q(standing="CURRENT") | Q(person__isnull=False), name="source_record_current_has_person"
            ),
        ]
