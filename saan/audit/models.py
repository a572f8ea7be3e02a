from django.db import models


class Event(models.Model):
    """One deed or one reading. Rows are only ever added: a trigger refuses everything else."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=80, help_text="context.thing.happened")
    is_read = models.BooleanField(default=False)
    actor_id = models.BigIntegerField(null=True, help_text="no foreign key: the trail outlives the account")
    actor_name = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    area_key = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"]),
            models.Index(fields=["actor_id", "-at"]),
            models.Index(fields=["-at", "-id"]),
        ]
