"""All definitions there are: every file of the folders ``indicators`` and ``cohorts``.

A file declares ``INDICATOR`` or, where a standard numbers a family that differs by destination or form alone,
``INDICATORS``; a cohort file ``COHORT`` or ``COHORTS``. Nothing is imported here that computes: a page may read titles.
"""

import importlib
import pkgutil
from functools import cache
from typing import Any

from tirek.outcomes.engine.cohort import Cohort
from tirek.outcomes.engine.definition import Indicator

INDICATORS = "tirek.outcomes.indicators"
COHORTS = "tirek.outcomes.cohorts"


@cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its id, in the order of the ids."""
    return _declared(INDICATORS, "INDICATOR", Indicator)


@cache
def cohorts() -> dict[str, Cohort]:
    """Every cohort outcome by its id, in the order of the ids."""
    return _declared(COHORTS, "COHORT", Cohort)


def _declared(package: str, name: str, of: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if module.name.startswith("_"):
            continue
        file = importlib.import_module(f"{package}.{module.name}")
        declared = [getattr(file, name)] if hasattr(file, name) else list(getattr(file, f"{name}S", ()))
        if not declared or not all(isinstance(one, of) for one in declared):
            raise TypeError(f"{package}.{module.name} declares no {name}")
        for one in declared:
            if one.id in found:
                raise ValueError(f"two definitions are called {one.id}")
            found[one.id] = one
    return dict(sorted(found.items()))
