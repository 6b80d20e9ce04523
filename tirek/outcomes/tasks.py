"""What the floor of outcomes does in the background. A job carries no personal data: its argument is a moment."""

from asgiref.sync import sync_to_async
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tirek.outcomes.facts.renewing import is_due, missing
from tirek.toolkit.apart import run_apart

RENEW = "tirek.outcomes.facts.renewing:renew_evidence"


@app.periodic(cron="15 23 * * *")  # a quarter past four in Kazakhstan: when the duties have been asked again
@app.task(
    name="outcomes.renew_evidence",
    lock="outcomes.renew_evidence",
    queueing_lock="outcomes.renew_evidence",
    retry=RetryStrategy(max_attempts=3, wait=600),
)
async def renew_evidence_at_night(timestamp: int = 0) -> str:
    """Write the facts and what is made of them, apart. Not without the ``analytics`` extra, nor twice a day."""
    if missing():
        return "the analytics extra is not installed"
    if not await sync_to_async(is_due)():
        return "nothing to do"
    return "renewed" if await run_apart(RENEW) else "is being renewed already"
