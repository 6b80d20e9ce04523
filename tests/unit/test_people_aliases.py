"""The list of names that are one though the letters differ, and what is said of a match."""

from datetime import date

from tirek.people.engine.aliases import Alias, AliasOf, folded_aliases, known_aliases, listed_aliases
from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.matching import Verdict, compare_name, compare_word
from tirek.people.engine.names import SpelledName, fold, slips
from tirek.people.engine.reasons import Reason, reasons
from tirek.people.engine.search_box import read_search_box


def test_every_line_of_the_list_joins_two_different_words() -> None:
    lines = listed_aliases()
    assert len(lines) > 300
    for line in lines:
        assert fold(line.word), line
        assert fold(line.alias), line
        assert " " not in fold(line.word) + fold(line.alias), line
        assert fold(line.word) != fold(line.alias), line
        assert line.source, line
    assert len({frozenset((fold(line.word), fold(line.alias))) for line in lines}) == len(lines)


def test_aliases_go_both_ways_and_through_all_languages() -> None:
    pairs = known_aliases()
    for one, other in (("Чингиз", "Genghis"), ("Магомед", "Мұхаммед"), ("Julia", "Юлия"), ("Ескендір", "Alexander")):
        assert pairs[fold(one), fold(other)] is pairs[fold(other), fold(one)] is AliasOf.SAME
    assert pairs[fold("Саша"), fold("Ескендір")] is AliasOf.SHORT
    assert all((other, one) in pairs for one, other in pairs)


def test_two_names_with_one_short_form_are_two_names() -> None:
    lines = [Alias(full, "Слава", AliasOf.SHORT, "test") for full in ("Вячеслав", "Владислав")]
    assert (fold("Вячеслав"), fold("Владислав")) not in folded_aliases(lines)
    assert (fold("Дима"), fold("Митя")) not in known_aliases()


def test_one_slip_of_the_finger_leaves_a_slip_in_common() -> None:
    for typed, meant in (("ahmtov", "ahmetov"), ("ahmmetov", "ahmetov"), ("ahemtov", "ahmetov"), ("akmetov", "ahmetov"),
                         ("shumabai", "zhumabai"), ("dumabai", "zhumabai")):  # fmt: skip
        assert slips(typed) & slips(meant), (typed, meant)
    assert not slips("serikov") & slips("ahmetov")
    assert slips("li") == {"li"}


def test_a_name_in_another_language_is_another_form_of_it() -> None:
    assert compare_word("Чингиз", "Шыңғыс") is Verdict.ALIAS
    assert compare_word("Саша", "Александр") is Verdict.ALIAS
    assert compare_word("Чингизов", "Шыңғысов") is Verdict.ALIAS
    assert compare_word("Саша", "Серік") is Verdict.DIFFERS


def said(q: str, recorded: SpelledName, script: str = "kk", born: PartialDate | None = None) -> tuple[Reason, ...]:
    box = read_search_box(q)
    return reasons(compare_name(box, [recorded])[1], script, box.birth_year, box.birth_date, born)


def test_a_match_says_why() -> None:
    aigul = SpelledName("Жұмабаева", "Айгүл", "Серікқызы")
    day = PartialDate(date(2003, 5, 7))
    assert said("Жұмабаева Айгүл", aigul) == (Reason.SAME_NAME,)
    assert said("Джумабаева Айгуль Сериковна", aigul) == (Reason.SPELLED_KK,)
    assert said("Zhumabayeva Aigul 07.05.2003", aigul, born=day) == (Reason.SPELLED_KK, Reason.BORN_SAME_DAY)
    assert said("Жұмабаева Айгүл 05.07.2003", aigul, born=day) == (Reason.SAME_NAME, Reason.BORN_SWAPPED)
    assert said("Жмабаева Айгүл 2003", aigul, born=day) == (Reason.SLIP, Reason.BORN_SAME_YEAR)
    assert said("Омарова Айгүл 2004", aigul, born=day) == (Reason.SURNAME_DIFFERS, Reason.BORN_NEAR)
    assert said("Жұмаб Айгүл 1990", aigul, born=day) == (Reason.BORN_DIFFERS,)
    sasha = SpelledName("Иванов", "Александр")
    assert said("Иванов Саша", sasha, "ru") == (Reason.SHORT,)
    assert said("Иванов Искандер", sasha, "ru") == (Reason.ALIAS,)
    about = PartialDate(date(1980, 1, 1), Precision.ESTIMATED)
    assert said("Иванов Александр 1982", sasha, "ru", about)[1] is Reason.BORN_NEAR
