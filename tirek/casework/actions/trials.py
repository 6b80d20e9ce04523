"""A standard is written as a draft and tried over past cases, before anybody is held to it."""

from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.casework.models import DraftStandard, StandardTrial
from tirek.casework.selectors.trials import cases_to_try, rules_of_draft, try_rules
from tirek.kernel.problems import N_, Problem
from tirek.programmes.selectors.packs import newest_versions


@act("standard.try")
def draft_standard(
    *, actor: User, programme: str, title: str, text: str, client_ref: UUID | None = None
) -> DraftStandard:
    """Practice rules are proposed for a programme, in the words and numbers of a pack; they hold for no case.

    Refused with every mistake while they can't be read. Permission: standard.try. Once for a client_ref.
    """
    require(actor, "standard.try")
    if programme not in newest_versions():
        raise Problem(N_("Choose one of the answers in the list."), field="programme")
    rules = rules_of_draft(programme, text)
    note(programme=programme, rules=[rule.id for rule in rules])
    return DraftStandard.objects.create(
        programme=programme,
        title=title.strip() or ", ".join(rule.id for rule in rules)[:200],
        text=text,
        recorded_by=actor,
    )


@act("standard.try")
def try_standard(
    *,
    actor: User,
    programme: str,
    title: str,
    text: str,
    opened_from: date,
    opened_until: date,
    on: date,
    client_ref: UUID | None = None,
) -> StandardTrial:
    """A draft runs over the cases opened in a period in the units the actor answers for. Only counts are kept.

    Nothing is written into any case. Permission: standard.try. Once for a client_ref.
    """
    require(actor, "standard.try")
    if opened_until < opened_from:
        raise Problem(N_("The end lies before the start."), field="opened_until")
    draft = draft_standard(actor=actor, programme=programme, title=title, text=text)
    cases = cases_to_try(actor, programme, opened_from, opened_until)
    looked_at, found = try_rules(cases, programme, rules_of_draft(programme, text), on)
    note(programme=programme, cases=looked_at, caught=sum(one.counts["caught"] for one in found))
    return StandardTrial.objects.create(
        draft=draft,
        opened_from=opened_from,
        opened_until=opened_until,
        on=on,
        counts={"cases": looked_at, "rules": [one.as_kept() for one in found]},
        recorded_by=actor,
    )
