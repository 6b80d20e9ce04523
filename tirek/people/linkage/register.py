"""One comparison of the whole register: read, compare, keep what was found."""

from collections.abc import Iterable

from django.db import transaction

from tirek.kernel.clock import now
from tirek.people.engine.likelihood import model, probability, weight_of
from tirek.people.linkage.keeping import keep_pairs
from tirek.people.linkage.reading import register_rows
from tirek.people.models import RegisterComparison
from tirek.toolkit.postgresql.trouble import ServerTrouble

#: A pair is kept from this probability on: below it nine of ten are two people, and nobody reads the list any more.
LEAST = 0.1
MISSING = (
    "Comparing the register needs packages that are not installed. Install Tirek with its extra: tirek[analytics]."
)


def compare_register(*, least: float = LEAST, memory: str = "2GB", threads: int | None = None) -> RegisterComparison:
    """Compare everybody with everybody and keep the pairs that may be one person; the record of the comparison.

    Decisions stay: a pair decided on is not touched, except that two "different" people for whom markedly more
    speaks than then become "not sure", and the evidence says so. Pairs nobody decided on follow the register: new
    ones come, weights change, what no longer agrees goes. Repeating it changes nothing. Asks as the owner of the
    tables; run it once at a time.
    """
    try:
        from tirek.people.linkage.scoring import Found, compare_table
        from tirek.people.linkage.table import fill, private_database
    except ModuleNotFoundError as missing:
        raise ServerTrouble(MISSING) from missing
    comparison = RegisterComparison.objects.using("owner").create(model=model().name)
    with private_database(memory, threads) as analytical:
        persons = fill(analytical, register_rows())
        found: Iterable[Found] = ()
        if persons > 1:
            found = compare_table(analytical, least=weight_of(least, persons=persons))
        rows = [
            (pair.one, pair.other, probability(pair.weight, persons=persons), pair.weight, pair.evidence)
            for pair in found
        ]
    with transaction.atomic(using="owner"):
        keep_pairs(rows, comparison)
        comparison.persons, comparison.pairs, comparison.finished_at = persons, len(rows), now()
        comparison.save(using="owner")
    return comparison
