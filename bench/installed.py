"""An installation for a benchmark, in a folder of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def installed(keep: str = "") -> Iterator[None]:
    """Database, tables and static files in a new folder that is gone afterwards, or in ``keep``, which stays."""
    home = Path(keep or tempfile.mkdtemp(prefix="tirek-bench-"))
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    os.environ.update(TIREK_HOME=str(home), DJANGO_SETTINGS_MODULE="tirek.config.settings")
    try:
        from tirek.config.serving import database_server

        with database_server():
            import django

            django.setup()
            from django.core.management import call_command

            from tirek.config.migrating import bring_up_to_date

            bring_up_to_date(verbosity=0)
            call_command("collectstatic", interactive=False, verbosity=0)
            yield
    finally:
        if not keep:
            shutil.rmtree(home, ignore_errors=True)
