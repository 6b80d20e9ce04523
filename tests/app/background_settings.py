"""The settings of an installation that also knows the tasks of the tests."""

from tirek.config.settings import *  # noqa: F403

PROCRASTINATE_IMPORT_PATHS = ["tests.app.background_tasks"]
