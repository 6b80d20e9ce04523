"""The worker opens it when something has to be signed, handed over or sent: the forms of the programme on paper.

Leaves with a PDF in the language of whoever will read it.
"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.casework.models import Case
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.papers import print_form_seen, print_forms
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing
from tirek.toolkit.formats import long_day, page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.worker.paper_sections import Paper, printed_on, sections, signatures
from tirek.web.worker.printing import LANGUAGES, page_of, paper, words_of_a_page


@desk("contact.record")
@require_safe
def prints(request: DeskRequest, case: UUID) -> HttpResponse:
    """The forms of the case's programme, each in the languages it is printed in."""
    opened, language = case_seen(case), page_language()
    reading(request, opened, "prints")
    people = people_of_cases([opened.pk]).get(opened.pk, [])
    forms = [
        {
            "code": form.code,
            "title": form.title.say(language),
            "about": form.about.say(language) if form.about else "",
            "kept": not any(section.content == "case" for section in form.sections),
        }
        for form in print_forms(request.user, opened)
    ]
    context = {"case": opened, "case_name": case_title(people, language) or opened.reference, "forms": forms}
    return render(request, "worker/prints.html", context)


@desk("contact.record")
@require_safe
def print_form(request: DeskRequest, case: UUID, form: str, language: str) -> HttpResponse:
    """A form of the programme on paper."""
    opened = case_seen(case)
    if language not in LANGUAGES:
        raise Missing(N_("There is no such record in what you may see."))
    asked = print_form_seen(request.user, opened, form)
    reading(request, opened, "form_print", form=form, language=language)
    people = people_of_cases([opened.pk]).get(opened.pk, [])
    with translation.override(language):
        of_it = Paper(opened, programme_of(opened), asked, people, request.user, language)
        content = form_content(of_it)
    # Nor does the name of the file tell it.
    name = f"{opened.reference}-{form}-{language}" if of_it.of_the_file else f"{today():%Y-%m-%d}-{language}"
    return paper("form", content, name)


def form_content(of_it: Paper) -> dict[str, Any]:
    """What stands on the form. A paper that the person keeps names neither the organisation nor the case: whoever
    finds it must not learn where help was asked for."""
    title, language = of_it.form.title.say(of_it.language), of_it.language
    if of_it.of_the_file:
        page = page_of(of_it.case, of_it.people, of_it.user, language, title, _facts(of_it.case, of_it))
    else:
        page = {"title": title, "language": language, "organisation": "", "facts": [], "footer": printed_on()}
    return {
        **page,
        "words": {
            **words_of_a_page(),
            "state": _("State of the client"),
            "better": _("Positive change (describe)"),
            "not_better": _("No change or worse (why)"),
            "decision": _("Decision on correcting the plan (which service)"),
            "monitored_on": _("Day of monitoring"),
            "name_and_signature": _("Name and signature"),
        },
        "sections": sections(of_it),
        "signatures": signatures(of_it),
    }


def _facts(case: Case, of_it: Paper) -> list[tuple[str, str]]:
    programme = of_it.pack.pack.title.say(of_it.language)
    return [(_("Programme"), programme), (_("Opened"), long_day(case.opened_on))]
