"""An index on a table that is there already is made while others write to it (docs/operations.md)."""

from django.contrib.postgres.operations import NotInTransactionMixin
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

# Of before the first list came in.
EMPTY_TABLES = {
    ("areas", "0002_search"),
    ("audit", "0003_seals"),
    ("forms", "0003_receipts_aside"),
    ("intake", "0002_found_tables"),
    ("partners", "0002_agreement_state_and_search"),
    ("people", "0003_evidence_and_proposals"),
    ("people", "0005_rows_that_went"),
    ("people", "0006_find_by_house_explain_on_sight"),
}


def locking(migration):
    """The models whose writers would wait while this migration makes or drops an index."""
    new = {each.name_lower for each in migration.operations if isinstance(each, migrations.CreateModel)}
    indexing = [each for each in migration.operations if isinstance(each, migrations.AddIndex | migrations.RemoveIndex)]
    return [
        each.model_name_lower
        for each in indexing
        if each.model_name_lower not in new and not isinstance(each, NotInTransactionMixin)
    ]


def test_no_index_keeps_writers_waiting():
    ours = {
        name: migration
        for name, migration in MigrationLoader(None).disk_migrations.items()
        if type(migration).__module__.startswith("saan.")
    }

    assert {name for name, migration in ours.items() if locking(migration)} == EMPTY_TABLES
