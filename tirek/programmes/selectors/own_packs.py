"""Questions about instruments under licences of their own: which there are, and whether their use was stated."""

from functools import cache

from tirek.kernel.problems import N_, Missing
from tirek.programmes.engine.instrument_pack import InstrumentPack
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_parts import Instrument
from tirek.programmes.models import InstrumentUse, InstrumentVersion


@cache
def own_packs() -> dict[str, InstrumentPack]:
    """Each in the version that was installed last, by code. A new one arrives with a restart, as code does."""
    rows = InstrumentVersion.objects.exclude(own_pack={}).order_by("number")
    found = rows.values_list("instrument__code", "own_pack")
    return {code: read_own_pack(content) for code, content in sorted(found)}


def read_own_pack(content: dict[str, object]) -> InstrumentPack:
    """What the database kept, as the schema knows it."""
    return InstrumentPack.model_validate(content, strict=False)


def own_pack_seen(code: str) -> InstrumentPack:
    """One of them, or Missing."""
    if code not in own_packs():
        raise Missing(N_("There is no such record in what you may see."))
    return own_packs()[code]


def stated_uses() -> dict[str, InstrumentUse]:
    """The uses that stand now, by the code of the instrument."""
    standing = InstrumentUse.objects.filter(withdrawn_at=None).select_related("instrument", "stated_by")
    return {use.instrument.code: use for use in standing}


def uses_before(code: str) -> list[InstrumentUse]:
    """What was stated about an instrument and withdrawn again, the newest first."""
    gone = InstrumentUse.objects.filter(instrument__code=code).exclude(withdrawn_at=None)
    return list(gone.select_related("stated_by").order_by("-stated_at"))


def allowed_instruments(pack: Pack) -> list[Instrument]:
    """The instruments a programme lists as optional whose use is stated, in the programme's order."""
    if not pack.instruments.optional:
        return []
    stated, own = stated_uses(), own_packs()
    return [own[code].instrument for code in pack.instruments.optional if code in stated and code in own]


def instrument_entry(pack: Pack, code: str) -> Instrument | None:
    """The entry by which completed answers are read: the programme's, else that of the instrument's own pack.

    Whether the use still stands is not asked: what was completed stays readable.
    """
    listed = next((item for item in pack.instruments.instruments if item.code == code), None)
    return listed or (own_packs()[code].instrument if code in own_packs() else None)


def instrument_title(pack: Pack, code: str, language: str) -> str:
    """What people call an instrument; a code that is known nowhere shows as itself."""
    listed = instrument_entry(pack, code)
    return listed.title.say(language) if listed else code


def instrument_source(pack: Pack, listed: Instrument, language: str) -> str:
    """Where the wording of an instrument comes from."""
    own = own_packs().get(listed.code)
    if own and all(item.code != listed.code for item in pack.instruments.instruments):
        return own.source.title.say(language)
    return pack.source(listed.source).title.say(language)
