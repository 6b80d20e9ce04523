"""A pack's author is told what is wrong, where, and what to do."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from tirek.programmes.engine.form import compile_form
from tirek.programmes.engine.pack import Pack, PackProblem
from tirek.programmes.engine.pack_folder import load_pack, read_pack
from tirek.programmes.engine.pack_parts import Band, Instrument

FOLDER = Path(__file__).parents[2] / "packs" / "family_preservation"
PACK = load_pack(FOLDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER.parent, tmp_path / "packs")) / FOLDER.name


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("steps.yaml", "[has_consent]", "[has_agreement]", "steps.yaml: gated_acts[0]: 'has_agreement' is not defined"),
        ("risk.yaml", "    order: 0\n", "", "risk.yaml: levels[0].order: is missing. Add it."),
        ("risk.yaml", "    order: 0\n", "    order: 0\n    colour: red\n", "risk.yaml: levels[0].colour: is not a"),
        ("risk.yaml", "to_score: 7", "to_score: 9", "risk.yaml: bands[1]: should begin at 10"),
        ("goals.yaml", "domain: housing", "domain: house", "goals.yaml: stable_housing: 'house' is not defined"),
        ("services.yaml", "kind: domestic, unit: day", "kind: domestic, unit: week", "'week' is not defined"),
        ("standards.yaml", "verb: requires_before", "verb: needs_before", "standards.yaml: rules[2]"),
        ("standards.yaml", "source: missouri_first_visit", "source: missouri", "'missouri' is not in pack.yaml"),
        ("standards.yaml", "id: FP-02", "id: FP-01", "the code 'FP-01' is given twice"),
        ("pack.yaml", "  kk: Отбасын сақтау\n", "", "pack.yaml: title.kk: is missing"),
        ("closure.yaml", "outcomes:", "outcomes: [", "closure.yaml: cannot be read as YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_place_and_remedy(
    folder: Path, name: str, old: str, new: str, message: str
) -> None:
    change(folder, name, old, new)
    with pytest.raises(PackProblem) as problem:
        load_pack(folder)
    assert message in str(problem.value)


def test_every_missing_file_is_named_at_once(folder: Path) -> None:
    (folder / "goals.yaml").unlink()
    (folder / "risk.yaml").unlink()
    with pytest.raises(PackProblem) as problem:
        load_pack(folder)
    assert [error.file for error in problem.value.errors] == ["risk.yaml", "goals.yaml"]


def test_an_instrument_without_questions_is_refused(folder: Path) -> None:
    (folder / "instruments" / "home_visit.md").unlink()
    with pytest.raises(PackProblem, match=r"has no questions. Write instruments/<code>\.md"):
        load_pack(folder)


def test_a_file_of_another_shape_is_refused_without_a_traceback(folder: Path) -> None:
    for name in Pack.model_fields:
        (folder / f"{name}.yaml").write_text("- 1\n", "utf-8")
    with pytest.raises(PackProblem) as problem:
        load_pack(folder)
    assert {error.file for error in problem.value.errors} == {f"{name}.yaml" for name in Pack.model_fields}


def test_the_hash_stays_through_the_database_and_changes_with_one_word(folder: Path) -> None:
    assert read_pack(json.dumps(PACK.content())).content_hash == PACK.content_hash
    change(folder, "goals.yaml", "Housing", "Home")
    assert load_pack(folder).content_hash != PACK.content_hash


def test_words_are_said_in_the_language_asked_for_and_gone_codes_as_themselves() -> None:
    assert PACK.pack.title.say("kk") == "Отбасын сақтау"
    assert PACK.title_of("care.kind", "with_mother", "ru") == "С матерью"
    assert PACK.title_of("care.kind", "no_longer_there", "ru") == "no_longer_there"
    assert ("medium", "Қауіп орташа") in PACK.choices("risk", "kk")


@pytest.mark.parametrize(("score", "level"), [(0, "low"), (7, "low"), (8, "medium"), (16, "high"), (50, "high")])
def test_the_score_proposes_a_level(score: int, level: str) -> None:
    assert PACK.proposed_level(score) == level


def test_the_bands_of_the_assessment_are_those_that_propose_the_risk() -> None:
    bands = PACK.instrument(PACK.risk.instrument).bands
    assert [(band.from_score, band.to_score, band.code) for band in bands] == [
        (band.from_score, band.to_score, band.level) for band in PACK.risk.bands
    ]


@pytest.mark.parametrize("instrument", PACK.instruments.instruments, ids=lambda item: item.code)
def test_each_instrument_compiles_and_has_the_fields_the_pack_speaks_of(instrument: Instrument) -> None:
    form = compile_form(instrument.text.encode(), filename=f"{instrument.code}.md")
    named = {critical.field for critical in instrument.critical} | ({instrument.score} - {None})
    assert named <= set(form.items)


def test_only_our_own_wording_is_called_neither_published_nor_translated() -> None:
    for item in PACK.instruments.instruments:
        own = item.source == "practice_default"
        statuses = {item.status.kk, item.status.ru, item.status.en}
        assert (statuses == {"own_not_validated"}) == own
        assert "validated" not in statuses


def test_every_text_of_the_pack_differs_between_kazakh_and_russian() -> None:
    same = {words["kk"] for words in _all_words(PACK.content()) if words["kk"] == words["ru"]}
    statuses = {"own_not_validated", "translation_not_validated"}
    assert same - statuses == {"Консилиум", "Полиция", "Супервизор", "Телефон"}  # loan words


def test_placements_are_the_kinds_away_from_the_parents() -> None:
    kinds = {kind.code: kind for kind in PACK.track("care").kinds}
    assert not kinds["mothers_house"].placement
    assert {kind.transmonee for kind in kinds.values() if kind.setting == "residential"} == {"residential"}
    assert all(kind.placement == (kind.transmonee is not None) for kind in kinds.values())


def test_a_band_without_end_must_be_the_last(folder: Path) -> None:
    change(folder, "risk.yaml", "to_score: 7, ", "")
    with pytest.raises(PackProblem, match=r"risk.yaml: bands\[1\]"):
        load_pack(folder)
    assert Band.model_fields["to_score"].default is None


def test_the_files_hold_no_yaml_surprises() -> None:
    """A bare yes, no or on would become true or false."""
    for file in FOLDER.glob("*.yaml"):
        for words in _all_words(yaml.safe_load(file.read_text("utf-8"))):
            assert all(isinstance(text, str) for text in words.values())


def _all_words(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        if set(value) == {"kk", "ru", "en"}:
            return [value]
        return [words for part in value.values() for words in _all_words(part)]
    if isinstance(value, list):
        return [words for part in value for words in _all_words(part)]
    return []
