"""A world of the profession: each secret that somebody wrote in confidence carries a word of its own.

Each part adds what it writes: a function that makes records through the acts, and says who may meet which word.
``known`` gives the addresses their real records by the name of the argument.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.urls.resolvers import URLPattern

from tests.profession.world import Guild, make_guild
from tests.security.addresses import PROFESSION
from tests.security.world import Secrets
from tirek.access.models import User
from tirek.kernel.ids import new_uuid


@dataclass
class ProfessionWorld:
    """The guild, its secrets with who may read each, and a record for each argument of an address."""

    guild: Guild
    secrets: Secrets = field(default_factory=Secrets)
    readers: dict[str, set[str]] = field(default_factory=dict)  # place of a secret: names of actors
    known: dict[str, Any] = field(default_factory=dict)  # argument, or "address.argument"

    def secret(self, place: str, *readers: str) -> str:
        """A word that these actors alone may ever meet, whatever page they ask for."""
        self.readers[place] = set(readers)
        return self.secrets(place)

    @property
    def actors(self) -> dict[str, User | None]:
        """Who asks: by the column of the table."""
        guild, house = self.guild, self.guild.house
        return {
            "worker": house.worker,
            "colleague": house.colleague,
            "supervisor": house.supervisor,
            "manager": house.manager,
            "administrator": house.administrator,
            "outsider": house.outsider,
            "association": guild.association,
            "secretary": guild.secretary,
            "panel": guild.panel[0],
            "organiser": guild.organiser,
            "reviewer": guild.reviewer,
            "student": guild.student,
            "official": guild.official,
            "visitor": None,
        }


def make_profession_world() -> ProfessionWorld:
    """The guild with everything the parts write: modules ``tests.profession.secrets_<part>`` with ``write(world)``."""
    world = ProfessionWorld(make_guild())
    for path in sorted(Path(__file__).parents[1].glob("profession/secrets_*.py")):
        write: Callable[[ProfessionWorld], None] = import_module(f"tests.profession.{path.stem}").write
        write(world)
    return world


def profession_patterns() -> list[URLPattern]:
    """The addresses of the profession."""
    return [entry for entry in import_module(PROFESSION).urlpatterns if isinstance(entry, URLPattern)]


def profession_address(pattern: URLPattern, world: ProfessionWorld) -> str:
    """The address of a real record, where a part made one; else of one that is nowhere."""
    values = {}
    for argument, converter in pattern.pattern.converters.items():
        known = world.known.get(f"{pattern.name}.{argument}", world.known.get(argument))
        values[argument] = next(
            made for made in (known, new_uuid(), "nothing", 1) if made is not None
            and re.fullmatch(converter.regex, str(converter.to_url(made)))
        )  # fmt: skip
    return reverse(str(pattern.name), kwargs=values)
