"""Forms of a programme on paper: what stands on them is what the reader may see, in the language of the paper."""

from datetime import timedelta
from io import BytesIO
from itertools import product

import pytest
from django.db import transaction
from django.urls import reverse
from pypdf import PdfReader

from tests.web.pages import MATRIX, consented, person_of, questions
from tests.web.test_printing import ANSWERS
from tirek.access.models import AuditEntry
from tirek.casework.actions.assessments import complete_assessment
from tirek.casework.actions.encounters import record_service, record_visit
from tirek.casework.actions.episodes import begin_episode
from tirek.casework.actions.plans import GoalDraft, StepDraft, agree_plan, review_plan, write_plan
from tirek.casework.selectors import papers
from tirek.kernel.clock import today
from tirek.people.actions.details import record_address
from tirek.programmes.engine.pack_parts import PrintForm, PrintSection
from tirek.programmes.engine.words import Words
from tirek.toolkit.postgresql.user import acting_as
from tirek.web.worker.printing import LANGUAGES

LETTERS = "Әжесі қамқор, ұлы мен қызы өсіп, һәм ғибрат, іні"
FORMS = ("work_plan", "monitoring_sheet", "survey_act", "after_support")
HIDDEN = "Жасырын көше 17"


@pytest.fixture
def told(case, house):
    """A case in which most things have happened."""
    worker = house.worker
    consented(case, worker)
    mother = person_of(case, worker, "mother")
    difficulties = dict.fromkeys(("seeing", "hearing", "walking", "remembering", "self_care", "communicating"), "1")
    complete_assessment(
        actor=worker, case=case.uuid, instrument="washington_group_ss", answers=difficulties, on=today(),
        language="ru", person=mother.uuid, risk_level="low", risk_reason="–",
    )  # fmt: skip
    plan = write_plan(
        actor=worker, case=case.uuid, on=today() - timedelta(days=9), review_on=today() + timedelta(days=80),
        goals=[GoalDraft("Баспана табу", steps=[StepDraft("Өтініш беру", "Әсем", today())])],
    )  # fmt: skip
    agree_plan(actor=worker, plan=plan.uuid, agreed_with="Әсем", on=today() - timedelta(days=8))
    review_plan(actor=worker, case=case.uuid, on=today() - timedelta(days=1), result=LETTERS)
    record_visit(
        actor=worker, case=case.uuid, place="home", on=today(), visit_note="", child_seen=True, answers=ANSWERS,
        language="kk",
    )  # fmt: skip
    record_service(actor=worker, case=case.uuid, service="baby_things", on=today(), quantity=2)
    child = person_of(case, worker, "child")
    begin_episode(actor=worker, case=case.uuid, person=child.uuid, track="care", kind="kin", on=today())
    return case


def url(case, form: str, language: str = "ru") -> str:
    return reverse("print_form", args=[case.uuid, form, language])


def read(answer) -> tuple[PdfReader, str]:
    assert answer.status_code == 200
    reader = PdfReader(BytesIO(answer.content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_who_sees_the_forms_and_prints_them(told, house, login):
    for who, status in MATRIX:
        client = login(getattr(house, who) if who else None)
        assert client.get(reverse("prints", args=[told.uuid])).status_code == status, who
        assert client.get(url(told, "monitoring_sheet")).status_code == status, who


def test_a_form_is_tagged_searchable_in_its_language_and_prints_no_address(told, house, login):
    mother = person_of(told, house.worker, "mother")
    record_address(actor=house.worker, person=mother.uuid, settlement="Алматы", street=HIDDEN, hidden=True)
    client = login(house.worker)
    for form, language in product(FORMS, ("kk", "ru")):
        reader, text = read(client.get(url(told, form, language)))
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/Lang"] == language
        listed = next(one for one in papers.programme_of(told).prints.forms if one.code == form)
        assert reader.metadata.title == listed.title.say(language)
        assert listed.title.say(language) in text
        assert told.reference in text
        assert "Жасырын" not in text


def test_the_monitoring_sheet_has_its_columns_the_review_and_room_for_the_pen(told, house, login):
    reader, text = read(login(house.worker).get(url(told, "monitoring_sheet", "ru")))
    columns = (
        "Состояние получателя услуг", "Положительные изменения (описать)", "Без изменений или ухудшение (почему)",
        "Решение о корректировке плана (какая услуга)", "Дата мониторинга", "ФИО, подпись",
    )  # fmt: skip
    squeezed = text.replace(" ", "")
    for words in (*columns, LETTERS, "План остаётся, версия 1.", "Согласована версия 1 плана."):
        assert words.replace(" ", "") in squeezed
    assert len(reader.pages) == 1


def test_the_survey_act_tells_the_last_visit_in_the_paper_s_language(told, house, login):
    client = login(house.worker)
    _reader, russian = read(client.get(url(told, "survey_act", "ru")))
    _reader, kazakh = read(client.get(url(told, "survey_act", "kk")))
    assert "Холодный или опасный дом" in russian
    assert "Суық немесе қауіпті үй" in kazakh


def test_nobody_reads_on_paper_what_is_closed_to_them_nor_that_it_is_there(told, house, login, monkeypatch):
    """A form of health answers and of text: without the door of health there is no such form."""
    title = Words(kk="Д", ru="З", en="H")
    section = PrintSection(content="answers", instrument="cage")
    form = PrintForm(code="health_sheet", title=title, sections=(section,))
    pack = papers.programme_of(told)
    pack = pack.model_copy(update={"prints": pack.prints.model_copy(update={"forms": (form,)})})
    monkeypatch.setattr(papers, "programme_of", lambda _case: pack)
    mother = person_of(told, house.worker, "mother")
    answers = dict.fromkeys(("cut_down", "annoyed", "guilty", "eye_opener"), "1")
    complete_assessment(
        actor=house.worker, case=told.uuid, instrument="cage", answers=answers, on=today(), language="ru",
        person=mother.uuid,
    )  # fmt: skip
    _reader, text = read(login(house.worker).get(url(told, "health_sheet", "ru")))
    assert "CAGE" in text
    monkeypatch.setattr(papers, "opens", lambda _user, _unit, compartment: compartment != "health")
    client = login(house.worker)
    assert client.get(url(told, "health_sheet", "ru")).status_code == 404
    assert "health_sheet" not in client.get(reverse("prints", args=[told.uuid])).content.decode()


def test_a_sheet_that_the_person_keeps_names_neither_organisation_nor_case(told, house, login, monkeypatch):
    words = Words(kk="Мұнда", ru="Здесь", en="Here")
    form = PrintForm(code="kept", title=words, sections=(PrintSection(content="text", text=words),))
    pack = papers.programme_of(told)
    pack = pack.model_copy(update={"prints": pack.prints.model_copy(update={"forms": (form,)})})
    monkeypatch.setattr(papers, "programme_of", lambda _case: pack)
    answer = login(house.worker).get(url(told, "kept", "kk"))
    reader, text = read(answer)
    assert "Мұнда" in text
    for secret in (told.reference, told.unit.name, told.unit.organisation.name, str(house.worker), "Сынақова"):
        assert secret not in text
        assert secret not in answer["Content-Disposition"]
        assert secret not in str(reader.metadata)


def test_a_case_in_which_nothing_happened_yet_has_its_papers_too(case, house, login):
    client = login(house.worker)
    for form in FORMS:
        _reader, text = read(client.get(url(case, form, "ru")))
        assert case.reference in text


def test_printing_a_form_is_a_reading_on_record(told, house, login):
    login(house.worker).get(url(told, "monitoring_sheet", "kk"))
    with acting_as(house.supervisor.pk), transaction.atomic():
        (line,) = AuditEntry.objects.filter(case_id=told.pk, act="read_form_print")
    assert line.facts == {"form": "monitoring_sheet", "language": "kk"}


def test_a_form_or_language_that_is_not_there(told, house, login):
    client = login(house.worker)
    for form, language in (("nothing", "kk"), ("work_plan", "de")):
        assert client.get(url(told, form, language)).status_code == 404


def test_forms_and_their_page_ask_at_most_15_questions(told, house, login):
    client = login(house.worker)
    for page in (*(url(told, form, "kk") for form in FORMS), reverse("prints", args=[told.uuid])):
        assert len(questions(client, page)) <= 15, page


def test_the_page_offers_each_form_in_every_language(told, house, login):
    client = login(house.worker)
    body = client.get(reverse("prints", args=[told.uuid])).content.decode()
    for form in papers.programme_of(told).prints.forms:
        for one in LANGUAGES:
            assert url(told, form.code, one) in body
