from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_id", models.BigIntegerField(unique=True)),
                ("link", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Sealing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("last_id", models.BigIntegerField()),
                ("horizon", models.BigIntegerField()),
                ("done_up_to", models.BigIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["organisation_id", "-at", "-id"], name="audit_event_organisation"),
        ),
    ]
