"""The office's pages: numbers without names, staff, who may do what, instruments."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.builders import House, make_case, make_user
from tirek.access.models import AuditEntry, Membership, User
from tirek.access.roles import PERMISSIONS, ROLES
from tirek.casework.models import FollowUp
from tirek.kernel.clock import today
from tirek.programmes.models import InstrumentVersion
from tirek.toolkit.postgresql.user import acting_as

FORMS = Path(__file__).resolve().parents[1] / "forms"
SMALL = """| survey |
| | type | name | label |
| | text | note | What happened |
"""
NOBODY = dict.fromkeys(("worker", "colleague", "supervisor", "manager", "administrator", "outsider"), 404)


def answers(house: House, login, url: str) -> dict[str, int]:
    people = {name: getattr(house, name) for name in NOBODY} | {"visitor": None}
    return {name: login(user).get(url).status_code for name, user in people.items()}


def open_to(*names: str) -> dict[str, int]:
    return {**NOBODY, **dict.fromkeys(names, 200), "visitor": 302}


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("numbers", ["supervisor", "manager"]),
        ("staff", ["supervisor", "manager", "administrator"]),
        ("roles", ["supervisor", "manager", "administrator"]),
        ("invite", ["administrator"]),
        ("instruments", ["administrator"]),
        ("publish_instrument", ["administrator"]),
    ],
)
def test_who_opens_the_pages_of_the_office(house, login, name, who):
    assert answers(house, login, reverse(name)) == open_to(*who)


def test_who_opens_one_instrument_and_its_file(house, login):
    for name in ("instrument", "instrument_source"):
        assert answers(house, login, reverse(name, args=["phq9", 1])) == open_to("administrator")


def test_who_opens_the_licence_of_an_instrument_and_only_of_one_that_has_its_own(house, login):
    assert answers(house, login, reverse("instrument_use", args=["audit"])) == open_to("administrator")
    assert login(house.administrator).get(reverse("instrument_use", args=["phq9"])).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_administrator_states_a_use_and_withdraws_it(house, login, language):
    client, page = speaking(login, house.administrator, language), reverse("instrument_use", args=["dast10"])
    body = client.get(page).content.decode()
    assert "Centre for Addiction and Mental Health" in body
    stands = {"use": "clinical", "statement": "Ә. Сынақова, директор", "not_sold": "on"}
    for missing in stands:
        assert client.post(page, {**stands, missing: ""}).status_code == 422
    assert client.post(page, stands).status_code == 302
    assert "Ә. Сынақова, директор" in client.get(page).content.decode()
    assert client.post(page, stands).status_code == 302, "sent twice: nothing more"
    word = {"kk": "қолданылады", "ru": "используется", "en": "use stated"}[language]
    assert word in client.get(reverse("instruments")).content.decode()
    assert client.post(reverse("withdraw_use", args=["dast10"])).status_code == 302
    body = client.get(page).content.decode()
    assert "Ә. Сынақова, директор" in body, "what was stated before stays on the page"
    assert 'name="not_sold"' in body


def test_who_ends_a_membership_and_who_gets_an_invitation(house, login):
    held = Membership.objects.get(user=house.worker)
    for page in (reverse("membership_end", args=[held.pk]), reverse("staff_invitation", args=[house.worker.uuid])):
        if "invitation" in page:
            house.worker.set_unusable_password()
            house.worker.save(update_fields=["password"])
        assert answers(house, login, page) == open_to("administrator")


@pytest.mark.parametrize("name", ["numbers", "staff", "roles", "instruments"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_take_few_questions_in_every_language(house, case, login, name, language, django_assert_max_num_queries):
    who = house.administrator if name == "instruments" else house.manager
    client = speaking(login, who, language)
    with django_assert_max_num_queries(15):
        assert client.get(reverse(name)).status_code == 200


def speaking(login, user: User, language: str) -> Client:
    user.language = language
    user.save(update_fields=["language"])
    client = login(user)
    client.cookies["language"] = language
    return client


# Numbers ---------------------------------------------------------------------------------------------------


def test_the_managers_numbers_hold_no_name_and_no_reference(house, case, login):
    body = login(house.manager).get(reverse("numbers")).content.decode()
    for secret in ("Әсем", "Нұрлан", "Сынақова", case.reference, str(case.uuid)):
        assert secret not in body


@pytest.mark.parametrize(
    ("language", "share", "missing"),
    [
        ("kk", "байланысқан 1 ішінен 1", "мәлімет жоқ: 1"),
        ("ru", "1 из 1, с кем связались", "нет сведений: 1"),
        ("en", "1 of 1 reached", "no information: 1"),
    ],
)
def test_a_share_is_said_as_n_of_m_with_what_is_missing_beside_it(house, login, language, share, missing):
    closes = today() - timedelta(days=5)
    for months, lives in ((12, "with_mother"), (12, "")):
        case = make_case(house.worker)
        with acting_as(house.worker.pk):
            FollowUp.objects.create(
                case=case,
                unit_id=case.unit_id,
                recorded_by=house.worker,
                done_on=closes,
                opens_on=closes,
                closes_on=closes,
                counted_from=case.opened_on,
                months=months,
                held_on=closes if lives else None,
                reached=True if lives else None,
                outcome=lives,
            )
    body = speaking(login, house.manager, language).get(reverse("numbers")).content.decode()
    assert share in body
    assert missing in body
    assert "%" not in body.split("<main")[1].split("</main>")[0]
    assert "with_mother" not in body


# Staff -----------------------------------------------------------------------------------------------------


def invitation_form(house: House, **changes) -> dict[str, str]:
    return {
        "last_name": "Сынақбаева",
        "first_name": "Дина",
        "unit": str(house.unit.uuid),
        "role": "worker",
        "username": "dina",
        "email": "",
        "language": "kk",
        "on": today().isoformat(),
        **changes,
    }


def test_an_invited_person_gets_in_by_the_link_shown_once_to_be_handed_over(house, login):
    client = login(house.administrator)
    answer = client.post(reverse("invite"), invitation_form(house), follow=True)
    assert answer.status_code == 200
    link = answer.context["link"]
    assert link in answer.content.decode()
    password = "тыныш таңғы шай ішемін"
    assert (
        Client().post(link.removeprefix("http://testserver"), {"password": password, "again": password}).status_code
        == 302
    )
    dina = User.objects.get(username="dina")
    assert dina.check_password(password)
    assert Membership.objects.get(user=dina).role_id == "worker"
    assert (
        client.get(reverse("staff_invitation", args=[dina.uuid])).status_code == 404
    )  # there is nothing to hand over now
    assert mail.outbox == []


def test_looking_at_a_link_is_written_down(house, login, superuser_dsn):
    house.worker.set_unusable_password()
    house.worker.save(update_fields=["password"])
    login(house.administrator).get(reverse("staff_invitation", args=[house.worker.uuid]))
    import psycopg

    with psycopg.connect(superuser_dsn) as connection:
        found = connection.execute("SELECT count(*) FROM access_auditentry WHERE act = 'read_invitation'").fetchone()
    assert found == (1,)


def test_the_link_goes_by_mail_in_the_persons_language_where_there_is_a_mail_server(house, login, settings):
    settings.EMAIL_HOST = "mail.example.org"
    login(house.administrator).post(reverse("invite"), invitation_form(house, email="dina@example.org"))
    (letter,) = mail.outbox
    assert letter.to == ["dina@example.org"]
    assert "Құпиясөзіңізді" in letter.body
    assert "/invitation/" in letter.body


def test_a_mail_server_that_fails_stops_nobody(house, login, settings, monkeypatch):
    settings.EMAIL_HOST = "mail.example.org"

    def broken(*_args, **_options):
        raise ConnectionRefusedError

    monkeypatch.setattr("tirek.web.office.mail.send_mail", broken)
    answer = login(house.administrator).post(reverse("invite"), invitation_form(house, email="dina@example.org"))
    assert answer.status_code == 302
    assert User.objects.filter(username="dina").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "worker"}, "Somebody already uses this user name."),
        ({"role": "founder"}, ""),
        ({"username": "two words"}, ""),
        ({"unit": "018f3c2a-1111-7aaa-8aaa-1234567890ab"}, ""),
        ({"email": "no mail"}, ""),
    ],
)
def test_a_refused_invitation_keeps_what_was_typed(house, login, changes, said):
    answer = login(house.administrator).post(reverse("invite"), invitation_form(house, **changes))
    assert answer.status_code == 422
    assert "Сынақбаева" in answer.content.decode()
    assert said in answer.content.decode()


def test_nobody_is_invited_to_another_house(house, login):
    answer = login(house.administrator).post(reverse("invite"), invitation_form(house, unit=str(house.other_unit.uuid)))
    assert answer.status_code == 422
    assert not User.objects.filter(username="dina").exists()


def test_an_administrator_gets_no_link_and_no_end_for_people_of_another_house(house, login):
    house.outsider.set_unusable_password()
    house.outsider.save(update_fields=["password"])
    held = Membership.objects.get(user=house.outsider)
    client = login(house.administrator)
    assert client.get(reverse("staff_invitation", args=[house.outsider.uuid])).status_code == 404
    assert client.post(reverse("membership_end", args=[held.pk])).status_code == 404
    held.refresh_from_db()
    assert held.ends_on is None


def test_an_administrator_gets_no_link_for_somebody_who_also_works_elsewhere(house, login):
    shared = make_user("shared", house.unit, "worker")
    Membership.objects.create(user=shared, unit=house.other_unit, role_id="supervisor", starts_on=today())
    shared.set_unusable_password()
    shared.save(update_fields=["password"])
    assert login(house.administrator).get(reverse("staff_invitation", args=[shared.uuid])).status_code == 404


def test_ending_a_membership_closes_the_doors_at_the_next_request(house, case, login):
    worker = login(house.worker)
    assert worker.get(reverse("case_file", args=[case.uuid])).status_code == 200
    held = Membership.objects.get(user=house.worker)
    admin = login(house.administrator)
    asked = admin.get(reverse("membership_end", args=[held.pk]))
    assert "Worker Сынақ" in asked.content.decode()
    held.refresh_from_db()
    assert held.ends_on is None  # a look ends nothing
    assert admin.post(reverse("membership_end", args=[held.pk])).status_code == 302
    assert worker.get(reverse("case_file", args=[case.uuid])).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_who_may_do_what_shows_every_role_and_every_right_in_words(house, login, language):
    body = speaking(login, house.manager, language).get(reverse("roles")).content.decode()
    assert not [code for code in PERMISSIONS if code in body]
    assert body.count('<th scope="col"') == len(ROLES) + 1


# Instruments -----------------------------------------------------------------------------------------------


def publish(client: Client, content: bytes, name: str = "form.md", **changes):
    sent = {"code": "own_form", "source": "Our house", "licence": "CC BY 4.0", **changes}
    return client.post(reverse("publish_instrument"), {**sent, "file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("file", sorted((FORMS / "published").glob("*.xlsx")), ids=lambda file: file.stem)
def test_a_form_by_others_is_published_or_refused_with_places(house, login, file):
    answer = publish(login(house.administrator), file.read_bytes(), file.name)
    if answer.status_code == 302:
        assert InstrumentVersion.objects.filter(instrument__code="own_form").exists()
        assert login(house.administrator).get(answer["Location"]).status_code == 200
    else:
        assert answer.status_code == 422
        assert answer.context["findings"]
        assert all(found.sheet and found.row and found.message for found in answer.context["findings"])


@pytest.mark.parametrize("file", sorted((FORMS / "refused").glob("*.md")), ids=lambda file: file.stem)
def test_a_refused_form_shows_every_place_and_keeps_what_was_typed(house, login, file):
    answer = publish(login(house.administrator), file.read_bytes(), file.name)
    if answer.status_code == 302:
        pytest.skip("refused in a pack only")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert len(answer.context["findings"]) > 0
    assert "Our house" in body
    assert not InstrumentVersion.objects.filter(instrument__code="own_form").exists()


def _workbook(cell: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label"])
    sheet.append(["text", "note", "LABEL"])
    plain = io.BytesIO()
    book.save(plain)
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"LABEL", cell.encode()))
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"PK\x03\x04 no archive",
        b"\xd0\xcf\x11\xe0 old excel",
        b"just some text",
        b"| survey |\n",
        ("| survey |\n| | type | name | label |\n| | text | a | " + "я" * 20_000 + " |\n").encode(),
        _workbook("_x0000_"),
        _workbook("a_xD800_b"),
        _workbook("_x000B_"),
        (b"| survey |\n| | type | name | label |\n" + b"| | begin group | g | x |\n" * 400),
    ],
    ids=["empty", "bytes", "zip", "ole", "text", "head", "long", "nul", "surrogate", "control", "deep"],
)
def test_no_file_ends_in_an_error_page(house, login, content):
    answer = publish(login(house.administrator), content, "файл.xlsx")
    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        assert login(house.administrator).get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [{"code": "phq9"}, {"code": "no code"}, {"code": "ә"}, {"source": "  "}, {"label": "x" * 61}, {"licence": ""}],
)
def test_what_is_wrong_beside_the_file_is_said_beside_its_field(house, login, changes):
    answer = publish(login(house.administrator), SMALL.encode(), **changes)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(changes)


def test_the_same_form_again_is_no_new_version_and_another_one_is(house, login):
    client = login(house.administrator)
    first = publish(client, SMALL.encode())
    assert publish(client, SMALL.encode())["Location"] == first["Location"]
    assert publish(client, SMALL.replace("happened", "changed").encode())["Location"] != first["Location"]
    assert InstrumentVersion.objects.filter(instrument__code="own_form").count() == 2
    assert AuditEntry.objects.filter(act="publish_instrument").count() in {0, 3}  # as far as this user sees it


def test_the_published_file_comes_back_as_it_was(house, login):
    client = login(house.administrator)
    where = publish(client, SMALL.encode())["Location"]
    file = client.get(where + "source/")
    assert file.content == SMALL.encode()
    assert "attachment" in file["Content-Disposition"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_list_says_source_licence_and_how_far_a_wording_can_be_trusted(house, login, language):
    body = speaking(login, house.administrator, language).get(reverse("instruments")).content.decode()
    assert "Apache-2.0" in body
    assert {"kk": "валидацияланбаған", "ru": "не валидирован", "en": "not validated"}[language] in body
    assert "own_not_validated" not in body
