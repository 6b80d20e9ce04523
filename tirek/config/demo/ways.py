"""The ways of four programmes: a child home, a year without using, through the gate, a woman safe. And not always."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from tirek.config.demo.way import HARD, Scene, Way
from tirek.people.actions.details import add_contact_point
from tirek.people.actions.families import NewMember, relate_persons
from tirek.people.models import Person


@dataclass
class Return(Way):
    """A child in a private home: contact, readiness, trial stay, return; sometimes a breakdown, sometimes no return."""

    def people_of_it(self) -> tuple[list[NewMember], list[tuple[Person, str]]]:
        mother = self.people.somebody("female")
        script = mother.names[0].script
        self.mother = self.register(mother, self.people.birthday(self.begins_on, 24, 40))
        child = self.people.somebody(self.chance.choice(("female", "male")), script=script)
        self.child = self.register(child, self.people.birthday(self.begins_on, 4, 12), exact=True)
        relate_persons(actor=self.desk.worker, person=self.mother.uuid, other=self.child.uuid, kind="parent")
        members = [NewMember(self.mother.uuid, "mother"), NewMember(self.child.uuid, "child", lives_together=False)]
        return members, [(self.child, "child"), (self.mother, "mother")]

    def scenes(self) -> Iterator[Scene]:
        child, mother = self.child, self.mother
        returns = self.number == 0 or self.likely(0.75)
        breaks = self.number == 0 or (returns and self.likely(0.12))
        yield 1, self.contact, ("institution",), {}
        yield 2, self.consent, (mother,), {}
        yield 2, self.begin, (child, "care", "private_childrens_home"), {
            "ago": self.chance.randint(200, 900), "entry_reason": "no_home_or_income"
        }  # fmt: skip
        yield 3, self.begin, (child, "legal_status", "placed_at_parents_request"), {"known_from": "guardianship_paper"}
        yield 4, self.visit, ("institution",), {"seen": True}
        yield 4, self.lives, (mother,), {}
        if self.likely(0.8):
            yield 6, self.ask_abilities, (child,), {}
        yield 9, self.ask, ("reunification_readiness", 0.5), {}
        yield 9, self.rate, ("medium",), {}
        if self.likely(0.6) or self.number == 0:
            yield from self.moods(mother, 10, 70, 130)
        yield 14, self.plan, ("regular_contact", "parents_ready", "home_ready"), {}
        yield 16, self.decide, (), {}
        yield 30, self.served, ("parents_course", 2), {}
        yield from self.talks(24, 104, 24, ("family_visit", "home_weekend", "family_video"))
        yield 98, self.ask, ("reunification_readiness", 0.95 if returns else 0.35), {}
        yield 100, self.review, (), {}
        if not returns:
            outcome, kind = self.chance.choice((("foster_family", "foster_family"), ("stays_in_home", "")))
            if kind:
                yield 150, self.end, (child, "care", "plan_fulfilled", "family_care"), {}
                yield 150, self.begin, (child, "care", kind), {"entry_reason": "no_home_or_income"}
            yield from self.closing(190, outcome, {"child_lives": "other_family" if kind else "institution"})
            return
        home = yield from self._home_again(112)
        if breaks:
            home = yield from self._breakdown(home + 55)
        yield from self._visits(home + 3, home + 110)
        yield home + 60, self.rate, ("low",), {}
        yield home + 90, self.review, (), {}
        lives = {"child_lives": "with_mother"}
        again = home + 120 + self.chance.randint(20, 330) if self.number > 1 and self.likely(0.15) else 0
        yield from self.closing(home + 115, "with_mother", lives, since=again, then=self._gone(again))
        if again:  # after the support had ended
            yield again, self.end, (child, "care", "family_broke_down", "residential_care"), {}
            yield again, self.begin, (child, "care", "support_centre"), {"entry_reason": "temporary_hardship"}

    def _gone(self, again: int) -> dict[str, str] | None:
        return {"child_lives": "institution"} if again else None

    def _home_again(self, day: int) -> Generator[Scene, None, int]:
        """Conference, trial stay, return; the day of the return."""
        child = self.child
        yield day - 7, self.meet, (), {}
        yield day, self.end, (child, "care", "trial_began", "trial_stay"), {}
        yield day, self.begin, (child, "care", "trial_stay"), {"entry_reason": "trial", "ends": day + 28}
        for visit in (3, 15, 25):
            yield day + visit, self.visit, ("home",), {"seen": True, "form": "return_visit", "hard": 0.1}
        yield day + 28, self.end, (child, "care", "family_ready", "own_family"), {}
        yield day + 28, self.begin, (child, "care", "with_mother"), {"entry_reason": "reunification"}
        yield day + 29, self.end, (child, "schooling", "moved"), {}
        yield day + 30, self.begin, (child, "schooling", "school"), {"entry_reason": "enrolled"}
        return day + 28

    def _breakdown(self, day: int) -> Generator[Scene, None, int]:
        """The alarm, what was tried, the child back in the home, and the second way out of it."""
        child = self.child
        yield day, self.visit, ("home", "alarm"), {"seen": True, "form": "return_visit", "hard": 0.95}
        yield day, self.rate, ("high",), {}
        yield day + 1, self.meet, ("crisis",), {}
        yield day + 2, self.served, ("one_off_payment",), {}
        yield day + 6, self.visit, ("home", "alarm"), {"seen": True}
        yield day + 7, self.review, (), {}
        yield day + 12, self.end, (child, "care", "family_broke_down", "residential_care"), {}
        yield day + 12, self.begin, (child, "care", "private_childrens_home"), {"entry_reason": "placement_broke_down"}
        yield day + 14, self.visit, ("institution",), {"seen": True}
        yield from self.talks(day + 30, day + 95, 24, ("family_visit", "home_weekend"))
        yield day + 80, self.ask, ("reunification_readiness", 0.9), {}
        yield day + 82, self.rate, ("medium",), {}
        return (yield from self._home_again(day + 100))

    def _visits(self, day: int, until: int) -> Iterator[Scene]:
        while day < until:
            with_form = {"form": "return_visit", "hard": 0.15} if self.likely(0.5) else {}
            yield day, self.visit, ("home",), {"seen": True, **with_form}
            day += self.chance.choice((13, 14, 21, 28))


@dataclass
class Grown(Way):
    """A programme about a grown-up."""

    client: Person = field(init=False)
    sex: str = "male"

    def people_of_it(self) -> tuple[list[NewMember], list[tuple[Person, str]]]:
        somebody = self.people.somebody(self.sex, script="ru" if self.desk.language == "ru" else "kk")
        self.client = self.register(somebody, self.people.birthday(self.begins_on, 21, 52), exact=True)
        members, parts = [NewMember(self.client.uuid, "other")], [(self.client, "client")]
        if self.likely(0.4):
            script = somebody.names[0].script
            elder = self.people.somebody("female", script=script)
            assert self.client.birth_date
            mother = self.register(elder, self.people.birthday(self.client.birth_date, 19, 33))
            relate_persons(actor=self.desk.worker, person=mother.uuid, other=self.client.uuid, kind="parent")
            members = [NewMember(self.client.uuid, "child"), NewMember(mother.uuid, "mother", lives_together=False)]
            parts.append((mother, "relative"))
        return members, parts


@dataclass
class Sober(Grown):
    """Somebody with an addiction: treatment, remission, a relapse answered, work; or use as before."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sex = "female" if self.likely(0.25) else "male"

    def scenes(self) -> Iterator[Scene]:
        client = self.client
        substance = self.chance.choice(("alcohol", "opioids", "synthetic_cannabinoids", "stimulants"))
        told = {"particulars": [substance], "known_from": "self_report"}
        keeps = self.number == 0 or self.likely(0.65)
        first = self.chance.choice(("high", "high", "medium"))
        yield 1, self.contact, ("meeting",), {}
        yield 2, self.consent, (client,), {}
        yield 2, self.lives, (client,), {}
        yield 3, self.ask, ("substance_intake", 0.6, client), {}
        yield 3, self.begin, (client, "use", "active_use"), {
            "ago": self.chance.randint(400, 2500), **told
        }  # fmt: skip
        yield 4, self.ask, ("relapse_risk", HARD[first], client), {}
        yield 4, self.rate, (first,), {}
        yield 5, self.ask, ("relapse_plan", 0.5, client), {}
        yield 6, self.served, ("testing_offered",), {}
        yield 6, self.ask, ("motivation_stage", 0.4, client), {}
        yield from self.moods(client, 7, 60, 120, 185)
        yield 8, self.plan, ("in_treatment", "sober_life", "daytime"), {}
        yield 10, self.decide, (), {}
        yield 12, self.end, (client, "use", "stopped"), {}
        yield 12, self.begin, (client, "treatment", "detox"), {"ends": 26, "known_from": "provider"}
        yield 18, self.served, ("circle_talk",), {}
        yield 26, self.end, (client, "treatment", "moved_on"), {}
        yield 26, self.begin, (client, "treatment", "rehabilitation"), {"ends": 116, "known_from": "provider"}
        yield 26, self.begin, (client, "use", "remission_early"), {"known_from": "provider"}
        yield 40, self.visit, ("rehabilitation",), {"form": "addiction_visit", "hard": 0.2}
        yield 45, self.rate, ("medium",), {}
        yield from self.talks(25, 200, 20, ("phone", "meeting", "message"))
        yield 95, self.review, (), {}
        yield 116, self.end, (client, "treatment", "finished" if keeps else "broke_off"), {}
        if keeps:
            yield 117, self.begin, (client, "treatment", "support_group"), {"known_from": "self_report"}
            yield 128, self.begin, (client, "work", "employed"), {}
            if self.number == 0 or self.likely(0.4):
                yield 140, self.begin, (client, "use", "relapse"), told
                yield 141, self.contact, ("phone", "relapse"), {}
            yield 190, self.ask, ("relapse_risk", 0.1, client), {}
            yield 191, self.rate, ("low",), {}
            outcome, answer = "in_remission", "in_remission"
        else:
            yield 130, self.end, (client, "use", "relapse"), {}
            yield 130, self.begin, (client, "use", "active_use"), told
            yield 133, self.contact, ("with_relatives", "relapse"), {}
            yield 134, self.rate, ("high",), {}
            outcome = self.chance.choice(("use_as_before", "lost_contact", "reduced_use"))
            answer = "reduced_use" if outcome == "reduced_use" else "use_as_before"
        yield from self.closing(210, outcome, {"use_state": answer, "told_by": "person"})


@dataclass
class Release(Grown):
    """A man 90 days before release: documents, the gate, probation, a place, work; some offend again."""

    def scenes(self) -> Iterator[Scene]:
        client, gate = self.client, 92
        again = self.number == 1 or (self.number > 1 and self.likely(0.2))
        yield 2, self.contact, ("in_institution",), {}
        yield 2, self.consent, (client,), {}
        yield 3, self.begin, (client, "custody", "colony"), {
            "ago": self.chance.randint(300, 1800), "ends": gate, "known_from": "institution"
        }  # fmt: skip
        yield 4, self.ask, ("release_needs", 0.6, client), {}
        yield 4, self.rate, ("medium",), {}
        yield 5, self.begin, (client, "documents", "missing"), {"particulars": ["identity_card", "residence"]}
        yield 7, self.plan, ("papers_in_order", "place_to_live", "in_work"), {}
        yield 8, self.decide, (), {}
        yield 11, self.served, ("documents_help",), {}
        yield 16, self.visit, ("institution",), {"form": "release_visit", "hard": 0.3}
        yield 30, self.begin, (client, "probation", "penitentiary"), {"ends": gate, "known_from": "probation_service"}
        yield 44, self.end, (client, "documents", "applied"), {}
        yield 44, self.begin, (client, "documents", "in_progress"), {"particulars": ["identity_card"]}
        yield from self.talks(28, 85, 18, ("in_institution", "phone", "letter"))
        yield from self.moods(client, 20, 110, 200)
        yield 80, self.meet, (), {}
        yield 84, self.review, (), {}
        yield gate, self.end, (client, "custody", "early_release", "adaptation_centre"), {}
        yield gate, self.contact, ("gate", "gate"), {}
        yield gate, self.served, ("met_at_gate",), {}
        yield gate, self.lives, (client,), {}
        yield gate, self.begin, (client, "housing", "temporary_stay_centre"), {"ends": gate + 90}
        yield gate, self.end, (client, "probation", "next_kind"), {}
        yield gate, self.begin, (client, "probation", "post_penitentiary"), {
            "ends": gate + 183, "particulars": ["reporting", "residence"], "known_from": "document"
        }  # fmt: skip
        yield gate + 4, self.rate, ("high" if again else "medium",), {}
        yield gate + 8, self.end, (client, "documents", "issued"), {}
        yield gate + 8, self.begin, (client, "documents", "complete"), {"particulars": ["identity_card", "residence"]}
        yield gate + 10, self.begin, (client, "work", "seeking"), {}
        yield from (self._offence(gate + 65) if again else self._settles(gate + 28))

    def _settles(self, day: int) -> Iterator[Scene]:
        client = self.client
        yield day, self.end, (client, "work", "found_work"), {}
        yield day, self.begin, (client, "work", "employed"), {}
        yield from self.talks(day - 20, day + 130, 14, ("phone", "meeting", "accompanied"))
        if self.likely(0.3):
            yield day + 20, self.begin, (client, "offence", "technical_breach"), {"known_from": "self_report"}
            yield day + 21, self.contact, ("phone",), {}
        yield day + 35, self.review, (), {}
        yield day + 62, self.end, (client, "housing", "moved_on", "independent_life"), {}
        yield day + 62, self.begin, (client, "housing", "rented"), {}
        yield day + 70, self.visit, ("home",), {}
        yield day + 84, self.rate, ("low",), {}
        yield day + 125, self.ask, ("release_needs", 0.15, client), {}
        answers = {"standing": "in_work_no_offence", "told_by": "person"}
        yield from self.closing(day + 132, "in_work_no_offence", answers)

    def _offence(self, day: int) -> Iterator[Scene]:
        client = self.client
        yield from self.talks(day - 55, day - 5, 14, ("phone", "meeting"))
        yield day, self.begin, (client, "offence", "new_charge"), {"known_from": "official"}
        yield day + 1, self.contact, ("phone", "offence"), {}
        yield day + 2, self.end, (client, "housing", "other"), {}
        yield day + 2, self.end, (client, "probation", "replaced_by_custody"), {}
        yield day + 2, self.begin, (client, "custody", "pre_trial_detention"), {"known_from": "relatives"}
        yield day + 20, self.visit, ("institution", "offence"), {}
        yield day + 55, self.begin, (client, "offence", "reconviction"), {"known_from": "official"}
        yield day + 56, self.contact, ("in_institution", "offence"), {}
        yield from self.closing(day + 60, "back_in_custody", {"standing": "back_in_prison", "told_by": "relatives"})


@dataclass
class Safe(Grown):
    """A woman and her children in a crisis centre: safety today, safety plan, order, a home of her own."""

    sex: str = "female"
    children: list[Person] = field(default_factory=list)
    husband: Person = field(init=False)

    def people_of_it(self) -> tuple[list[NewMember], list[tuple[Person, str]]]:
        worker = self.desk.worker
        somebody = self.people.somebody("female", script="kk")
        self.client = self.register(somebody, self.people.birthday(self.begins_on, 21, 42), exact=True)
        husband = self.people.somebody("male", script="kk")
        self.husband = self.register(husband, self.people.birthday(self.begins_on, 24, 48))
        relate_persons(actor=worker, person=self.husband.uuid, other=self.client.uuid, kind="spouse", bond="conflict")
        members = [NewMember(self.client.uuid, "mother"), NewMember(self.husband.uuid, "other", lives_together=False)]
        parts = [(self.client, "client")]
        for _ in range(self.chance.choice((1, 2, 2, 3))):
            child = self.people.somebody(self.chance.choice(("female", "male")), script="kk")
            person = self.register(child, self.people.birthday(self.begins_on, 1, 14), exact=True)
            relate_persons(actor=worker, person=self.client.uuid, other=person.uuid, kind="parent")
            members.append(NewMember(person.uuid, "child"))
            parts.append((person, "child"))
            self.children.append(person)
        add_contact_point(
            actor=worker, person=self.client.uuid, kind="phone", value="+7 700 000 09 09", whose="сіңлісі",
            safe_to_call=False, hidden=True,
        )  # fmt: skip
        return members, parts

    def scenes(self) -> Iterator[Scene]:
        client = self.client
        yield 0, self.ask, ("immediate_safety", 0.8, client), {}
        yield 0, self.rate, ("high",), {}
        yield 0, self.contact, ("meeting",), {}
        yield 0, self.consent, (client,), {}
        yield 0, self.begin, (client, "violence", "by_partner"), {
            "ago": self.chance.randint(300, 2500), "particulars": ["physical", "psychological", "control"],
            "known_from": "own_words",
        }  # fmt: skip
        yield 1, self.begin, (client, "housing", "crisis_centre"), {"ends": 150}
        for child in self.children:
            yield 1, self.begin, (child, "care", "crisis_centre_with_mother"), {"entry_reason": "safety"}
        yield 1, self.served, ("shelter_stay", 7), {}
        yield 1, self.served, ("health_help_offered",), {}
        yield 2, self.ask, ("safety_planning", 0.4, client), {}
        yield 2, self.begin, (client, "protection_order", "protective_order"), {
            "ends": 32, "particulars": ["no_violence", "no_contact", "covers_children"], "known_from": "copy_in_file"
        }  # fmt: skip
        yield 4, self.served, ("legal_advice",), {}
        yield from self.moods(client, 6, 60, 125)
        yield 9, self.ask, ("pcl5", 0.6, client), {}
        yield 8, self.plan, ("safe_today", "own_home", "own_income"), {}
        yield 9, self.decide, (), {}
        yield 14, self.visit, ("crisis_centre",), {"seen": True, "form": "protection_visit", "hard": 0.3}
        yield 21, self.rate, ("medium",), {}
        yield 26, self.served, ("order_review",), {}
        yield 32, self.end, (client, "protection_order", "term_over"), {}
        yield from self.talks(6, 150, 9, ("meeting", "safe_call", "message"))
        yield 45, self.visit, ("crisis_centre",), {"seen": True}
        yield 75, self.visit, ("crisis_centre",), {"seen": True}
        yield 80, self.rate, ("low",), {}
        yield 85, self.review, (), {}
        yield 90, self.begin, (client, "work", "employed"), {}
        yield 110, self.ask, ("pcl5", 0.3, client), {}
        back = self.number > 0 and self.likely(0.2)
        kin = not back and self.likely(0.3)
        outcome = "returned_with_plan" if back else "safe_with_kin" if kin else "safe_rented"
        yield 140, self.end, (client, "housing", "returned_to_partner" if back else "moved_on"), {}
        yield 140, self.begin, (client, "housing", "with_partner" if back else "with_kin" if kin else "rented"), {}
        for child in self.children:
            yield 140, self.end, (child, "care", "plan_fulfilled"), {}
            yield 140, self.begin, (child, "care", "with_mother"), {}
        yield 143, self.visit, ("home",), {"seen": True}
        lives = "with_partner" if back else "with_kin" if kin else "own_or_rented"
        state = "threatened" if back else "safe"
        yield from self.closing(168, outcome, {"safe_now_state": state, "lives_now": lives})


WAYS: dict[str, type[Way]] = {"reunification": Return, "addiction": Sober, "release": Release, "protection": Safe}
LONG_AGO = timedelta(days=820)  # the first two of each programme are told to their follow-up
