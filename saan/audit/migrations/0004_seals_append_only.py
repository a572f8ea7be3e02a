"""The chain is as append-only as the trail, and only the house itself (no request) adds to it."""

from django.db import migrations

TABLES = ["audit_seal", "audit_sealing"]
REFUSE_CHANGES = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM saan_web, saan_everywhere;
"""
    for table in TABLES
)
ALLOW_CHANGES = "".join(
    f"DROP TRIGGER {table}_no_truncate ON {table}; DROP TRIGGER {table}_append_only ON {table};" for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seals")]
    operations = [migrations.RunSQL(REFUSE_CHANGES, ALLOW_CHANGES)]
