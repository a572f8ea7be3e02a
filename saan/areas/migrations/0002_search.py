from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_tables"), ("shared", "0001_roles")]
    operations = [
        migrations.AddIndex(
            model_name="area",
            index=GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="area_search"),
        )
    ]
