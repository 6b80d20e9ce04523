"""Where the parts of a family picture stand, asked of the layout library ELK.

It runs in a JavaScript engine inside the process (decision 0011), made when first asked and kept. It gets numbers and
sizes alone: no name and no text that people wrote ever reaches it.
"""

import json
import threading
from pathlib import Path
from typing import Any

from py_mini_racer import DEFAULT_V8_FLAGS, JSEvalException, MiniRacer, init_mini_racer

_SOURCE = Path(__file__).resolve().parent.parent / "static" / "built" / "elk.js"
#: What a browser would have: ELK hands its work to itself by a timer. Here a turn is taken when we say so.
_BROWSER = """
var window = globalThis, turns = [], answer = '';
globalThis.setTimeout = (turn) => turns.push(turn);
globalThis.clearTimeout = () => {};
globalThis.console = { log() {}, info() {}, warn() {}, error() {} };
const go = () => { while (turns.length) turns.shift()(); };
"""
_ASK = """
const elk = new ELK();
go();
const ask = (graph) => {
  answer = '';
  elk.layout(graph).then(
    (laid) => { answer = JSON.stringify(laid); },
    (wrong) => { answer = JSON.stringify({ wrong: `${wrong}` }); },
  );
  go();
};
const told = () => { go(); return answer; };
"""
_PATIENCE = 10.0
#: A picture now and then must not hold the memory of a browser: it stays at 75 to 100 MiB instead of reaching 150.
_SMALL = (*DEFAULT_V8_FLAGS, "--max-semi-space-size=4", "--max-old-space-size=96", "--optimize-for-size")
_lock = threading.Lock()
_engine: MiniRacer | None = None


class NotLaidOut(Exception):
    """The picture can't be drawn; what it would say stands in words beside it."""


def laid_out(graph: dict[str, Any]) -> dict[str, Any]:
    """The graph with places. One picture is laid out at a time; one takes 20 to 40 ms, the first 150 to 500 ms."""
    global _engine
    with _lock:
        try:
            engine = _engine or _begun()
            engine.eval(f"ask({json.dumps(graph)})", timeout_sec=_PATIENCE)
            answer: dict[str, Any] = json.loads(str(engine.eval("told()", timeout_sec=_PATIENCE)))
        except (JSEvalException, ValueError, OSError, RuntimeError) as wrong:
            _engine = None
            raise NotLaidOut(str(wrong)[:200]) from wrong
        _engine = engine
    if "wrong" in answer:
        raise NotLaidOut(str(answer["wrong"])[:200])
    return answer


def _begun() -> MiniRacer:
    init_mini_racer(flags=_SMALL, ignore_duplicate_init=True)
    engine = MiniRacer()
    for part in (_BROWSER, _SOURCE.read_text("utf-8"), _ASK):
        engine.eval(part, timeout_sec=_PATIENCE)
    return engine
