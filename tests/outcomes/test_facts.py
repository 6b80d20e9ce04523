"""The facts: no name leaves, the same rows make the same bytes, only months that changed are written anew."""

import stat
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import duckdb
import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.db import connections

from tests.outcomes.conftest import BEGAN, LATER, Told
from tirek.casework.actions.encounters import record_visit
from tirek.kernel.clock import clock_at, today
from tirek.outcomes import tasks
from tirek.outcomes.engine.model import MODEL, OPEN_END, Kind
from tirek.outcomes.enums import VersionState
from tirek.outcomes.facts import export_facts, forget_old_versions, newest, opened, renewing
from tirek.outcomes.facts import writing as writing_facts
from tirek.outcomes.facts.opening import TYPES
from tirek.outcomes.models import Exit, FactsVersion
from tirek.people.models import Person

# Columns whose words the facts take: codes of closed lists, and what the database needs to hang together.
TAKEN = {
    "access_organisation": {"code"},
    "access_unit": {"code"},
    "access_user": set(),
    "casework_approval": {"kind", "decision"},
    "casework_assessment": {"instrument", "band", "answers", "critical"},
    "casework_case": {"programme", "programme_version", "call_source", "state", "outcome", "stage", "risk_level",
                      "grounds"},
    "casework_casemember": {"part"},
    "casework_consent": {"purpose"},
    "casework_duty": {"rule", "state"},
    "casework_entry": {"kind"},
    "casework_episode": {"track", "kind", "starts_precision", "entry_reason", "exit_reason", "destination",
                         "known_from", "particulars"},
    "casework_followup": {"outcome"},
    "casework_plan": {"state"},
    "casework_planstep": {"state"},
    "casework_riskrating": {"level", "proposed"},
    "casework_service": {"service"},
    "people_person": {"sex", "birth_precision"},
    "people_address": {"region_id"},
}  # fmt: skip
SECRET = "құпия"


def texts(parts: Path) -> dict[str, str]:
    """Every file as words, by its name."""
    found = {}
    for file in sorted(parts.glob("*.parquet")):
        rows = duckdb.execute(f"SELECT * FROM read_parquet('{file}')").fetchall()
        found[file.stem] = repr(rows).casefold()
    return found


def plant(dsn: str) -> int:
    """Write a secret into every column of words that the facts do not take. How many columns took it."""
    columns = """
        SELECT c.table_name, c.column_name, c.data_type, c.character_maximum_length FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
          AND c.data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')
          AND (c.table_name LIKE 'people\\_%' OR c.table_name LIKE 'casework\\_%' OR c.table_name LIKE 'access\\_u%'
               OR c.table_name = 'access_organisation')
          AND c.udt_name IN ('text', 'varchar', 'jsonb', '_varchar', '_text')"""
    planted = 0
    with psycopg.connect(dsn, autocommit=True) as above:
        above.execute("SET session_replication_role = replica")  # neither foreign keys nor triggers
        for table, column, kind, length in above.execute(columns).fetchall():
            if column in TAKEN.get(table, ()) or column.endswith("_id"):
                continue
            word = f"{SECRET} {table} {column}"[: length or 300]
            value = {"jsonb": f'{{"note": "{word}", "about": "{word}", "channel": "{word}", "place": "{word}"}}'}
            given = value.get(kind, f"{{{SECRET}}}" if kind == "ARRAY" else word)
            try:
                planted += above.execute(f'UPDATE "{table}" SET "{column}" = %s', [given]).rowcount > 0
            except psycopg.errors.IntegrityError:  # a rule of the table allows no such word there
                continue
    return planted


def test_no_name_number_or_free_text_stands_in_any_file(told: Told, facts_folder: Path, superuser_dsn: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE casework_entry SET detail = detail || %s", ['{"channel": "Құпия арна", "about": "Құпия"}']
        )
    with clock_at(LATER):
        answers = {"child_seen": "yes", "child_condition": "good", "mother_state": "good", "home": "suitable",
                   "danger_now": "no", "agreed": "Құпия келісім"}  # fmt: skip
        record_visit(
            actor=told.house.worker, case=told.case.uuid, place="home", on=LATER, visit_note="Құпия",
            child_seen=True, answers={**answers, "concerns": ["cold"]},
        )  # fmt: skip
    assert plant(superuser_dsn) > 30
    version = export_facts()
    files = texts(facts_folder)
    assert version.rows["acts"] > 5
    assert not [name for name, words in files.items() if SECRET in words]
    uuids = Person.objects.using("owner").values_list("uuid", flat=True)
    assert not [name for name, words in files.items() if any(str(one) in words for one in uuids)]
    with opened(version) as facts:
        chosen = {(row["question"], row["answer"]) for row in facts.answers.to_pyarrow().to_pylist()}
    assert ("concerns", "cold") in chosen
    assert not {"agreed"} & {question for question, _answer in chosen}
    # A key is no number of the database, and the same in every table.
    with opened(version) as facts:
        keys = set(facts.persons.person_key.to_pyarrow().to_pylist())
        assert len(keys) == 2
        assert not keys & set(Person.objects.using("owner").values_list("pk", flat=True))
        assert keys == set(facts.members.person_key.to_pyarrow().to_pylist())
        assert facts.cases.client_key.to_pyarrow().to_pylist()[0] in keys


def test_files_are_shared_between_versions_and_only_months_that_changed_are_written(
    told: Told, facts_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export_facts(LATER)
    assert first.state == VersionState.READY
    assert {stat.S_IMODE(path.stat().st_mode) for path in facts_folder.glob("*")} == {0o600}
    assert stat.S_IMODE(facts_folder.stat().st_mode) == stat.S_IMODE(facts_folder.parent.stat().st_mode) == 0o700
    assert [path.name for path in facts_folder.parent.iterdir()] == ["parts"]
    before = {path.name: path.stat().st_mtime_ns for path in facts_folder.glob("*")}

    asked: list[object] = []
    load = writing_facts._load
    monkeypatch.setattr(writing_facts, "_load", lambda *all: asked.append((all[2].name, all[3])) or load(*all))
    assert export_facts(LATER) == first
    assert {path.name: path.stat().st_mtime_ns for path in facts_folder.glob("*")} == before
    assert not [one for one in asked if one[0] in {"acts", "services"}]

    asked.clear()
    on = BEGAN + timedelta(days=31)
    with clock_at(LATER):
        record_visit(actor=told.house.worker, case=told.case.uuid, place="home", on=on, visit_note="…")
    second = export_facts(LATER)
    assert second.number == first.number + 1
    assert [one for one in asked if one[1] is not None] == [("acts", [f"{on:%Y-%m}"])]
    assert list(second.files["services"]) == first.files["services"]
    old, new = ({part["month"]: part["digest"] for part in one.files["acts"]} for one in (first, second))
    assert {month for month in new if old.get(month) != new[month]} == {f"{on:%Y-%m}"}
    with opened(first) as was, opened(second) as now:  # both stay readable
        assert now.acts.count().execute() == was.acts.count().execute() + 1

    # Written from nothing, the same rows make the same files.
    for path in facts_folder.glob("*"):
        path.unlink()
    FactsVersion.objects.using("owner").all().delete()
    again = export_facts(LATER)
    assert again.digest == second.digest


def test_versions_on_which_nothing_rests_go_and_a_failure_says_only_its_kind(
    told: Told, facts_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [export_facts(LATER + timedelta(days=365 * n)) for n in range(4)]
    left = Exit.objects.using("owner").create(form="csv", version=made[0], table="x")
    kept = FactsVersion.objects.using("owner").get(pk=made[1].pk)
    kept.files["cases"][0]["digest"] = "0" * 64
    (facts_folder / f"{'0' * 64}.parquet").touch()
    kept.save()
    assert forget_old_versions() == 1
    assert set(FactsVersion.objects.using("owner").values_list("pk", flat=True)) == {
        made[0].pk, made[2].pk, made[3].pk,
    }  # fmt: skip
    left.delete(using="owner")
    forget_old_versions()
    assert set(FactsVersion.objects.using("owner").values_list("pk", flat=True)) == {made[2].pk, made[3].pk}
    assert newest() == made[3]

    def broken(*_all: object) -> None:
        raise ValueError("Айгүл Әбішева")

    monkeypatch.setattr(writing_facts, "_save", broken)
    with pytest.raises(ValueError, match="Айгүл"):
        export_facts(LATER)
    failed = FactsVersion.objects.using("owner").get(state=VersionState.FAILED)
    assert (failed.problem, failed.files) == ("ValueError", {})
    assert newest() == made[3]
    assert [path.name for path in facts_folder.parent.iterdir()] == ["parts"]


def test_what_the_facts_say(told: Told) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE people_person SET birth_precision = 'year' WHERE id = %s", [told.kin.mother.pk])
    with opened(export_facts(LATER)) as facts:
        for table in MODEL:
            kinds = facts[table.name].schema()
            assert set(kinds) == {one.name for one in table.columns}
        assert {TYPES[one.kind] for table in MODEL for one in table.columns} == {TYPES[kind] for kind in Kind}
        persons = {row["sex"]: row for row in facts.persons.to_pyarrow().to_pylist()}
        assert persons["female"]["born_on"] == date(2001, 7, 1)
        assert persons["female"]["region"] == "750000000"
        assert persons["male"]["region"] == "750000000"  # the mother's, with whom he lives
        assert persons["male"]["died_on"] == OPEN_END
        (case,) = facts.cases.to_pyarrow().to_pylist()
        assert (case["client_key"], case["outcome"], case["reopened"]) == (
            persons["male"]["person_key"], "unknown", 0,
        )  # fmt: skip
        (episode,) = facts.episodes.to_pyarrow().to_pylist()
        assert (episode["setting"], episode["placement"], episode["person_key"]) == (
            "own_family", False, persons["male"]["person_key"],
        )  # fmt: skip
        visits = facts.acts.filter(facts.acts.act == "visit")
        assert {(row["detail"], row["reached"]) for row in visits.to_pyarrow().to_pylist()} == {("home", "yes")}

    # Who hides has no region, nor have those through whom she would be found.
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE people_person SET sealed = true WHERE id = %s", [told.kin.mother.pk])
    with opened(export_facts(LATER)) as facts:
        assert set(facts.persons.region.to_pyarrow().to_pylist()) == {"unknown"}
        assert facts.families.region.to_pyarrow().to_pylist() == ["unknown"]

    # Two records that became one are one person.
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET merged_into_id = %s WHERE id = %s", [told.kin.mother.pk, told.kin.child.pk]
        )
    with opened(export_facts(LATER)) as facts:
        assert facts.persons.count().execute() == 1
        assert facts.episodes.person_key.to_pyarrow().to_pylist() == facts.persons.person_key.to_pyarrow().to_pylist()


def test_the_evidence_is_renewed_once_a_day_and_says_what_is_missing(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def apart(function: str) -> bool:
        asked.append(function)
        return True

    monkeypatch.setattr(tasks, "run_apart", apart)
    night = async_to_sync(tasks.renew_evidence_at_night.func)
    monkeypatch.setattr(tasks, "missing", lambda: ["duckdb"])
    assert (night(), asked) == ("the analytics extra is not installed", [])
    monkeypatch.undo()
    monkeypatch.setattr(tasks, "run_apart", apart)
    assert (night(), asked) == ("renewed", [tasks.RENEW])
    module, _, name = tasks.RENEW.partition(":")
    assert getattr(import_module(module), name) is renewing.renew_evidence
    # What is computed has tests of its own. A step that breaks off is named, and everything is done again.
    monkeypatch.setattr(renewing, "STEPS", ((tasks.__name__, "nothing"),))
    with pytest.raises(AttributeError):
        renewing.renew_evidence()
    assert (newest().problem, night()) == ("nothing", "renewed")
    monkeypatch.setattr(renewing, "STEPS", ())
    version = renewing.renew_evidence()
    assert (version.on, newest()) == (today(), version)
    assert night() == "nothing to do"
