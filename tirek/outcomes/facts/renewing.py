"""The evidence made anew: the facts written, the records behind them looked over, figures and curves computed."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final

from tirek.kernel.clock import today
from tirek.outcomes.enums import VersionState
from tirek.outcomes.facts.findings import look_for_findings
from tirek.outcomes.facts.writing import export_facts, forget_old_versions
from tirek.outcomes.models import FactsVersion

#: What the extra ``analytics`` brings and nothing of the evidence can be made without.
NEEDED: Final = ("duckdb", "ibis", "pyarrow", "adbc_driver_postgresql")

#: What is done with a version, in this order.
STEPS: Final = (
    ("tirek.outcomes.facts.deriving", "derive"),
    ("tirek.outcomes.actions.figures", "compute_figures"),
    ("tirek.outcomes.actions.editions", "release_figures"),
    ("tirek.outcomes.actions.curves", "compute_curves"),
    ("tirek.outcomes.actions.research", "empty_expired"),
    ("tirek.outcomes.actions.reports", "freeze_due_reports"),
)


def missing() -> list[str]:
    """The packages that are not installed here."""
    return [name for name in NEEDED if find_spec(name) is None]


def is_due() -> bool:
    """Whether today's evidence is still to be made: there are cases, and no version of today was seen to its end."""
    from tirek.casework.models import Case

    done = FactsVersion.objects.using("owner").filter(state=VersionState.READY, on=today(), problem="")
    return not done.exists() and Case.objects.using("owner").exists()


def renew_evidence() -> FactsVersion:
    """All of it, by the owner's door, one after the other; where it is broken off it is begun again as a whole.

    Until it is seen to its end, the version names the step that it is at or was broken off in.
    """
    version = export_facts()
    _at(version, look_for_findings.__name__)
    look_for_findings(version.on)
    for module, step in STEPS:
        _at(version, step)
        getattr(import_module(module), step)(version)
    _at(version, "")
    forget_old_versions()
    return version


def _at(version: FactsVersion, step: str) -> None:
    version.problem = step
    version.save(using="owner", update_fields=["problem"])
