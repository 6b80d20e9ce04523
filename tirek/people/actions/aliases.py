"""The table of names that are one follows ``names/aliases.csv``."""

from django.db import transaction

from tirek.people.engine.aliases import known_aliases
from tirek.people.models import NameAlias


def sync_aliases(using: str = "owner") -> None:
    """Copy the list to where the search reads it; what left the list leaves the table. Run by the owner at migrate."""
    table = NameAlias.objects.using(using)
    wanted = {(word, alias, kind.value) for (word, alias), kind in known_aliases().items()}
    stored = {row[1:]: row[0] for row in table.values_list("pk", "word", "alias", "kind")}
    with transaction.atomic(using=using):
        table.filter(pk__in=[pk for row, pk in stored.items() if row not in wanted]).delete()
        table.bulk_create(NameAlias(word=w, alias=a, kind=k) for w, a, k in sorted(wanted - stored.keys()))
