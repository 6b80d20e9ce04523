"""The exit: what is told, to whom, and what does not leave the house."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.builders import House, make_house, make_user
from tirek.access.models import AuditEntry, Organisation, Unit, User
from tirek.kernel.clock import now
from tirek.kernel.problems import Problem, Refused
from tirek.outcomes.actions import editions
from tirek.outcomes.actions.editions import Edition, hidden_of, release_figures
from tirek.outcomes.actions.exits import take_out
from tirek.outcomes.engine import catalogue
from tirek.outcomes.engine.definition import Indicator, Measure, Period
from tirek.outcomes.engine.disclosure import Counted, Kind
from tirek.outcomes.engine.tables import from_plain
from tirek.outcomes.enums import VersionState
from tirek.outcomes.models import FactsVersion, Figure
from tirek.outcomes.selectors import exits
from tirek.outcomes.selectors.exits import protected_table, table_taken
from tirek.programmes.engine.words import Words
from tirek.toolkit.postgresql.user import acting_as

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORDS = Words(kk="Сынақ", ru="Проба", en="Trial")
TRIAL = Indicator(
    id="trial",
    title=WORDS,
    about=WORDS,
    counted="child",
    measure=Measure.COUNT,
    period=Period.YEAR,
    by=(("sex",),),
)


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Indicator:
    """An indicator of the test alone."""
    for module in (catalogue, editions, exits):
        monkeypatch.setattr(module, "indicators", lambda: {"trial": TRIAL})
    monkeypatch.setattr("tirek.outcomes.actions.exits.indicators", lambda: {"trial": TRIAL})
    exits._passed.clear()
    return TRIAL


@contextmanager
def seeing(user: User) -> Iterator[None]:
    """What this user sees."""
    with acting_as(user.pk), transaction.atomic():
        yield


def signed_in(user: User) -> Client:
    """A browser in which this user has logged in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def version_of(number: int, on: date) -> FactsVersion:
    """A version of the facts, ready."""
    return FactsVersion.objects.using("owner").create(
        number=number, on=on, model_version="1", state=VersionState.READY, digest=str(number), finished_at=now()
    )


def counted_for(version: FactsVersion, houses: dict[Unit, dict[str, int]]) -> None:
    """Figures as the nightly work writes them: each unit, its organisation, everybody; the total and by sex."""
    every: dict[str, int] = {"female": 0, "male": 0}
    rows: list[tuple[str, Organisation | None, Unit | None, dict[str, int]]] = []
    for unit, split in houses.items():
        rows += [("unit", unit.organisation, unit, split), ("organisation", unit.organisation, None, split)]
        every = {sex: every[sex] + number for sex, number in split.items()}
    for scope, organisation, unit, split in [*rows, ("all", None, None, every)]:
        for sex, number in [("", sum(split.values())), *split.items()]:
            Figure.objects.using("owner").create(
                version=version, indicator="trial", definition=1, first_on=date(version.on.year, 1, 1),
                last_on=version.on, scope=scope, organisation_id=organisation and organisation.pk,
                unit_id=unit and unit.pk,
                breakdown=["sex"] if sex else [], categories=[sex] if sex else [], numerator=number,
            )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_table_leaves_protected_and_is_written_down(trial: Indicator, settings: LazySettings) -> None:
    house: House = make_house()
    analyst, researcher = make_user("analyst", house.unit, "analyst"), make_user("researcher", house.unit, "researcher")
    first = version_of(1, date(2026, 5, 4))
    counted_for(first, {house.unit: {"female": 30, "male": 3}, house.other_unit: {"female": 41, "male": 22}})
    with seeing(analyst):
        assert protected_table("trial", 2026, by=["sex"]) is None  # hidden until the nightly work has looked
    with pytest.raises(Problem):
        take_out(actor=analyst, indicator="trial", year=2026)
    assert release_figures(first) == 1

    mine = {"scope": "organisation", "place": house.unit.organisation.code, "by": ["sex"]}
    out = take_out(actor=analyst, indicator="trial", year=2026, form="sdmx", **mine)
    table = table_taken(out)
    assert table.protected
    assert (out.form, out.hidden, out.audited) == ("sdmx", 2, True)
    said = {row.categories[0]: (row.shown, row.numerator) for row in table}
    assert said == {"female": (False, None), "male": (False, None), "total": (True, 33)}
    assert from_plain(table.plain()) == table
    everybody = table_taken(take_out(actor=analyst, indicator="trial", year=2026, by=["sex"]))
    assert [row.shown for row in everybody] == [False, False, True]  # or the neighbour's figures gave the three away
    assert AuditEntry.objects.using("owner").filter(act="take_out").latest("pk").facts["hidden"] == 2
    with pytest.raises(Refused):
        take_out(actor=researcher, indicator="trial", year=2026)

    with seeing(house.manager):  # the manager reads what her people took out
        assert {one.user_id for one in exits.exits()} == {analyst.pk}
    page = signed_in(house.manager).get(reverse("exits"))
    told = " ".join(page.content.decode().split())
    assert page.status_code == 200
    assert "SDMX" in told
    assert "2 of 3 figures" in told
    assert signed_in(researcher).get(reverse("exits")).status_code == 404
    for stranger in (researcher, house.outsider):
        with seeing(stranger):
            assert not exits.exits().exists()

    # The same month again: what pages and files say does not change, whatever was counted since.
    again = version_of(2, date(2026, 5, 5))
    counted_for(again, {house.unit: {"female": 31, "male": 3}, house.other_unit: {"female": 41, "male": 22}})
    assert release_figures(again) == 0
    repeated = take_out(actor=analyst, indicator="trial", year=2026, **mine)
    assert table_taken(repeated) == table
    # A month later: enough has changed, and nothing small can be subtracted.
    later = version_of(3, date(2026, 6, 1))
    counted_for(later, {house.unit: {"female": 52, "male": 9}, house.other_unit: {"female": 60, "male": 40}})
    assert release_figures(later) == 1
    newer = table_taken(take_out(actor=analyst, indicator="trial", year=2026, **mine))
    assert (newer.version, newer.kept_back) == (3, 0)

    # Somebody opened everything by hand: the gate does not let it pass.
    Figure.objects.using("owner").filter(version=first).update(hidden=False)
    Figure.objects.using("owner").filter(version=later).update(hidden=True)
    with pytest.raises(Problem, match="somebody could be found"):
        take_out(actor=analyst, indicator="trial", year=2026, **mine)
    settings.SMALLEST_TOLD = 3  # the rules were loosened: what was hidden from her stays hidden from her
    with pytest.raises(Problem, match="took out before"):
        take_out(actor=analyst, indicator="trial", year=2026, **mine)


def edition(
    on: date, male: int, *, female: int = 30, hidden: tuple[str, ...] = (), last: date | None = None
) -> Edition:
    """Figures of a place by sex, told or to be told."""
    split = {"female": female, "male": male}
    cells = [Counted((), (), (), female + male), *(Counted((), ("sex",), (sex,), n) for sex, n in split.items())]
    kept = frozenset(cell.cell for cell in cells if cell.cell[1] and cell.categories[0] in hidden)
    return Edition(on.toordinal(), on, 1, last or on, {}, tuple(cells), kept)


def test_an_edition_stays_when_the_new_one_would_tell_a_small_change() -> None:
    may = edition(date(2026, 5, 1), 20)
    june = edition(date(2026, 6, 1), 22)  # two more: their sum and their sex
    assert hidden_of(june, [may], Kind.COUNT) is None
    many = edition(date(2026, 6, 1), 29)
    told = hidden_of(many, [may], Kind.COUNT)
    assert told is not None
    assert told.hidden == frozenset()
    same_month = replace(many, on=date(2026, 5, 20))
    assert hidden_of(same_month, [may], Kind.COUNT) is None


def test_after_a_quarter_the_year_under_way_is_told_with_holes_and_a_past_year_never() -> None:
    may = edition(date(2026, 5, 1), 20)
    found = hidden_of(edition(date(2026, 8, 1), 22), [may], Kind.COUNT)
    assert found is not None
    assert found.audited
    assert {cell[1] for cell in found.hidden} == {(), (("sex", "male"),)}
    past = date(2025, 12, 31)
    closed = edition(date(2026, 2, 1), 20, last=past)
    assert hidden_of(edition(date(2026, 9, 1), 22, last=past), [closed], Kind.COUNT) is None


def test_what_was_hidden_and_did_not_change_stays_hidden() -> None:
    may = edition(date(2026, 5, 1), 3, hidden=("female", "male"))
    found = hidden_of(edition(date(2026, 6, 1), 9), [may], Kind.COUNT)
    assert found is not None
    assert {cell[1] for cell in found.hidden} >= {(("sex", "female"),)}
