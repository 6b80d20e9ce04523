"""Ethics: what others can learn from a decision, told so that nobody in it can be recognised."""

from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.ethics import EMPTY, handled_matter
from tirek.profession.engine.ethics_digest import names_told
from tirek.profession.enums import ComplaintState
from tirek.profession.models import Complaint, DigestEntry
from tirek.profession.selectors.ethics import NOTHING_THERE, decisions_of, matter_names

LANGUAGES = ("kk", "ru", "en")


@act("ethics.handle")
def write_digest(
    *,
    actor: User,
    complaint: UUID,
    titles: dict[str, str],
    texts: dict[str, str],
    places: str = "",
    client_ref: UUID | None = None,
) -> DigestEntry:
    """Write what can be learned from a closed matter, in three languages; written anew until it is published.

    Permission: ethics.handle in the office of the matter. Refused while names of the matter, one of the ``places``
    typed in (they are not kept), a telephone or a full date stand in it. Once for a client_ref.
    """
    matter = handled_matter(actor, complaint)
    if matter.state != ComplaintState.CLOSED:
        raise Problem(N_("A matter is told to others when it is closed."))
    for language in LANGUAGES:
        for name, said in (("title", titles), ("text", texts)):
            if not said.get(language, "").strip():
                raise Problem(EMPTY, field=f"{name}_{language}")
    refuse_names(matter, [*titles.values(), *texts.values()], places)
    decision = decisions_of(matter)[-1]
    words = {f"title_{code}": titles[code].strip() for code in LANGUAGES}
    words |= {f"text_{code}": texts[code].strip() for code in LANGUAGES}
    entry = DigestEntry.objects.filter(complaint=matter).first()
    if entry is None:
        return DigestEntry.objects.create(
            unit_id=matter.unit_id,
            complaint=matter,
            norms=matter.norms,
            measure=decision.measure,
            year=decision.decided_on.year,
            recorded_by=actor,
            **words,
        )
    if entry.published_on is not None:
        raise Problem(N_("Take it back first; then it can be written anew."))
    for name, value in words.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(words))
    return entry


@act("ethics.handle")
def publish_digest(*, actor: User, complaint: UUID, client_ref: UUID | None = None) -> DigestEntry:
    """Let everybody read the entry. It is checked for the names of the matter once more.

    Permission: ethics.handle in the office of the matter. Published again, nothing changes. Once for a client_ref.
    """
    matter, entry = _written(actor, complaint)
    texts = [getattr(entry, f"{name}_{code}") for name in ("title", "text") for code in LANGUAGES]
    refuse_names(matter, texts, "")
    if entry.published_on is None:
        entry.published_on = today()
        entry.save(update_fields=["published_on"])
    note(measure=entry.measure)
    return entry


@act("ethics.handle")
def take_back_digest(*, actor: User, complaint: UUID, client_ref: UUID | None = None) -> DigestEntry:
    """The entry is not public any more: somebody was recognised after all. Permission: ethics.handle."""
    _matter, entry = _written(actor, complaint)
    if entry.published_on is not None:
        entry.published_on = None
        entry.save(update_fields=["published_on"])
    return entry


def refuse_names(matter: Complaint, texts: list[str], places: str) -> None:
    """A problem where somebody of the matter could be recognised in the texts."""
    persons, bodies = matter_names(matter)
    found = names_told(texts, persons=persons, bodies=bodies, places=places.split(","))
    if found:
        raise Problem(N_("Somebody could be recognised by: %(found)s. Tell it without."), found=", ".join(found))


def _written(actor: User, complaint: UUID) -> tuple[Complaint, DigestEntry]:
    matter = handled_matter(actor, complaint)
    entry = DigestEntry.objects.filter(complaint=matter).first()
    if entry is None:
        raise Missing(NOTHING_THERE)
    return matter, entry
