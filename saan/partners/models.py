from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area


class OrganisationKind(models.TextChoices):
    HOSPITAL = "HOSPITAL", _("Hospital")
    HEALTH_CENTRE = "HEALTH_CENTRE", _("Health centre")
    HEALTH_OFFICE = "HEALTH_OFFICE", _("Public health office")
    MUNICIPALITY = "MUNICIPALITY", _("Municipality")
    SUBDISTRICT_ADMINISTRATION = "SUBDISTRICT_ADMINISTRATION", _("Subdistrict administration")
    PROVINCIAL_ADMINISTRATION = "PROVINCIAL_ADMINISTRATION", _("Provincial administration")
    DISTRICT_HEALTH_BOARD = "DISTRICT_HEALTH_BOARD", _("District health board")
    DISTRICT_OFFICE = "DISTRICT_OFFICE", _("District office")
    FUND = "FUND", _("Fund")
    FOUNDATION = "FOUNDATION", _("Foundation")
    CLUB = "CLUB", _("Club")
    COMMUNITY = "COMMUNITY", _("Community")
    UNIVERSITY = "UNIVERSITY", _("University")
    GOVERNMENT = "GOVERNMENT", _("Government agency")
    PLATFORM = "PLATFORM", _("Platform keeper")


class DataGroup(models.TextChoices):
    """What an agreement opens. REGISTRY is the golden core: name, birth date, sex, area and the groups counted in."""

    REGISTRY = "REGISTRY", _("Registry (name, birth date, sex, area, groups)")
    IDENTIFIER = "IDENTIFIER", _("Citizen ID")
    CONTACT = "CONTACT", _("Address and phone")
    DISABILITY = "DISABILITY", _("Disability")
    HEALTH = "HEALTH", _("Health")
    WELFARE = "WELFARE", _("Welfare and income")


class LegalBasis(models.TextChoices):
    """PDPA 2562, sections 24 and 26."""

    CONSENT = "CONSENT", _("Consent of the person")
    PUBLIC_TASK = "PUBLIC_TASK", _("Public task")
    LEGAL_DUTY = "LEGAL_DUTY", _("Legal duty")
    VITAL_INTEREST = "VITAL_INTEREST", _("Danger to life")
    CONTRACT = "CONTRACT", _("Contract")
    RESEARCH = "RESEARCH", _("Research or statistics")


class OrganisationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def working_in(self, *ranges):
        """Whose territory touches one of these (low, high) ranges of area keys."""
        touches = Q(pk__in=[])
        for low, high in ranges:
            touches |= Q(key__lte=high, key_end__gte=low)
        territory = Organisation.areas.through.objects.filter(area__in=Area.objects.filter(touches))
        return self.filter(pk__in=territory.values("organisation_id"))

    def visible_to(self, user, permission):
        """Whoever works where this permission reaches, and one's own organisation."""
        reach = user.reach(permission)
        if reach.everywhere:
            return self
        near = self.working_in(*reach.ranges).values("pk")
        return self.filter(Q(pk__in=near) | Q(pk=reach.organisation_id))

    def editable_by(self, user, permission):
        """Whose office stands where this permission reaches, but for whoever keeps the platform; and one's own."""
        reach = user.reach(permission)
        near = reach.area_q("area__key") & ~Q(kind=OrganisationKind.PLATFORM)
        return self.filter(near | Q(pk=reach.organisation_id)) if reach else self.none()


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

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sort_key"]),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="organisation_search"),
        ]

    def __str__(self):
        return self.short_name or self.name_th

    @property
    def area_key(self):
        return self.area.key

    def get_absolute_url(self):
        return reverse("partners:organisation", args=[self.code])


class NeedGroup(models.TextChoices):
    CARE = "CARE", _("Care and rehabilitation")
    EQUIPMENT = "EQUIPMENT", _("Equipment")
    LIVING = "LIVING", _("Home and living")
    RIGHTS = "RIGHTS", _("Rights and documents")


class NeedKind(models.Model):
    """The catalogue of what somebody may lack: data, so that the field can correct it."""

    code = models.CharField(max_length=40, unique=True)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    group = models.CharField(max_length=12, choices=NeedGroup, default=NeedGroup.CARE)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """In the reader's language."""
        return self.name_en if get_language() == "en" else self.name_th


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


class AgreementState(models.TextChoices):
    """PROPOSED: the receiver asks, the giver has not answered; opens nothing. AGREED: opens what it says."""

    PROPOSED = "PROPOSED", _("Waiting for an answer")
    AGREED = "AGREED", _("Agreed")
    DECLINED = "DECLINED", _("Declined")


class AgreementQuerySet(InForce):
    def in_force(self, on):
        return (
            super()
            .in_force(on)
            .filter(state=AgreementState.AGREED)
            .filter(Q(ended_early_on=None) | Q(ended_early_on__gt=on))
        )

    def standing(self, on):
        """Agreed and not over: in force, or about to begin."""
        return self.filter(state=AgreementState.AGREED, ends_on__gte=on).filter(
            Q(ended_early_on=None) | Q(ended_early_on__gt=on)
        )

    def waiting(self, on):
        return self.filter(state=AgreementState.PROPOSED)

    def ended(self, on):
        """Declined, run out or ended early."""
        over = Q(ends_on__lt=on) | Q(ended_early_on__lte=on) | Q(state=AgreementState.DECLINED)
        return self.filter(over).exclude(state=AgreementState.PROPOSED)

    def visible_to(self, user, permission):
        """Those one's organisation gives or receives by, and those of whoever's office one's permission reaches."""
        reach = user.reach(permission)
        mine = Q(giver_id=reach.organisation_id) | Q(receiver_id=reach.organisation_id)
        return self.filter(mine | reach.area_q("giver__area__key")) if reach else self.none()


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
    state = models.CharField(max_length=8, choices=AgreementState, default=AgreementState.AGREED)
    decided_at = models.DateTimeField(null=True, help_text="when the giver recorded, agreed or declined")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_start"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="agreement_between_two"),
        ]
        indexes = [models.Index(fields=["receiver", "ends_on"])]

    @property
    def area_key(self):
        return self.giver.area.key

    @property
    def last_day(self):
        """The last day on which it opens anything; the day before the start when it was ended before it began."""
        return min(self.ends_on, self.ended_early_on - timedelta(days=1)) if self.ended_early_on else self.ends_on

    def get_absolute_url(self):
        return reverse("partners:agreement", args=[self.pk])
