"""Installing the packs that came with this version of Tirek. Done by ``tirek migrate``, as the tables' owner."""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from tirek.programmes.actions.instruments import install_instruments, install_own_pack
from tirek.programmes.engine.instrument_pack import load_instrument_pack
from tirek.programmes.engine.pack import Pack, PackError, PackProblem
from tirek.programmes.engine.pack_folder import load_pack
from tirek.programmes.models import InstalledPack
from tirek.programmes.selectors.packs import forget

_PACKAGE = Path(__file__).parents[2]
#: In a checkout beside the package, in an installed wheel inside it.
FOLDERS = (_PACKAGE.parent / "packs", _PACKAGE / "packs")
#: Instruments under licences of their own. Whoever may not use them leaves the folder out.
INSTRUMENT_FOLDERS = (_PACKAGE.parent / "instrument_packs", _PACKAGE / "instrument_packs")


def install_packs() -> None:
    """Install every pack that stands beside the code, with its instruments. A repeat changes nothing."""
    for folder in pack_folders():
        install_pack(load_pack(folder))
    for folder in instrument_folders():
        install_own_pack(load_instrument_pack(folder))
    forget()


def pack_folders() -> Iterator[Path]:
    """The folders of the packs that came along, by name."""
    return _folders(FOLDERS, "pack.yaml")


def instrument_folders() -> Iterator[Path]:
    """The folders of the instruments under licences of their own, by name."""
    return _folders(INSTRUMENT_FOLDERS, "instrument.yaml")


def _folders(places: tuple[Path, ...], holding: str) -> Iterator[Path]:
    home = next((folder for folder in places if folder.is_dir()), None)
    if home:
        yield from sorted(file.parent for file in home.glob(f"*/{holding}"))


@transaction.atomic
def install_pack(pack: Pack) -> InstalledPack:
    """Keep one version of a pack for good, with its instruments. Other words under the same version are refused."""
    installed = InstalledPack.objects.filter(code=pack.code, version=pack.version).first()
    if installed is None:
        install_instruments(pack)
        return InstalledPack.objects.create(
            code=pack.code, version=pack.version, content_hash=pack.content_hash, content=pack.content()
        )
    if installed.content_hash != pack.content_hash:
        message = f"{pack.code} {pack.version} is installed with other content. Cases rely on it: raise the version."
        raise PackProblem([PackError("pack.yaml", "version", message)])
    return installed
