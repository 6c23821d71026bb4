"""The year grid of a plan: what is computed beside what was typed. Cells hold text, as typed."""

from django import template

register = template.Library()


def _van(rij, naam: str):
    return rij[naam] if isinstance(rij, dict) else getattr(rij, naam)


def getal_uit(tekst) -> int | None:
    """'1.234' and '1 234' are 1234, empty is 0, None for anything that is no whole number."""
    kaal = str(tekst if tekst is not None else "").replace(" ", "").replace("\u00a0", "").replace(".", "")
    if not kaal:
        return 0
    return int(kaal) if kaal.isascii() and kaal.isdigit() else None


@register.filter
def rest(rij) -> str:
    """gepland - gerealiseerd; empty where there is nothing, or nothing that can be subtracted."""
    gepland, gerealiseerd = getal_uit(_van(rij, "gepland")), getal_uit(_van(rij, "gerealiseerd"))
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
