"""Every address of the product, and for each a real record to ask for."""

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from tests.security.world import World
from tirek.access.models import Membership
from tirek.kernel.ids import new_uuid

#: Pages of the profession have a world and a table of their own: ``test_profession_matrix``.
PROFESSION = "tirek.web.profession.urls"


def every_name(resolver: URLResolver | None = None) -> Iterator[str]:
    """The names of all addresses, of the libraries' too, but for those of the profession."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if getattr(entry.urlconf_module, "__name__", "") != PROFESSION:
                yield from every_name(entry)
        else:
            assert entry.name, f"{entry.pattern} has no name"
            yield entry.name


def _of_closed(name: str) -> bool:
    return name in {"reopen_case", "follow_up", "follow_up_due"}


def address(name: str, world: World) -> str:
    """The address of the worker's record under that name."""
    family = world.closed if _of_closed(name) else world.full
    known: dict[str, Any] = {
        **family.records,
        "family": family.case.family.uuid,
        "user": world.house.colleague.uuid,
        "membership": Membership.objects.get(user=world.house.colleague).pk,
        "record_type": "visit",
        "record": family.records["visit"],
        "field": "place",
        "instrument": "risk_and_needs",
        "code": {"instrument_use": "audit", "withdraw_use": "audit", "programme_outcomes": "release"}.get(
            name, "risk_and_needs"
        ),
        "number": 1,
        "indicator": "bcn_14_complaints" if name == "policy_answer" else "tm_02_residential",
        "question": 0,
        "loaded": new_uuid(),
        "cohort": "reunified_children",
        "research": new_uuid(),
        "table": "cases",
        "months": 1,
        "form": "pdf" if name == "snapshot_file" else "work_plan",
        "report": world.full.records.get("report", new_uuid()),
        "snapshot": world.full.records.get("snapshot", new_uuid()),
        "language": "kk",
        "pk": 1,
        "token": "WzEsICJ4Il0",
        "key": {"draft": "visit:1", "account_reset_password_from_key": "x-y"}.get(name, family.records["key"]),
        "known": world.full.kin.uuid,
        "pair": world.full.records["pair"],
        "merge": world.full.records["merge"],
        "conflict": world.full.records.get("conflict", new_uuid()),
        "trial": world.full.records.get("trial", new_uuid()),
        "notice": family.records.get("notice", new_uuid()),
        "uidb36": "1",
    }
    parameters = _parameters(name)
    missing = parameters - set(known)
    assert not missing, f"say in tests/security/addresses.py what {missing} of {name} may be"
    return reverse(name, kwargs={one: known[one] for one in parameters})


def _parameters(name: str) -> set[str]:
    [(_text, parameters)] = get_resolver().reverse_dict.getlist(name)[0][0][:1]
    return set(parameters)
