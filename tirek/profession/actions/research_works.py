"""The register of research on the practice: a thesis or study, who approved its ethics, whether it was defended."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.register import office_named
from tirek.profession.models import ResearchWork
from tirek.profession.selectors.register import NOTHING_THERE


@act("learning.approve")
def enter_research_work(
    *,
    actor: User,
    unit: UUID,
    title: Sequence[str],
    author: str,
    institution: str,
    degree: str,
    leads: str,
    ethics_body: str,
    ethics_number: str,
    ethics_on: date,
    starts_on: date,
    public: bool = False,
    client_ref: UUID | None = None,
) -> ResearchWork:
    """Enter a thesis or study: its title in kk, ru and en, who leads it, who approved its ethics and when.

    Permission: learning.approve in the unit. ``public``: the author agreed to be named. Once for a client_ref.
    """
    place = office_named(unit)
    require(actor, "learning.approve", place.pk)
    said = {
        "title_kk": title[0], "title_ru": title[1], "title_en": title[2], "author": author,
        "institution": institution, "ethics_body": ethics_body, "ethics_number": ethics_number,
    }  # fmt: skip
    for name, text in said.items():
        if not text.strip():
            raise Problem(N_("This can't be empty."), field=name)
    if ethics_on > today():
        raise Problem(N_("The approval can't be given in the future."), field="ethics_on")
    note(degree=degree, public=public)
    return ResearchWork.objects.create(
        unit=place, recorded_by=actor, degree=degree, leads=leads.strip(), ethics_on=ethics_on, starts_on=starts_on,
        public=public, **{name: text.strip() for name, text in said.items()},
    )  # fmt: skip


@act("learning.approve")
def follow_research_work(
    *,
    actor: User,
    work: UUID,
    defended_on: date | None,
    published_at: str = "",
    public: bool = False,
    client_ref: UUID | None = None,
) -> ResearchWork:
    """Say that a work was defended, where it is published, whether anybody may read of it.

    Permission: learning.approve in the unit that keeps it. Once for a client_ref.
    """
    found = ResearchWork.objects.filter(uuid=work).first()
    require(actor, "learning.approve", found.unit_id if found else -1)
    if found is None:
        raise Missing(NOTHING_THERE)
    if defended_on is not None and not found.starts_on <= defended_on <= today():
        raise Problem(N_("The defence lies after the start, and not in the future."), field="defended_on")
    found.defended_on, found.published_at, found.public = defended_on, published_at.strip(), public
    found.save(update_fields=["defended_on", "published_at", "public"])
    note(defended=defended_on is not None, public=public)
    return found
