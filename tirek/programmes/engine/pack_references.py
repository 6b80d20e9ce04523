"""References between the files of a pack, and the few things a schema cannot say."""

from collections.abc import Iterable, Iterator

from tirek.programmes.engine.pack import Pack, PackError
from tirek.programmes.engine.pack_parts import Band, RiskBand


def broken_references(pack: Pack) -> Iterator[PackError]:
    """Every code that points nowhere, every code given twice, every hole in a row of bands."""
    yield from _doubles(pack)
    yield from _unknown_sources(pack)
    for path, code, known, file in _references(pack):
        if code not in known:
            message = f"{code!r} is not defined. Define it, or use one of: {', '.join(sorted(known))}."
            yield PackError(file, path, message)
    yield from _holes("risk.yaml", "bands", pack.risk.bands)
    for number, item in enumerate(pack.instruments.instruments):
        yield from _holes("instruments.yaml", f"instruments[{number}].bands", item.bands)


def _doubles(pack: Pack) -> Iterator[PackError]:
    groups = [(name, [code for code, _ in pack.choices(name, "en")]) for name, _ in pack.lists()]
    groups.append(("rule", [rule.id for rule in pack.rules]))
    groups.append(("source", [source.code for source in pack.pack.sources]))
    for name, codes in groups:
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield PackError("pack", name, f"the code {code!r} is given twice. Change one.")


def _unknown_sources(pack: Pack) -> Iterator[PackError]:
    known = {source.code for source in pack.pack.sources}
    named = [
        ("grounds.yaml", "source", pack.grounds.source),
        ("services.yaml", "source", pack.services.source),
        ("follow_up.yaml", "source", pack.follow_up.source),
        *(("grounds.yaml", item.code, item.source) for item in pack.grounds.grounds if item.source),
        *(("episodes.yaml", track.code, track.source) for track in pack.episodes.tracks),
        *(
            ("episodes.yaml", kind.code, kind.source)
            for track in pack.episodes.tracks
            for kind in track.kinds
            if kind.source
        ),
        *(("standards.yaml", rule.id, rule.source) for rule in pack.rules),
        *(("instruments.yaml", item.code, item.source) for item in pack.instruments.instruments),
    ]
    for file, path, code in named:
        if code not in known:
            yield PackError(file, path, f"the source {code!r} is not in pack.yaml. Add it there.")


def _references(pack: Pack) -> Iterator[tuple[str, str, set[str], str]]:
    checks = {gate.name for gate in pack.steps.gates}
    listed = {item.code for item in pack.instruments.instruments} | set(pack.instruments.optional)
    tracks = {track.code: track for track in pack.episodes.tracks}
    for gate in pack.steps.gates:
        if gate.check == "instrument_completed":
            yield gate.name, gate.instrument or "", listed, "steps.yaml"
        if gate.check == "track_known":
            yield gate.name, gate.track or "", set(tracks), "steps.yaml"
    for number, gated in enumerate(pack.steps.gated_acts):
        for check in gated.gates:
            yield f"gated_acts[{number}]", check, checks, "steps.yaml"
        if gated.track is not None:
            yield f"gated_acts[{number}].track", gated.track, set(tracks), "steps.yaml"
            for kind in gated.kinds if gated.track in tracks else ():
                known = {item.code for item in tracks[gated.track].kinds}
                yield f"gated_acts[{number}].kinds", kind, known, "steps.yaml"
    levels = {level.code for level in pack.risk.levels}
    for number, band in enumerate(pack.risk.bands):
        yield f"bands[{number}]", band.level, levels, "risk.yaml"
    yield "outcome", pack.follow_up.outcome, {item.code for item in pack.follow_up.questions}, "follow_up.yaml"
    for track in pack.episodes.tracks:
        if track.counted_from is not None:
            yield f"{track.code}.counted_from", track.counted_from.track, set(tracks), "episodes.yaml"
    for form in pack.prints.forms:
        for section in form.sections:
            if section.content == "answers":
                yield form.code, section.instrument or "", listed, "prints.yaml"
            for code in section.tracks:
                yield form.code, code, set(tracks), "prints.yaml"
    yield "instrument", pack.risk.instrument, {i.code for i in pack.instruments.instruments}, "risk.yaml"
    domains = {domain.code for domain in pack.goals.domains}
    for goal in pack.goals.goals:
        yield goal.code, goal.domain, domains, "goals.yaml"
    kinds, units = {k.code for k in pack.services.kinds}, {u.code for u in pack.services.units}
    for service in pack.services.services:
        yield service.code, service.kind, kinds, "services.yaml"
        yield service.code, service.unit, units, "services.yaml"


def _holes(file: str, path: str, bands: Iterable[Band | RiskBand]) -> Iterator[PackError]:
    """Bands must follow one another without hole or overlap, and only the last may be open."""
    expected: int | None = None
    for number, band in enumerate(bands):
        if number and (expected is None or band.from_score != expected):
            yield PackError(file, f"{path}[{number}]", f"should begin at {expected}. Close the hole or overlap.")
        expected = None if band.to_score is None else band.to_score + 1
