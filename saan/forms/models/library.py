"""What a form is: its versions, their files, and who fills it where."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area
from saan.partners.models import Organisation


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


class FormVersionQuerySet(models.QuerySet):
    def filled_here(self):
        """Those that the field app and our page fill in: they encrypt nothing, so none whose author asks for that."""
        return self.exclude(definition__has_key="is_encrypted")


class FormVersion(models.Model):
    """One version of a form, exactly as it was uploaded, and what pyxform made of it.

    `definition` is what readers of answers need (forms.definition): {"questions": [{path, name, type, label: {th, en},
    repeat, list, measure, role, need}], "lists": {list: [{name, label: {th, en}}]}, "languages": [{code, name}],
    "files": [name], "is_encrypted": True (only where answers are to arrive so), "title_th", "title_en", "source",
    "warnings": [...]}. `path` has no root: "vitals/sbp"; `repeat` is the path of the innermost repeat around it, ""
    outside of any.
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

    objects = FormVersionQuerySet.as_manager()

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
