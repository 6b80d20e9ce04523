"""The queue keeps itself in order: what a killed worker held is done again, what is finished is forgotten."""

from datetime import UTC, datetime

from procrastinate import App, JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

ATTEMPTS = 3
WEEK, QUARTER = 7 * 24, 90 * 24  # hours


async def take_up_lost_jobs(queue: App) -> int:
    """Give back the jobs of workers that were killed: no sign of life for half a minute. How many there were.

    A job that has already taken three workers with it counts as failed.
    """
    lost = list(await queue.job_manager.get_stalled_jobs())
    for job in lost:
        if job.attempts < ATTEMPTS:
            await queue.job_manager.retry_job(job, retry_at=datetime.now(UTC))
        else:
            await queue.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    return len(lost)


@app.periodic(cron="*/5 * * * *")
@app.task(name="toolkit.look_for_lost_jobs", queueing_lock="toolkit.look_for_lost_jobs", pass_context=True)
async def look_for_lost_jobs(context: JobContext, timestamp: int) -> None:
    """Every five minutes."""
    await take_up_lost_jobs(context.app)


@app.periodic(cron="0 20 * * *")
@app.task(name="toolkit.forget_finished_jobs", queueing_lock="toolkit.forget_finished_jobs", pass_context=True)
async def forget_finished_jobs(context: JobContext, timestamp: int) -> None:
    """Each night: what was done a week ago, what failed a quarter of a year ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=WEEK, include_cancelled=True, include_aborted=True)
    await context.app.job_manager.delete_old_jobs(nb_hours=QUARTER, include_failed=True)
