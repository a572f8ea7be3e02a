"""What a phone's copy is compared with: when each person's bundle last changed, in transactions, never by a clock."""

from django.db import models


class Trace(models.Model):
    """The newest transaction that changed what phones hold of this person. Written by triggers alone.

    `xid` is pg_current_xact_id: a reader who was told a snapshot's xmin has everything below it.
    """

    person_id = models.BigIntegerField(primary_key=True)
    xid = models.BigIntegerField(db_index=True)
