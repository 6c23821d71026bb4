"""What pages carry for logging on a device: whose page it is, and for who coaches the queue of notes."""

from django import template

from projecten.coaching.forms import uren_tekst
from woonzorg.organisaties.permissions import Permission, has_permission

register = template.Library()
register.filter("urentekst", uren_tekst)


@register.inclusion_tag("projecten/_toestel.html", takes_context=True)
def loggen(context):
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"gebruiker": user.pk, "coacht": has_permission(user, Permission.PROJECT_COACHEN)}
