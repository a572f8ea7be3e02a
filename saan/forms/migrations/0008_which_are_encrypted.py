"""Versions uploaded before say whether their answers are to be encrypted."""

from django.db import migrations

MARK = """
    UPDATE forms_formversion SET definition = definition || '{"is_encrypted": true}'
    WHERE xform LIKE '%base64RsaPublicKey=%'
"""


class Migration(migrations.Migration):
    dependencies = [("forms", "0007_each_organisation_its_receipts")]
    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
