"""Figures as the nightly work keeps them, written through the owner's door: what pages and files are made from."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from tirek.access.models import Organisation, Unit
from tirek.outcomes.enums import VersionState
from tirek.outcomes.models import FactsVersion, Figure

Cell = tuple[dict[str, str], int, int | None]


def keep_version(number: int = 1, on: date = date(2026, 11, 20)) -> FactsVersion:
    """A version of the facts that is ready."""
    return FactsVersion.objects.using("owner").create(
        number=number, on=on, model_version="1", state=VersionState.READY, digest=f"{number:064x}",
        finished_at=datetime(on.year, on.month, on.day, 3, tzinfo=UTC),
    )  # fmt: skip


def keep_figures(
    version: FactsVersion,
    indicator: str,
    cells: Iterable[Cell],
    *,
    year: int = 2025,
    unit: Unit | None = None,
    organisation: Organisation | None = None,
    first: date | None = None,
    hidden: Iterable[int] = (),
) -> None:
    """Figures of an indicator: split how and what was counted. Those whose place in the list is hidden are not told."""
    gone = set(hidden)
    Figure.objects.using("owner").bulk_create(
        [
            Figure(
                version=version, indicator=indicator, definition=1,
                first_on=first or date(year, 1, 1), last_on=date(year, 12, 31),
                scope="unit" if unit else "organisation" if organisation else "all",
                unit_id=unit.pk if unit else None,
                organisation_id=unit.organisation_id if unit else organisation.pk if organisation else None,
                breakdown=list(split), categories=list(split.values()), numerator=counted, denominator=of,
                hidden=place in gone,
            )
            for place, (split, counted, of) in enumerate(cells)
        ]
    )  # fmt: skip
