"""The doctor and the kept files."""

import pytest
from django.core.files.storage import default_storage

from saan.intake import testing
from saan.intake.examining import examine
from saan.runtime.doctor import Level

pytestmark = pytest.mark.django_db


def test_whole_files_are_fine():
    testing.received(testing.workbook())

    assert [finding.level for finding in examine()] == [Level.FINE]


def test_an_altered_file_is_found():
    batch = testing.received(testing.workbook())
    path = default_storage.path(batch.files.get().path)
    with open(path, "r+b") as file:
        file.seek(200)
        file.write(b"\0" * 8)

    [finding] = examine()

    assert finding.level is Level.PROBLEM
