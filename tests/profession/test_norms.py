"""Professional standards: written, commented on by anybody, published for good; and the gap of a practitioner."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.profession.learners import WORDS, agree, practitioner, published, standard
from tests.profession.world import Guild
from tirek.access.door import code_hash, door, new_code, with_code
from tirek.kernel.clock import clock_at, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.competences import rate_myself, rate_supervised
from tirek.profession.actions.norms import (
    answer_comment,
    comment_on_draft,
    draft_version,
    leave_out_clause,
    open_consultation,
    write_clause,
    write_standard,
)
from tirek.profession.engine.competences import Asked, Rated, gaps
from tirek.profession.engine.norms import Change, Worded, changes
from tirek.profession.models import (
    Clause,
    Competence,
    StandardComment,
    StandardVersion,
)
from tirek.profession.selectors.competences import current_posts, profile
from tirek.profession.selectors.norms import (
    comments_waiting,
    holding,
    in_order,
    open_comments,
    rules_known,
    standard_seen,
    version_seen,
    what_changed,
)
from tirek.toolkit.postgresql.user import acting_as


def test_a_standard_is_written_commented_on_by_anybody_and_published_for_good(guild: Guild) -> None:
    version, actor = standard(guild), guild.association
    with acting_as(guild.student.pk):
        assert not StandardVersion.objects.exists()  # a draft is the office's
        assert not Clause.objects.exists()
    with pytest.raises(Refused):
        write_standard(actor=guild.organiser, unit=guild.office.uuid, code="x", sector="ngo", title=("а", "б", "c"))
    open_consultation(actor=actor, version=version.uuid, first_on=today(), last_on=today() + timedelta(days=7))
    with pytest.raises(Problem, match="does not change now"):
        write_clause(actor=actor, version=version.uuid, number="3", text=WORDS)
    code = new_code()
    with with_code(code) as who:
        said = comment_on_draft(
            actor=who, version=version.uuid, text="Тармақ түсініксіз", author="Бота", named=False,
            digest=code_hash(code), clause=version.clauses.get(number="2").uuid,
        )  # fmt: skip
        assert StandardComment.objects.get() == said
    with acting_as(door().pk):
        assert not StandardComment.objects.exists()  # without the code nobody reads who wrote
        assert open_comments(version) == []
        assert comments_waiting(version) == 1
    with pytest.raises(Problem, match="does not change now"):
        published(guild, version)
    answer_comment(actor=actor, comment=said.uuid, outcome="taken", answer="Қайта жазылды")
    with acting_as(door().pk):
        shown = open_comments(version)
        assert [(one.author, one.text, one.answer) for one in shown] == [("", "Тармақ түсініксіз", "Қайта жазылды")]
        with pytest.raises(DatabaseError), transaction.atomic():
            StandardComment.objects.create(version=version, text="Кодсыз", outcome="taken", answer="иә")
    with clock_at(today() + timedelta(days=8)):
        with pytest.raises(Problem, match="not open"), with_code(new_code()) as who:
            comment_on_draft(actor=who, version=version.uuid, text="Кеш", digest="")
        held = published(guild, version)
        assert (held.state, held.published_by) == ("published", actor)


def test_a_published_version_never_changes_and_the_next_replaces_it(guild: Guild) -> None:
    version, actor = standard(guild), guild.association
    published(guild, version, today() - timedelta(days=30))
    with acting_as(actor.pk):
        for wrong in (
            lambda: StandardVersion.objects.update(source="Басқа"),
            lambda: Clause.objects.filter(number="2").update(text_kk="Басқа"),
            lambda: Clause.objects.create(version=version, number="7"),
        ):
            with pytest.raises(DatabaseError, match=r"never changes|change in a draft"), transaction.atomic():
                wrong()
    with pytest.raises(Problem, match="does not change now"):
        leave_out_clause(actor=actor, version=version.uuid, clause=version.clauses.first().uuid)
    new = draft_version(actor=actor, standard=version.standard.uuid)
    assert new.number == 2
    with pytest.raises(Problem, match="a draft of this standard already"):
        draft_version(actor=actor, standard=version.standard.uuid)
    with acting_as(actor.pk):
        kept = Clause.objects.get(version=new, number="10")
    leave_out_clause(actor=actor, version=new.uuid, clause=kept.uuid)
    write_clause(actor=actor, version=new.uuid, number="11", text=("Жаңа", "Новое", "New"))
    with pytest.raises(Problem, match="only after"):
        published(guild, new, today() - timedelta(days=60))
    published(guild, new)
    with acting_as(door().pk):
        found = standard_seen("family-work")
        versions = list(found.versions.all())
        assert [one.state for one in versions] == ["published", "replaced"]
        assert holding(versions, today()).number == 2
        assert holding(versions, today() - timedelta(days=1)).number == 1
        before, after = version_seen("family-work", 1), version_seen("family-work", 2)
        assert [one.change for one in what_changed(before, after)] == [Change.NEW, Change.DROPPED]
        assert [one.number for one in in_order(before.clauses.all())] == ["2", "10"]


def test_a_clause_names_only_rules_that_are_installed(guild: Guild) -> None:
    version = standard(guild)
    known = {one.code: one for one in rules_known()}
    assert known["FP-01"].title
    with pytest.raises(Problem, match="no such rule"):
        write_clause(actor=guild.association, version=version.uuid, number="5", text=WORDS, rules=["XX-99"])
    with pytest.raises(Problem, match="of this number"):
        write_clause(actor=guild.association, version=version.uuid, number="2", text=WORDS)
    with pytest.raises(Problem, match="code, cadres and a level"):
        write_clause(actor=guild.association, version=version.uuid, number="5", text=WORDS, kind="competence")
    with pytest.raises(Problem, match="can't be empty"):
        write_clause(actor=guild.association, version=version.uuid, number="5", text=("Мәтін", "", "Text"))


def test_a_profile_is_read_by_its_owner_the_office_and_the_supervisor_of_a_running_agreement(guild: Guild) -> None:
    published(guild, standard(guild))
    house = guild.house
    mine, boss = practitioner(guild, house.worker), practitioner(guild, house.supervisor, "Супервизорова")
    with pytest.raises(Missing):
        rate_supervised(actor=house.supervisor, practitioner=mine.uuid, levels={"family-talk": 2})
    agree(guild, mine)
    rate_myself(actor=house.worker, levels={"family-talk": 1}, evidence={"family-talk": "Курс"})
    with pytest.raises(Problem, match="Nothing changed"):
        rate_myself(actor=house.worker, levels={"family-talk": 1}, evidence={"family-talk": "Курс"})
    rate_supervised(actor=house.supervisor, practitioner=mine.uuid, levels={"family-talk": 2})
    with pytest.raises(Problem, match="no entry"):
        rate_myself(actor=house.colleague, levels={"family-talk": 1})
    for user, count in (
        (house.worker, 2), (house.supervisor, 2), (guild.association, 2), (house.manager, 0), (house.colleague, 0),
        (guild.organiser, 0), (guild.secretary, 0), (door(), 0),
    ):  # fmt: skip
        with acting_as(user.pk):
            assert Competence.objects.count() == count, user
    with acting_as(house.worker.pk):
        line = profile(mine.pk, current_posts(mine, today()), today())[0]
        assert (line.gap.asked, line.gap.level, line.gap.missing, line.evidence) == (3, 2, 1, "Курс")
        with pytest.raises(DatabaseError), transaction.atomic():
            Competence.objects.create(practitioner=boss, competence="family-talk", level=0, own=False, rated_on=today())
        assert Competence.objects.filter(own=True).count() == 1


def test_the_gap_is_what_is_asked_less_what_the_supervisor_else_oneself_says() -> None:
    day = date(2026, 3, 1)
    asked = [
        Asked("talk", 2, "ngo", frozenset({"case_worker"}), frozenset({"a"})),
        Asked("talk", 3, "ngo", frozenset({"case_worker", "supervisor"}), frozenset({"b"})),
        Asked("law", 1, "ngo", frozenset({"case_worker"})),
        Asked("risk", 4, "ngo", frozenset({"case_worker"})),
        Asked("talk", 4, "health", frozenset({"case_worker"})),
    ]
    rated = [
        Rated("talk", 3, True, day), Rated("talk", 4, False, date(2020, 1, 1)), Rated("talk", 1, False, day),
        Rated("law", 1, True, day),
    ]  # fmt: skip
    found = gaps(asked, [("ngo", "case_worker")], rated, {"risk": frozenset({"c"})})
    assert [(one.competence, one.asked, one.level, one.missing, sorted(one.courses)) for one in found] == [
        ("talk", 3, 1, 2, ["a", "b"]), ("risk", 4, None, None, ["c"]), ("law", 1, 1, 0, []),
    ]  # fmt: skip
    assert found[0].apart
    assert gaps(asked, [], rated) == []


def test_a_clause_that_only_got_another_number_did_not_change() -> None:
    before = [Worded("talk", "1", "Сөйлеседі", 2), Worded("2", "2", "Жазады")]
    after = [Worded("talk", "4", "Сөйлеседі", 2), Worded("2", "2", "Бірге жазады"), Worded("9", "9", "Сұрайды")]
    assert [(one.change, (one.after or one.before).number) for one in changes(before, after)] == [
        (Change.CHANGED, "2"), (Change.NEW, "9"),
    ]  # fmt: skip
