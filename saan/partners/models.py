from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from saan.areas.models import Area


class OrganisationKind(models.TextChoices):
    HOSPITAL = "HOSPITAL"
    HEALTH_CENTRE = "HEALTH_CENTRE"
    HEALTH_OFFICE = "HEALTH_OFFICE"
    MUNICIPALITY = "MUNICIPALITY"
    SUBDISTRICT_ADMINISTRATION = "SUBDISTRICT_ADMINISTRATION"
    PROVINCIAL_ADMINISTRATION = "PROVINCIAL_ADMINISTRATION"
    DISTRICT_HEALTH_BOARD = "DISTRICT_HEALTH_BOARD"
    DISTRICT_OFFICE = "DISTRICT_OFFICE"
    FUND = "FUND"
    FOUNDATION = "FOUNDATION"
    CLUB = "CLUB"
    COMMUNITY = "COMMUNITY"
    UNIVERSITY = "UNIVERSITY"
    GOVERNMENT = "GOVERNMENT"
    PLATFORM = "PLATFORM"


class DataGroup(models.TextChoices):
    """What an agreement opens. REGISTRY is the golden core: name, birth date, sex, area and the groups counted in."""

    REGISTRY = "REGISTRY"
    IDENTIFIER = "IDENTIFIER"
    CONTACT = "CONTACT"
    DISABILITY = "DISABILITY"
    HEALTH = "HEALTH"
    WELFARE = "WELFARE"


class LegalBasis(models.TextChoices):
    """PDPA 2562, sections 24 and 26."""

    CONSENT = "CONSENT"
    PUBLIC_TASK = "PUBLIC_TASK"
    LEGAL_DUTY = "LEGAL_DUTY"
    VITAL_INTEREST = "VITAL_INTEREST"
    CONTRACT = "CONTRACT"
    RESEARCH = "RESEARCH"


class Organisation(models.Model):
    code = models.CharField(max_length=20, unique=True, help_text="ours; stable, shown in addresses")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    hospcode = models.CharField(max_length=9, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", help_text="where its office stands")
    areas = models.ManyToManyField(Area, related_name="organisations", help_text="the territory it works in")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    sort_key = models.CharField(max_length=400, db_collation="C", default="")
    search_key = models.CharField(max_length=400, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["sort_key"])]

    def __str__(self):
        return self.short_name or self.name_th


class NeedKind(models.Model):
    """The catalogue of what somebody may lack: data, so that the field can correct it."""

    code = models.CharField(max_length=40, unique=True)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self):
        return self.name_th


class InForce(models.QuerySet):
    def in_force(self, on):
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Mandate(models.Model):
    """This organisation answers for this kind of need in these areas."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="mandates")
    need_kind = models.ForeignKey(NeedKind, models.PROTECT, related_name="mandates")
    areas = models.ManyToManyField(Area, related_name="mandates")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = InForce.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_start"
            )
        ]


class Agreement(models.Model):
    """What `giver` lets `receiver` see, of which data groups, for what purpose, until when."""

    giver = models.ForeignKey(Organisation, models.CASCADE, related_name="agreements_given")
    receiver = models.ForeignKey(Organisation, models.CASCADE, related_name="agreements_received")
    groups = ArrayField(models.CharField(max_length=20, choices=DataGroup))
    purpose = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=20, choices=LegalBasis)
    document_no = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_early_on = models.DateField(null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_start"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="agreement_between_two"),
        ]
        indexes = [models.Index(fields=["receiver", "ends_on"])]
