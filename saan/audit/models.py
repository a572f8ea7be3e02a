from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet):
    def visible_to(self, user, permission):
        """What was done for the reader's organisation in the reader's areas; for the platform's own, everybody's."""
        reach = user.reach(permission)
        if not reach:
            return self.none()
        if user.answers_for_the_platform(permission):
            return self
        return self.filter(reach.area_q() | Q(area_key=None), organisation_id=reach.organisation_id)


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

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"]),
            models.Index(fields=["actor_id", "-at"]),
            models.Index(fields=["-at", "-id"]),
            models.Index(fields=["organisation_id", "-at", "-id"], name="audit_event_organisation"),
        ]


class Seal(models.Model):
    """A link of the chain: the event hashed together with the link before (audit.sealing). Only ever added."""

    event_id = models.BigIntegerField(unique=True)
    link = models.BinaryField(max_length=32)


class Sealing(models.Model):
    """One run of the sealer: the highest event number given out by then, and the first transaction not yet begun.

    Once every transaction older than `horizon` has ended, no event up to `last_id` can still appear; the first run
    after that seals the last of them, and says so in its `done_up_to`.
    """

    at = models.DateTimeField()
    last_id = models.BigIntegerField()
    horizon = models.BigIntegerField()
    done_up_to = models.BigIntegerField()
