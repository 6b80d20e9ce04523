"""The first organisation of an installation, as the command writes it down."""

import pytest
from django.test import Client

from tirek.access.models import AuditEntry, Membership, Organisation, Unit, User
from tirek.config.command import parser
from tirek.config.founding import found
from tirek.toolkit.postgresql.trouble import ServerTrouble

pytestmark = pytest.mark.django_db

NAMES = ["--name-kk", "Біздің үй", "--name-ru", "Наш дом", "--name-en", "Our house"]
TOWN = ["--unit", "town", "Қаладағы үй", "Дом в городе", "House in town"]


def told(*words: str) -> str:
    return found(parser().parse_args(["found", *NAMES, *words]))


def test_found_gives_a_link_by_which_the_administrator_gets_in() -> None:
    link = told("--code", "ours", *TOWN, "--administrator", "aigul", "--email", "aigul@example.org")
    assert [str(unit.name_en) for unit in Unit.objects.all()] == ["House in town"]
    held = Membership.objects.get()
    assert (held.user.username, held.role_id, held.user.email) == ("aigul", "administrator", "aigul@example.org")
    path = link[link.index("/invitation/") :]
    page = Client().get(path)
    assert page.status_code == 200
    assert "aigul" in page.content.decode()


def test_found_without_units_makes_the_organisation_its_own_unit_and_writes_it_to_the_audit() -> None:
    told("--code", "ours", "--administrator", "aigul")
    assert Unit.objects.get().code == Organisation.objects.get().code == "ours"
    assert not AuditEntry.objects.exclude(act="found_organisation").exists()


def test_found_with_a_neutral_desk_for_those_who_ask_from_outside() -> None:
    desk = ["--shown-as-kk", "Кезекші", "--shown-as-ru", "Дежурный", "--shown-as-en", "Duty desk", "--phone", "+7 700"]
    told("--code", "ours", "--administrator", "aigul", *desk)
    body = Organisation.objects.get()
    assert (body.shown_as_en, body.phone, Unit.objects.get().name_en) == ("Duty desk", "+7 700", "Our house")


def test_found_once_more_keeps_the_administrator_and_gives_no_link_to_somebody_with_a_password() -> None:
    told("--code", "ours", "--administrator", "aigul")
    user = User.objects.get(username="aigul")
    user.set_password("тыныш таңғы шай ішемін")
    user.save(update_fields=["password"])
    assert told("--code", "second", "--administrator", "aigul") == ""
    assert Membership.objects.filter(user=user).count() == 2


@pytest.mark.parametrize(
    "words", [["--code", "ours"], ["--code", "our house"], ["--code", "new", "--email", "no mail"]]
)
def test_found_says_in_words_what_is_wrong(words: list[str]) -> None:
    told("--code", "ours", "--administrator", "first")
    with pytest.raises(ServerTrouble):
        told(*words, "--administrator", "aigul")
    assert not User.objects.filter(username="aigul").exists()
