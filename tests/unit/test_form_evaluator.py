"""What a filled form amounts to, told by the authoritative evaluator."""

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms.fills import own_forms, pack_forms, random_fill
from tirek.programmes.engine.form import Evaluation, FormDefinition, compile_form, evaluate, initial_answers

TODAY = date(2026, 5, 4)
FORMS = own_forms() | pack_forms()


def read(form: FormDefinition, answers: Any, **more: Any) -> Evaluation:
    return evaluate(form, answers, today=TODAY, **more)


def wrong(evaluation: Evaluation) -> dict[str, str]:
    return {violation.path: violation.kind for violation in evaluation.violations}


def small(*rows: str, heading: str = "type | name | label | calculation") -> FormDefinition:
    table = "\n".join(f"| | {row} |" for row in (heading, *rows))
    return compile_form(f"| survey |\n{table}\n".encode(), languages_required=None)


def computed(expression: str, **answers: Any) -> Any:
    """The value of one calculation over answers to text questions."""
    questions = [f"text | {name} | {name} | " for name in answers]
    form = small(*questions, f"calculate | result | | {expression}")
    return read(form, answers).values.get("result", "")


def test_phq9_adds_up_and_stays_empty_while_a_question_is_open() -> None:
    form = FORMS["common/phq9"]
    questions = [name for name, item in form.items.items() if item.data.get("list") == "often"]
    full = read(form, dict.fromkeys(questions, "2"))
    assert full.values["score"] == 18
    assert full.complete
    part = read(form, dict.fromkeys(questions[:-1], "2"))
    assert "score" not in part.values
    assert wrong(part) == {questions[-1]: "required"}
    assert read(form, dict.fromkeys(questions[:-1], "2"), draft=True).complete


def test_tampered_score_is_computed_anew_and_reported() -> None:
    form = FORMS["common/phq9"]
    answers = {name: "1" for name, item in form.items.items() if item.data.get("list") == "often"}
    evaluation = read(form, answers | {"score": 0})
    assert evaluation.values["score"] == 9
    assert evaluation.different == ("score",)
    assert read(form, answers | {"score": "9"}).different == ()


def test_answers_to_questions_not_asked_are_dropped_and_named() -> None:
    roster = FORMS["roster"]
    answers = {
        "visited": "2026-05-01", "ghost": 1,
        "members": [
            {"given": "A", "age": 40, "sex": "f", "at_school": "yes", "income": 20, "boo": ""},
            {"given": "B", "age": 8, "sex": "m", "at_school": "no", "income": 5},
            {"given": "C", "age": 12, "sex": "f", "at_school": "yes"},
        ],
    }  # fmt: skip
    evaluation = read(roster, answers)
    assert evaluation.dropped == ("members[1]/at_school", "members[2]/income")
    assert evaluation.extra_keys == ("ghost", "members[1]/boo")
    values = evaluation.values
    assert (values["size"], values["children"], values["girls"], values["out_of_school"]) == (3, 2, 1, 1)
    assert (values["total_income"], values["highest"], values["names"], values["first_name"]) == (
        20,
        20,
        "A, B, C",
        "A",
    )
    assert [row["older_than_first"] for row in values["members"]] == [0, 0, 0]
    assert wrong(evaluation) == {"help": "required"}


def test_stale_choice_of_a_cascade_is_wrong() -> None:
    places = FORMS["cascade"]
    assert wrong(read(places, {"region": "n", "district": "s1"})) == {"district": "choice"}
    assert wrong(read(places, {"region": "n", "district": "moon"})) == {"district": "choice"}
    right = read(places, {"region": "s", "district": "s1", "services": ["clinic", "school"], "source": "other"})
    assert right.complete
    assert right.values["district_name"] == "Harbour"
    assert right.values["district_region"] == "s"
    assert "source_other" in right.relevant


def test_labels_follow_the_language() -> None:
    places = FORMS["cascade"]
    assert read(places, {"region": "s", "district": "s1"}, language="fr").values["district_name"] == "Port"


def test_days_are_counted_and_formatted() -> None:
    clinic = FORMS["clinic_visit"]
    answers = {"born": "1990-05-05", "seen": "2026-05-01", "next_visit": "2026-05-15", "moment": "2026-05-01T09:05",
               "telephone": "87011234567", "reason": "other", "reason_words": "x"}  # fmt: skip
    evaluation = read(clinic, answers)
    values = evaluation.values
    assert (values["age"], values["wait"], values["due"], values["printed"]) == (35, 14, "2026-05-29", "01.05.2026")
    assert values["call_printed"] == "2026/5/1 09:05"
    assert evaluation.complete
    assert wrong(read(clinic, answers | {"next_visit": "2026-08-01", "telephone": "12"})) == {
        "next_visit": "constraint",
        "telephone": "constraint",
    }


def test_rows_follow_their_count_and_rows_too_many_are_dropped() -> None:
    attendance = FORMS["attendance"]
    two = read(attendance, {"pupils": 2, "pupil": [{"code": "a"}, {"code": "b"}, {"code": "c"}]})
    assert len(two.values["pupil"]) == 2
    assert two.dropped == ("pupil[3]",)
    assert wrong(read(attendance, {"pupils": 1})) == {"pupil[1]/code": "required"}
    many = read(FORMS["roster"], {"visited": "2026-05-01", "members": [{}] * 400})
    assert many.values["size"] == 100
    assert wrong(many)["members"] == "rows"


def test_nested_repeats_total_and_number_their_rows() -> None:
    person = {"name": "N", "age": 30}
    evaluation = read(
        FORMS["nested"],
        {
            "any": "yes",
            "household": [{"head": "H", "person": [person, person | {"age": 4}]}, {"head": "I", "person": [person]}],
        },
    )
    values = evaluation.values
    assert (values["households"], values["everyone"], values["mean_age"], values["second"]) == (2, 3, 21.3, "I")
    assert [row["adults"] for row in values["household"]] == [1, 1]
    assert values["household"][0]["person"][1]["label"] == "H/N/2/1"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("round(-2.5)", -2), ("round(2.5)", 3), ("round(1.005, 2)", 1), ("round(1234, -2)", 1200), ("7 mod -3", 1),
        ("-7 mod 3", -1), ("1 div 0", ""), ("0 div 0", ""), ("1 div 3", 1 / 3), ("int(-2.7)", -2),
        ("2 + 3 * 4 - 1", 13),
        ("(2 + 3) * 4", 20), ("1 < 2 and 2 < 1 or true()", "true"), ("-2 - -2", 0), ("pow(2, 10)", 1024),
        ("pow(4, 0.5)", 2), ("pow(2, 0.3)", ""), ("sqrt(-1)", ""), ("'a' = 'a'", "true"), ("'05' = 5", "true"),
        ("'x' != 5", "true"), ("substr('абвгд', 1, 3)", "бв"), ("substr('abc', -2)", "bc"),
        ("string-length('қыз😀')", 4),
        ("selected-at('a b c', 1)", "b"), ("selected-at('a', 5)", ""), ("translate('abc', 'ab', 'x')", "xc"),
        ("normalize-space('  a   b ')", "a b"), ("substring-before('a-b', '-')", "a"), ("join('/', 1, 2.50)", "1/2.5"),
        ("date('2026-02-30')", ""), ("date(20000)", "2024-10-04"), ("'2026-01-02' - '2026-01-01'", 1),
        ("date-time(0.5)", "1970-01-01T12:00:00"), ("format-date('2026-01-09', '%e.%n.%y %%')", "9.1.26 %"),
        ("number('abc')", ""), ("min(3, '', 2)", 2), ("max('', '')", ""), ("coalesce('', 0)", 0),
        ("if('', 'a', 'b')", "b"), ("not('false')", "false"), ("boolean-from-string('1')", "true"),
        ("0.1 + 0.2", 0.1 + 0.2), ("concat(10000000000000000, '')", "10000000000000000"),
        ("concat(0.0000001, '')", "0.0000001"),
        ("today() > '2026-05-03'", "true"), ("regex('АБВ', '[А-Я]{3}')", "true"), ("regex('ab', 'a')", "false"),
    ],
)  # fmt: skip
def test_expression_gives(expression: str, expected: Any) -> None:
    assert computed(expression.replace("|", "\\|")) == expected


def test_facts_of_the_host_are_read_through_the_case_instance() -> None:
    form = small("calculate | months | | instance('case')/root/item/child_months + 1")
    assert read(form, {}, context={"child_months": 4}).values == {"months": 5}
    assert read(form, {}).values == {}


def test_initial_answers_are_the_defaults() -> None:
    assert initial_answers(FORMS["clinic_visit"], today=TODAY) == {"seen": "2026-05-04", "office": "office 4"}
    assert initial_answers(FORMS["harvest"], today=TODAY) == {"yield": "1.5", "quality": "4"}


def test_safety_steps_are_no_foreign_key() -> None:
    assert read(FORMS["common/phq9"], {"_safety": {"self_harm": [0, 2]}}, draft=True).extra_keys == ()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(form=st.sampled_from(sorted(FORMS)), data=st.data())
def test_no_answers_raise(form: str, data: st.DataObject) -> None:
    definition = FORMS[form]
    answers = data.draw(st.dictionaries(st.sampled_from(sorted(definition.items)), anything, max_size=8))
    read(definition, answers)
    read(definition, data.draw(anything))


@pytest.mark.parametrize("name", sorted(FORMS))
def test_values_read_again_give_the_same_values(name: str) -> None:
    """What is stored is a fixed point: reading it again changes nothing and finds nothing foreign."""
    dice = random.Random(name)
    for _ in range(40):
        first = read(FORMS[name], random_fill(FORMS[name], dice))
        second = read(FORMS[name], first.values)
        assert second.values == first.values
        assert (second.dropped, second.extra_keys, second.different) == ((), (), ())
