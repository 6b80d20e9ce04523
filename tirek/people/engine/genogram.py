"""Who is drawn in a genogram, in which generation, joined to whom and how. No database, no clock, no coordinates.

People and what they are to each other go in; couples with their children come out. A relation that the couples
already tell (a grandmother who is the mother's mother) is not drawn twice; one that they don't is a dotted line.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

#: How a child belongs to a couple, by the relation of the elder to the child.
DESCENT = {"parent": "born", "adoptive_parent": "adopted", "foster_parent": "foster"}
_COUPLE = {"spouse": "married", "partner": "partners"}
#: How many generations the first stands above the second. What is not here says nothing of generations.
_ABOVE = {"grandparent": 2, "aunt_or_uncle": 1, "stepparent": 1, "guardian": 1, "cousin": 0, "half_sibling": 0}
_ROLE_ABOVE = {
    "grandmother": 2, "grandfather": 2, "mother": 1, "father": 1, "aunt": 1, "uncle": 1, "partner": 1,
    "stepparent": 1, "guardian": 1, "foster_parent": 1,
}  # fmt: skip
_PARENT_ROLES = {"mother": "female", "father": "male"}
_CHILD_ROLES = {"child", "expected_child"}


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody to draw. ``role``: what the person is in the family now. ``name`` and ``facts`` stand beneath."""

    key: int
    name: str = ""
    facts: tuple[str, ...] = ()
    sex: str = "unknown"
    born: date | None = None
    exact: bool = True  # the day of birth is known, so that twins are
    died: bool = False
    role: str = ""
    home: bool = False  # lives with the family
    index: bool = False  # whom the picture is about


@dataclass(frozen=True, slots=True)
class Kinship:
    """``one`` is the ``kind`` of ``other``; the elder's or carer's side first, as relations are stored."""

    one: int
    other: int
    kind: str
    lasts: bool = True
    bond: str = ""
    since: date | None = None


@dataclass(slots=True)
class Couple:
    """Two, one or no known parents with their children in the order of age; or two people without children.

    ``form``: married, partners, parents (nothing is known but the children). ``ended``: "", separated, divorced.
    """

    partners: tuple[int, ...]
    form: str = "parents"
    ended: str = ""
    since: date | None = None
    children: dict[int, str] = field(default_factory=dict)  # the child, and how it belongs: born, adopted, foster


@dataclass(slots=True)
class Genogram:
    """What is to be drawn. Negative keys stand for parents who are not recorded."""

    people: dict[int, Human]
    couples: list[Couple]
    loose: list[Kinship]
    bonds: list[Kinship]
    generation: dict[int, int] = field(default_factory=dict)
    blocks: list[tuple[int, ...]] = field(default_factory=list)

    def parents(self, child: int) -> list[tuple[int, str]]:
        """The recorded parents of a child, and how it is theirs."""
        return [
            (one, couple.children[child])
            for couple in self.couples
            if child in couple.children
            for one in couple.partners
            if one > 0
        ]

    def partners(self, person: int) -> list[tuple[int, Couple]]:
        """The recorded partners, and the couples they are."""
        return [
            (other, couple)
            for couple in self.couples
            if person in couple.partners
            for other in couple.partners
            if other not in {person} and other > 0
        ]


def genogram(people: Iterable[Human], kinships: Sequence[Kinship]) -> Genogram:
    """The genogram of some people. Relations to anybody who is not among them are left out."""
    known = {human.key: human for human in people}
    told = [one for one in kinships if one.one in known and one.other in known]
    drawn = Genogram(known, [], [], [one for one in told if one.bond])
    _couples(drawn, told)
    _siblings(drawn, told)
    _loose(drawn, told)
    _unknown_parents(drawn, told)
    _generations(drawn)
    _settle(drawn)
    _blocks(drawn)
    return drawn


# Couples and children --------------------------------------------------------------------------------------


def _couples(drawn: Genogram, told: Sequence[Kinship]) -> None:
    joined: dict[frozenset[int], Couple] = {}
    for one in sorted(told, key=lambda one: (one.kind == "spouse", one.lasts, one.since or date.min)):
        if one.kind in _COUPLE:
            pair = frozenset((one.one, one.other))
            before = joined.get(pair)
            couple = Couple(_ordered(drawn, pair), _COUPLE[one.kind], since=(before and before.since) or one.since)
            if not one.lasts and not any(drawn.people[key].died for key in pair):
                couple.ended = "divorced" if one.kind == "spouse" else "separated"
            joined[pair] = couple
    for child, ways in _parents_of(drawn, told).items():
        for how, elders in ways.items():
            pair = frozenset(elders)
            couple = joined.setdefault(pair, Couple(_ordered(drawn, pair)))
            couple.children[child] = how
    drawn.couples = list(joined.values())


def _parents_of(drawn: Genogram, told: Sequence[Kinship]) -> dict[int, dict[str, list[int]]]:
    """For each child the two elders of each way to be a parent. What a role says fills in what no relation does."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    adopted = {(one.one, one.other) for one in told if one.kind == "adoptive_parent"}
    for one in told:
        how = DESCENT.get(one.kind)
        if how is None or (how == "born" and (one.one, one.other) in adopted):
            continue
        if one.one not in found[one.other][how] and len(found[one.other][how]) < 2:
            found[one.other][how].append(one.one)
    children = [human for human in drawn.people.values() if human.role in _CHILD_ROLES]
    elders = [human for human in drawn.people.values() if human.role in _PARENT_ROLES]
    for child in children:
        ways = found[child.key]
        if set(ways) - {"born"}:
            continue
        for elder in elders:
            sexes = {drawn.people[key].sex for key in ways["born"]}
            free = len(ways["born"]) < 2 and elder.key not in ways["born"] and _PARENT_ROLES[elder.role] not in sexes
            if free and not _shared_with_half(child.key, elder.key, ways["born"], found, told):
                ways["born"].append(elder.key)
    return {child: {how: keys for how, keys in ways.items() if keys} for child, ways in found.items()}


def _shared_with_half(
    child: int, elder: int, own: list[int], found: dict[int, dict[str, list[int]]], told: Sequence[Kinship]
) -> bool:
    """Whether the elder is the parent of a half-sibling who shares the other parent already."""
    halves = {one.one if one.other == child else one.other
              for one in told if one.kind == "half_sibling" and child in (one.one, one.other)}  # fmt: skip
    elders = [found[half]["born"] for half in halves if half in found]
    return any(elder in theirs and set(own) & set(theirs) for theirs in elders)


def _siblings(drawn: Genogram, told: Sequence[Kinship]) -> None:
    """Brothers and sisters share their parents, also where these are known of one only, or of none."""
    for _round in range(2):  # what the first round found may tell the next
        for one in told:
            if one.kind == "sibling":
                homes = [_home(drawn, key) for key in (one.one, one.other)]
                if homes[0] and not homes[1]:
                    homes[0].children[one.other] = "born"
                elif homes[1] and not homes[0]:
                    homes[1].children[one.one] = "born"
                elif not homes[0] and not homes[1]:
                    drawn.couples.append(Couple((), children={one.one: "born", one.other: "born"}))


def _home(drawn: Genogram, child: int) -> Couple | None:
    return next((couple for couple in drawn.couples if couple.children.get(child) == "born"), None)


def _unknown_parents(drawn: Genogram, told: Sequence[Kinship]) -> None:
    """A parent who is not recorded stands as a question mark where that matters: for the children of the family,
    and where half-siblings would else look like siblings."""
    for couple in [one for one in drawn.couples if len(one.partners) == 1 and one.children]:
        born = [key for key, how in couple.children.items() if how == "born"]
        several = sum(couple.partners[0] in one.partners and bool(one.children) for one in drawn.couples) > 1
        if not born or not (several or any(drawn.people[key].role in _CHILD_ROLES for key in born)):
            continue
        sex = {"female": "male", "male": "female"}.get(drawn.people[couple.partners[0]].sex, "unknown")
        for group in _half_apart(born, told):
            unknown = Human(-len(drawn.people), sex=sex)
            drawn.people[unknown.key] = unknown
            pair = _ordered(drawn, frozenset((*couple.partners, unknown.key)))
            drawn.couples.append(Couple(pair, children=dict.fromkeys(group, "born")))
            couple.children = {key: how for key, how in couple.children.items() if key not in group}
        if not couple.children:
            drawn.couples.remove(couple)


def _half_apart(children: list[int], told: Sequence[Kinship]) -> list[list[int]]:
    """The children in groups within which nobody is said to be a half-sibling."""
    half = {frozenset((one.one, one.other)) for one in told if one.kind == "half_sibling"}
    groups: list[list[int]] = []
    for child in children:
        place = next((group for group in groups if not any(frozenset((child, key)) in half for key in group)), None)
        if place is None:
            groups.append([child])
        else:
            place.append(child)
    return groups


def _loose(drawn: Genogram, told: Sequence[Kinship]) -> None:
    """Relations that the couples don't tell."""
    shown: set[tuple[int, int, str]] = set()
    for one in told:
        if one.kind in DESCENT or one.kind in _COUPLE or one.kind == "sibling" or (key := _same(one)) in shown:
            continue
        if not _implied(drawn, one):
            shown.add(key)
            drawn.loose.append(one)


def _same(one: Kinship) -> tuple[int, int, str]:
    return (*sorted((one.one, one.other)), one.kind)  # type: ignore[return-value]


def _implied(drawn: Genogram, one: Kinship) -> bool:
    def parents(key: int) -> set[int]:
        return {elder for elder, _how in drawn.parents(key)}

    def grown(keys: set[int]) -> set[int]:
        return {elder for key in keys for elder in parents(key)}

    elders, others = parents(one.other), parents(one.one)
    match one.kind:
        case "grandparent":
            return one.one in grown(elders)
        case "aunt_or_uncle":
            kin = {one.one, *(other for other, _couple in drawn.partners(one.one))}
            return any(parents(elder) & parents(key) for elder in elders for key in kin)
        case "stepparent":
            return any(other in elders for other, _couple in drawn.partners(one.one))
        case "half_sibling":
            return bool(elders & others)
        case "cousin":
            return bool(grown(elders) & grown(others))
    return False


def _ordered(drawn: Genogram, pair: Iterable[int]) -> tuple[int, ...]:
    """The man left, the woman right; else the elder left."""
    rank = {"male": 0, "unknown": 1, "female": 2}
    return tuple(sorted(pair, key=lambda key: (rank[drawn.people[key].sex], drawn.people[key].born or date.max, key)))


# Generations -----------------------------------------------------------------------------------------------


def _generations(drawn: Genogram) -> None:
    """Each person's generation, the eldest 0. Couples and children decide; where they contradict, the first wins."""
    firm: dict[int, list[tuple[int, int]]] = defaultdict(list)
    weak: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def tie(edges: dict[int, list[tuple[int, int]]], one: int, other: int, below: int) -> None:
        edges[one].append((other, below))
        edges[other].append((one, -below))

    for couple in drawn.couples:
        for one, other in zip(couple.partners, couple.partners[1:], strict=False):
            tie(firm, one, other, 0)
        for child in couple.children:
            for one in couple.partners:
                tie(firm, one, child, 1)
        for one, other in zip(couple.children, list(couple.children)[1:], strict=False):
            tie(firm, one, other, 0)
    for loose in drawn.loose:
        tie(weak, loose.one, loose.other, _ABOVE.get(loose.kind, 0))
    place = drawn.generation
    first = sorted(drawn.people.values(), key=lambda human: (not human.index, human.role not in _CHILD_ROLES))
    for human in first:
        if human.key not in place:
            place[human.key] = _by_role(drawn, human)
        queue, later = deque([human.key]), deque([human.key])
        while queue or later:
            edges, key = (firm, queue.popleft()) if queue else (weak, later.popleft())
            for other, below in edges[key]:
                if other not in place:
                    place[other] = place[key] + below
                    queue.append(other)
                    later.append(other)
    eldest = min(place.values(), default=0)
    drawn.generation = {key: row - eldest for key, row in place.items()}


def _by_role(drawn: Genogram, human: Human) -> int:
    """Where somebody stands who is related to nobody placed before: by the role, beside the children of the family."""
    rows = [row for key, row in drawn.generation.items() if drawn.people[key].role in _CHILD_ROLES]
    rows = rows or [row + _ROLE_ABOVE.get(drawn.people[key].role, 0) for key, row in drawn.generation.items()]
    return (max(rows) if rows else 0) - _ROLE_ABOVE.get(human.role, 0)


def _settle(drawn: Genogram) -> None:
    """Order the children by age; what contradicts the generations becomes a dotted line."""
    row = drawn.generation
    for couple in list(drawn.couples):
        for child in [key for key in couple.children if any(row[key] <= row[one] for one in couple.partners)]:
            del couple.children[child]
            drawn.loose += [Kinship(one, child, "parent") for one in couple.partners]
        if len({row[key] for key in couple.partners}) > 1:
            one, other = couple.partners
            drawn.loose.append(Kinship(one, other, "spouse" if couple.form == "married" else "partner"))
            drawn.couples.remove(couple)
            if couple.children:
                drawn.couples.append(Couple((one,), children=couple.children))
    for couple in drawn.couples:
        couple.children = {key: couple.children[key] for key in sorted(couple.children, key=_age(drawn))}


def _age(drawn: Genogram) -> Callable[[int], tuple[bool, date, int]]:
    def order(key: int) -> tuple[bool, date, int]:
        human = drawn.people[key]
        return (human.role == "expected_child", human.born or date.max, key)

    return order


# Who stands side by side -----------------------------------------------------------------------------------


def _blocks(drawn: Genogram) -> None:
    """Everybody in lines of people who were or are couples, partners beside each other as far as that can be."""
    beside: dict[int, list[int]] = {key: [] for key in drawn.people}
    for couple in sorted(drawn.couples, key=lambda one: (not one.ended, one.since or date.max)):
        if len(couple.partners) == 2:
            one, other = couple.partners
            beside[one].append(other)
            beside[other].append(one)
    placed: set[int] = set()
    for key in sorted(beside, key=lambda key: (-len(beside[key]), _age(drawn)(key))):
        if key not in placed:
            line = _line(key, beside, drawn)
            placed |= set(line)
            drawn.blocks.append(tuple(line))


def _line(hub: int, beside: dict[int, list[int]], drawn: Genogram) -> list[int]:
    """The hub of a block in its midst: the first partner on the left, the later ones on the right."""
    line, seen = deque([hub]), {hub}
    if len(beside[hub]) == 1 and len(beside[beside[hub][0]]) == 1:
        return list(_ordered(drawn, (hub, beside[hub][0])))

    def grow(key: int, left: bool) -> None:
        for other in beside[key]:
            if other not in seen:
                seen.add(other)
                (line.appendleft if left else line.append)(other)
                grow(other, left)

    for at, other in enumerate(beside[hub]):
        if other not in seen:
            seen.add(other)
            left = at == 0 and len(beside[hub]) > 1
            (line.appendleft if left else line.append)(other)
            grow(other, left)
    return list(line)
