"""The part of the demo about: norms. Two standards in force, one of them in its second wording, a draft everybody may
comment on, and one that nobody has seen yet."""

from datetime import date, timedelta

from tirek.access.door import code_hash, new_code, with_code
from tirek.access.models import User
from tirek.config.demo.profession import Association
from tirek.config.demo.profession import norms_texts as texts
from tirek.kernel.clock import clock_at
from tirek.profession.actions.norms import (
    answer_comment,
    comment_on_draft,
    draft_version,
    open_consultation,
    publish_standard,
    write_clause,
    write_standard,
)
from tirek.profession.enums import ClauseKind
from tirek.profession.models import Clause, StandardVersion
from tirek.toolkit.postgresql.user import acting_as

FIRST, SECOND, SINCE, ROUND = 900, 200, 12, 30  # days ago; days of a consultation
NGO_FIRST = (texts.CONTACT, texts.CONSENT, texts.ASSESS, texts.PLAN, texts.TALK, texts.RISK)
NGO_SECOND = (texts.SUPERVISED, texts.AFTER, texts.VIOLENCE, texts.WRITING, texts.LEADING)


def make(place: Association) -> None:
    """Write, publish, word anew, lay open."""
    office = place.people["symbat"]
    with clock_at(begun := place.on - timedelta(days=FIRST)):
        ngo = _written(place, texts.NGO, NGO_FIRST)
        _published(office, ngo, "№ 4", begun)
    with clock_at(anew := place.on - timedelta(days=SECOND)):
        second = draft_version(actor=office, standard=ngo.standard.uuid)
        for said in NGO_SECOND:
            _clause(office, second, said)
        _published(office, second, "№ 21", anew)
    with clock_at(state := place.on - timedelta(days=SECOND + 90)):
        other = (texts.CONTACT, texts.CONSENT, texts.ASSESS, texts.SUPERVISED, texts.TALK, texts.RISK, texts.WRITING)
        _published(office, _written(place, texts.STATE, (*other, texts.LEADING)), "№ 17", state)
    _discussed(place, office)
    with clock_at(place.on - timedelta(days=3)):
        _written(place, texts.HEALTH, (texts.CONSENT, texts.TALK))


def _discussed(place: Association, office: User) -> None:
    """A draft that is open to comments today; some were made and answered."""
    opened = place.on - timedelta(days=SINCE)
    with clock_at(opened):
        draft = _written(place, texts.EDUCATION, (texts.SCHOOL, texts.BULLYING, texts.TALK, texts.VIOLENCE))
        open_consultation(actor=office, version=draft.uuid, first_on=opened, last_on=opened + timedelta(days=ROUND))
    with acting_as(office.pk):
        clauses = {one.number: one.uuid for one in Clause.objects.filter(version=draft)}
    for number, (clause, text, author, body, named, outcome, answer) in enumerate(texts.COMMENTS):
        code = new_code()
        with clock_at(opened + timedelta(days=2 + number)), with_code(code) as who:
            said = comment_on_draft(
                actor=who, version=draft.uuid, clause=clauses.get(clause), text=text, author=author, body=body,
                named=named, digest=code_hash(code),
            )  # fmt: skip
        if outcome:
            with clock_at(opened + timedelta(days=6 + number)):
                answer_comment(actor=office, comment=said.uuid, outcome=outcome, answer=answer)


def _written(
    place: Association, standard: tuple[str, str, texts.Words], clauses: tuple[texts.Said, ...]
) -> StandardVersion:
    code, sector, title = standard
    office = place.people["symbat"]
    version = write_standard(actor=office, unit=place.office.uuid, code=code, sector=sector, title=title)
    for said in clauses:
        _clause(office, version, said)
    return version


def _clause(office: User, version: StandardVersion, said: texts.Said) -> None:
    write_clause(
        actor=office, version=version.uuid, number=said.number, text=said.text, rules=said.rules,
        kind=ClauseKind.COMPETENCE if said.competence else ClauseKind.CLAUSE, competence=said.competence,
        cadres=said.cadres, level=said.level, courses=said.courses,
    )  # fmt: skip


def _published(office: User, version: StandardVersion, number: str, on: date) -> None:
    publish_standard(
        actor=office, version=version.uuid, source=f"Қауымдастық кеңесінің шешімі {number}, {on:%d.%m.%Y}",
        valid_from=on,
    )  # fmt: skip
