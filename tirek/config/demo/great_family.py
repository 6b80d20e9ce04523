"""A family of four generations: second marriages, half-siblings, twins, an adopted child, a son named as his father."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from tirek.config.demo import texts
from tirek.config.demo.story import Story
from tirek.people.actions.corrections import correct_person
from tirek.people.actions.families import NewMember, relate_persons
from tirek.people.actions.telling_apart import tell_apart
from tirek.people.actions.ties import record_tie
from tirek.people.models import Family, Person

# who, sex, age, whose child (for the name), whose surname, role in the family
EVERYBODY = (
    ("great_grandfather", "male", 88, "", "", "other"),
    ("great_grandmother", "female", 84, "", "", "other"),
    ("grandfather", "male", 61, "great_grandfather", "great_grandfather", "grandfather"),
    ("grandmother", "female", 58, "", "", "grandmother"),
    ("second_wife", "female", 44, "", "", "other"),
    ("mother", "female", 27, "grandfather", "grandfather", "mother"),
    ("uncle", "male", 33, "grandfather", "grandfather", "uncle"),
    ("half_uncle", "male", 15, "grandfather", "grandfather", "uncle"),
    ("uncles_wife", "female", 31, "", "", "aunt"),
    ("first_husband", "male", 32, "", "", "other"),
    ("father", "male", 29, "", "", "father"),
    ("fathers_mother", "female", 55, "", "", "grandmother"),
    ("daughter", "female", 8, "first_husband", "first_husband", "child"),
    ("twin", "male", 0, "father", "father", "child"),
    ("other_twin", "male", 0, "father", "father", "child"),
    ("cousin", "male", 9, "uncle", "uncle", "other"),
    ("adopted_cousin", "female", 6, "uncle", "uncle", "other"),
)
PARENTS = (
    ("great_grandfather", "grandfather", ""), ("great_grandmother", "grandfather", ""),
    ("grandfather", "mother", "conflict"), ("grandmother", "mother", "close"),
    ("grandfather", "uncle", ""), ("grandmother", "uncle", ""),
    ("grandfather", "half_uncle", "close"), ("second_wife", "half_uncle", ""),
    ("mother", "daughter", "close"), ("first_husband", "daughter", "broken"),
    ("mother", "twin", "close"), ("father", "twin", ""),
    ("mother", "other_twin", "close"), ("father", "other_twin", ""),
    ("fathers_mother", "father", "close"), ("uncle", "cousin", ""), ("uncles_wife", "cousin", ""),
)  # fmt: skip
# one, other, kind, bond, years since it began, years since it ended
COUPLES = (
    ("great_grandfather", "great_grandmother", "spouse", "", 63, None),
    ("grandfather", "grandmother", "spouse", "conflict", 35, 18),
    ("grandfather", "second_wife", "spouse", "", 17, None),
    ("uncle", "uncles_wife", "spouse", "close", 10, None),
    ("mother", "first_husband", "spouse", "conflict", 9, 4),
    ("mother", "father", "partner", "close", 2, None),
)
TOGETHER = {"mother", "father", "daughter", "twin", "other_twin", "fathers_mother"}
TIES = (
    ("kin", "Анасының ауылдағы туыстары", "strong", "to_family", ""),
    ("neighbours", "Көрші отбасы", "strong", "both", ""),
    ("school", "Мектеп, 2-сынып", "strong", "to_family", "daughter"),
    ("health", "Емхана, балалар дәрігері", "stressful", "to_family", "twin"),
    ("work", "Құрылыстағы маусымдық жұмыс", "weak", "both", "father"),
    ("social_service", "Аудандық әлеуметтік қызмет", "weak", "to_family", ""),
    ("authority", "Сот орындаушысы (несие қарызы)", "stressful", "from_family", "mother"),
    ("leisure", "Домбыра үйірмесі", "strong", "both", "daughter"),
    ("friends", "Жұмыстағы бұрынғы құрбылары", "broken", "", "mother"),
)


@dataclass
class GreatFamily(Story):
    """Seventeen people around a mother of newborn twins."""

    persons: dict[str, Person] = field(init=False, default_factory=dict)

    def members(self) -> tuple[list[NewMember], list[tuple[UUID, str]]]:
        given: dict[str, tuple[str, str]] = {}
        for who, sex, age, child_of, like, _ in EVERYBODY:
            father, surname = given[child_of][0] if child_of else "", given[like][1] if like else ""
            named = given["uncle"][0] if who == "cousin" else ""
            somebody = self.people.somebody(
                sex, script="kk", surname=_surname(surname, sex), father=father, given=named
            )
            given[who] = (somebody.given, somebody.names[0].surname)
            self.persons[who] = self.register(somebody, self._born(age), exact=True)
        self.mother, self.child = self.persons["mother"], self.persons["twin"]
        self._relate()
        members = [
            NewMember(self.persons[who].uuid, role, lives_together=who in TOGETHER) for who, *_, role in EVERYBODY
        ]
        parts = {"mother": "mother", "twin": "child", "other_twin": "child", "fathers_mother": "relative"}
        return members, [(self.persons[who].uuid, part) for who, part in parts.items()]

    def around(self, family: Family) -> None:
        for kind, name, strength, flow, who in TIES:
            record_tie(
                actor=self.desk.worker,
                family=family.uuid,
                kind=kind,
                name=name,
                strength=strength,
                flow=flow,
                person=self.persons[who].uuid if who else None,
            )

    def _born(self, age: int) -> date:
        if age == 0:  # both of them
            return self.begins_on - timedelta(days=3)
        return self.begins_on - timedelta(days=age * 365 + self.chance.randint(20, 340))

    def _relate(self) -> None:
        worker, persons = self.desk.worker, {who: person.uuid for who, person in self.persons.items()}
        for one, other, bond in PARENTS:
            relate_persons(actor=worker, person=persons[one], other=persons[other], kind="parent", bond=bond)
        for one, other, kind, bond, began, ended in COUPLES:
            relate_persons(
                actor=worker,
                person=persons[one],
                other=persons[other],
                kind=kind,
                bond=bond,
                starts_on=self._years_ago(began),
                ends_on=self._years_ago(ended) if ended else None,
            )
        for one in ("uncle", "uncles_wife"):  # adoption lies behind a door that the worker's role does not open
            relate_persons(
                actor=self.desk.supervisor,
                person=persons[one],
                other=persons["adopted_cousin"],
                kind="adoptive_parent",
                starts_on=self._years_ago(5),
                source="document",
            )
        correct_person(
            actor=worker,
            person=persons["great_grandfather"],
            changes={"died_on": self._years_ago(6)},
            reason=texts.DIED,
        )
        tell_apart(actor=worker, one=persons["twin"], other=persons["other_twin"], reason=texts.TWINS)

    def _years_ago(self, years: int) -> date:
        return self.begins_on - timedelta(days=years * 365 + 11 * (years % 7))


def _surname(surname: str, sex: str) -> str:
    """The surname as the other sex carries it."""
    if sex == "female" and surname.endswith(("ов", "ев", "ин")):
        return surname + "а"
    return surname[:-1] if sex == "male" and surname.endswith(("ова", "ева", "ина")) else surname
