"""Who enters an outcome over time, until when they are known, and how it ended: small lives drawn by hand."""

from tests.outcomes.lives import ON, World, day, moment
from tests.outcomes.made import facts_from
from tirek.outcomes.engine.catalogue import cohorts
from tirek.outcomes.engine.survival import known_at
from tirek.outcomes.engine.watching import grouped


def test_children_who_returned_home() -> None:
    world, home = World("reunification"), ("childrens_home", "2020-01-01")
    later = ("with_mother", "2024-03-01", "")
    # A trial is no return; a closed case is known until the follow-up that reached somebody.
    world.life(1, (*home, "2024-02-01"), ("trial_stay", "2024-02-01", "2024-03-01"), later, closed="2024-09-01",
               looked="2024-08-01", asked=(("2025-10-01", "with_mother"), ("2025-12-01", "unknown")))  # fmt: skip
    world.life(2, (*home, "2024-03-01"), ("with_mother", "2024-03-01", "2024-06-10"), ("infant_home", "2024-06-10", ""))
    world.life(
        3, (*home, "2024-03-01"), ("with_mother", "2024-03-01", "2024-05-01"), ("foster_family", "2024-05-01", "")
    )
    world.life(
        4, (*home, "2024-03-01"), ("with_mother", "2024-03-01", "2024-05-01"), ("guardianship", "2024-05-01", "")
    )
    world.life(5, (*home, "2024-03-01"), later, born="2006-09-01")
    # Lost before the eighteenth birthday: nobody knows that this child came of age at home.
    world.life(6, (*home, "2024-03-01"), later, born="2006-09-01", closed="2024-06-01", looked="2024-05-20",
               outcome="lost_contact")  # fmt: skip
    world.life(7, (*home, "2024-03-01"), later, closed="2024-06-01", looked="2024-05-20",
               asked=(("2024-10-01", "institution"),))  # fmt: skip
    # Twice home, twice counted; from mother to both parents and a stay in hospital are no endings.
    world.life(8, (*home, "2023-01-01"), ("with_mother", "2023-01-01", "2023-06-01"), ("childrens_home", "2023-06-01",
               "2024-03-01"), ("with_mother", "2024-03-01", "2024-07-01"), ("hospital", "2024-07-01", "2024-07-20"),
               ("with_parents", "2024-07-20", ""))  # fmt: skip
    # Two units wrote down the same return.
    world.life(9, (*home, "2024-03-01"), later)
    world.life(9, (*home, "2024-03-01"), later, unit="unit-2", opened="2024-04-01")
    # What was over before the case was opened is history; what began before it is watched from then on.
    world.life(10, (*home, "2020-06-01"), ("with_mother", "2020-06-01", "2021-01-01"), ("childrens_home", "2021-01-01",
               "2024-03-01"), later)  # fmt: skip
    # An open case that nobody has looked at for half a year says nothing of today.
    world.life(11, (*home, "2024-03-01"), later, looked="2025-04-01")
    world.life(12, (*home, "2024-03-01"), later, died="2024-12-24")
    world.life(
        13, (*home, "2024-02-01"), ("trial_stay", "2024-02-01", "2024-03-01"), ("childrens_home", "2024-03-01", "")
    )
    world.life(14, (*home, "2024-03-01"), ("with_mother", "2024-03-01", "2024-08-01"))
    world.life(15, (*home, "2024-03-01"), ("with_mother", "2024-03-01", "2024-08-01", {"left_to": "ADOPT"}))
    world.life(16, ("with_mother", "2024-03-01", "", {"entry_reason": "reunification"}))
    world.life(17, ("kin", "2020-01-01", "2024-03-01"), later)
    began = day("2024-03-01")
    assert world.rows("reunified_children") == {
        (1, began): ("still", day("2025-10-01")),
        (2, began): ("event", day("2024-06-10")),
        (3, began): ("event", day("2024-05-01")),
        (4, began): ("other_family", day("2024-05-01")),
        (5, began): ("came_of_age", day("2024-09-01")),
        (6, began): ("lost", day("2024-05-20")),
        (7, began): ("event", day("2024-10-01")),
        (8, day("2023-01-01")): ("event", day("2023-06-01")),
        (8, began): ("still", ON),
        (9, began): ("still", ON),
        (10, began): ("still", ON),
        (11, began): ("still", day("2025-04-01")),
        (12, began): ("death", day("2024-12-24")),
        (14, began): ("lost", day("2024-08-01")),
        (15, began): ("adoption", day("2024-08-01")),
        (16, began): ("still", ON),
    }


def test_placements_in_families() -> None:
    world = World("reunification")
    foster = ("foster_family", "2024-03-01")
    world.life(1, (*foster, "2024-09-01"), ("foster_family", "2024-09-01", ""))  # renewed: one placement
    world.life(2, (*foster, "2024-09-01", {"exit_reason": "carers_gave_up"}), ("foster_family", "2024-09-01", ""))
    world.life(3, (*foster, "2024-09-01"), ("childrens_home", "2024-09-01", ""))
    world.life(4, ("kin", "2024-03-01", "2024-09-01"), ("guardianship", "2024-09-01", ""))
    world.life(5, (*foster, "2024-09-01", {"exit_reason": "plan_fulfilled"}), ("with_mother", "2024-09-01", ""))
    world.life(6, (*foster, "2024-09-01", {"exit_reason": "unsafe"}), ("with_mother", "2024-09-01", ""))
    world.life(7, ("guest_family", "2024-03-01", ""))
    world.life(8, ("guardianship", "2024-03-01", "2024-09-01"), ("adoption", "2024-09-01", ""))
    began, then = day("2024-03-01"), day("2024-09-01")
    assert world.rows("placements") == {
        (1, began): ("still", ON),
        (2, began): ("event", then),
        (2, then): ("still", ON),
        (3, began): ("event", then),
        (4, began): ("moved_on", then),
        (4, then): ("still", ON),
        (5, began): ("home", then),
        (6, began): ("event", then),
        (8, began): ("adoption", then),
    }


def test_the_first_time_in_care_until_home() -> None:
    world = World("reunification")
    world.life(1, ("childrens_home", "2023-01-01", "2023-06-01"), ("infant_home", "2023-06-01", "2024-01-01"),
               ("trial_stay", "2024-01-01", "2024-02-01"), ("with_mother", "2024-02-01", "2024-05-01"),
               ("childrens_home", "2024-05-01", ""))  # fmt: skip
    world.life(2, ("childrens_home", "2023-01-01", "2024-02-01"), ("guardianship", "2024-02-01", ""))
    world.life(3, ("childrens_home", "2023-01-01", "2024-02-01", {"left_to": "REUNION"}))
    world.life(4, ("childrens_home", "2019-01-01", ""), opened="2023-01-01")
    began, then = day("2023-01-01"), day("2024-02-01")
    assert world.rows("home_from_care") == {
        (1, began): ("event", then),
        (2, began): ("other_family", then),
        (3, began): ("event", then),
        (4, day("2019-01-01")): ("still", ON),
    }
    with facts_from(world.tables, on=ON) as facts:
        late = [group.ended for group in grouped(cohorts()["home_from_care"], facts, ["all"])[0] if group.year == 2019]
    assert {one.entry for one in late} == {(day("2023-01-01") - day("2019-01-01")).days}


def test_newborns_kept_with_their_mothers() -> None:
    world = World("family_preservation")
    born = {"born": "2024-03-01"}
    world.life(1, ("maternity_ward", "2024-03-01", "2024-03-06"), ("mothers_house", "2024-03-06", ""),
               opened="2024-03-02", **born)  # type: ignore[arg-type]  # fmt: skip
    world.life(2, ("infant_home", "2024-03-01", ""), opened="2024-02-20", **born)  # type: ignore[arg-type]
    world.life(3, ("with_mother", "2024-03-06", "2024-07-01"), ("with_father", "2024-07-01", ""), opened="2024-03-02",
               **born)  # type: ignore[arg-type]  # fmt: skip
    world.life(4, ("with_mother", "2024-03-06", ""), opened="2024-09-01", **born)  # type: ignore[arg-type]
    began = day("2024-03-01")
    assert world.rows("newborns_kept") == {
        (1, began): ("still", ON),
        (2, began): ("event", began),
        (3, began): ("kin", day("2024-07-01")),
    }


def test_remission_until_use() -> None:
    world = World("addiction", "client")
    sober = ("use:remission_early", "2024-03-01")
    world.life(1, (*sober, "2025-03-01", {"exit_reason": "year_passed"}), ("use:remission_sustained", "2025-03-01", ""))
    world.life(2, (*sober, ""), moment("use:relapse", "2024-08-01"))
    world.life(3, (*sober, "2024-08-01"), ("use:reduced_use", "2024-08-01", "2024-09-01"),
               ("use:remission_early", "2024-09-01", ""))  # fmt: skip
    world.life(4, (*sober, "", {"entry_reason": "no_access"}))
    world.life(5, (*sober, ""), ("custody:pre_trial_detention", "2024-08-01", ""))
    world.life(6, (*sober, ""), closed="2024-06-01", looked="2024-05-01", asked=(("2024-08-01", "use_as_before"),))
    began, then = day("2024-03-01"), day("2024-08-01")
    assert world.rows("remission") == {
        (1, began): ("still", ON),
        (2, began): ("event", then),
        (3, began): ("event", then),
        (3, day("2024-09-01")): ("still", ON),
        (5, began): ("custody", then),
        (6, began): ("event", then),
    }


def test_release_has_three_measures_and_a_breach_is_none_of_them() -> None:
    world = World("release", "client")
    colony = ("custody:colony", "2020-01-01", "2024-03-01")
    world.life(
        1, colony, moment("offence:technical_breach", "2024-05-01"), moment("offence:police_contact", "2024-06-01")
    )
    world.life(
        2,
        colony,
        moment("offence:new_charge", "2024-05-01"),
        ("custody:pre_trial_detention", "2024-05-03", "2024-08-01"),
        moment("offence:reconviction", "2024-08-01"),
        ("custody:colony", "2024-08-01", ""),
    )
    world.life(3, colony, ("custody:colony", "2024-05-01", "", {"entry_reason": "probation_breach"}))
    moved = ("custody:colony", "2020-01-01", "2023-01-01", {"exit_reason": "transfer"})
    world.life(4, moved, ("custody:settlement_colony", "2023-01-01", "2024-03-01"))
    world.life(5, colony, closed="2024-06-01", looked="2024-05-01", asked=(("2024-09-01", "back_in_prison"),))
    began = day("2024-03-01")
    expected = {
        "reconviction": {1: "still", 2: "event", 3: "breach", 4: "still", 5: "lost"},
        "rearrest": {1: "still", 2: "event", 3: "breach", 4: "still", 5: "event"},
        "reimprisonment": {1: "still", 2: "event", 3: "breach", 4: "still", 5: "event"},
    }
    rows = world.rows_of(*expected)
    for cohort, endings in expected.items():
        found = rows[cohort]
        assert {key: ending for (key, at), (ending, _until) in found.items() if at == began} == endings, cohort
        assert len(found) == len(endings), "a transfer is no release"
    assert rows["rearrest"][2, began][1] == day("2024-05-01")
    assert rows["reimprisonment"][2, began][1] == day("2024-08-01")


def test_women_safe_until_a_new_incident() -> None:
    world = World("protection", "client")
    told = ("violence:by_partner", "2019-01-01", "")
    world.life(
        1, told, ("housing:crisis_centre", "2024-03-01", "2024-06-01"), ("housing:with_partner", "2024-06-01", "")
    )
    hidden = ("housing:hidden_place", "2024-06-01", "")
    world.life(
        2, told, ("housing:shelter", "2024-03-01", "2024-06-01"), hidden, moment("violence:incident", "2024-08-01")
    )
    world.life(3, told, ("housing:shelter", "2024-03-01", ""), moment("protection_order:violated", "2024-08-01"))
    world.life(4, told, ("housing:shelter", "2024-03-01", ""), closed="2024-06-01", looked="2024-06-01",
               asked=(("2024-08-01", "threatened"),))  # fmt: skip
    began, then = day("2024-03-01"), day("2024-08-01")
    assert world.rows("women_safe") == {
        (1, began): ("still", ON),
        (2, began): ("event", then),
        (3, began): ("event", then),
        (4, began): ("event", then),
    }


def test_groups_hold_everybody_once_in_every_place_and_split_and_years_have_their_ratio() -> None:
    world, home = World("reunification"), ("childrens_home", "2020-01-01", "2024-03-01")
    later = ("with_mother", "2024-03-01", "")
    world.life(1, home, later)
    world.life(
        2, home, ("with_mother", "2024-03-01", "2025-01-10"), ("childrens_home", "2025-01-10", ""), unit="unit-2"
    )
    world.life(3, home, later, closed="2024-06-01", looked="2024-05-01")
    cohort = cohorts()["reunified_children"]
    with facts_from(world.tables, on=ON) as facts:
        groups, periods = grouped(cohort, facts)
    for dimension in ("", *cohort.by):
        of = [g for g in groups if g.dimension == dimension]
        people = {
            scope: sum(g.ended.people for g in of if g.scope == scope) for scope in ("all", "organisation", "unit")
        }
        assert set(people.values()) == {3}, dimension
    whole = [group.ended for group in groups if (group.scope, group.dimension) == ("all", "")]
    known = known_at(whole, 365)
    assert (known.still, known.ended, known.unknown, known.early) == (1, {"event": 1}, 1, 0)
    assert [(one.year, one.entries, one.events) for one in periods if one.scope == "all"] == [
        (2024, 3, 0),
        (2025, 0, 1),
    ]
    assert {(g.category, g.ended.people) for g in groups if g.dimension == "care_form" and g.scope == "unit"} == {
        ("residential", 1)
    }
