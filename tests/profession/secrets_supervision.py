"""What was said in supervision, and how somebody carries the work."""

from tests.profession.circle import make_circle
from tests.security.profession_world import ProfessionWorld
from tirek.kernel.clock import today
from tirek.profession.actions.supervision import found_intervision
from tirek.profession.actions.supervision_meetings import add_theme
from tirek.profession.actions.wellbeing import keep_wellbeing_check, share_wellbeing_check

BOTH = ("worker", "supervisor")


def write(world: ProfessionWorld) -> None:
    """The worker's agreement with the supervisor, a meeting with a theme, a check that was shown; a group of equals."""
    circle = make_circle(world.guild, aims=world.secret("supervision.aims", *BOTH))
    held = circle.held()
    add_theme(
        actor=circle.worker, meeting=held.uuid, kind="ethics", text=world.secret("supervision.theme", *BOTH),
        agreed=world.secret("supervision.agreed", *BOTH),
    )  # fmt: skip
    shown = keep_wellbeing_check(actor=circle.worker, answers={"afraid": 3}, unsafe=True, wants_to_talk=True)
    share_wellbeing_check(actor=circle.worker, check=shown.uuid, supervisor=circle.entries["supervisor"].uuid)
    found_intervision(
        actor=circle.guild.house.outsider, members=[circle.number("worker")], every_days=30, starts_on=today(),
        title=world.secret("intervision.title", "outsider", "worker"),
    )  # fmt: skip
    world.known |= {
        "supervision_agreement.agreement": circle.agreement.uuid,
        "supervision_meeting.meeting": held.uuid,
        "wellbeing_check.check": shown.uuid,
    }
