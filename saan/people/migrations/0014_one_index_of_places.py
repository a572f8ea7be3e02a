"""What the index before it did, `person_place` does."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0013_edition_with_other_numbers")]
    operations = [RemoveIndexConcurrently("person", "person_area")]
