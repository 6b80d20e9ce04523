"""The exit: whatever leaves the house goes through here, and is written down with what it said."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.problems import N_, Problem
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.disclosure import Counted, Shown, changes_since, kind_of
from tirek.outcomes.engine.tables import Table
from tirek.outcomes.enums import Form, Scope
from tirek.outcomes.models import Exit, FactsVersion
from tirek.outcomes.selectors.exits import earlier_exits, edition_of, family_passes, protected_table, told_by


@act("evidence.publish")
def take_out(
    *,
    actor: User,
    indicator: str,
    year: int,
    scope: str = Scope.ALL,
    place: str = "",
    by: Sequence[str] = (),
    form: str = Form.CSV,
    client_ref: UUID | None = None,
) -> Exit:
    """Take a table of figures out of the house, as a file or in a report: protected, audited, written down.

    The table is that of the edition (``table_taken`` reads it from the exit). It does not leave when it fails the
    audit, or when it tells, with what the actor took out before, of a change of fewer people than may be told.
    Permission: evidence.publish. Repeatable by ``client_ref``.
    """
    require(actor, "evidence.publish")
    version = edition_of(indicator, year)
    table = protected_table(indicator, year, scope, place, by)
    if version is None or table is None:
        raise Problem(N_("Nothing can be told of this yet: there are no figures, or too few people."))
    if not family_passes(version, indicator, year):
        raise Problem(N_("This table does not leave the house: somebody could be found in it."))
    _differs_enough(actor, table, year)
    note(indicator=indicator, year=year, scope=scope, form=form, version=table.version, hidden=table.kept_back)
    return _written(actor, table, version, form, f"{indicator}:{year}:{scope}:{place}:{','.join(by)}")


def _differs_enough(actor: User, table: Table, year: int) -> None:
    """Refuse a table that tells, together with an earlier one, what neither tells alone.

    Editions see to it for everybody; this is the net below, for when the rules of the installation were changed.
    """
    kind = kind_of(indicators()[table.indicator])
    now = [
        Counted(place, tuple(d for d, _c in pairs), tuple(c for _d, c in pairs), *numbers)
        for (place, pairs), numbers in told_by(table).items()
    ]
    earlier = earlier_exits(actor, table.indicator, year)
    changes = changes_since(now, [Shown(told_by(one)) for one in earlier], kind, settings.SMALLEST_TOLD)
    here = [one for one in earlier if (one.scope, one.place, one.by) == (table.scope, table.place, table.by)]
    told = {row.categories for row in table if row.shown}
    opened = any(
        not row.shown and row.categories in told for one in here if one.version == table.version for row in one
    )
    if changes.small or opened:
        raise Problem(
            N_("Together with what you took out before, this table would tell of a few people. Use the earlier one.")
        )


def _written(actor: User, table: Table, version: FactsVersion, form: str, name: str) -> Exit:
    return Exit.objects.create(
        user=actor,
        form=form,
        version=version,
        table=name[:200],
        cells=table.plain(),
        hidden=table.kept_back,
        audited=True,
    )
