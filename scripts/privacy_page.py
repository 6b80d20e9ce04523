"""Writes docs/privacy.md from the privacy declarations of the apps: every field, its class, how long it is kept."""

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAGE = ROOT / "docs" / "privacy.md"
APPS = ("access", "directory", "people", "programmes", "casework", "outcomes")
HEAD = """# Privacy of every field

Written by `scripts/privacy_page.py` from the `privacy.py` of each app; a test fails when a field is undeclared or this
page is stale.

Classes: `direct` names somebody · `indirect` narrows down who it is · `sensitive` may do harm when known ·
`operational` serves the work · `reference` is no personal data. Kept: `with_case`, `with_person`, `with_family`,
`with_staff` as long as that one is kept · `derived` goes with what it was made from · `permanent`, `one_year`,
`thirty_days`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for app in APPS:
        for model, fields in import_module(f"tirek.{app}.privacy").PRIVACY.items():
            groups: dict[tuple[str, str], list[str]] = {}
            for name, privacy in fields.items():
                groups.setdefault(privacy, []).append(name)
            rows = [f"| {privacy} | {kept} | {', '.join(names)} |" for (privacy, kept), names in sorted(groups.items())]
            parts.append(
                "\n".join([f"\n## {app}: {model}\n", "| class | kept | fields |", "| --- | --- | --- |", *rows])
            )
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
