"""What the people floor does in the background. A job carries no personal data: its arguments are codes and moments."""

from datetime import timedelta
from importlib.util import find_spec

from asgiref.sync import sync_to_async
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tirek.kernel.clock import now
from tirek.people.models import Person, RegisterComparison
from tirek.toolkit.apart import run_apart

COMPARE = "tirek.people.linkage:compare_register"
FRESH = timedelta(hours=20)


@app.periodic(cron="15 21 * * *")  # a quarter past two in Kazakhstan, or when the machine is next switched on
@app.task(
    name="people.compare_register",
    lock="people.compare_register",
    queueing_lock="people.compare_register",
    retry=RetryStrategy(max_attempts=3, wait=600),
)
async def compare_register_at_night(timestamp: int = 0) -> str:
    """Compare the whole register with itself, apart; what was done of it shows on the page of duplicates.

    Not done without the ``analytics`` extra, nor when it was done today already.
    """
    if find_spec("splink") is None:
        return "the analytics extra is not installed"
    if not await sync_to_async(_is_due)():
        return "nothing to compare"
    return "compared" if await run_apart(COMPARE) else "is being compared already"


def _is_due() -> bool:
    fresh = RegisterComparison.objects.using("owner").filter(finished_at__gte=now() - FRESH)
    return not fresh.exists() and len(Person.objects.using("owner").values_list("pk")[:2]) == 2
