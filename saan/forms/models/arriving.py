"""Who sends, and the bytes as they came."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from saan.partners.models import Organisation


class DeviceKeyQuerySet(models.QuerySet):
    def working(self):
        return self.filter(revoked_at=None, user__is_active=True)

    def visible_to(self, user, permission):
        """The keys of the organisation one acts for, of people within one's areas (their user page decides more)."""
        reach = user.reach(permission)
        return self.filter(organisation_id=reach.organisation_id) if reach else self.none()


class DeviceKey(models.Model):
    """One phone of one user in one organisation. It can do what the user may, until it is revoked.

    The key itself has 256 random bits, is shown once and kept only as SHA-256.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="device_keys")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DeviceKeyQuerySet.as_manager()


class ReceiptState(models.TextChoices):
    """WAITING: acknowledged, not yet worked on (or waiting for the rest of its files). LANDED: became a submission.
    CONFLICT: the same id with other content, for a human. ASIDE: could not be read or used, for a human.
    DISCARDED: a human said so."""

    WAITING = "WAITING"
    LANDED = "LANDED"
    CONFLICT = "CONFLICT"
    ASIDE = "ASIDE"
    DISCARDED = "DISCARDED"


class ReceiptQuerySet(models.QuerySet):
    def for_a_human(self):
        """What could not land, and what landed with something in it that cannot be so and still counts."""
        doubtful = Q(state=ReceiptState.LANDED, error_code="DOUBTFUL", decided_at=None, submission__is_current=True)
        return self.filter(Q(state__in=[ReceiptState.ASIDE, ReceiptState.CONFLICT]) | doubtful)


class Receipt(models.Model):
    """The bytes of one submission exactly as they arrived, kept before anything is made of them.

    One row for each different content of an `instance_id` in each organisation; the same again is the same row.
    """

    instance_id = models.CharField(max_length=255, blank=True)
    sha256 = models.BinaryField(max_length=32)
    size = models.IntegerField()
    body_sealed = models.BinaryField()
    device = models.ForeignKey(DeviceKey, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    form_code = models.CharField(max_length=100, blank=True)
    form_version = models.CharField(max_length=60, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)
    is_complete = models.BooleanField(
        default=True, help_text="false while the sender says that files are still to come"
    )
    received_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=ReceiptState, default=ReceiptState.WAITING)
    error_code = models.CharField(max_length=40, blank=True)
    error_facts = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instance_id", "sha256", "organisation"], name="receipt_once_each")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="WAITING"), name="receipt_waiting"),
            models.Index(
                fields=["organisation", "id"], condition=Q(state__in=["ASIDE", "CONFLICT"]), name="receipt_aside"
            ),
            models.Index(
                fields=["organisation", "id"],
                condition=Q(state="LANDED", error_code="DOUBTFUL", decided_at=None),
                name="receipt_doubtful",
            ),
        ]


class AttachmentQuerySet(models.QuerySet):
    def of(self, filled):
        """The files that came with fillings, each given as (its id as it was sent, its organisation's id)."""
        filled = list(filled)
        return self.filter(
            instance_id__in={name for name, _owner in filled}, organisation__in={owner for _name, owner in filled}
        )


class Attachment(models.Model):
    """A file that came with a submission, sealed on disk; addressed by `uuid` only."""

    uuid = models.UUIDField(default=uuid4, unique=True)
    instance_id = models.CharField(max_length=255)
    name = models.CharField(max_length=255)
    sha256 = models.BinaryField(max_length=32)
    size = models.IntegerField()
    media_type = models.CharField(max_length=100)
    path = models.CharField(max_length=255)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instance_id", "name", "sha256", "organisation"], name="attachment_once_each"
            )
        ]
