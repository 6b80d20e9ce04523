"""Every definition beside those of care says what it is, and names rules and goals that there are."""

from pathlib import Path
from typing import Any

from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.definition import Contribution, Measure
from tirek.outcomes.engine.dimensions import DIMENSIONS
from tirek.outcomes.engine.framework import framework
from tirek.programmes.engine.pack_folder import load_pack

PACKS = Path(__file__).parents[2] / "packs"
OURS = ("tdi_", "addiction_", "probation_", "family_", "protection_", "standards_", "work_", "follow_up_", "sdg_")
MINE = {code: one for code, one in indicators().items() if code.startswith(OURS)}


def test_there_are_at_least_thirty_five_of_ours_and_each_tells_what_it_is() -> None:
    assert len(MINE) >= 35
    for one in MINE.values():
        assert one.measure is not Measure.CHECKLIST
        assert (one.denominator is None) == (one.denominator_about is None)
        assert (one.measure in {Measure.SHARE, Measure.RATIO}) == (one.denominator is not None)
        for name in {name for breakdown in one.by for name in breakdown}:
            assert name in DIMENSIONS
        for serves in one.serves:
            assert serves.indicator in framework()


def test_what_only_a_survey_can_tell_is_never_a_share_of_ours() -> None:
    for one in MINE.values():
        if any(serves.how is Contribution.SURVEY for serves in one.serves):
            assert one.measure is Measure.COUNT


def test_the_rules_that_indicators_name_stand_in_the_packs_and_ask_for_that() -> None:
    from tirek.outcomes.indicators.standards_in_time import ASKS

    rules: dict[str, Any] = {
        rule.id: rule for path in PACKS.glob("*/pack.yaml") for rule in load_pack(path.parent).standards.rules
    }
    asked = {
        "visits": {"visit"}, "contacts": {"contact", "visit"}, "assessments": {"assessment"},
        "plans": {"plan_agreed"}, "reviews": {"plan_reviewed"},
    }  # fmt: skip
    for what, named in ASKS.items():
        for rule in named:
            if what == "follow_ups":
                assert rules[rule].verb == "followed_up"
            else:
                assert set(rules[rule].event.kinds) <= asked[what], rule
    # None is forgotten either.
    for code, one in rules.items():
        kinds = set(getattr(getattr(one, "event", None), "kinds", ()))
        if kinds in ({"visit"}, {"contact", "visit"}, {"plan_agreed"}, {"plan_reviewed"}):
            assert any(code in named for named in ASKS.values()), code
