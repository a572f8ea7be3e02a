"""The table of Django's database cache (CACHES): counters of failed sign-ins, the same in every process.

Unlogged: after a crash it is empty, which costs nobody anything.
"""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE accounts_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX accounts_cache_expires ON accounts_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_identity_and_emergency")]
    operations = [migrations.RunSQL(MAKE, "DROP TABLE accounts_cache")]
