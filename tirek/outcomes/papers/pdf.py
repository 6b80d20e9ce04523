"""A frozen report as PDF: tagged, searchable, in the fonts that Tirek carries."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent
_FONTS: Final = _HERE.parents[1] / "web" / "printing" / "fonts"


def pdf(content: dict[str, Any]) -> bytes:
    """The PDF of a snapshot's content. Its time is the moment of freezing."""
    import typst

    made = typst.compile(
        _HERE / "report.typ",
        root=_HERE,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"content": json.dumps(content, ensure_ascii=False, sort_keys=True)},
        timestamp=int(datetime.fromisoformat(content["frozen"]).timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was expected")
    return made
