"""The organiser puts a programme together, line by line, and sees at once where two lines need one room."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tirek.profession.actions.programme import add_programme_item, remove_programme_item
from tirek.profession.engine.sessions import clashes
from tirek.profession.selectors.papers import papers_of_session
from tirek.profession.selectors.sessions import programme_of_session, session_held
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.sessions_acting import done, instant, pressed, uuid_of
from tirek.web.profession.sessions_forms import ItemForm


@desk("session.hold")
def session_programme(request: DeskRequest, session: str) -> HttpResponse:
    """The lines of the programme; one more, or one less."""
    held = session_held(request.user, session)
    items = programme_of_session(held)
    used = {item.paper_id for item in items}
    free = [paper for paper in papers_of_session(held).filter(state="accepted") if paper.pk not in used]
    if gone := request.POST.get("remove"):
        pressed(
            request,
            lambda: remove_programme_item(actor=request.user, session=session, item=uuid_of(gone)),
            _("The line is taken out of the programme."),
        )
        return redirect("session_programme", session)
    form = ItemForm(request.POST if request.method == "POST" else None, held, free)

    def add() -> None:
        values = form.cleaned_data
        add_programme_item(
            actor=request.user,
            session=session,
            starts_at=form.moment("starts"),
            ends_at=instant(values["starts_on"], values["ends_time"]),
            titles=form.words("title"),
            room=values["room"],
            speakers=values["speakers"],
            paper=UUID(values["paper"]) if values["paper"] else None,
            pause=values["pause"],
            client_ref=client_ref(request),
        )

    if request.method == "POST" and done(request, form, add, _("The line is in the programme.")):
        return redirect("session_programme", session)
    context = {"session": held, "items": items, "clashes": clashes(items), "form": form}
    return render(request, "profession/session_programme.html", context, status=422 if form.is_bound else 200)
