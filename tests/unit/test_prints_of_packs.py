"""The forms that programmes print: the ones practice asks for are there, and a sheet to be kept gives nobody away."""

from pathlib import Path

import pytest

from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_folder import load_pack
from tirek.programmes.engine.pack_parts import PrintForm

PACKS = [load_pack(file.parent) for file in sorted((Path(__file__).parents[2] / "packs").glob("*/pack.yaml"))]
KEPT = {("addiction", "relapse_plan"), ("protection", "safety_plan")}


def contents(form: PrintForm) -> set[str]:
    return {section.content for section in form.sections}


def form_of(pack: Pack, code: str) -> PrintForm:
    return next(form for form in pack.prints.forms if form.code == code)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_every_programme_prints_its_plan_and_the_monitoring_sheet_to_be_signed(pack: Pack) -> None:
    assert contents(form_of(pack, "work_plan")) >= {"case", "people", "plan", "signatures"}
    assert contents(form_of(pack, "monitoring_sheet")) >= {"case", "monitoring", "signatures"}
    for form in pack.prints.forms:
        for section in form.sections:
            assert section.content != "signatures" or section.who, form.code
            assert section.content != "text" or section.text, form.code


def test_the_papers_that_a_programme_is_known_by() -> None:
    packs = {pack.code: pack for pack in PACKS}
    assert "answers" in contents(form_of(packs["family_preservation"], "survey_act"))
    assert "answers" in contents(form_of(packs["reunification"], "survey_act"))
    assert {"plan", "episodes"} <= contents(form_of(packs["release"], "assistance_programme"))


def test_only_sheets_that_people_keep_are_without_a_case() -> None:
    kept = {(pack.code, form.code) for pack in PACKS for form in pack.prints.forms if "case" not in contents(form)}
    assert kept == KEPT


def test_a_safety_plan_says_where_to_keep_it_and_names_nobody() -> None:
    form = form_of(next(pack for pack in PACKS if pack.code == "protection"), "safety_plan")
    assert not contents(form) & {"case", "people", "plan"}
    said = [section.text for section in form.sections if section.text]
    assert any(
        "cannot find it" in words.en and "не найдёт" in words.ru and "таба алмайтын" in words.kk for words in said
    )
