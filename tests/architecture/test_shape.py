"""The house keeps its shape: what stands above may know what stands below, never the other way round."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from saan.contexts import CONTEXTS
from tests.addresses import addresses

ROOT = Path(__file__).resolve().parents[2]
SAAN = ROOT / "saan"
HEIGHT = {name: len(CONTEXTS) - position for position, name in enumerate(CONTEXTS)}
PRIVATE = {"views", "urls", "migrations", "apps"}
LONGEST = 500
GENERATED = {"migrations", "node_modules", "locale"}

# Addresses of packages that know nothing of our decorators: route → why it may stand without.
WITHOUT_DECLARED_ACCESS = {}


def python_files(folder=SAAN):
    return [path for path in folder.rglob("*.py") if not GENERATED & set(path.parts)]


def context_of(path):
    parts = path.relative_to(SAAN).parts
    return parts[0] if parts[0] in HEIGHT else None


def test_rooms_import_downwards_only():
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0


def test_every_address_declares_who_may_open_it():
    without = [str(a) for a in addresses() if a.access is None and a.route not in WITHOUT_DECLARED_ACCESS]

    assert without == []


def test_every_permission_asked_for_is_held_by_some_role():
    from saan.roles import ROLES

    held = frozenset().union(*(role.permissions for role in ROLES.values()))
    asked = {address.access for address in addresses() if address.access and "." in str(address.access)}
    asked = {access for access in asked if not str(access).startswith("public:")}

    assert asked <= held


def test_foreign_keys_point_downwards():
    upwards = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model and model._meta.app_label in HEIGHT
        and HEIGHT.get(field.related_model._meta.app_label, 0) > HEIGHT[model._meta.app_label]
        and field.related_model._meta.label != settings.AUTH_USER_MODEL
    ]  # fmt: skip

    assert upwards == []


def imports_of(path):
    """(module, name) of every import in the file, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def is_private_to_another(path, module, name):
    parts = f"{module}.{name}".split(".")
    if parts[0] != "saan" or len(parts) < 3 or parts[1] not in HEIGHT or parts[1] in (context_of(path), "shared"):
        return False
    return parts[2] in PRIVATE or any(part.startswith("_") and not part.startswith("__") for part in parts[2:])


def test_private_modules_stay_private():
    found = [
        f"{path.relative_to(ROOT)}: {module}.{name}"
        for path in python_files()
        if context_of(path)
        for module, name in imports_of(path)
        if is_private_to_another(path, module, name)
    ]

    assert found == []


def test_no_file_is_longer_than_five_hundred_lines():
    every = [
        path
        for folder in ("saan", "linkage", "sheets", "invented", "tools", "tests", "frontend/src", "bench")
        for ending in ("*.py", "*.ts", "*.css", "*.html")
        for path in (ROOT / folder).rglob(ending)
        if not GENERATED & set(path.relative_to(ROOT).parts)
    ]
    too_long = {str(p.relative_to(ROOT)): n for p in every if (n := len(p.read_text().splitlines())) > LONGEST}

    assert too_long == {}


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_room_says_what_it_promises(context):
    module = ast.parse((SAAN / context / "__init__.py").read_text())

    assert ast.get_docstring(module)


@pytest.mark.parametrize("path", sorted(SAAN.glob("*/rules.py")), ids=lambda path: path.parent.name)
def test_rules_ask_neither_database_nor_clock_nor_request(path):
    asked = {module.split(".")[0:2][-1] for module, _name in imports_of(path) if module.startswith("django.")}

    assert not asked & {"db", "http", "shortcuts", "utils.timezone"}


def verbs_written():
    """(file, verb) for each verb written into the trail by name."""
    for path in python_files():
        if "tests" in path.parts or path.name == "testing.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            is_record = isinstance(node, ast.Call) and _called(node) in ("record", "record_read", "_record")
            if (
                is_record
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                yield str(path.relative_to(ROOT)), node.args[0].value


def _called(node):
    return getattr(node.func, "attr", None) or getattr(node.func, "id", None)


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_verb_of_the_trail_has_its_sentence(context):
    from saan.audit.hooks import VERBS

    written = {verb for _path, verb in verbs_written() if verb.split(".")[0] == context}
    declared = {verb for verb in VERBS if verb.split(".")[0] == context}

    assert written <= declared


def test_every_kind_of_waiting_work_has_its_sentence():
    from saan.worklist.hooks import KINDS

    waiting = [
        (str(path.relative_to(ROOT)), keyword.value.value)
        for path in python_files()
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _called(node) == "wait"
        for keyword in node.keywords
        if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant)
    ]

    assert [(path, kind) for path, kind in waiting if kind not in KINDS] == []
