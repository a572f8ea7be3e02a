from django.db import models
from django.db.models import Q


class ItemQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None)

    def waiting_for(self, user):
        """What this user can and should act on, for the organisation they act for now."""
        # Most permissions reach as far as others, and a condition for each makes every page of a village slower.
        alike = {}
        for permission in sorted(user.permissions()):
            reach = user.reach(permission)
            alike.setdefault(reach.ranges, (reach, []))[1].append(permission)
        mine = Q(pk__in=[])
        for reach, permissions in alike.values():
            mine |= Q(permission__in=permissions) & reach.area_q()
        named = Q(user_id=None) | Q(user_id=user.pk)
        given = Q(giver_id=None) | Q(giver_id__in=sorted(user.givers()["HEALTH"]))
        return self.open().filter(named, mine, given, organisation_id=user.acting_organisation_id)


class Item(models.Model):
    """One thing that waits: which organisation's, where, and who may do it. `key` makes it arrive once."""

    kind = models.CharField(max_length=60, help_text="a kind declared in worklist.hooks")
    key = models.CharField(max_length=120, unique=True)
    organisation_id = models.BigIntegerField()
    permission = models.CharField(max_length=60)
    area_key = models.BigIntegerField()
    user_id = models.BigIntegerField(null=True, help_text="waits for this user alone")
    giver_id = models.BigIntegerField(
        null=True, help_text="whose health data it tells: seen while that organisation shares them"
    )
    facts = models.JSONField(default=dict, help_text="fills the sentence of its kind")
    url = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "area_key"], condition=Q(done_at=None), name="worklist_item_open")
        ]
