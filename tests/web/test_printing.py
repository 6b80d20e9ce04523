"""Paper: read back from the PDF, in three languages, and nothing that people write is ever markup."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.web.pages import MATRIX, latest, questions
from tirek.access.models import AuditEntry
from tirek.casework.actions.encounters import record_visit
from tirek.casework.actions.plans import GoalDraft, StepDraft, write_plan
from tirek.casework.models import Visit
from tirek.kernel.clock import today
from tirek.toolkit.postgresql.user import acting_as
from tirek.web.worker.printing import LANGUAGES

MARKUP = '#pagebreak() *Әсем* $x$ @ref <label> #read("/etc/passwd") = Тақырып \\ // `ұғқ`'
ANSWERS = {
    "child_seen": "yes", "child_condition": "some_concern", "mother_state": "good", "home": "suitable",
    "concerns": ["cold"], "danger_now": "no",
}  # fmt: skip


@pytest.fixture
def printed(case, house):
    """A case with a plan and a visit."""
    worker = house.worker
    steps = [StepDraft(f"Қадам {number}", "Әсем", today()) for number in range(40)]
    write_plan(actor=worker, case=case.uuid, on=today(), goals=[GoalDraft(MARKUP, steps=steps)])
    record_visit(
        actor=worker, case=case.uuid, place="home", on=today(), visit_note=f"Бірінші жол\n{MARKUP}", child_seen=True,
        answers=ANSWERS, language="kk",
    )  # fmt: skip
    return case


@pytest.fixture
def papers(printed, house):
    visit = latest(Visit, printed, house.worker)
    return {"plan": reverse("plan_print", args=[printed.uuid]), "visit": reverse("visit_print", args=[visit.uuid])}


def read(answer) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(answer.content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("name", ["plan", "visit"])
@pytest.mark.parametrize(("who", "status"), MATRIX)
def test_who_prints(name, who, status, papers, house, login):
    assert login(getattr(house, who) if who else None).get(papers[name]).status_code == status


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["plan", "visit"])
def test_a_paper_is_tagged_searchable_and_numbered(name, language, papers, printed, house, login):
    answer = login(house.worker).get(papers[name], {"language": language})
    reader, text = read(answer)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == language
    assert all(page.mediabox.width == pytest.approx(595, abs=1) for page in reader.pages)
    last = len(reader.pages)
    number = {"kk": f"{last} беттің {last}-беті", "ru": f"страница {last} из {last}", "en": f"page {last} of {last}"}
    assert number[language] in text
    assert "Сынақова Әсем" in text or "Әсем Сынақова" in text
    assert printed.reference in text


def test_a_paper_says_its_title_in_the_language_asked_for(papers, house, login):
    client = login(house.worker)
    titles = {"kk": "Жеке жұмыс жоспары", "ru": "Индивидуальный план работы", "en": "Individual work plan"}
    for language, title in titles.items():
        reader, text = read(client.get(papers["plan"], {"language": language}))
        assert title in text
        assert reader.metadata.title == title


@pytest.mark.parametrize("name", ["plan", "visit"])
def test_markup_in_what_people_write_stays_text(name, papers, house, login):
    reader, text = read(login(house.worker).get(papers[name]))
    squeezed = text.replace(" ", "")
    assert MARKUP.replace(" ", "") in squeezed
    assert "root:" not in text
    assert len(reader.pages) <= 4


def test_the_visit_act_tells_the_visit(papers, house, login):
    _reader, text = read(login(house.worker).get(papers["visit"], {"language": "en"}))
    for words in ("At home", "Бірінші жол", "Some concern", "Cold or dangerous home", "not validated", "Signatures"):
        assert words in text


def test_a_download_goes_by_the_reference_and_not_by_a_name(papers, printed, house, login):
    answer = login(house.worker).get(papers["plan"], {"language": "ru"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{printed.reference}-plan-1-ru.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_printing_is_a_reading_on_record(papers, printed, house, login):
    for name in papers:
        login(house.worker).get(papers[name])
    with acting_as(house.supervisor.pk):
        lines = AuditEntry.objects.filter(case_id=printed.pk, act__in=["read_plan_print", "read_visit_print"])
        assert sorted(line.act for line in lines) == ["read_plan_print", "read_visit_print"]


@pytest.mark.parametrize("version", ["7", "x", "99999999999999999999"])
def test_a_version_that_is_not_there(version, papers, house, login):
    status = login(house.worker).get(papers["plan"], {"version": version}).status_code
    assert status == (404 if version == "7" else 200)


@pytest.mark.parametrize("name", ["plan", "visit"])
def test_printing_asks_at_most_15_questions(name, papers, house, login):
    assert len(questions(login(house.worker), papers[name])) <= 15
