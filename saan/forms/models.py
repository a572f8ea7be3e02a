"""Tables of the forms. What a form is (Form, FormVersion, FormFile, FormOffer), what its values mean (Measure, Band),
who sends (DeviceKey), what came (Receipt, Attachment), and what it says (Submission)."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area
from saan.partners.models import Organisation
from saan.people.models import Person


class FormQuerySet(models.QuerySet):
    def visible_to(self, user, permission):
        """Saan's own library, and the forms of the organisation one acts for."""
        reach = user.reach(permission)
        return self.filter(Q(organisation=None) | Q(organisation_id=reach.organisation_id)) if reach else self.none()


class Form(models.Model):
    """One form in all its versions. Without an organisation it belongs to Saan's own library."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="forms")
    code = models.CharField(max_length=100, help_text="the XLSForm's form_id")
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=500, blank=True, help_text="where the instrument was published")
    position = models.PositiveSmallIntegerField(default=100)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], nulls_distinct=False, name="form_once"),
        ]

    def __str__(self):
        return (self.title_en if get_language() == "en" else "") or self.title_th

    def get_absolute_url(self):
        return reverse("forms:form", args=[self.pk])


class VersionState(models.TextChoices):
    """DRAFT: may be tried, nothing counts. PUBLISHED: is filled. CLOSED: takes no new answers, those sent stay."""

    DRAFT = "DRAFT", _("Draft")
    PUBLISHED = "PUBLISHED", _("Published")
    CLOSED = "CLOSED", _("Closed")


class FormVersion(models.Model):
    """One version of a form, exactly as it was uploaded, and what pyxform made of it.

    `definition` is what readers of answers need (forms.definition): {"questions": [{path, name, type, label: {th, en},
    repeat, list, measure, role, need}], "lists": {list: [{name, label: {th, en}}]}, "languages": [{code, name}],
    "files": [name], "title_th", "title_en", "source", "warnings": [...]}. `path` has no root: "vitals/sbp"; `repeat` is
    the path of the innermost repeat around it, "" outside of any.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    version = models.CharField(max_length=60)
    state = models.CharField(max_length=9, choices=VersionState, default=VersionState.DRAFT)
    workbook = models.BinaryField(help_text="the XLSForm as uploaded")
    workbook_name = models.CharField(max_length=255)
    xform = models.TextField()
    md5 = models.CharField(max_length=32, help_text="of the xform; OpenRosa's hash")
    definition = models.JSONField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "version"], name="form_version_once"),
            models.UniqueConstraint(
                fields=["form"], condition=Q(state="PUBLISHED"), name="form_version_published_once"
            ),
        ]


class FormFile(models.Model):
    """A file a version needs beside it: a picture, a list of choices."""

    version = models.ForeignKey(FormVersion, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    md5 = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="form_file_once")]


class FormOfferQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)


class FormOffer(models.Model):
    """This form is filled by the people of this organisation in this area."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="offers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="form_offers")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FormOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "organisation", "area"], condition=Q(ended_at=None), name="form_offer_once"
            )
        ]


class Measure(models.Model):
    """Something that is measured, scored or asked in the same words everywhere: weight, Barthel ADL, 2Q.

    A question of a form is tied to it by `bind::saan:measure`. `formula` says how the server works a score out anew
    from other measures (forms.scoring): {"sum": ["ADL_FEEDING", …]} and the like; empty where there is nothing to work
    out. `change_alert` is the difference between two values that alarms, signed: -3 for a fall by three.
    """

    code = models.CharField(max_length=40, unique=True)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    lowest = models.FloatField(null=True, help_text="below it a value cannot be true")
    highest = models.FloatField(null=True)
    formula = models.JSONField(default=dict)
    change_alert = models.FloatField(null=True)
    is_shown = models.BooleanField(default=True, help_text="false for single items of a score")
    source = models.CharField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name_th


class Severity(models.TextChoices):
    """How a band is shown, and whether it goes to My Work. TODAY: somebody must answer the same day."""

    FINE = "FINE", _("As it should be")
    WATCH = "WATCH", _("Watch")
    ALERT = "ALERT", _("Needs an answer")
    TODAY = "TODAY", _("Needs an answer today")


class Band(models.Model):
    """What a range of values of a measure means: cut-offs are data, with a day from which they hold.

    low ≤ value ≤ high, either end may be open.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="bands")
    code = models.CharField(max_length=40)
    label_th = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    severity = models.CharField(max_length=5, choices=Severity, default=Severity.FINE)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["measure", "low"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "code", "valid_from"], name="band_once"),
            models.CheckConstraint(condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="band_order"),
        ]

    def __str__(self):
        return self.label_en if get_language() == "en" else self.label_th

    @property
    def span(self):
        """The range of values in words."""
        low, high = (None if end is None else f"{end:g}" for end in (self.low, self.high))
        if low is None or high is None:
            return (
                gettext("up to %(high)s") % {"high": high}
                if low is None
                else gettext("%(low)s and more") % {"low": low}
            )
        return low if low == high else f"{low}–{high}"


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


class Receipt(models.Model):
    """The bytes of one submission exactly as they arrived, kept before anything is made of them.

    One row for each different content of an `instance_id`; the same content again is the same row.
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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instance_id", "sha256"], name="receipt_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="WAITING"), name="receipt_waiting"),
            models.Index(
                fields=["organisation", "id"], condition=Q(state__in=["ASIDE", "CONFLICT"]), name="receipt_aside"
            ),
        ]


class Client(models.TextChoices):
    FIELD = "FIELD", _("Field app")
    COLLECT = "COLLECT", _("ODK Collect")
    WEB = "WEB", _("Web page")


class SubmissionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)

    def visible_to(self, user, permission):
        """One's organisation's own, and those within reach of organisations that share health data with it."""
        reach = user.reach(permission)
        return self.filter(reach.area_q(), organisation_id__in=reach.sources("HEALTH"))


class Submission(models.Model):
    """One filled copy of a form. A correction is a new row that `replaces` the older one; the older stays.

    `answers` holds values by path without the root, repeats as lists whose values go by the path below the repeat
    (forms.definition.key_of): {"vitals/sbp": "140", "meds": [{"drug": "…"}]}; a
    citizen ID among them is masked, and its digits are only in `sealed` (JSON by path). `scores` compares what the form
    worked out with what the server did: {measure: {"said": 12, "ours": 11}}.
    """

    uuid = models.UUIDField(default=uuid4, unique=True)
    instance_id = models.CharField(max_length=255, unique=True)
    receipt = models.OneToOneField(Receipt, models.PROTECT, null=True, related_name="submission")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    device = models.ForeignKey(DeviceKey, models.PROTECT, null=True, related_name="+")
    client = models.CharField(max_length=7, choices=Client, default=Client.FIELD)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instance_id", "name", "sha256"], name="attachment_once")]
