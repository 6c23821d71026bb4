"""Comments of colleagues on the page of a plan, without plannen knowing of them."""

from django import template

from programmering.opmerkingen.forms import OpmerkingForm
from programmering.opmerkingen.selectors import op_plan

register = template.Library()


@register.inclusion_tag("opmerkingen/_op_plan.html", takes_context=True)
def opmerkingen_op(context, plan) -> dict:
    """Nothing for who may not read what is internal of this plan."""
    op = op_plan(plan, context["user"])
    return {"op": op, "form": OpmerkingForm(auto_id="opmerking_%s") if op else None}
