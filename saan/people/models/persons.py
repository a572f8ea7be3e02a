"""What follows from rows and decisions, and can be derived anew at any time."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from saan.areas.models import Area
from saan.people.models.records import Delivery, PersonGroup


class Precision(models.TextChoices):
    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"


class Sex(models.TextChoices):
    MALE = "M"
    FEMALE = "F"


class VitalStatus(models.TextChoices):
    ALIVE = "ALIVE"
    DEAD = "DEAD"


class Household(models.Model):
    """Where people live together: derived from the place and the house number, its id too (rules.household_id), so
    that a house which empties and fills again is the same one."""

    id = models.BigIntegerField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    area_key = models.BigIntegerField()
    house_no = models.CharField(max_length=40)
    moo = models.CharField(max_length=4, blank=True)
    house_code = models.CharField(max_length=11, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "house_no", "moo"], name="household_once")]
        indexes = [models.Index(fields=["area_key"])]


class PersonQuerySet(models.QuerySet):
    def present(self):
        """Persons that stand for themselves: not merged into another."""
        return self.filter(merged_into=None)

    def listed(self):
        """Present persons whom at least one list has today."""
        return self.present().filter(is_listed=True)

    def visible_to(self, user, permission):
        """In the caller's area, and held by an organisation that is theirs or shares its registry with them."""
        return self.within(user.reach(permission))

    def within(self, reach):
        return self.filter(reach.area_q(), holder_ids__overlap=sorted(reach.sources("REGISTRY")))


class Person(models.Model):
    """The one golden record. Every value here is derived from current source records and choices (people.deriving).

    `uuid` is the name phones and other machines know the person by.
    """

    uuid = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    prefix = models.CharField(max_length=60, blank=True)
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(null=True)
    birth_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    cid_sealed = models.BinaryField(null=True)
    cid_index = models.BinaryField(max_length=32, null=True)
    phone = models.CharField(max_length=20, blank=True)
    vital_status = models.CharField(max_length=5, choices=VitalStatus, default=VitalStatus.ALIVE)
    death_date = models.DateField(null=True)
    house_no = models.CharField(max_length=40, blank=True)
    moo = models.CharField(max_length=4, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False, help_text="where the person lives")
    area_key = models.BigIntegerField()
    registered_area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    registered_address = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="members")
    groups = ArrayField(models.CharField(max_length=20, choices=PersonGroup), default=list)
    disability_card_expires = models.DateField(null=True)
    house_code = models.CharField(max_length=11, blank=True)
    holder_ids = ArrayField(models.IntegerField(), default=list, help_text="organisations whose records are counted")
    is_listed = models.BooleanField(default=True, help_text="has a current record; if not, the last known ones count")
    has_conflict = models.BooleanField(default=False, help_text="sources disagree and nobody has picked yet")
    sort_key = models.CharField(max_length=520, db_collation="C", default="")
    search_key = models.CharField(max_length=260, default="")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed", db_index=False)
    created_by_delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            # With all that a list of a place asks of everybody there, so that it reads the rows of one page alone.
            models.Index(
                fields=["area_key", "sort_key", "id"],
                include=["is_listed", "vital_status", "holder_ids"],
                condition=Q(merged_into=None),
                name="person_place",
            ),
            models.Index(fields=["sort_key", "id"], condition=Q(merged_into=None), name="person_sorted"),
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="person_merged"),
            models.Index(fields=["cid_index"], name="person_cid"),
            models.Index(fields=["phone"], name="person_phone"),
            models.Index(fields=["house_no", "area_key"], name="person_house"),
            models.Index(fields=["birth_date", "area_key"], name="person_birth"),
            models.Index(fields=["disability_card_expires"], name="person_card_expiry"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="person_search"),
            GinIndex(fields=["groups"], name="person_groups"),
        ]

    def __str__(self):
        return f"{self.prefix}{self.given_name} {self.family_name}".strip()


class MatchKey(models.Model):
    """The linkage library's keys of every counted record of a person: equality finds the candidates.

    Some thirty a person and derived like them, so without the cost of a foreign key or an id of their own.
    """

    pk = models.CompositePrimaryKey("key", "person")
    key = models.BigIntegerField()
    person = models.ForeignKey(
        Person, models.DO_NOTHING, related_name="match_keys", db_constraint=False, db_index=False
    )


class KeyRing(models.Model):
    """The same keys by person, to find those that are no longer wanted: one row here is written twenty times as fast
    as thirty entries in an index. And what is compared of the person with whoever shares one (linking.compared)."""

    person = models.OneToOneField(Person, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    keys = ArrayField(models.BigIntegerField())
    compared_sealed = models.BinaryField(null=True)


class KeyEdition(models.Model):
    """The one row that tells which edition of the library's keys the registry holds (linkage.edition), and up to
    which person they have been made anew. Below zero: of an edition that is still being made."""

    edition = models.IntegerField()
    reached = models.BigIntegerField(default=0)
