"""Instruments come with a pack or are published by an administrator; a version that is there never changes."""

from typing import Any
from uuid import UUID

from django.db import transaction

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now
from tirek.kernel.problems import N_, Problem
from tirek.programmes.engine.form import FormDefinition, compile_form
from tirek.programmes.engine.instrument_pack import InstrumentPack
from tirek.programmes.engine.pack import Pack, PackError, PackProblem
from tirek.programmes.models import Instrument, InstrumentVersion


def install_instruments(pack: Pack) -> None:
    """Compile and keep the instruments of a pack. A repeat changes nothing. Run by the owner at migrate."""
    for listed in pack.instruments.instruments:
        source = listed.text.encode()
        keep_version(
            code=listed.code,
            pack=pack.code,
            form=compile_form(source, filename=f"{listed.code}.md"),
            source_file=source,
            source_name=f"{listed.code}.md",
            label=listed.version,
            source=pack.source(listed.source).title.say("en"),
            licence=listed.licence,
            wording_status=listed.status.model_dump(),
        )


@transaction.atomic
def install_own_pack(own: InstrumentPack) -> InstrumentVersion:
    """Keep an instrument under a licence of its own. It is off until its use is stated. Run by the owner at migrate."""
    listed = own.instrument
    source = listed.text.encode()
    version = keep_version(
        code=own.code,
        pack=own.code,
        form=compile_form(source, filename="questions.md"),
        source_file=source,
        source_name="questions.md",
        label=listed.version,
        source=own.source.title.say("en"),
        licence=listed.licence,
        wording_status=listed.status.model_dump(),
        own_pack=own.model_dump(mode="json"),
    )
    if version.own_pack != own.model_dump(mode="json"):
        message = f"{own.code} {listed.version} is installed with other content: raise the version."
        raise PackProblem([PackError("instrument.yaml", "instrument.version", message)])
    return version


@act("instrument.publish")
def publish_instrument(
    *,
    actor: User,
    code: str,
    source_file: bytes,
    source_name: str,
    source: str,
    licence: str,
    label: str = "",
    client_ref: UUID | None = None,
) -> InstrumentVersion:
    """An administrator publishes a form written as XLSForm (.xlsx or .md) under a code, or a new version of it.

    A form that uses what Tirek does not support is refused with row, column and reason (``FormRefused``); one that
    belongs to a pack is changed by its pack alone. Publishing the same content again changes nothing.
    Permission: instrument.publish.
    """
    require(actor, "instrument.publish")
    if not code.isidentifier() or not code.isascii():
        raise Problem(N_("Write a short code of Latin letters, digits and underscores."), field="code")
    if Instrument.objects.filter(code=code).exclude(pack="").exists():
        raise Problem(N_("This code belongs to a programme. Choose another."), field="code")
    if not source.strip() or not licence.strip():
        raise Problem(N_("Write where the wording comes from and under which licence."), field="source")
    form = compile_form(source_file, filename=source_name, languages_required=None)
    version = keep_version(
        code=code,
        pack="",
        form=form,
        source_file=source_file,
        source_name=source_name,
        label=label,
        source=source.strip(),
        licence=licence.strip(),
        published_by=actor,
    )
    note(code=code, number=version.number)
    return version


def keep_version(
    *,
    code: str,
    pack: str,
    form: FormDefinition,
    source_file: bytes,
    source_name: str,
    label: str,
    source: str,
    licence: str,
    wording_status: dict[str, str] | None = None,
    own_pack: dict[str, Any] | None = None,
    published_by: User | None = None,
) -> InstrumentVersion:
    """The version of an instrument with this content: the one that is there, or the next number."""
    # The row is locked: of two publications at once the second takes the next number.
    instrument, _ = Instrument.objects.select_for_update().get_or_create(code=code, defaults={"pack": pack})
    versions = InstrumentVersion.objects.filter(instrument=instrument)
    same = versions.filter(content_hash=form.content_hash, label=label).first()
    if same is not None:
        return same
    last = versions.order_by("-number").values_list("number", flat=True).first() or 0
    return InstrumentVersion.objects.create(
        instrument=instrument,
        number=last + 1,
        label=label,
        content_hash=form.content_hash,
        definition=form.data,
        source_file=source_file,
        source_name=source_name[:200],
        source=source,
        licence=licence,
        wording_status=wording_status or {},
        own_pack=own_pack or {},
        published_at=now(),
        published_by=published_by,
    )
