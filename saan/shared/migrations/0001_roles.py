"""The database roles that requests work under (shared.access), and what they may touch by default.

Must come before any table is made, so that default privileges reach all of them.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

MAKE_ROLES = """
DO $$
DECLARE
    name text;
    version int := current_setting('server_version_num')::int;
BEGIN
    -- Two databases of one cluster may migrate at the same moment.
    PERFORM pg_advisory_xact_lock(20696);
    FOREACH name IN ARRAY ARRAY['saan_web', 'saan_everywhere'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        END IF;
        -- A plain grant would let the owner inherit every policy silently; before 16 there is no finer one.
        IF version >= 160000 THEN
            EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT FALSE, SET TRUE', name);
        ELSIF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', name);
        END IF;
        EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public '
            'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO %I', name);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [
        ("account", "0001_initial"),
        ("areas", "0001_tables"),
        ("audit", "0001_tables"),
        ("auth", "0001_initial"),
        ("contenttypes", "0001_initial"),
        ("procrastinate", "0001_initial"),
        ("sessions", "0001_initial"),
        ("worklist", "0001_tables"),
    ]
    operations = [TrigramExtension(), migrations.RunSQL(MAKE_ROLES, migrations.RunSQL.noop)]
