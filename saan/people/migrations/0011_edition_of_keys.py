"""Which edition of the keys the registry holds, so that they are made anew when the library makes others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0010_walls_of_lists_and_houses")]
    operations = [
        migrations.CreateModel(
            name="KeyEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.IntegerField()),
                ("reached", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RunSQL("INSERT INTO people_keyedition (edition, reached) VALUES (1, 0)", migrations.RunSQL.noop),
    ]
