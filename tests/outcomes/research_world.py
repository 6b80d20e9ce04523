"""A made-up organisation of which somebody asks for data: families, cases, placements, assessments, follow-ups."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from tests.outcomes.made import facts_from
from tirek.outcomes.engine.definition import Facts, Span
from tirek.outcomes.engine.model import OPEN_END

ON = date(2026, 6, 30)
SPAN = Span(date(2023, 1, 1), date(2026, 6, 30))
REGIONS = ("750000000", "710000000", "610000000", "390000000", "unknown")
GROUNDS = ("no_housing", "addiction", "neglect", "domestic_violence", "family_conflict", "minor_mother")


def tables(families: int, seed: int = 1) -> dict[str, list[dict[str, Any]]]:
    """Rows of the facts about so many families; every fifth has two cases, one of each of two children."""
    chance = random.Random(seed)
    made: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("persons", "cases", "grounds", "risks", "services", "episodes", "assessments")
    }
    made["follow_ups"] = []
    for family in range(1, families + 1):
        region = chance.choices(REGIONS, (40, 20, 20, 15, 5))[0]
        for place in range(2 if family % 5 == 0 else 1):
            _case(made, chance, family, family * 10 + place, region)
    return made


def _case(made: dict[str, list[dict[str, Any]]], chance: random.Random, family: int, key: int, region: str) -> None:
    opened = SPAN.first + timedelta(days=chance.randrange(1200))
    closed = opened + timedelta(days=chance.randrange(30, 600))
    done = closed < ON
    case = {"case_key": key, "programme": chance.choice(("family_preservation", "reunification"))}
    made["persons"].append(
        {
            "person_key": key, "sex": chance.choice(("female", "male")), "region": region,
            "born_on": opened - timedelta(days=chance.randrange(17 * 365)),
            "disability": chance.choices(("yes", "no", "unknown"), (1, 6, 3))[0],
        }
    )  # fmt: skip
    made["cases"].append(
        {
            **case, "family_key": family, "client_key": key, "opened_on": opened,
            "closed_on": closed if done else OPEN_END, "state": "closed" if done else "open",
            "outcome": chance.choice(("with_mother", "with_kin", "foster_care")) if done else "unknown",
        }
    )  # fmt: skip
    made["grounds"] += [{**case, "ground": ground} for ground in chance.sample(GROUNDS, chance.choice((1, 1, 2)))]
    made["risks"].append({**case, "level": chance.choice(("low", "medium", "high")), "done_on": opened})
    made["services"] += [{**case, "done_on": opened} for _ in range(chance.randrange(14))]
    made["follow_ups"].append(
        {
            **case, "months": 12, "due_on": closed + timedelta(days=365), "reached": "yes",
            "kept": chance.choice(("yes", "no", "unknown")),
        }
    )  # fmt: skip
    for _ in range(chance.randrange(1, 3)):
        began = opened + timedelta(days=chance.randrange(60))
        ended = began + timedelta(days=chance.randrange(10, 500))
        left = ended < ON
        made["episodes"].append(
            {
                **case, "person_key": key, "track": "care", "placement": True, "starts_on": began,
                "care_form": chance.choice(("residential", "foster", "kinship")),
                "ended_on": ended if left else OPEN_END, "entry_reason": chance.choice(("safety", "parents_request")),
                "exit_reason": chance.choice(("plan_fulfilled", "carers_gave_up")) if left else "",
                "left_to": chance.choice(("REUNION", "FAMILY", "RESIDENTIAL")) if left else "",
            }
        )  # fmt: skip
    made["assessments"].append(
        {
            **case, "person_key": key, "instrument": chance.choice(("risk_and_needs", "washington_group_ss")),
            "band": chance.choice(("low", "medium", "high")), "critical": chance.random() < 0.2,
            "done_on": opened + timedelta(days=chance.randrange(90)),
        }
    )  # fmt: skip


@contextmanager
def research_facts(families: int = 300, seed: int = 1) -> Iterator[Facts]:
    """The facts of that organisation, whose code is ``house-1``."""
    with facts_from(tables(families, seed), on=ON) as facts:
        yield facts
