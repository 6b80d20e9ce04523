"""Who a family is and what it is tied to, as the worker writes it down at the first call."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tirek.config.demo import texts
from tirek.config.demo.names import Invented, People
from tirek.config.demo.staff import Desk
from tirek.people.actions.details import add_contact_point
from tirek.people.actions.families import NewMember, relate_persons
from tirek.people.actions.intake import register_person
from tirek.people.actions.ties import record_tie
from tirek.people.models import Family, Person


@dataclass(frozen=True)
class Known:
    """A mother and her child as somebody else has written them down before."""

    mother: Invented
    mother_born_on: date
    child: Invented
    child_born_on: date
    phone: str


@dataclass
class Household:
    """A family in the making: at whose desk, since when, and what chance brings."""

    desk: Desk
    people: People
    today: date
    begins_on: date
    chance: random.Random = field(init=False)
    mother: Person = field(init=False)
    child: Person = field(init=False)
    known: Known | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        self.chance = self.people.chance

    def say(self, words: dict[str, Any]) -> str:
        """One of the worker's ways to write it, in the worker's language."""
        found = words[self.desk.language]
        return found if isinstance(found, str) else str(self.chance.choice(found))

    def likely(self, share: float) -> bool:
        """Whether something that happens this often happens now."""
        return self.chance.random() < share

    def members(self) -> tuple[list[NewMember], list[tuple[UUID, str]]]:
        """Who the family is, and who of them has a part in the case."""
        on, worker = self.begins_on, self.desk.worker
        if self.known:
            known = self.known
            script = "kk" if self.desk.language == "kk" else "ru"
            self.mother = self.register(known.mother, known.mother_born_on, phone=known.phone, exact=True)
            self.child = self.register(known.child, known.child_born_on, exact=True)
        else:
            mother = self.people.somebody("female")
            script = mother.names[0].script
            self.mother = self.register(mother, self.people.birthday(on, 17, 36))
            baby = self.people.somebody(self.chance.choice(("female", "male")), script=script)
            self.child = self.register(baby, on - timedelta(days=self.chance.choice((0, 1, 2, 5, 60, 200))))
        relate_persons(actor=worker, person=self.mother.uuid, other=self.child.uuid, kind="parent")
        members = [NewMember(self.mother.uuid, "mother"), NewMember(self.child.uuid, "child")]
        parts = [(self.mother.uuid, "mother"), (self.child.uuid, "child")]
        if self.likely(0.25):
            older = self.people.somebody(self.chance.choice(("female", "male")), script=script)
            sibling = self.register(older, self.people.birthday(on, 2, 9))
            members.append(NewMember(sibling.uuid, "child"))
        if self.likely(0.45):
            kin = self.register(self.people.somebody("female", script=script), self.people.birthday(on, 40, 66))
            members.append(NewMember(kin.uuid, "grandmother", lives_together=False))
            parts.append((kin.uuid, "relative"))
            relate_persons(actor=worker, person=kin.uuid, other=self.mother.uuid, kind="parent")
            if self.likely(0.5):
                members.append(self._grandfather(kin, script))
        return members, parts

    def _grandfather(self, grandmother: Person, script: str) -> NewMember:
        """Her husband, often the one who wants the daughter out of the house."""
        father = self.register(
            self.people.somebody("male", script=script), self.people.birthday(self.begins_on, 42, 68)
        )
        bond = self.chance.choice(("", "conflict", "distant", "close"))
        worker = self.desk.worker
        relate_persons(actor=worker, person=father.uuid, other=self.mother.uuid, kind="parent", bond=bond)
        relate_persons(actor=worker, person=grandmother.uuid, other=father.uuid, kind="spouse")
        return NewMember(father.uuid, "grandfather", lives_together=False)

    def around(self, family: Family) -> None:
        """What ties the family to the world outside, where the worker asked."""
        for kind, names, strength, flow in self.chance.sample(texts.TIES, k=self.chance.choice((0, 0, 2, 3))):
            record_tie(
                actor=self.desk.worker,
                family=family.uuid,
                kind=kind,
                name=names[self.desk.language],
                strength=strength,
                flow=flow,
            )

    def register(self, somebody: Invented, born_on: date, *, phone: str = "", exact: bool = False) -> Person:
        """Write somebody down; a grown-up with a phone."""
        person = register_person(
            actor=self.desk.worker,
            unit=self.desk.unit.uuid,
            names=list(somebody.names),
            sex=somebody.sex,
            birth_date=born_on,
            birth_precision="day" if exact else self.chance.choices(("day", "month", "year"), (9, 1, 0.5))[0],
        )
        if born_on.year < self.begins_on.year - 15:
            add_contact_point(
                actor=self.desk.worker,
                person=person.uuid,
                kind="phone",
                value=phone or f"+7 700 000 {self.chance.randint(0, 99):02d} {self.chance.randint(0, 99):02d}",
            )
        return person
