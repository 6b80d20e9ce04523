"""The workforce in figures: numerator, denominator, source, day; nobody found in a share; no rate without people."""

import random
from datetime import date, timedelta

import pytest

from tests.profession.world import Guild, make_guild
from tirek.access.door import door
from tirek.kernel.clock import today
from tirek.outcomes.actions.reference import load_population
from tirek.outcomes.engine.disclosure import Counted, Kind, audited
from tirek.outcomes.engine.workforce import Population, rate, shares, spread
from tirek.outcomes.selectors.workforce import caseloads, populations, workforce
from tirek.profession.models import (
    AgreementMember,
    Certification,
    Education,
    MeetingPresence,
    Post,
    Practitioner,
    SupervisionAgreement,
    SupervisionMeeting,
    Vacancy,
)
from tirek.toolkit.postgresql.user import acting_as

ABAI, AQMOLA = "100000000", "110000000"


def test_a_rate_needs_people_that_somebody_loaded() -> None:
    assert rate(12, Population(400_000, 2025, "Bureau", True)) == 3.0
    assert rate(12, None) is None


def test_the_spread_of_a_handful_is_not_told() -> None:
    assert spread({10: 2, 12: 2}) is None
    told = spread({10: 2, 12: 2, 30: 1})
    assert (told.middle, told.lower, told.upper, told.most, told.cases) == (12, 10, 12, 30, 74)


def test_shares_of_few_are_hidden_with_one_beside_them() -> None:
    told, whole = shares({"a": (3, 20), "b": (10, 20), "c": (30, 60)}, (43, 100))
    assert {key for key, one in told.items() if one.hidden} == {"a", "b"}
    assert (told["c"].part, whole.part) == (0.5, 0.43)
    assert not any(one.hidden for one in shares({"a": (6, 12), "b": (0, 9)}, (6, 21))[0].values())
    assert not any(one.hidden for one in shares({"a": (0, 40), "b": (None, 4)}, (0, 44))[0].values())
    assert all(one.hidden for one in shares({"a": (6, 12), "b": (None, 9)}, (11, 21))[0].values())


def test_no_table_of_shares_gives_a_hidden_number_away() -> None:
    chance = random.Random(6)
    for _ in range(25):
        counts: dict[str, tuple[int | None, int]] = {}
        for key in "abcdef":
            of = chance.choice([0, 6, 8, 15, 40, 90])
            counts[key] = (chance.randint(0, of), of)
        total = (sum(n or 0 for n, _of in counts.values()), sum(of for _n, of in counts.values()))
        told, whole = shares(counts, total)
        cells = [Counted((), ("region",), (key,), n, of) for key, (n, of) in counts.items()]
        cells.append(Counted((), (), (), *total))
        hidden = {cell.cell for cell in cells if (told[cell.cell[1][0][1]] if cell.cell[1] else whole).hidden}
        assert audited(cells, hidden, Kind.SHARE), (counts, hidden)


@pytest.fixture
def guild(db: None) -> Guild:
    """An association with 24 practitioners in two regions, written down as rows."""
    made = make_guild()
    with acting_as(made.association.pk):
        _entries(made)
    return made


def _entries(guild: Guild) -> None:
    day = today()
    for number in range(24):
        one = Practitioner.objects.create(
            unit=guild.office, number=f"N-{number}", surname="Сынақ", given_name=str(number), languages=["kk"],
            region_id=ABAI if number < 14 else AQMOLA, sex="female" if number % 3 else "male", born_year=1990,
            entered_on=day - timedelta(days=400),
        )  # fmt: skip
        Post.objects.create(
            practitioner=one, employer="House", sector="ngo" if number % 2 else "education", cadre="case_worker",
            region_id=one.region_id, share="0.5" if number == 0 else 1, starts_on=day - timedelta(days=300),
        )  # fmt: skip
        if number < 12:
            Education.objects.create(
                practitioner=one, programme="Social work", institution="University", degree="bachelor", year=2012,
                social_work=True,
            )  # fmt: skip
        if number % 2:
            Certification.objects.create(
                practitioner=one, category="second", decision="1", decided_on=day, valid_from=day,
                valid_until=day + timedelta(days=900 if number > 1 else 0),
            )  # fmt: skip
    gone = Practitioner.objects.first()
    Post.objects.filter(practitioner=gone).update(ends_on=day)
    Practitioner.objects.filter(pk=gone.pk).update(state="left", left_on=day)
    Vacancy.objects.create(
        unit=guild.office, employer="House", sector="ngo", cadre="case_worker", region_id=ABAI, posts=3,
        source="The employer's letter", opened_on=day,
    )  # fmt: skip


def test_the_register_is_counted_and_not_read(guild: Guild) -> None:
    with acting_as(guild.house.manager.pk):
        assert not Practitioner.objects.exists()
        told = workforce(on=today())
    assert (told.total.people, float(told.total.posts), told.total.vacant) == (23, 23.0, 3)
    assert {key: one.people for key, one in told.heads["region"].items()} == {ABAI: 13, AQMOLA: 10}
    assert told.heads["region"][ABAI].vacancy_rate == pytest.approx(3 / 16)
    assert told.heads["cadre"]["case_worker"].people == 23
    assert sum(one.people for one in told.crossed.values()) == 23
    assert (told.whole["degree"].n, told.whole["certified"].n) == (11, 12)
    assert told.shares["degree"]["region"][ABAI].hidden  # 11 of 13 leaves two without
    assert told.shares["degree"]["region"][AQMOLA].hidden  # and the total would tell of them
    assert told.kinds["category"]["second"].n == 12
    assert told.leavers is None  # one person left
    with acting_as(door().pk):
        assert workforce(on=today()).total.people == 23


def test_supervision_leaves_the_database_as_numbers_of_five_and_more(guild: Guild) -> None:
    day = today()
    _meetings(guild, day, range(1, 4))
    with acting_as(guild.house.manager.pk):
        assert workforce(on=day).whole["supervised"].hidden
    _meetings(guild, day, range(4, 14))
    with acting_as(guild.house.manager.pk):
        told = workforce(on=day)
    assert (told.whole["supervised"].n, told.whole["supervised"].of) == (13, 23)
    later = day + timedelta(days=200)
    with acting_as(guild.house.manager.pk):
        assert workforce(on=later).whole["supervised"].n == 0


def test_without_a_population_there_is_a_count(guild: Guild) -> None:
    assert populations() == {}
    file = (
        "region;year;sex;age_group;people\n"
        f"{ABAI};2024;;;600000\n{ABAI};2025;female;;310000\n{ABAI};2025;male;;300000\n{ABAI};2025;;0-17;200000\n"
    )
    load_population(
        actor=guild.house.administrator, file=file.encode(), source="Invented table", citation="Table 1",
        valid_from=date(2025, 7, 1), verified=False,
    )  # fmt: skip
    found = populations()
    assert (found[ABAI, "total"].people, found[ABAI, "0-17"].year) == (610_000, 2025)
    assert rate(13, found[ABAI, "0-17"]) == 6.5


def test_caseloads_are_told_where_figures_may_be_seen(guild: Guild) -> None:
    for actor in (guild.house.manager, guild.association):
        with acting_as(actor.pk):
            assert caseloads(actor) == []


def _meetings(guild: Guild, day: date, numbers: range) -> None:
    """Group supervision by N-20, ten days ago, as the supervisor writes it down."""
    with acting_as(guild.association.pk):
        everybody = {one.number: one for one in Practitioner.objects.all()}
        Practitioner.objects.filter(number="N-20").update(user=guild.house.supervisor)
    unit = guild.house.unit
    with acting_as(guild.house.supervisor.pk):
        agreement = SupervisionAgreement.objects.create(
            unit=unit, form="group", supervisor=everybody["N-20"], starts_on=day - timedelta(days=100),
            recorded_by=guild.house.supervisor,
        )  # fmt: skip
        for number in numbers:
            AgreementMember.objects.create(agreement=agreement, practitioner=everybody[f"N-{number}"])
        meeting = SupervisionMeeting.objects.create(agreement=agreement, on=day - timedelta(days=10), state="held")
        for number in numbers:
            MeetingPresence.objects.create(meeting=meeting, practitioner=everybody[f"N-{number}"])
