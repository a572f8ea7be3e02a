from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0004_wall_of_mentions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="need",
            name="state",
            field=models.CharField(
                choices=[("OPEN", "Open"), ("MET", "Has been met"), ("WITHDRAWN", "No longer needed")],
                default="OPEN",
                max_length=9,
            ),
        ),
    ]
