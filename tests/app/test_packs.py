"""Packs in the database: installed once, kept as they are, read by every case that names them."""

from importlib import import_module
from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction

from tirek.access.acts import ACTS
from tirek.programmes.actions.packs import install_pack, pack_folders
from tirek.programmes.engine.pack import PackProblem
from tirek.programmes.engine.pack_folder import load_pack
from tirek.programmes.models import InstalledPack, InstrumentVersion
from tirek.programmes.selectors.packs import pack, packs

pytestmark = pytest.mark.django_db
CODE = "family_preservation"


def the_folder() -> Path:
    return next(folder for folder in pack_folders() if folder.name == CODE)


def test_the_packs_beside_the_code_are_installed() -> None:
    beside = [load_pack(folder) for folder in pack_folders()]
    assert len(beside) == 5
    assert [(item.code, item.version) for item in packs()] == [(item.code, item.version) for item in beside]


def test_what_the_database_kept_is_the_pack_word_for_word() -> None:
    assert pack(CODE).content_hash == load_pack(the_folder()).content_hash


def test_each_instrument_of_the_pack_is_kept_once_with_its_questions() -> None:
    install_pack(load_pack(the_folder()))
    for item in pack(CODE).instruments.instruments:
        (version,) = InstrumentVersion.objects.filter(instrument__code=item.code)
        assert (version.number, version.label, bytes(version.source_file).decode()) == (1, item.version, item.text)
        assert version.form.languages == ("kk", "ru", "en")


def test_every_act_a_pack_speaks_of_is_an_act_of_the_house() -> None:
    asked = load_pack(the_folder())
    named = {rule.act for rule in asked.rules} | {gate.mended_by for gate in asked.steps.gates}
    named |= {stage.entered_by for stage in asked.steps.stages}
    for name in ("assessments", "cases", "encounters", "episodes", "plans", "tasks"):
        import_module(f"tirek.casework.actions.{name}")
    known = {act.function.__name__ for act in ACTS.values()}
    assert named - known == {"request_closure"}  # request_approval, asked about a closure


def test_installing_the_same_pack_again_changes_nothing() -> None:
    before = InstalledPack.objects.get(code=CODE)
    assert install_pack(load_pack(the_folder())).pk == before.pk


def test_other_words_under_the_same_version_are_refused() -> None:
    changed = load_pack(the_folder())
    head = changed.pack.model_copy(update={"licence": "another"})
    with pytest.raises(PackProblem, match="raise the version"):
        install_pack(changed.model_copy(update={"pack": head}))


@pytest.mark.parametrize(
    "statement", ["UPDATE programmes_installedpack SET version = '9.9.9'", "DELETE FROM programmes_installedpack"]
)
@pytest.mark.parametrize("door", ["default", "owner"])
def test_an_installed_pack_is_never_changed(statement: str, door: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"kept as it is|permission denied"),
        transaction.atomic(using=door),
        connections[door].cursor() as cursor,
    ):
        cursor.execute(statement)
