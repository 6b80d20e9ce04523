"""Answers to an instrument, as heavy as a family's troubles: for the demo, out of the form's own definition."""

import random
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from tirek.programmes.engine.form import FormDefinition


def answer(
    form: FormDefinition,
    chance: random.Random,
    trouble: float,
    on: date,
    *,
    calm: Collection[str] = (),
    words: str = "",
) -> dict[str, Any]:
    """Answer every question; ``trouble`` from 0 to 1 leans choices that count from 0 upwards. Never a danger now:
    ``calm`` names the questions whose answer could not wait. ``words`` stand where an answer in words is a must."""
    answers: dict[str, Any] = {}
    for name, item in form.items.items():
        if item.computed or item.repeats:
            continue
        names = [str(choice["name"]) for choice in form.choices.get(item.data.get("list", ""), ())]
        match item.kind:
            case "select_one" if names and name in calm:
                answers[name] = next((one for one in names if one in {"no", "0"}), names[0])
            case "select_one" if names:
                answers[name] = _one(names, name, chance, trouble)
            case "range":
                answers[name] = round(3 + 6 * (1 - trouble))
            case "integer" if item.data.get("required"):
                answers[name] = chance.randint(15, 19)
            case "text" if item.data.get("required") and words:
                answers[name] = words
            case "select_multiple" if names:
                some = [one for one in names if not one.startswith("no_")]  # "no substance" goes with nothing else
                answers[name] = ["none"] if "none" in names else chance.sample(some, k=min(2, len(some)))
            case "date":
                answers[name] = (on + timedelta(days=chance.randint(5, 20))).isoformat()
            case _:
                continue
    if "child_seen" in answers:
        answers["child_seen"] = "yes"
    return answers


def abilities(form: FormDefinition, chance: random.Random) -> dict[str, Any]:
    """The short questions of the Washington Group: most people have no difficulty, some have a lot with one thing."""
    asked = [name for name, item in form.items.items() if item.kind == "select_one"]
    hard = chance.choice(asked) if chance.random() < 0.12 else ""
    return {name: "3" if name == hard else chance.choice("1112") for name in asked}


def _one(names: list[str], question: str, chance: random.Random, trouble: float) -> str:
    if question in {"danger_now", "self_harm"}:
        return "no" if "no" in names else names[0]
    place = min(int(chance.triangular(0, len(names), trouble * len(names))), len(names) - 1)
    return names[place]
