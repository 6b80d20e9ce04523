"""The repository itself: sizes, no signals, every app writes its own tables alone, no names of registry hosts."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for path in (ROOT / "tirek").rglob("*.py")
    if "migrations" not in path.parts and "node_modules" not in path.parts
)
#: Past 500 lines with a reason.
LONG: dict[str, str] = {}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_past_500_lines(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    assert len(path.read_text().splitlines()) <= 500 or name in LONG


def test_there_are_no_signal_receivers() -> None:
    for path in SOURCES:
        assert not re.search(r"@receiver|\.connect\(\s*\w+\s*,\s*sender|post_save|pre_save", path.read_text()), path


def _written_models(tree: ast.AST) -> set[str]:
    """Names in ``X.objects.create`` and the like."""
    verbs = {"create", "bulk_create", "update", "bulk_update", "get_or_create", "update_or_create", "delete"}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in verbs:
            base = node.func.value
            while isinstance(base, ast.Call | ast.Attribute):
                base = base.func if isinstance(base, ast.Call) else base.value
            if isinstance(base, ast.Name):
                found.add(base.id)
    return found


def test_an_app_writes_its_own_tables_alone() -> None:
    owner = {}
    for app in ("access", "people", "programmes", "directory", "casework", "outcomes"):
        for path in (ROOT / "tirek" / app / "models").glob("*.py"):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef):
                    owner[node.name] = app
    for path in SOURCES:
        app = path.relative_to(ROOT / "tirek").parts[0]
        if app == "config":  # the demo and the checks of an installation
            continue
        for name in _written_models(ast.parse(path.read_text())):
            assert owner.get(name, app) == app, f"{path} writes {name} of {owner[name]}"


def test_pages_write_only_through_acts() -> None:
    for path in (ROOT / "tirek" / "web").rglob("*.py"):
        text = path.read_text()
        written = re.search(r"(?<!form)\.save\(|\.objects\.(create|update|bulk_create)\(|\.delete\(\)", text)
        assert not written, path


def test_no_file_names_a_registry_host() -> None:
    hosts = "|".join(("python" + "hosted", "py" + r"pi\.org", "npm" + r"js\.(org|com)"))
    found = subprocess.run(
        ["git", "grep", "-lIE", hosts, "--", ".", ":!*.md"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.stdout == ""
