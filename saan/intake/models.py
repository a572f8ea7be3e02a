import json

from django.conf import settings
from django.db import models
from django.urls import reverse

from saan.people.models import Delivery, SourceList
from saan.shared.crypto import seal, unseal

SHEETS = "intake.sheets"


class BatchState(models.TextChoices):
    """(READING) → MAPPING → (STAGING) → READY → (COMMITTING) → COMMITTED → (UNDOING) → UNDONE.
    Those in brackets are a job at work; FAILED keeps the file and says why; DISCARDED was put away before commit."""

    READING = "READING"
    MAPPING = "MAPPING"
    STAGING = "STAGING"
    READY = "READY"
    COMMITTING = "COMMITTING"
    COMMITTED = "COMMITTED"
    UNDOING = "UNDOING"
    UNDONE = "UNDONE"
    DISCARDED = "DISCARDED"
    FAILED = "FAILED"


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user, permission):
        """A batch belongs to the organisation that sent it, and is seen by who looks after the list's whole area."""
        reach = user.reach(permission)
        ours = self.filter(source_list__organisation_id=reach.organisation_id)
        return ours.filter(reach.area_q("source_list__area__key"))


class Batch(models.Model):
    """One upload on its way in: a delivery (people) with its file, its mapping and its progress."""

    source_list = models.ForeignKey(SourceList, models.PROTECT, related_name="batches")
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="batch")
    state = models.CharField(max_length=12, choices=BatchState, default=BatchState.READING)
    mapping = models.JSONField(default=dict, help_text="sheet → column → field, as shown and corrected; and the mends")
    sheets_sealed = models.BinaryField(null=True, help_text="what was found in the files, with a sample of rows")
    counts = models.JSONField(default=dict, help_text="added, changed, same, gone, perhaps, bad, aside")
    phase = models.CharField(max_length=12, blank=True, help_text="what the job is doing just now")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="how often the job of this state was begun")
    progress_done = models.IntegerField(default=0)
    progress_total = models.IntegerField(default=0)
    error_code = models.CharField(max_length=60, blank=True)
    error_facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    beat_at = models.DateTimeField(null=True, help_text="the job's last sign of life")

    objects = BatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["source_list", "-created_at"])]

    def __str__(self):
        return self.delivery.file_name if self.delivery else str(self.pk)

    def get_absolute_url(self):
        return reverse("intake:batch", args=[self.pk])

    @property
    def sheets(self):
        """The tables found in the files (intake.reading). Sealed, because the samples are of real persons."""
        return json.loads(unseal(self.sheets_sealed, SHEETS)) if self.sheets_sealed else []

    @sheets.setter
    def sheets(self, found):
        self.sheets_sealed = seal(json.dumps(found, ensure_ascii=False), SHEETS)


class StoredFile(models.Model):
    """A file as it came, sealed on disk, found by its hash."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    sha256 = models.BinaryField(max_length=32)
    size = models.BigIntegerField()
    path = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sha256"])]


class RememberedMapping(models.Model):
    """What an organisation's columns mean, corrected once and used again for the same header."""

    source_list = models.ForeignKey(SourceList, models.CASCADE, related_name="mappings")
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source_list", "signature"], name="mapping_once")]
