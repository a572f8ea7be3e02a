"""What is compared of a person beside the keys. It is filled with the next edition of the keys, piece by piece while
everybody works (linking.renew_edition); a registry without persons has that edition already."""

from django.db import migrations, models

EMPTY_IS_RENEWED = "UPDATE people_keyedition SET edition = 4 WHERE NOT EXISTS (SELECT FROM people_person)"


class Migration(migrations.Migration):
    dependencies = [("people", "0014_one_index_of_places")]
    operations = [
        migrations.AddField("keyring", "compared_sealed", models.BinaryField(null=True)),
        migrations.RunSQL(EMPTY_IS_RENEWED, migrations.RunSQL.noop),
    ]
