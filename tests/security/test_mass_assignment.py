"""Row 4: every name of every column is sent to every page that writes. What the form does not ask changes nothing.

Each page is sent its own form twice, once as drawn and once with all those names beside it; both leave the same rows.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.forms import BaseForm, BaseFormSet
from django.http import HttpResponse
from django.test import Client

from tests.security.addresses import address, every_name
from tests.security.figures import Figure
from tests.security.test_matrix import BACKEND, policy
from tests.security.world import World
from tirek.access.models import Draft, Membership, User
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.toolkit.postgresql.user import acting_as

MODELS = [model for model in apps.get_models() if model.__module__.startswith("tirek.")]
#: What differs from one time to the next by itself.
BY_ITSELF = {
    "id", "uuid", "recorded_at", "at", "saved_at", "hash", "previous_hash", "number", "chain", "client_ref",
    "subject_uuid", "subject_id", "reference", "date_joined", "last_login", "password", "key", "number_sealed",
    "iin_sealed", "published_at", "undone_at", "read_at", "case_id",  # of an audit line: a new case has a new number
}  # fmt: skip
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
#: Pages with one button, and what their button sends.
BUTTONS = {
    "mark_step": {"state": "working"}, "set_language": {"language": "ru"}, "set_theme": {"theme": "dark"},
    "end_contact": {}, "end_address": {}, "membership_end": {}, "intake": {}, "intake_drop": {}, "intake_remove": {},
    "follow_up_due": {}, "notices": {}, "set_reminders": {"by_mail": "no"},
}  # fmt: skip
NOT_OURS = {"account_", "mfa_", "usersessions_", "draft", "demo_", "healthz", "invitation", "home"}


def every_column(world: World) -> dict[str, str]:
    """Each name a column has anywhere, with a value that would matter: another unit, a higher right."""
    telling = {
        "unit": world.house.other_unit.pk, "unit_id": world.house.other_unit.pk, "role": "supervisor",
        "role_id": "supervisor", "user": world.house.worker.pk, "user_id": world.house.worker.pk,
        "worker": world.house.outsider.pk, "worker_id": world.house.outsider.pk, "recorded_by": world.house.outsider.pk,
        "compartment": "adoption", "state": "closed", "actor": world.house.supervisor.pk,
    }  # fmt: skip
    sent = {}
    for model in MODELS:
        for field in model._meta.concrete_fields:
            for name in (field.name, field.attname):
                sent[name] = str(telling.get(name, _value(field)))
    return sent


def _value(field: models.Field) -> object:
    match field:
        case models.BooleanField():
            return "true"
        case models.DateTimeField() | models.DateField():
            return "1999-09-09"
        case models.UUIDField():
            return "99999999-9999-4999-8999-999999999999"
        case models.IntegerField() | models.ForeignKey() | models.DecimalField() | models.FloatField():
            return 1
        case _:
            return "smuggled"


class Rows:
    """All rows that somebody who sees the whole unit sees, without what differs by itself."""

    def __init__(self, world: World) -> None:
        self.eye, self.worker = world.house.supervisor.pk, world.house.worker.pk
        self.known: dict[type[models.Model], set[Any]] = {}
        with acting_as(self.eye):
            self.known = {model: set(self._all(model).values_list("pk", flat=True)) for model in MODELS
                          if self._readable(model)}  # fmt: skip

    def _readable(self, model: type[models.Model]) -> bool:
        return model.__name__ not in {
            "NameToken",
            "PersonTokens",
            "MergedRow",
            "PerformedAct",
            "CaseCounter",
            "SecretTally",
        }

    def _all(self, model: type[models.Model]) -> models.QuerySet:
        return model._default_manager.all()

    def now(self) -> set[str]:
        with acting_as(self.worker):
            drafts = {f"Draft {self._row(row)}" for row in Draft.objects.all()}
        with acting_as(self.eye):
            return drafts | {f"{model.__name__} {self._row(row)}" for model in self.known for row in self._all(model)}

    def _row(self, row: models.Model) -> str:
        kept = {}
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if field.name in BY_ITSELF:
                continue
            if isinstance(field, models.ForeignKey) and value not in self.known.get(field.related_model, {value}):
                value = "new"
            kept[field.name] = value
        return UUIDS.sub("a uuid", str(kept))


def fill(response: HttpResponse) -> dict[str, Any]:
    """The forms of a page filled in as somebody would: what stands there, else the first that fits, else nothing."""
    found: dict[str, Any] = {}
    seen = set()
    for layer in response.context or ():
        for values in layer.dicts if hasattr(layer, "dicts") else (layer,):
            for value in values.values():
                if isinstance(value, BaseForm | BaseFormSet) and id(value) not in seen:
                    seen.add(id(value))
                    for form in [value] if isinstance(value, BaseForm) else [value.management_form, *value.forms]:
                        found |= dict(_filled(form))
    return found


def _filled(form: BaseForm) -> Iterator[tuple[str, Any]]:
    for bound in form:
        field, value = bound.field, bound.value()
        if value in (None, "", []) or bound.form.is_bound:
            value = _some(bound.name, field)
        yield bound.html_name, "" if value is None else value


def _some(name: str, field: forms.Field) -> object:
    match field:
        case forms.MultipleChoiceField() | forms.ChoiceField():
            groups = (label if isinstance(label, list | tuple) else [(code, label)] for code, label in field.choices)
            choices = [code for group in groups for code, _ in group if code]
            first = choices[0] if choices else None
            return [first] if isinstance(field, forms.MultipleChoiceField) and first else first
        case forms.DateField():
            return today().isoformat() if field.required or name == "starts_on" else None
        case forms.UUIDField():
            return str(new_uuid())
        case forms.FileField():
            text = "| survey |\n| | type | name | label |\n| | text | one | One |\n"
            return SimpleUploadedFile("form.md", text.encode())
        case forms.EmailField():
            return "new@example.org"
        case forms.IntegerField() | forms.DecimalField():
            return "1990" if "year" in name else "1"
        case forms.BooleanField():
            return None
        case _:
            return None if name in {"iin", "iin_reason", "draft_key", "answers"} else "words"


@pytest.fixture
def browsers(world: World) -> dict[str, Client]:
    made = {}
    for actor in ("worker", "supervisor", "administrator"):
        made[actor] = Client()
        made[actor].force_login(world.actors[actor], backend=BACKEND)
        made[actor].get("/account/sessions/")
    return made


def test_columns_sent_beside_a_form_change_nothing(world: World, browsers: dict[str, Client], figure: Figure) -> None:
    rows, everything = Rows(world), every_column(world)
    base, expected = rows.now(), policy()
    pages, done, different = 0, [], []
    for name in dict.fromkeys(every_name()):
        actor = next((who for who in browsers if expected[name, "POST"][who] in {"200", "302", "422"}), None)
        if actor is None or name.startswith(tuple(NOT_OURS)):
            continue
        url, browser = address(name, world), browsers[actor]
        data = BUTTONS.get(name)
        if data is None:
            with transaction.atomic():
                data = fill(browser.get(url))
                transaction.set_rollback(True)
        pages += 1
        after = []
        for extra in ({}, {key: value for key, value in everything.items() if key not in data}):
            with transaction.atomic():
                answer = browser.post(url, {**extra, **_again(data)})
                after.append(rows.now() - base)
                transaction.set_rollback(True)
        if after[0] and answer.status_code == 302:
            done.append(name)
        if after[0] != after[1]:
            different.append((name, after[0] ^ after[1]))
    promoted = User.objects.filter(is_superuser=True).count() + User.objects.filter(is_staff=True).count()
    roles = Membership.objects.filter(user=world.house.worker).values_list("role_id", "unit_id")
    figure("4", f"{len(everything)} column names sent to {pages} pages that write ({len(done)} did their act): "
                f"{len(different)} changed by them, {promoted} promotions")  # fmt: skip
    assert different == []
    assert promoted == 0
    assert list(roles) == [("worker", world.house.unit.pk)]
    assert len(done) >= 30


def _again(data: dict[str, Any]) -> dict[str, Any]:
    for value in data.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    return data
