"""What a filled form says."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area
from saan.forms.models.arriving import DeviceKey, Receipt
from saan.forms.models.library import FormVersion
from saan.partners.models import Organisation
from saan.people.models import Person


class Client(models.TextChoices):
    FIELD = "FIELD", _("Field app")
    COLLECT = "COLLECT", _("ODK Collect")
    WEB = "WEB", _("Web page")


class SubmissionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)

    def sent_as(self, name, organisation_id):
        """Those that came to an organisation under this id, whatever they are called since (see `Submission`)."""
        return self.filter(receipt__instance_id=name, organisation=organisation_id)

    def came_with(self, attachment):
        """Those whose file this is."""
        return self.sent_as(attachment.instance_id, attachment.organisation_id)

    def visible_to(self, user, permission):
        """One's organisation's own, and those within reach of organisations that share health data with it."""
        reach = user.reach(permission)
        return self.filter(reach.area_q(), organisation_id__in=reach.sources("HEALTH"))


class Submission(models.Model):
    """One filled copy of a form. A correction is a new row that `replaces` the older one; the older stays.

    `answers` holds values by path without the root, repeats as lists whose values go by the path below the repeat
    (forms.definition.key_of): {"vitals/sbp": "140", "meds": [{"drug": "…"}]}; a
    citizen ID among them is masked, and its digits are only in `sealed` (JSON by path). `scores` compares what the form
    worked out with what the server did: {measure: {"said": 12, "ours": 11}}. `instance_id` is the one it was sent under
    (its receipt's), with a mark where a human let it in beside another of the same id.
    """

    uuid = models.UUIDField(default=uuid4, unique=True)
    instance_id = models.CharField(max_length=255, unique=True)
    receipt = models.OneToOneField(Receipt, models.PROTECT, null=True, related_name="submission")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="submissions", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    device = models.ForeignKey(DeviceKey, models.PROTECT, null=True, related_name="+")
    client = models.CharField(max_length=7, choices=Client, default=Client.FIELD)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    area_key = models.BigIntegerField()
    answers = models.JSONField()
    sealed = models.BinaryField(null=True)
    scores = models.JSONField(default=dict)
    has_difference = models.BooleanField(default=False, help_text="form and server do not agree on a score")
    started_at = models.DateTimeField(null=True, help_text="by the phone's clock")
    ended_at = models.DateTimeField(null=True, help_text="by the phone's clock")
    received_at = models.DateTimeField()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    chosen_at = models.DateTimeField(null=True, help_text="a human let this version count")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_current = models.BooleanField(default=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["version", "-received_at"]),
            models.Index(fields=["person", "-received_at"]),
            models.Index(fields=["area_key", "-received_at"], name="submission_area"),
            GinIndex(fields=["answers"], opclasses=["jsonb_path_ops"], name="submission_answers"),
        ]
