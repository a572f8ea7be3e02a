"""Whose homes they are, and how often they are visited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from saan.areas.models import Area
from saan.partners.models import Organisation
from saan.people.models import Person


class PairQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def of(self, user):
        return self.filter(Q(adult=user) | Q(youth=user))

    def visible_to(self, user, permission):
        reach = user.reach(permission)
        return self.filter(reach.area_q("area__key"), organisation_id=reach.organisation_id)


class Pair(models.Model):
    """Who visits together: one adult and one young person of a community."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pairs")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    adult = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    youth = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PairQuerySet.as_manager()


class ChargeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def of(self, user):
        """What this user is charged with, alone or in a pair."""
        return self.filter(Q(visitor=user) | Q(pair__adult=user) | Q(pair__youth=user))

    def visible_to(self, user, permission):
        reach = user.reach(permission)
        return self.filter(reach.area_q(), organisation_id=reach.organisation_id)


class Charge(models.Model):
    """One entry of a caseload: this person, or everybody of this area, is visited by this user or pair."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    visitor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="charges")
    pair = models.ForeignKey(Pair, models.PROTECT, null=True, related_name="charges")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="charges")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    area_key = models.BigIntegerField()
    every_days = models.PositiveSmallIntegerField(null=True, help_text="how often; else the rhythm of their groups")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ChargeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area_key"], condition=Q(ended_at=None), name="charge_standing"),
            models.Index(fields=["person"], condition=Q(ended_at=None), name="charge_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visitor__isnull=False) ^ Q(pair__isnull=False), name="charge_visitor_or_pair"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ Q(area__isnull=False), name="charge_person_or_area"
            ),
        ]


class Rhythm(models.Model):
    """How often persons of a group are to be visited: data. The most frequent of a person's groups holds.

    Without an organisation it is Saan's own proposal, which holds for a group until an organisation says otherwise.
    `every_days` null: this organisation visits the group in no rhythm.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    group = models.CharField(max_length=20, help_text="a PersonGroup, or ELDER")
    every_days = models.PositiveSmallIntegerField(null=True)
    set_at = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "group"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="rhythm_stands_once",
            )
        ]
