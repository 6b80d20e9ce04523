"""Paper: a page template, what stands on it as plain values, a tagged PDF out of both.

Everything that people wrote reaches the template as JSON and is set as text, never read as markup.
"""

import json
from pathlib import Path
from typing import Any

import typst

from tirek.kernel.clock import now

_HERE = Path(__file__).parent


def pdf(template: str, content: dict[str, Any]) -> bytes:
    """The PDF of a template (``plan``, ``visit``) with its content: A4, tagged, searchable, black on white."""
    made = typst.compile(
        _HERE / f"{template}.typ",
        root=_HERE,
        font_paths=[_HERE / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        timestamp=int(now().timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was expected")
    return made
