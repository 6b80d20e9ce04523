"""What two records are compared by: folded keys of every spelling, never the spellings themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zlib import crc32

from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.names import SpelledName, fold, patronymic_stem, skeleton, surname_stem

# A skeleton of one letter agrees with half the register.
SHORTEST_SKELETON = 3
# Names traditionally given to twins that letters alone would take for one name.
TWIN_NAMES = ({"hasan", "hasen"}, {"husain", "husein", "husen"})

# Letters that fold to two: ж ш ч ц.
_DIGRAPHS = (("zh", "1"), ("sh", "2"), ("ch", "3"), ("ts", "4"))

Aliases = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Described:
    """A record as far as it is known. ``phones`` are last ten digits, ``iin_hash`` the keyed hash, "" if none."""

    names: tuple[SpelledName, ...] = ()
    sex: str = "unknown"
    born: PartialDate | None = None
    iin_hash: str = ""
    phones: frozenset[str] = frozenset()
    region: str = ""


@dataclass(frozen=True)
class NameKeys:
    """One part of a name in all its spellings.

    ``raw`` are checksums of the letters as written; ``letters`` are the stems with one sign for each letter, so that
    one wrong letter counts as one.
    """

    keys: frozenset[str] = frozenset()
    raw: frozenset[int] = frozenset()
    stems: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    skeletons: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Keys:
    """A record ready to be compared. ``day`` is YYYYMMDD, ``month`` YYYYMM; "" where no more than the year is known."""

    given: NameKeys = field(default_factory=NameKeys)
    surname: NameKeys = field(default_factory=NameKeys)
    father: NameKeys = field(default_factory=NameKeys)
    twin: int = 0
    sex: str = ""
    day: str = ""
    month: str = ""
    year: int | None = None
    estimated: bool = False
    number: str = ""
    phones: frozenset[str] = frozenset()
    region: str = ""


def aliases_of(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Every word of the alias table with the words it stands for. One step only: Саша may be Александр or
    Александра, but that does not make the two one name."""
    stands: dict[str, set[str]] = {}
    for word, alias in rows:
        stands.setdefault(word, set()).add(alias)
        stands.setdefault(alias, set()).add(word)
    return {word: frozenset(others) for word, others in stands.items()}


def keys_of(described: Described, aliases: Aliases | None = None) -> Keys:
    """The keys of a record, made from its spellings."""
    names = described.names
    return keys_from(
        given=[(name.given_name, fold(name.given_name)) for name in names],
        surname=[(name.surname, fold(name.surname)) for name in names],
        father=[(name.patronymic, patronymic_stem(name.patronymic)) for name in names],
        described=described,
        aliases=aliases or {},
    )


def keys_from(
    *,
    given: Iterable[tuple[str, str]],
    surname: Iterable[tuple[str, str]],
    father: Iterable[tuple[str, str]],
    described: Described,
    aliases: Aliases,
) -> Keys:
    """The keys of a record whose names were folded before: pairs of what is written and its key."""
    givens = _name_keys(given, aliases)
    born = described.born
    month = born is not None and born.precision in (Precision.DAY, Precision.MONTH)
    return Keys(
        given=givens,
        surname=_name_keys(surname, {}, stem=True),
        father=_name_keys(father, aliases),
        twin=next((at + 1 for at, names in enumerate(TWIN_NAMES) if givens.keys & names), 0),
        sex="" if described.sex == "unknown" else described.sex,
        day=f"{born.value:%Y%m%d}" if born and born.precision is Precision.DAY else "",
        month=f"{born.value:%Y%m}" if born and month else "",
        year=born.value.year if born else None,
        estimated=born is not None and born.precision is Precision.ESTIMATED,
        number=described.iin_hash,
        phones=described.phones,
        region=described.region,
    )


def _name_keys(spellings: Iterable[tuple[str, str]], aliases: Aliases, *, stem: bool = False) -> NameKeys:
    known = [(written, key) for written, key in spellings if key]
    keys = {key.replace(" ", "") for _written, key in known}
    stems = keys
    if stem:
        stems = keys | {surname_stem(word) for _written, key in known for word in (key.replace(" ", ""), *key.split())}
    rough = {skeleton(word) for word in keys | stems}
    return NameKeys(
        keys=frozenset(keys),
        raw=frozenset(crc32(written.casefold().strip().encode()) for written, _key in known),
        stems=frozenset(word for word in stems if len(word) > 2 or word in keys),
        aliases=frozenset().union(*(aliases.get(word, frozenset()) for word in keys)),
        letters=frozenset(_one_sign_each(word) for word in stems),
        skeletons=frozenset(word for word in rough if len(word) >= SHORTEST_SKELETON),
    )


def _one_sign_each(word: str) -> str:
    for several, sign in _DIGRAPHS:
        word = word.replace(several, sign)
    return word


def slips(one: str, other: str, most: int) -> bool:
    """Whether no more than ``most`` letters are missing, added, wrong or exchanged with their neighbour."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    line = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        older, before, line = before, line, [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(before[to] + 1, line[-1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, older[to - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return False
    return line[-1] <= most
