"""Row 26: script in every text that can be written, and every page that shows it, in a real browser."""

from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.test import Client

from tests.builders import make_house
from tests.security.addresses import address, every_name
from tests.security.figures import Figure
from tests.security.test_matrix import BACKEND, policy
from tests.security.world import Full, Secrets, World, asked_about, full_family, merged, paired
from tirek.access.models import Organisation, Unit, User
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.programmes.actions.instruments import publish_instrument
from tirek.programmes.models import InstrumentVersion

PAYLOADS = [
    "<script>x()</script>", "<svg onload=x()>", "<img src=x onerror=x()>", "\"onfocus=x() a=\"", "' onclick=x() '",
    "</title><svg/onload=x()>", "<a href=javascript:x()>", "--><svg onload=x()>", "</script><script>x()", "`-x()-`",
    "{{x()}}", "{% debug %}", "<iframe src=//x.x>", "<base href=//x.x>", "&lt;svg onload=x()&gt;",
    "<details ontoggle=x()>",
    "\\u003csvg onload=x()>", "<style>*{color:red}", "<math><a xlink:href=x>", "'-x()-'",
]  # fmt: skip
#: Texts that hold all payloads at once; every other holds as many as fit, another part in each of the families.
LONG = {
    "case.call_note", "consent.note", "visit.note", "service.note", "correction.reason", "risk.reason",
    "plan.child_opinion", "approval.request", "approval.reason", "task.note", "risk.second_reason", "step.note",
    "closure.request", "request.note", "contact.general.note", "contact.health.note", "contact.legal.note",
}  # fmt: skip
FAMILIES = 4
SHOWING = {
    "case_file", "journal", "life_line", "person", "plan_versions", "approval", "correct", "record_contact",
    "write_plan", "task_done",
}  # fmt: skip
WATCH = """
window.executed = 0; window.x = () => { window.executed += 1; }; window.alert = window.x; window.reports = [];
document.addEventListener('securitypolicyviolation', e => window.reports.push(e.effectiveDirective + e.blockedURI));
"""
FOUND = """() => ({
    executed: window.executed, reports: window.reports,
    born: [...document.querySelectorAll('*')].filter(e =>
        [...e.attributes].some(a => a.name.startsWith('on')) ||
        e.matches('[src="x"],[href^="javascript:"],iframe,base'))
        .map(e => e.outerHTML.slice(0, 120)),
})"""


@dataclass
class Payloads(Secrets):
    """Gives script where the world asks for a secret word."""

    shift: int = 0
    places: set[str] = field(default_factory=set)

    def __call__(self, place: str) -> str:
        self.places.add(place)
        limit = 4000 if place in LONG else 75
        text = ""
        for at in range(len(PAYLOADS)):
            more = PAYLOADS[(self.shift + at) % len(PAYLOADS)]
            if len(text) + len(more) <= limit:
                text += more
        self.words[place] = text
        return text


FORM = """| survey |
| | type | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) | hint::English (en) |
| | text | first | {0} | {0} | {0} | {0} |
| | select_one list | second | {0} | {0} | {0} | |
| choices |
| | list_name | name | label::Қазақша (kk) | label::Русский (ru) | label::English (en) |
| | list | one | {0} | {0} | {0} |
"""


def hostile_world() -> tuple[World, list[Full], set[str]]:
    """Four families, staff, units and an instrument whose every text is script."""
    house = make_house()
    everything = "".join(PAYLOADS)
    User.objects.update(first_name=everything[:140], last_name=everything[140:280], patronymic=everything[280:370])
    names = {f"name_{language}": everything[:190] for language in ("kk", "ru", "en")}
    Organisation.objects.update(**names)
    Unit.objects.update(**names)
    families, places = [], set()
    for number in range(FAMILIES):
        payloads = Payloads(shift=number * len(PAYLOADS) // FAMILIES)
        family = full_family(house.worker, house.supervisor, house.unit.uuid, close=number == 1, secrets=payloads)
        families.append(family)
        places |= payloads.places
    register_person(
        actor=house.worker, unit=house.unit.uuid, names=[NewName(surname="Сейтқали", given_name="Ұлжан")]
    )  # fmt: skip
    families[0].records |= {
        "pair": paired(families[0].mother, families[1].mother),
        "merge": merged(house.worker, house.supervisor, house.unit.uuid),
        "asked": asked_about(house.outsider, "Сейтқали Ұлжан", everything[:300]),
    }
    for family in families[1:]:
        family.records |= {key: families[0].records[key] for key in ("pair", "merge", "asked")}
    said = "".join(one for one in PAYLOADS if not {"|", "$", "{"} & set(one))
    publish_instrument(
        actor=house.administrator, code="hostile", source_file=FORM.format(said).encode(),
        source_name=f"{everything[:150]}.md", source=everything[:190], licence=PAYLOADS[2], label=PAYLOADS[1],
    )  # fmt: skip
    assert InstrumentVersion.objects.filter(instrument__code="hostile").exists()
    nobody = house.outsider
    world = World(house, nobody, nobody, nobody, nobody, nobody, families[0], families[1], families[0])
    return world, families, places


@pytest.fixture
def visits(transactional_db: None) -> tuple[list[tuple[int, str]], set[str]]:
    """Who opens which page: all pages of the first family, those that show words of the others."""
    world, families, places = hostile_world()
    opened = []
    for family in families:
        world.full = family
        for name in dict.fromkeys(every_name()):
            expected = policy()[name, "GET"]
            actor = next((who for who in ("worker", "supervisor", "administrator") if expected[who] == "200"), None)
            if actor and (family is families[0] or name in SHOWING):
                opened.append((world.actors[actor], address(name, world)))
    opened.append((world.house.administrator, "/instruments/hostile/1/"))
    return list(dict.fromkeys((user.pk, url) for user, url in opened)), places


def test_script_in_every_text_is_never_executed(chromium, live_server, visits, figure: Figure) -> None:
    from playwright.sync_api import Error

    pages, places = visits
    bad, executed, reports, shown = [], 0, 0, 0
    for pk in dict.fromkeys(pk for pk, _ in pages):
        client = Client()
        client.force_login(User.objects.get(pk=pk), backend=BACKEND)
        context = chromium.new_context()
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("dialog", lambda dialog: (bad.append(dialog.message), dialog.dismiss()))
        for _, url in [one for one in pages if one[0] == pk]:
            with suppress(Error):  # a paper to download; the page before stays
                page.goto(live_server.url + url, wait_until="load")
            found = page.evaluate(FOUND)
            shown += "x()" in page.content()
            executed, reports = executed + found["executed"], reports + len(found["reports"])
            if found["executed"] or found["reports"] or found["born"]:
                bad.append((url, found))
        context.close()
    figure("26", f"{len(PAYLOADS)} payloads in {len(places)} texts of people and cases and in names, labels and file "
                 f"names; {len(pages)} pages in Chromium: {executed} executions, {reports} CSP reports")  # fmt: skip
    assert bad == []
    assert shown > len(pages) * 3 // 4  # the pages do show what was written
