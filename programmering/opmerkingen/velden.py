"""What of a plan a comment can be about, by the names that its form uses."""

from programmering.plannen.forms import PlanForm

# Parts of the form that are no field of it.
DELEN = {"aantallen": "Woningen per jaar", "plek": "Plek op de kaart"}
VELDEN = {naam: str(PlanForm.base_fields[naam].label) for naam in PlanForm.Meta.fields} | DELEN
HELE_PLAN = "Het hele plan"


def veldnaam(veld: str) -> str:
    """As people know it; a field that the form has lost keeps the name it had."""
    return VELDEN.get(veld, veld) if veld else HELE_PLAN
