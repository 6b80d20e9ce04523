"""Lives drawn by hand or by chance, as rows of the facts."""

from datetime import date, timedelta
from typing import Any, Final

from tests.outcomes.made import facts_from
from tirek.outcomes.engine.catalogue import cohorts

ON: Final = date(2026, 1, 1)
FAR: Final = date(9999, 12, 31)
#: What the pack says of a kind of care: its setting and its form.
CARE: Final = {
    "with_mother": ("own_family", ""), "with_parents": ("own_family", ""), "with_father": ("own_family", ""),
    "mothers_house": ("own_family", ""), "trial_stay": ("own_family", ""), "hospital": ("institution", ""),
    "maternity_ward": ("institution", ""), "kin": ("family_based", "kinship"),
    "guardianship": ("family_based", "other_family"), "guest_family": ("family_based", "other_family"),
    "foster_family": ("family_based", "foster"), "patronage": ("family_based", "foster"),
    "adoption": ("family_based", "adoption"), "childrens_home": ("residential", "residential"),
    "infant_home": ("residential", "residential"),
}  # fmt: skip
Found = dict[tuple[int, date], tuple[str, date]]


def day(text: str) -> date:
    return date.fromisoformat(text)


class World:
    """Rows of the facts, a life at a time."""

    def __init__(self, programme: str, part: str = "child") -> None:
        self.programme, self.part = programme, part
        self.tables: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("persons", "cases", "members", "episodes", "acts", "follow_ups")
        }

    def life(
        self, n: int, *episodes: tuple[Any, ...], born: str = "2015-06-01", opened: str = "2022-01-01",
        closed: str = "", looked: str = "2025-12-20", asked: tuple[tuple[str, str], ...] = (), died: str = "",
        outcome: str = "unknown", unit: str = "unit-1",
    ) -> None:  # fmt: skip
        """Somebody and their case. An episode: track or kind of care, from, until, more; ``looked``: the last visit."""
        case = {"case_key": 1000 * (len(self.tables["cases"]) + 1), "unit": unit, "programme": self.programme}
        if not any(row["person_key"] == n for row in self.tables["persons"]):
            death = day(died) if died else FAR
            self.tables["persons"].append({"person_key": n, "born_on": day(born), "died_on": death, "sex": "female"})
        self.tables["cases"].append({
            **case, "client_key": n, "opened_on": day(opened), "closed_on": day(closed) if closed else FAR,
            "state": "closed" if closed else "open", "outcome": outcome,
        })  # fmt: skip
        self.tables["members"].append({**case, "person_key": n, "part": self.part, "joined_on": day(opened)})
        self.tables["acts"].append({**case, "act": "visit", "reached": "yes", "done_on": day(looked)})
        self.tables["acts"].append({**case, "act": "visit", "reached": "no", "done_on": ON})
        for on, answer in asked:
            self.tables["follow_ups"].append({**case, "held_on": day(on), "reached": "yes", "answer": answer})
        for kind, start, end, *more in episodes:
            track, _, word = kind.rpartition(":")
            setting, form = CARE.get(word, ("", "")) if not track else ("institution" if track == "custody" else "", "")
            self.tables["episodes"].append({
                **case, "person_key": n, "track": track or "care", "kind": word, "setting": setting, "care_form": form,
                "placement": bool(form), "starts_on": day(start), "ended_on": day(end) if end else FAR,
                **(more[0] if more else {}),
            })  # fmt: skip

    def rows(self, cohort: str) -> Found:
        """Each entry of a cohort with its ending and the last day it is known."""
        return self.rows_of(cohort)[cohort]

    def rows_of(self, *names: str) -> dict[str, Found]:
        """The same for several."""
        with facts_from(self.tables, on=ON) as facts:
            tables = {name: cohorts()[name].rows(facts).to_pyarrow().to_pylist() for name in names}
        found = {
            name: {(row["key"], row["began_on"]): (row["ending"], row["watched_until"]) for row in table}
            for name, table in tables.items()
        }
        assert all(len(found[name]) == len(tables[name]) for name in names), "an entry stands there twice"
        return found


def moment(kind: str, on: str, **more: Any) -> tuple[str, str, str, dict[str, Any]]:
    later = (day(on) + timedelta(days=1)).isoformat()
    return kind, on, later, {"moment": True, **more}
