"""What a phone's copy is compared with: when somebody's bundle changed, in transactions, never by a clock."""

from django.db import models


class Trace(models.Model):
    """A transaction that changed what phones hold of a person. Written by triggers alone, and only ever added, so that
    writers never wait for each other here; tidied behind them (changes.tidy).

    `area_key`: where the person was, before and after, so that a phone of either place hears of a move. `uuid`: the
    name of a person whose row is gone altogether. `settled`: every transaction below had ended when this was written.
    """

    pk = models.CompositePrimaryKey("xid", "person_id", "area_key")
    xid = models.BigIntegerField(help_text="pg_current_xact_id")
    person_id = models.BigIntegerField()
    area_key = models.BigIntegerField()
    settled = models.BigIntegerField()
    uuid = models.UUIDField(null=True)
