"""The year grid of a plan: what is computed beside what was typed. Cells hold text, as typed."""

from django import template

from programmering.plannen.rooster import lees_getal

register = template.Library()


def _van(rij, naam: str):
    return rij[naam] if isinstance(rij, dict) else getattr(rij, naam)


@register.filter
def rest(rij) -> str:
    """gepland - gerealiseerd; empty where there is nothing, or nothing that can be subtracted."""
    gepland, gerealiseerd = (lees_getal(str(_van(rij, veld) or "")) for veld in ("gepland", "gerealiseerd"))
    if gepland is None or gerealiseerd is None or not (gepland or gerealiseerd):
        return ""
    return f"{gepland - gerealiseerd:,}".replace(",", ".").replace("-", "−")


@register.filter
def gevulde_regels(groep) -> list:
    """Rows with at least one number, for reading."""
    return [r for r in _van(groep, "regels") if _gevuld(r)]


def _gevuld(rij) -> bool:
    cellen = [_van(rij, "gepland"), _van(rij, "gerealiseerd"), _van(rij, "onbekend")]
    return any(cellen) or any(_van(rij, "rest_per_jaar").values())


@register.filter
def gevulde_jaren(rooster) -> list[int]:
    """Years that any row uses, without the empty columns at both ends."""
    jaren = list(_van(rooster, "jaren"))
    gebruikt = [
        i
        for i, jaar in enumerate(jaren)
        for groep in _van(rooster, "groepen")
        for rij in _van(groep, "regels")
        if _van(rij, "rest_per_jaar").get(jaar)
    ]
    return jaren[min(gebruikt) : max(gebruikt) + 1] if gebruikt else []


@register.filter
def cel(per_jaar: dict, jaar: int):
    return per_jaar.get(jaar, "")


@register.filter
def kolommen(rooster, vast: int) -> int:
    """Width of a row that spans the grid: the fixed columns and the years."""
    return vast + len(_van(rooster, "jaren"))
