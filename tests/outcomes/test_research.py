"""From the question to the file: who may do what, what the database refuses, what is in the archive."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction

from tests.builders import make_unit, make_user
from tests.outcomes.research_world import ON, research_facts
from tirek.access.models import AuditEntry, Membership, Organisation, Unit, User
from tirek.access.roles import ROLES
from tirek.kernel.clock import clock_at, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.outcomes.actions import research as acts
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.model import TABLES, Kind
from tirek.outcomes.engine.research.agreement import VERSION
from tirek.outcomes.engine.research.fields import RESEARCH_TABLES
from tirek.outcomes.engine.research.mark import visible
from tirek.outcomes.enums import RequestState
from tirek.outcomes.models import FactsVersion, ResearchFile, ResearchRelease, ResearchRequest
from tirek.outcomes.selectors import research as asked_of
from tirek.toolkit.postgresql.user import acting_as

FIELDS = ["opened", "age", "sex", "region", "outcome", "grounds"]


@dataclass
class Desks:
    """Everybody around one request."""

    house: Organisation
    researcher: User
    manager: User
    colleague: User
    outsider: User
    other_manager: User

    def ask(self, actor: User | None = None, **other: Any) -> ResearchRequest:
        """A request for cases; what is named differs."""
        said = {
            "organisation": self.house.uuid, "title": "Who stays home", "purpose": "A doctoral thesis",
            "institution": "Университет", "ethics_body": "Local committee", "ethics_number": "12/2026",
            "ethics_on": date(2026, 2, 1), "table": "cases", "fields": FIELDS, "first_on": date(2023, 1, 1),
            "last_on": ON, "until": today() + timedelta(days=200),
        }  # fmt: skip
        return acts.ask_research(actor=actor or self.researcher, **{**said, **other})

    def approved(self) -> ResearchRequest:
        """A request that was agreed to and allowed."""
        asked = self.ask()
        acts.accept_agreement(actor=self.researcher, request=asked.uuid, version=VERSION)
        return acts.decide_research(actor=self.manager, request=asked.uuid, approve=True, reason="A good question")


def people() -> Desks:
    """An organisation whose code is that of the made-up facts, and another."""
    house = Organisation.objects.create(code="house-1", name_kk="Үй", name_ru="Дом", name_en="House")
    unit = Unit.objects.create(code="u1", organisation=house, name_kk="Үй", name_ru="Дом", name_en="House")
    other = make_unit("elsewhere")
    return Desks(
        house,
        researcher=make_user("doctoral", unit, "researcher"),
        manager=make_user("head", unit, "manager"),
        colleague=make_user("another", unit, "researcher"),
        outsider=make_user("stranger", other, "researcher"),
        other_manager=make_user("stranger-head", other, "manager"),
    )


@pytest.fixture
def desks(db: None) -> Desks:
    """Without facts."""
    return people()


@pytest.fixture
def facts_ready(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Desks:
    """With a version of the facts, whose tables are made up: 300 families."""
    version = FactsVersion.objects.using("owner").create(
        number=1, on=ON, digest="d" * 64, state="ready", finished_at="2026-06-30T00:00+05", model_version="1"
    )

    @contextmanager
    def opened(_version: FactsVersion) -> Iterator[Facts]:
        with research_facts() as facts:
            yield facts

    for module in (acts, asked_of):
        monkeypatch.setattr(module, "newest", lambda: FactsVersion.objects.get(pk=version.pk))
        monkeypatch.setattr(module, "opened", opened)
    return people()


def refused(wrong: type[Exception], act: Callable[..., Any], **what: Any) -> str:
    with pytest.raises(wrong) as problem, transaction.atomic():
        act(**what)
    return str(problem.value)


def test_a_request_goes_from_question_to_decision(desks: Desks) -> None:
    asked = desks.ask()
    decide = {"request": asked.uuid, "approve": True, "reason": "yes"}
    assert "agreement" in refused(Problem, acts.decide_research, actor=desks.manager, **decide)
    for stranger in (desks.colleague, desks.outsider, desks.manager):
        with pytest.raises((Missing, Refused)):
            acts.accept_agreement(actor=stranger, request=asked.uuid, version=VERSION)
    refused(Problem, acts.accept_agreement, actor=desks.researcher, request=asked.uuid, version="0")
    acts.accept_agreement(actor=desks.researcher, request=asked.uuid, version=VERSION)
    for stranger in (desks.researcher, desks.colleague, desks.outsider, desks.other_manager):
        with pytest.raises((Missing, Refused)):
            acts.decide_research(actor=stranger, **decide)
    refused(Problem, acts.decide_research, actor=desks.manager, **{**decide, "reason": " "})
    refused(Problem, acts.decide_research, actor=desks.manager, **decide, k=4)
    decided = acts.decide_research(actor=desks.manager, **decide, k=7)
    assert (decided.state, decided.k, decided.agreement) == (RequestState.APPROVED, 7, VERSION)
    refused(Problem, acts.withdraw_research, actor=desks.researcher, request=asked.uuid)
    assert "no facts" in refused(Problem, acts.release_data, actor=desks.manager, request=asked.uuid)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fields", ["name"]), ("fields", []), ("fields", ["opened", "opened_by"]), ("table", "persons"),
        ("title", "  "), ("until", date(2020, 1, 1)), ("until", date(2099, 1, 1)), ("last_on", date(2099, 1, 1)),
        ("ethics_on", date(2099, 1, 1)),
    ],
)  # fmt: skip
def test_what_is_not_on_the_list_is_not_asked_for(desks: Desks, name: str, value: Any) -> None:
    refused(Problem, desks.ask, **{name: value})


def test_nobody_asks_elsewhere_or_decides_on_their_own(desks: Desks) -> None:
    refused(Missing, desks.ask, actor=desks.outsider)
    refused(Missing, desks.ask, actor=desks.manager)
    unit = desks.house.units.get()
    both = make_user("both", unit, "manager")
    Membership.objects.create(user=both, unit=unit, role_id="researcher", starts_on=date(2020, 1, 1))
    asked = desks.ask(both)
    acts.accept_agreement(actor=both, request=asked.uuid, version=VERSION)
    assert "own request" in refused(
        Problem, acts.decide_research, actor=both, request=asked.uuid, approve=True, reason="mine"
    )


def test_the_database_refuses_what_no_act_does(desks: Desks) -> None:
    """Row security and triggers, asked with plain updates in the name of each."""
    asked = desks.ask()
    mine = ResearchRequest.objects.filter(pk=asked.pk)

    def tried(actor: User, **values: Any) -> bool:
        try:
            with acting_as(actor.pk), transaction.atomic():
                return bool(mine.update(**values))
        except DatabaseError:
            return False

    allowed = {"state": "approved", "decided_by": desks.researcher, "decided_on": today()}
    assert not tried(desks.researcher, **allowed)
    assert not tried(desks.researcher, **{**allowed, "decided_by": desks.manager})
    assert not tried(desks.researcher, k=9)
    assert not tried(desks.researcher, until=date(2030, 1, 1))
    assert not tried(desks.researcher, purpose="something else")
    assert not tried(desks.researcher, fields=["age"])
    assert not tried(desks.colleague, state="withdrawn")
    assert not tried(desks.manager, agreed_at="2026-01-01T00:00Z")
    assert not tried(desks.manager, state="withdrawn")
    assert not tried(desks.manager, **{**allowed, "decided_by": desks.manager})  # before it was agreed to
    assert not tried(desks.outsider, state="withdrawn")
    assert not tried(desks.other_manager, **{**allowed, "decided_by": desks.other_manager})
    with acting_as(desks.outsider.pk):
        assert not mine.exists()
    with pytest.raises(DatabaseError), acting_as(desks.outsider.pk), transaction.atomic():
        ResearchRequest.objects.create(
            organisation=desks.house, asked_by=desks.outsider, table="cases", fields=["age"], title="x", purpose="x",
            ethics_on=ON, first_on=ON, last_on=ON, until=ON,
        )  # fmt: skip
    assert tried(desks.researcher, agreed_at="2026-01-01T00:00Z", agreement=VERSION)
    assert tried(desks.manager, **{**allowed, "decided_by": desks.manager})


def test_managers_alone_hold_what_the_database_asks_for() -> None:
    assert {code for code, role in ROLES.items() if "research.decide" in role.permissions} == {"manager"}


def test_a_release_is_made_taken_recalled_and_emptied(facts_ready: Desks) -> None:
    desks = facts_ready
    asked = desks.approved()
    refused(Missing, acts.take_release, actor=desks.researcher, request=asked.uuid)
    for stranger in (desks.researcher, desks.colleague, desks.outsider, desks.other_manager):
        with pytest.raises((Missing, Refused)):
            acts.release_data(actor=stranger, request=asked.uuid)
    release = acts.release_data(actor=desks.manager, request=asked.uuid)
    measures = release.measured
    assert measures["families"] >= 5
    assert (measures["k"], measures["diversity"]) == (measures["second"]["k"], measures["second"]["diversity"])
    refused(Problem, acts.release_data, actor=desks.manager, request=asked.uuid)
    again = desks.ask(title="Once more")
    acts.accept_agreement(actor=desks.researcher, request=again.uuid, version=VERSION)
    assert "already given" in refused(
        Problem, acts.decide_research, actor=desks.manager, request=again.uuid, approve=True, reason="x"
    )
    _archive(desks, asked, release)
    with acting_as(desks.manager.pk), transaction.atomic():
        assert ResearchFile.objects.get().sealed  # for emptying it, not for reading
    for stranger in (desks.colleague, desks.outsider):
        with acting_as(stranger.pk), transaction.atomic():
            assert not ResearchFile.objects.exists()
    with clock_at(release.until + timedelta(days=1)):
        refused(Problem, acts.take_release, actor=desks.researcher, request=asked.uuid)
        assert acts.empty_expired() == 1
    acts.recall_release(actor=desks.manager, request=asked.uuid, reason="A mistake in the file")
    refused(Problem, acts.take_release, actor=desks.researcher, request=asked.uuid)
    with acting_as(desks.researcher.pk), transaction.atomic(), pytest.raises(Missing):
        asked_of.taken_archive(desks.researcher, ResearchRelease.objects.get())
    done = AuditEntry.objects.using("owner").filter(act="take_release").exclude(facts__has_key="refused")
    assert [line.facts["mark"] for line in done] == [visible(release.mark_key)] * 2


def _archive(desks: Desks, asked: ResearchRequest, release: ResearchRelease) -> None:
    for _time in range(2):
        acts.take_release(actor=desks.researcher, request=asked.uuid)
    with acting_as(desks.researcher.pk), transaction.atomic():
        release = asked_of.release_of(asked)
        archive = ZipFile(BytesIO(asked_of.taken_archive(desks.researcher, release)))
        twin = ZipFile(BytesIO(asked_of.twin_of(asked)))
    with acting_as(desks.manager.pk), transaction.atomic(), pytest.raises(Missing):
        asked_of.taken_archive(desks.manager, release)
    mark = visible(release.mark_key)
    assert sorted(archive.namelist()) == sorted(
        ["README.txt", f"{mark}.csv", "codebook.html", "codebook.csv",
         *(f"agreement-{language}.txt" for language in ("kk", "ru", "en"))]
    )  # fmt: skip
    rows = list(csv.DictReader(StringIO(archive.read(f"{mark}.csv").decode())))
    columns = ["record", *(field.code for field in asked_of.table_of(asked).chosen(FIELDS))]
    assert list(rows[0]) == columns
    assert len(rows) == release.rows
    assert str(desks.researcher) in archive.read("README.txt").decode()
    made_up = list(csv.DictReader(StringIO(twin.read("twin.csv").decode())))
    assert list(made_up[0]) == columns
    known = {(line["field"], line["value"]) for line in csv.DictReader(StringIO(archive.read("codebook.csv").decode()))}
    for row in [*rows, *made_up]:  # every word of either stands in the codebook
        for name in columns[1:]:
            assert all((name, value) in known for value in row[name].split(";")), (name, row[name])
    page = archive.read("codebook.html").decode()
    assert all(f'<section id="{language}"' in page for language in ("kk", "ru", "en"))


# What may be asked for at all ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", RESEARCH_TABLES)
def test_no_research_field_rests_on_what_names_somebody(code: str) -> None:
    for field in RESEARCH_TABLES[code].fields:
        assert field.sources, field.code
        assert field.records, field.code
        for source in field.sources:
            name, _dot, column = source.partition(".")
            kinds = {one.name: one.kind for one in TABLES[name].columns}
            assert kinds[column] is not Kind.KEY or source == "services.service_key", source  # counted alone
        for record in field.records:
            app, model, name = record.split(".")
            privacy, _keep = import_module(f"tirek.{app}.privacy").PRIVACY[model][name]
            assert privacy in {"indirect", "sensitive", "operational"}, record
            assert privacy != "direct", record


def test_a_research_field_is_coarsened_or_confidential() -> None:
    for table in RESEARCH_TABLES.values():
        codes = [field.code for field in table.fields]
        assert len(codes) == len(set(codes))
        for field in table.fields:
            assert bool(field.ladder) == (field.part == "outward"), field.code
            if field.ladder:
                assert field.ladder[-1].of("anything") == "*"


def test_nothing_heavy_is_loaded_for_the_pages() -> None:
    """pandas and the library come in when a release is made, not when somebody opens a page."""
    import subprocess
    import sys

    code = (
        "import sys; import tirek.outcomes.engine.research.anonymity, tirek.outcomes.engine.research.codebook;"
        "print([name for name in ('pandas', 'numpy', 'pycanon', 'duckdb', 'ibis') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
