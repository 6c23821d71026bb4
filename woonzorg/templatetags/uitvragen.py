"""Words of aanleveringen for templates."""

from django import template

from programmering.uitvragen.lijsten import Aanleverstatus

register = template.Library()


@register.filter
def statusnaam(status: str) -> str:
    """The name of a status as shown, which is not always the stored one."""
    return Aanleverstatus(status).label


@register.filter
def van_gemeente(contacten: dict, code: str) -> list:
    """Who can deliver for the gemeente with this code."""
    return contacten.get(code, [])
