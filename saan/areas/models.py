from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saan.areas import keys


class Level(models.TextChoices):
    COUNTRY = "COUNTRY", _("Country")
    REGION = "REGION", _("Health region")
    PROVINCE = "PROVINCE", _("Province")
    DISTRICT = "DISTRICT", _("District")
    SUBDISTRICT = "SUBDISTRICT", _("Subdistrict")
    VILLAGE = "VILLAGE", _("Village")
    COMMUNITY = "COMMUNITY", _("Urban community")


class AreaQuerySet(models.QuerySet):
    def current(self):
        return self.filter(valid_to=None)

    def within(self, area):
        """The area itself and everything below it."""
        return self.filter(key__range=(area.key, area.key_end))

    def ancestors_of(self, area):
        """From the country down to the parent."""
        return self.filter(key__lte=area.key, key_end__gte=area.key_end).exclude(pk=area.pk).order_by("key", "-key_end")

    def visible_to(self, user, permission):
        return self.filter(user.reach(permission).area_q("key"))


class Area(models.Model):
    """A node of the tree. `key` to `key_end` is the range of keys of its whole subtree (areas.keys)."""

    code = models.CharField(max_length=12, unique=True, help_text="DOPA code; TH; R01-R13; ours for communities")
    level = models.CharField(max_length=12, choices=Level)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    key = models.BigIntegerField()
    key_end = models.BigIntegerField()
    sort_key = models.CharField(max_length=250, db_collation="C", default="")
    search_key = models.CharField(max_length=250, default="")
    postal_code = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    replaced_by = models.ManyToManyField("self", symmetrical=False, related_name="replaces", blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(key__lte=models.F("key_end")), name="area_key_range"),
            models.UniqueConstraint(
                fields=["key", "key_end", "level"], condition=Q(valid_to=None), name="area_key_once"
            ),
        ]
        indexes = [
            models.Index(fields=["key", "key_end"]),
            models.Index(fields=["parent", "sort_key"]),
            models.Index(fields=["level", "key"]),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="area_search"),
        ]

    def __str__(self):
        return self.full_name

    @property
    def area_key(self):
        """An area lies in itself: what audit and worklist ask of every subject."""
        return self.key

    @property
    def is_past(self):
        return self.valid_to is not None

    def get_absolute_url(self):
        return reverse("areas:area", args=[self.code])

    @property
    def full_name(self):
        """The name with the word for its level: ตำบลควนขนุน, แขวงบางรัก, หมู่ 3 บ้านปากคลอง."""
        return keys.full_name(self.level, self.code, self.name_th)


class Boundary(models.Model):
    """The outline of an area as GeoJSON; the finest shape that somebody gave us."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    source = models.CharField(max_length=200)
