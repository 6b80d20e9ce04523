"""What the casework floor does in the background. A job carries no personal data: its argument is a user's number."""

from asgiref.sync import sync_to_async
from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tirek.casework.actions import notices, reminder_mail
from tirek.casework.selectors.notices import whom_to_mail
from tirek.kernel.clock import today
from tirek.standards.engine.calendar import is_working_day
from tirek.toolkit.apart import run_apart

RECHECK = "tirek.casework.actions.recheck:recheck_all"
#: Jobs with one lock are done one after the other: where both wait after a night switched off, first the asking.
IN_TURN = "casework.duties"


@app.periodic(cron="45 22 * * *")  # a quarter to four in Kazakhstan: before anybody is told of what is owed
@app.task(
    name="casework.recheck_duties",
    lock=IN_TURN,
    queueing_lock="casework.recheck_duties",
    retry=RetryStrategy(max_attempts=3, wait=600),
)
async def recheck_duties_at_night(timestamp: int = 0) -> str:
    """Ask the standards about every open case once more, apart. Done twice, the second run writes nothing."""
    return "asked" if await run_apart(RECHECK) else "are being asked already"


@app.periodic(cron="30 0 * * *")  # half past five in Kazakhstan, or when the machine is next switched on
@app.task(
    name="casework.tell_of_duties",
    lock=IN_TURN,
    queueing_lock="casework.tell_of_duties",
    retry=RetryStrategy(max_attempts=3, wait=600),
)
async def tell_of_duties_in_the_morning(timestamp: int = 0) -> str:
    """On working days: tell everybody of what is due, overdue and passed on, then write to those who want a letter.

    What fell due on days off is told on the next working day. Done twice, it tells nothing twice.
    """
    day = today()
    if not is_working_day(day):
        return "nobody works today"
    told = await sync_to_async(notices.tell_of_duties)(day)
    letters = await sync_to_async(whom_to_mail)(day) if settings.EMAIL_HOST else []
    for user_id in letters:
        try:
            await mail_reminder.configure(queueing_lock=f"casework.mail_reminder:{user_id}").defer_async(
                user_id=user_id
            )
        except AlreadyEnqueued:  # the letter of a run that was broken off still waits
            continue
    return f"{told} notices, {len(letters)} letters"


@app.task(name="casework.mail_reminder", retry=RetryStrategy(max_attempts=4, wait=300, linear_wait=600))
async def mail_reminder(user_id: int) -> str:
    """One person's letter of the day. One that fails stops no other, and is tried again three times."""
    sent = await sync_to_async(reminder_mail.mail_reminder)(user_id, today())
    return "sent" if sent else "nothing to send"
