"""The figures of the security requirements: measured by tests, printed together at the end of the run.

A test takes ``figure`` and says ``figure(row, text)``; the row is that of the table in docs/security.md.
Figures travel as properties of the test's report, so they arrive from parallel workers too.
"""

from collections.abc import Callable

import pytest

Figure = Callable[[str, str], None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Say what was measured for a row."""

    def say(row: str, text: str) -> None:
        record_property("figure", f"A3 row {row}: {text}")
        print(f"A3 row {row}: {text}")

    return say


def _place(line: str) -> tuple[int, str]:
    row = line.removeprefix("A3 row ").split(":")[0]
    digits = "".join(letter for letter in row if letter.isdigit())
    return (int(digits) if digits else 1000, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """All figures of the run, by row."""
    lines = {
        str(value)
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        for name, value in getattr(report, "user_properties", [])
        if name == "figure"
    }
    if lines:
        terminalreporter.section("figures of security")
        for line in sorted(lines, key=_place):
            terminalreporter.write_line(line)
