"""A story of a programme as data, and what is on record of it so far."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from django.utils.translation import override

from tests.journeys.steps import Desk
from tirek.casework.models import Assessment, CaseMember, Episode, Task
from tirek.kernel.intervals import add_months
from tirek.people.models import Person
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.packs import pack
from tirek.toolkit.postgresql.user import acting_as

Step = dict[str, Any]


@dataclass
class Story:
    """One vector: who, what happened on which day, what must be so at the end."""

    programme: str
    told: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> "Story":
        """A vector out of ``packs/<code>/vectors``."""
        return cls(path.parts[-3], yaml.safe_load(path.read_text()))

    def __getattr__(self, name: str) -> Any:
        return self.told[name]

    def day(self, step: Step, closed: date | None) -> date:
        """The day of a step: counted from the beginning, or in months from the closure."""
        if "months" in step:
            assert closed, "a follow-up before the closure"
            return add_months(closed, step["months"]) + timedelta(days=step.get("days", 0))
        return self.told["starts_on"] + timedelta(days=step["day"])


@dataclass
class OnRecord:
    """A story on its way: two desks, the case, the people by their keys, what was driven through its page already."""

    story: Story
    worker: Desk
    supervisor: Desk
    case: UUID | None = None
    closed: date | None = None
    now: date | None = None
    driven: set[str] = field(default_factory=set)

    @property
    def pack(self) -> Pack:
        """The programme."""
        return pack(self.story.programme)

    @contextmanager
    def seeing(self) -> Iterator[None]:
        """Questions of the worker to the database."""
        with transaction.atomic(), acting_as(self.worker.user.pk):
            yield

    def person(self, key: str | None) -> Person | None:
        """Somebody of the story on record, known by the day of birth and the sex."""
        if key is None:
            return None
        told = next(one for one in self.story.people if one["key"] == key)
        with self.seeing():
            members = CaseMember.objects.filter(case__uuid=self.case, person__merged_into=None).select_related("person")
            return next(m.person for m in members if (m.person.birth_date, m.person.sex) == (told["born"], told["sex"]))

    def latest(self, model: Any, **conditions: Any) -> Any:
        """The newest record of a kind in the case."""
        with self.seeing():
            return model.objects.filter(case__uuid=self.case, **conditions).order_by("-pk").first()

    def lasting(self, step: Step) -> Episode:
        """The episode that a step ends."""
        about = {"person": self.person(step["person"])} if "person" in step else {}
        found: Episode | None = self.latest(Episode, track=step["track"], ended_on=None, **about)
        assert found, f"no lasting episode of {step['track']}"
        return found

    def check_score(self, step: Step) -> None:
        """The score and band the server found."""
        done = self.latest(Assessment, instrument=step["instrument"])
        for name, wanted in step["expect"].items():
            assert getattr(done, name) == wanted, f"{step['instrument']}: {name} {getattr(done, name)}, not {wanted}"

    def by_offset(self, value: Any) -> date | None:
        """A day said as days after the beginning."""
        if value is None or isinstance(value, date):
            return value
        return self.story.starts_on + timedelta(days=int(value))

    def open_task_of(self, step: Step) -> Task:
        """The oldest open task; the one whose words a step names."""
        with self.seeing():
            waiting = list(Task.objects.filter(case__uuid=self.case, state="open").order_by("pk"))
        with override(self.worker.language):
            named = [task for task in waiting if step.get("title", "") in task.says]
        assert named, "no open task to finish"
        return named[0]
