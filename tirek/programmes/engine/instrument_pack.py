"""An instrument under a licence of its own: one folder of ``instrument_packs``, apart from every programme."""

import json
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError

from tirek.programmes.engine.pack import PackError, PackProblem
from tirek.programmes.engine.pack_parts import Instrument
from tirek.programmes.engine.words import Part, Source, Words


class InstrumentPack(Part):
    """The instrument as a programme would list it, its source, and what its licence allows in plain words."""

    instrument: Instrument
    source: Source
    uses: Annotated[tuple[Literal["clinical", "training", "research"], ...], Field(min_length=1)]
    terms: Words

    @property
    def code(self) -> str:
        """The code by which programmes list it under ``optional``."""
        return self.instrument.code


def load_instrument_pack(folder: Path) -> InstrumentPack:
    """The instrument of a folder, complete. Raises ``PackProblem`` with every mistake found."""
    content = yaml.safe_load((folder / "instrument.yaml").read_text("utf-8"))
    content["instrument"]["text"] = (folder / "questions.md").read_text("utf-8")
    try:
        # Through JSON, as the database will give it back.
        found = InstrumentPack.model_validate_json(json.dumps(content, default=str))
    except ValidationError as problem:
        errors = [
            PackError("instrument.yaml", ".".join(map(str, error["loc"])), error["msg"]) for error in problem.errors()
        ]
        raise PackProblem(errors) from None
    if found.code != folder.name:
        raise PackProblem(
            [PackError("instrument.yaml", "instrument.code", f"should be {folder.name!r}, as the folder.")]
        )
    if not (folder / "LICENSE.md").is_file():
        raise PackProblem([PackError("LICENSE.md", "", "the file is missing. Write what the licence allows.")])
    return found
