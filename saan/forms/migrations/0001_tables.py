import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0003_level_words"),
        ("partners", "0003_need_kinds"),
        ("people", "0009_uuid_and_followers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name_th", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                ("lowest", models.FloatField(help_text="below it a value cannot be true", null=True)),
                ("highest", models.FloatField(null=True)),
                ("formula", models.JSONField(default=dict)),
                ("change_alert", models.FloatField(null=True)),
                ("is_shown", models.BooleanField(default=True, help_text="false for single items of a score")),
                ("source", models.CharField(blank=True, max_length=500)),
                ("position", models.PositiveSmallIntegerField(default=100)),
            ],
            options={
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="DeviceKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("created_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="device_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Form",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(help_text="the XLSForm's form_id", max_length=100)),
                ("title_th", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                (
                    "source",
                    models.CharField(blank=True, help_text="where the instrument was published", max_length=500),
                ),
                ("position", models.PositiveSmallIntegerField(default=100)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forms",
                        to="partners.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FormOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("offered_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="forms.form"
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="form_offers",
                        to="partners.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FormVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("DRAFT", "Draft"), ("PUBLISHED", "Published"), ("CLOSED", "Closed")],
                        default="DRAFT",
                        max_length=9,
                    ),
                ),
                ("workbook", models.BinaryField(help_text="the XLSForm as uploaded")),
                ("workbook_name", models.CharField(max_length=255)),
                ("xform", models.TextField()),
                ("md5", models.CharField(help_text="of the xform; OpenRosa's hash", max_length=32)),
                ("definition", models.JSONField()),
                ("uploaded_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="forms.form"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FormFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255)),
                ("content", models.BinaryField()),
                ("md5", models.CharField(max_length=32)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="forms.formversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("label_th", models.CharField(max_length=120)),
                ("label_en", models.CharField(max_length=120)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("FINE", "As it should be"),
                            ("WATCH", "Watch"),
                            ("ALERT", "Needs an answer"),
                            ("TODAY", "Needs an answer today"),
                        ],
                        default="FINE",
                        max_length=5,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=500)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bands", to="forms.measure"
                    ),
                ),
            ],
            options={
                "ordering": ["measure", "low"],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("instance_id", models.CharField(blank=True, max_length=255)),
                ("sha256", models.BinaryField(max_length=32)),
                ("size", models.IntegerField()),
                ("body_sealed", models.BinaryField()),
                ("form_code", models.CharField(blank=True, max_length=100)),
                ("form_version", models.CharField(blank=True, max_length=60)),
                ("user_agent", models.CharField(blank=True, max_length=200)),
                (
                    "is_complete",
                    models.BooleanField(
                        default=True, help_text="false while the sender says that files are still to come"
                    ),
                ),
                ("received_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting"),
                            ("LANDED", "Landed"),
                            ("CONFLICT", "Conflict"),
                            ("ASIDE", "Aside"),
                            ("DISCARDED", "Discarded"),
                        ],
                        default="WAITING",
                        max_length=9,
                    ),
                ),
                ("error_code", models.CharField(blank=True, max_length=40)),
                ("error_facts", models.JSONField(default=dict)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("leased_until", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.devicekey"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("instance_id", models.CharField(max_length=255, unique=True)),
                (
                    "client",
                    models.CharField(
                        choices=[("FIELD", "Field app"), ("COLLECT", "ODK Collect"), ("WEB", "Web page")],
                        default="FIELD",
                        max_length=7,
                    ),
                ),
                ("area_key", models.BigIntegerField()),
                ("answers", models.JSONField()),
                ("sealed", models.BinaryField(null=True)),
                ("scores", models.JSONField(default=dict)),
                (
                    "has_difference",
                    models.BooleanField(default=False, help_text="form and server do not agree on a score"),
                ),
                ("started_at", models.DateTimeField(help_text="by the phone's clock", null=True)),
                ("ended_at", models.DateTimeField(help_text="by the phone's clock", null=True)),
                ("received_at", models.DateTimeField()),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"),
                ),
                (
                    "device",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forms.devicekey"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "receipt",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submission",
                        to="forms.receipt",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="forms.submission",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="forms.formversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("instance_id", models.CharField(max_length=255)),
                ("name", models.CharField(max_length=255)),
                ("sha256", models.BinaryField(max_length=32)),
                ("size", models.IntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("path", models.CharField(max_length=255)),
                ("received_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("instance_id", "name", "sha256"), name="attachment_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.UniqueConstraint(fields=("organisation", "code"), name="form_once", nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name="formoffer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("form", "organisation", "area"), name="form_offer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(fields=("form", "version"), name="form_version_once"),
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "PUBLISHED")), fields=("form",), name="form_version_published_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="formfile",
            constraint=models.UniqueConstraint(fields=("version", "name"), name="form_file_once"),
        ),
        migrations.AddConstraint(
            model_name="band",
            constraint=models.UniqueConstraint(fields=("measure", "code", "valid_from"), name="band_once"),
        ),
        migrations.AddConstraint(
            model_name="band",
            constraint=models.CheckConstraint(
                condition=models.Q(("low", None), ("high", None), ("low__lte", models.F("high")), _connector="OR"),
                name="band_order",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(condition=models.Q(("state", "WAITING")), fields=["id"], name="receipt_waiting"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("instance_id", "sha256"), name="receipt_once"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["version", "-received_at"], name="forms_submi_version_0deb9e_idx"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["person", "-received_at"], name="forms_submi_person__1cec50_idx"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["area_key", "-received_at"], name="submission_area"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["answers"], name="submission_answers", opclasses=["jsonb_path_ops"]
            ),
        ),
    ]
