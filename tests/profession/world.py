"""An association with its office, a university, a ministry, and the workers of two houses as practitioners."""

from dataclasses import dataclass

from tests.builders import House, make_house, make_unit, make_user
from tirek.access.models import Unit, User


@dataclass(frozen=True)
class Guild:
    """Everybody whom the profession knows. ``house.worker`` and the others practise with clients; these do not."""

    house: House
    office: Unit
    university: Unit
    ministry: Unit
    association: User  # administrator of the association
    secretary: User
    panel: tuple[User, User, User]
    organiser: User
    reviewer: User
    student: User
    official: User


def make_guild(house: House | None = None) -> Guild:
    """Users and units as rows; everything else comes through the acts."""
    office, university, ministry = make_unit("office"), make_unit("university"), make_unit("ministry")
    first, second, third = (make_user(name, office, "ethics_panel") for name in ("panel1", "panel2", "panel3"))
    return Guild(
        house=house or make_house(),
        office=office,
        university=university,
        ministry=ministry,
        association=make_user("association", office, "association_administrator"),
        secretary=make_user("secretary", office, "ethics_secretary"),
        panel=(first, second, third),
        organiser=make_user("organiser", university, "organiser"),
        reviewer=make_user("reviewer", university, "reviewer"),
        student=make_user("student", university, "student"),
        official=make_user("official", ministry, "official"),
    )
