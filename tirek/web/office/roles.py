"""Anybody who answers for staff opens it before inviting: what may this role do, and what does it never see?

Leaves with the right role chosen, or with the answer for an inspector. It is drawn from the one table the house obeys.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tirek.access.enums import Compartment
from tirek.access.roles import PERMISSIONS, ROLES
from tirek.web.desk import DeskRequest, desk


@desk("staff.view")
@require_safe
def roles(request: DeskRequest) -> HttpResponse:
    """Who may do what."""
    context = {
        "roles": list(ROLES.values()),
        "parts": [
            (label, [(role.name, value in role.compartments) for role in ROLES.values()])
            for value, label in Compartment.choices
        ],
        "rows": [
            (name, [(role.name, code in role.permissions) for role in ROLES.values()])
            for code, name in PERMISSIONS.items()
        ],
    }
    return render(request, "office/roles.html", context)
