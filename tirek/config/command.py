"""The ``tirek`` command."""

import argparse
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from tirek.config.home import data_home
from tirek.config.serving import (
    database_server,
    keep_running,
    refuse_taken_port,
    refuse_unsafe_settings,
    web_command,
)
from tirek.toolkit.postgresql.prepare import drop_database, make_roles
from tirek.toolkit.postgresql.trouble import ServerTrouble

AS_OWNER = {"migrate", "flush", "createcachetable", "sqlflush"}  # what only the owner of the tables may do


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked."""
    words = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tirek.config.settings")
    try:
        if words[:1] == ["manage"]:
            return manage(words[1:])
        options = parser().parse_args(words)
        return int(options.run(options))
    except (ServerTrouble, ImproperlyConfigured) as trouble:
        print(f"tirek: {trouble}", file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """What the command understands."""
    top = argparse.ArgumentParser(prog="tirek", description="The record of professional acts in social work.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("serve", help="start Tirek and keep it running")
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--workers", type=int, default=2, help="processes (2)")
    one.add_argument("--threads", type=int, default=2, help="threads of each process (2)")
    one.set_defaults(run=serve)

    one = commands.add_parser("work", help="do the background work; `serve` starts one worker by itself")
    one.add_argument("--until-empty", action="store_true", help="do what waits now, then end")
    one.set_defaults(run=work)

    one = commands.add_parser("migrate", help="bring the database up to this version")
    one.set_defaults(run=migrate)

    one = commands.add_parser("found", help="write down an organisation and invite its administrator")
    one.add_argument("--code", required=True, help="short, of Latin letters, digits and hyphens")
    for language in ("kk", "ru", "en"):
        one.add_argument(f"--name-{language}", required=True, help="its name in this language")
    for language in ("kk", "ru", "en"):
        one.add_argument(
            f"--shown-as-{language}",
            default="",
            help="a neutral desk, shown to others who ask who knows a person, where the name would tell why",
        )
    one.add_argument("--phone", default="", help="of that desk, for those who ask")
    one.add_argument(
        "--unit", nargs=4, action="append", metavar=("CODE", "KK", "RU", "EN"), help="a team or house; may be repeated"
    )
    one.add_argument("--administrator", required=True, metavar="USERNAME", help="who invites the others")
    one.add_argument("--email", default="")
    one.add_argument("--given-name", default="")
    one.add_argument("--surname", default="")
    one.add_argument("--language", choices=["kk", "ru", "en"], default="kk")
    one.add_argument("--port", type=int, default=8000, help="where Tirek is served, for the link")
    one.set_defaults(run=found)

    one = commands.add_parser("demo", help="fill an empty installation with invented families")
    one.add_argument("--families", type=int, default=120)
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--if-empty", action="store_true", help="do nothing when there are people already")
    one.set_defaults(run=demo)

    one = commands.add_parser("backup", help="write the whole database to a file")
    one.add_argument("file", type=Path)
    one.set_defaults(run=backup)

    one = commands.add_parser("restore", help="put a backup into an empty installation")
    one.add_argument("file", type=Path)
    one.add_argument("--replace", action="store_true", help="lose what is there now")
    one.set_defaults(run=restore)

    one = commands.add_parser("check", help="verify rights, row security and the audit")
    one.add_argument("--anchor", type=Path, help="also compare with an anchor written earlier")
    one.set_defaults(run=check)

    one = commands.add_parser("anchor", help="write the heads of the audit chains to a file")
    one.add_argument("file", type=Path)
    one.set_defaults(run=anchor)

    one = commands.add_parser("duplicates", help="compare everybody with everybody: who may be recorded twice?")
    one.add_argument("--least", type=float, default=0.1, help="keep pairs from this probability on (0.1)")
    one.add_argument("--memory", default="2GB", help="what the comparison may take (2GB)")
    one.set_defaults(run=duplicates)

    one = commands.add_parser("evidence", help="write the facts, look records over, compute figures and curves")
    one.set_defaults(run=evidence)

    commands.add_parser("manage", help="run a Django management command")
    return top


def serve(options: argparse.Namespace) -> int:
    """Database, migrations, static files, web server; Ctrl-C ends them all."""
    os.environ.setdefault("TIREK_URL", f"http://127.0.0.1:{options.port}")
    refuse_unsafe_settings()
    refuse_taken_port(options.host, options.port)
    with database_server() as server:
        settings = _django()
        from django.core.management import call_command

        from tirek.config.migrating import bring_up_to_date

        if knows_owner := settings.DATABASES["owner"]["USER"] != settings.DATABASES["default"]["USER"]:
            bring_up_to_date(verbosity=0)
        else:
            print("No background work here: run `tirek work` where DATABASE_URL is known.")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        print(f"Tirek is at {settings.URL}  (Ctrl-C ends it)", flush=True)
        if settings.DEMO:
            _introduce()
        web = web_command(options.host, options.port, options.workers, options.threads)
        return keep_running(server, web, worker=knows_owner)


def _introduce() -> None:
    """Who there is in the demo; each logs in with one click."""
    from tirek.access.models import Membership

    print("A demo: choose a person on the login page.")
    for held in Membership.objects.using("owner").select_related("user", "unit").order_by("unit_id", "user_id"):
        print(f"  {held.user.username:12} {held.role_id:14} {held.unit}: {held.user}", flush=True)


def work(options: argparse.Namespace) -> int:
    """Take jobs out of the queue until told to end."""
    with database_server():
        _django()
        from tirek.config.working import work as do_work

        do_work(until_empty=options.until_empty)
    return 0


def migrate(options: argparse.Namespace) -> int:
    """Bring the database up to this version."""
    with database_server():
        _django()
        from tirek.config.migrating import bring_up_to_date

        bring_up_to_date()
    return 0


def found(options: argparse.Namespace) -> int:
    """The first organisation of an installation, or one more."""
    os.environ.setdefault("TIREK_URL", f"http://127.0.0.1:{options.port}")
    with database_server():
        _django()
        from tirek.config.founding import found as found_organisation
        from tirek.config.migrating import as_owner, bring_up_to_date

        bring_up_to_date(verbosity=0)
        with as_owner():  # from the pages rights are written by those who may invite, and by nobody else
            link = found_organisation(options)
        print(f"{options.code} is founded.")
        if link:
            print(f"{options.administrator} chooses a password here, within seven days:\n{link}")
    return 0


def demo(options: argparse.Namespace) -> int:
    """Fill an empty installation through the acts, and mark it as a demo: whoever comes may log in."""
    done, begun = data_home() / "demo", data_home() / "demo.begun"
    with database_server() as server:
        if begun.exists():  # the last attempt was interrupted
            if server is None or server.child is None:
                raise ServerTrouble("A demo was begun here and not finished. Empty the database, or let it finish.")
            drop_database(str(server.run))
            make_roles(str(server.run))
        _django()
        from tirek.config.migrating import bring_up_to_date

        bring_up_to_date(verbosity=0)
        if _has_people():
            if options.if_empty:
                return 0
            raise ServerTrouble(f"There are people already. A demo needs an empty TIREK_HOME, not {data_home()}.")
        begun.touch()
        made = import_module("tirek.config.demo")
        made.build_demo(families=options.families, seed=options.seed)
        if options.families >= made.ENOUGH and find_spec("splink"):  # else the next night's worker does it
            import_module("tirek.people.linkage").compare_register()
        renewing = import_module("tirek.outcomes.facts.renewing")
        if not renewing.missing():
            renewing.renew_evidence()
            import_module("tirek.config.demo.research").ask_for_data()
        begun.rename(done)
    return 0


def _has_people() -> bool:
    from django.contrib.auth import get_user_model

    from tirek.access.door import DOOR

    return bool(get_user_model()._default_manager.using("owner").exclude(username=DOOR).exists())


def backup(options: argparse.Namespace) -> int:
    """Write the backup."""
    with database_server():
        _django()
        from tirek.config import keeping

        keeping.backup(options.file)
        print(f"{options.file}: {options.file.stat().st_size / 1e6:.1f} MB")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Read a backup."""
    with database_server() as server:
        _django()
        from tirek.config import keeping

        keeping.restore(options.file, server, replace=options.replace)
        return _report()


def check(options: argparse.Namespace) -> int:
    """Say everything that is wrong; 1 when anything is."""
    with database_server():
        _django()
        return _report(options.anchor)


def _report(anchor: Path | None = None) -> int:
    from tirek.config import keeping

    found = keeping.problems() + (keeping.broken_anchor(anchor) if anchor else [])
    for problem in found:
        print(problem)
    print(f"{len(found)} problems" if found else "All is well.")
    return 1 if found else 0


def anchor(options: argparse.Namespace) -> int:
    """Write the anchor."""
    with database_server():
        _django()
        from tirek.config import keeping

        keeping.write_anchor(options.file)
    return 0


def duplicates(options: argparse.Namespace) -> int:
    """Compare the register now, without waiting for the night."""
    with database_server():
        _django()
        from tirek.people.linkage import compare_register
        from tirek.people.tasks import COMPARE
        from tirek.toolkit.apart import alone

        with alone(COMPARE) as free:
            if not free:
                raise ServerTrouble("The register is being compared already.")
            done = compare_register(least=options.least, memory=options.memory)
    print(f"{done.persons} people compared, {done.pairs} pairs may be one person.")
    return 0


def evidence(options: argparse.Namespace) -> int:
    """Make the evidence now, without waiting for the night."""
    with database_server():
        _django()
        from tirek.outcomes.facts.renewing import missing, renew_evidence
        from tirek.outcomes.tasks import RENEW
        from tirek.toolkit.apart import alone

        if absent := missing():
            raise ServerTrouble(f"The extra `analytics` is not installed: {', '.join(absent)} is missing.")
        with alone(RENEW) as free:
            if not free:
                raise ServerTrouble("The evidence is being made already.")
            version = renew_evidence()
    print(f"Version {version.number}: {sum(version.rows.values())} rows of facts as of {version.on}.")
    return 0


def manage(words: list[str]) -> int:
    """Django's own commands, as the restricted role unless they change tables."""
    with database_server():
        _django()
        from contextlib import nullcontext

        from django.core.management import execute_from_command_line

        from tirek.config.migrating import as_owner

        with as_owner() if AS_OWNER & set(words[:1]) else nullcontext():
            execute_from_command_line(["tirek manage", *words])
    return 0


def _django() -> LazySettings:
    """Set Django up, now that the server has written where it listens."""
    import django
    from django.conf import settings

    django.setup()
    return settings


if __name__ == "__main__":  # as `serve` starts its worker
    raise SystemExit(main())
