"""Paging links that keep the rest of the url."""

from django import template
from django.core.paginator import Page

register = template.Library()


@register.simple_tag(takes_context=True)
def blad_url(context, nummer: int, parameter: str = "") -> str:
    verzoek = context.get("request")
    vraag = verzoek.GET.copy() if verzoek else None
    if vraag is None:
        return f"?{parameter or 'blad'}={nummer}"
    vraag[parameter or "blad"] = str(nummer)
    return f"?{vraag.urlencode()}"


@register.simple_tag
def bladen(pagina: Page) -> list[int]:
    """First, last and the neighbours of this page; 0 stands for a gap."""
    laatste, huidig = pagina.paginator.num_pages, pagina.number
    toon = sorted({1, laatste, *range(max(1, huidig - 1), min(laatste, huidig + 1) + 1)})
    uit: list[int] = []
    for nummer in toon:
        if uit and nummer - uit[-1] > 1:
            uit.append(0)
        uit.append(nummer)
    return uit
