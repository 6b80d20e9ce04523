"""What the profession floor does in the background. A job carries no personal data: its argument is a moment."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tirek.kernel.clock import today
from tirek.standards.engine.calendar import is_working_day
from tirek.toolkit.apart import run_apart

REMIND = "tirek.profession.actions.morning:remind"


@app.periodic(cron="40 0 * * *")  # twenty to six in Kazakhstan, or when the machine is next switched on
@app.task(
    name="profession.remind",
    lock="profession.remind",
    queueing_lock="profession.remind",
    retry=RetryStrategy(max_attempts=3, wait=600),
)
async def remind_in_the_morning(timestamp: int = 0) -> str:
    """On working days: whose certification ends, who owes a report on a recommendation. Apart, once a day."""
    if not is_working_day(today()):
        return "nobody works today"
    return "reminded" if await run_apart(REMIND) else "is being done already"
