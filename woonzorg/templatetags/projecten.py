"""What projecten adds to pages of every part: the picture of a condition, and the projects at a plan or plot."""

from django import template
from django.utils.formats import date_format

from projecten.project.calculations import BREED, HOOG, RAND, Conditiestand
from projecten.project.lijsten import DRAAGT, Score
from projecten.project.models import Project
from woonzorg.organisaties.permissions import Permission, has_permission

register = template.Library()


@register.inclusion_tag("projecten/_conditieplaatje.html")
def conditieplaatje(stand: Conditiestand, punten: list[tuple[float, float]]) -> dict:
    """A line with a dot per score; what it shows is said in words for who does not see it."""
    verloop = ", ".join(f"{Score(m.score).label} op {date_format(m.datum, 'j F Y')}" for m in stand.metingen)
    grens = HOOG - RAND - (DRAAGT - 1) / 3 * (HOOG - 2 * RAND)
    return {
        "breed": BREED,
        "hoog": HOOG,
        "grens": round(grens, 1),
        "lijn": " ".join(f"{x},{y}" for x, y in punten),
        "punten": [(str(x), str(y)) for x, y in punten],
        "laatste": len(punten),
        "verloop": verloop or "nog niet gescoord",
        "beweging": stand.beweging,
    }


@register.inclusion_tag("projecten/_op_plek.html", takes_context=True)
def projecten_op(context, *, plot=None, plan=None):
    """The projects at a plot or plan that this reader may see, and the way to begin one."""
    user, plek = context["user"], plot or plan
    projecten = Project.objects.for_user(user).filter(**({"plot": plot} if plot else {"plan": plan}))
    mag = has_permission(user, Permission.PROJECT_WIJZIGEN, gebied=plek.gemeente)
    return {"projecten": projecten, "begin": f"{'plot' if plot else 'plan'}={plek.pk}" if mag else ""}


@register.simple_tag(takes_context=True)
def ziet_projecten(context) -> bool:
    """Whether there is a way from a gebied to its projects for this reader; without a query, on pages full of them."""
    return has_permission(context["user"], Permission.PROJECT_ZIEN)
