"""Questions about programmes. A pack never changes, so each is read from the database once a process."""

import json
from functools import cache

from tirek.kernel.problems import N_, Missing
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_folder import read_pack
from tirek.programmes.models import InstalledPack
from tirek.programmes.selectors.instruments import named_version
from tirek.programmes.selectors.own_packs import own_packs


def pack(code: str, version: str | None = None) -> Pack:
    """A programme in a version; without one, in the version installed last, for new cases."""
    return _pack(code, version or newest_versions().get(code, ""))


def packs() -> list[Pack]:
    """Every programme in its newest version, by code."""
    return [pack(code) for code in sorted(newest_versions())]


@cache
def newest_versions() -> dict[str, str]:
    """The version of each programme that was installed last. A new one arrives with a restart, as code does."""
    return dict(InstalledPack.objects.order_by("pk").values_list("code", "version"))


@cache
def _pack(code: str, version: str) -> Pack:
    content = InstalledPack.objects.filter(code=code, version=version).values_list("content", flat=True).first()
    if content is None:
        raise Missing(N_("This programme is not installed."))
    return read_pack(json.dumps(content))


def forget() -> None:
    """Read anew: after an installation in this process."""
    newest_versions.cache_clear()
    _pack.cache_clear()
    named_version.cache_clear()
    own_packs.cache_clear()
