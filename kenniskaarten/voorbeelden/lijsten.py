"""What the inspiratiekaart can be narrowed to: each choice with its label and the condition behind it."""

from django.db.models import Q

from kenniskaarten.kenmerken import LIJSTEN

from .models import Eigendom, Zorg

OMVANG = {
    "klein": ("tot 25 woningen", Q(woningen__lt=25)),
    "midden": ("25 tot en met 75 woningen", Q(woningen__range=(25, 75))),
    "groot": ("meer dan 75 woningen", Q(woningen__gt=75)),
}
# A place with both is found under each.
KOOP_HUUR = {
    "huur": ("huur", Q(eigendom__in=[Eigendom.SOCIALE_HUUR, Eigendom.VRIJE_HUUR, Eigendom.GEMENGD])),
    "sociale_huur": ("alleen sociale huur", Q(eigendom=Eigendom.SOCIALE_HUUR)),
    "koop": ("koop", Q(eigendom__in=[Eigendom.KOOP, Eigendom.GEMENGD])),
}
# Where more can be given, less can be given as well.
ZORG = {
    "wijkverpleging": (
        "wijkverpleging of meer",
        Q(zorg__in=[Zorg.WIJKVERPLEGING, Zorg.WLZ_THUIS, Zorg.VERPLEEGZORG]),
    ),
    "wlz_thuis": ("langdurige zorg (Wlz) of meer", Q(zorg__in=[Zorg.WLZ_THUIS, Zorg.VERPLEEGZORG])),
    "verpleegzorg": ("verpleegzorg in het gebouw", Q(zorg=Zorg.VERPLEEGZORG)),
}


def keuzes(lijst: dict[str, tuple[str, Q]]) -> list[tuple[str, str]]:
    """(code, label) of each."""
    return [(code, label) for code, (label, _) in lijst.items()]


def woningtypen() -> list[tuple[str, str]]:
    """The woningtypen that the app they belong to registered."""
    return list(LIJSTEN.get("woningtypen", {}).items())
