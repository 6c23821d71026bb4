"""The rows of a gebied as csv and xlsx give them, and what stands above them."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.formats import date_format

from ..calculations import Keten

KOLOMMEN = [
    "gebiedscode", "gebied", "soort", "periode", "woningtype", "opgave", "gerealiseerd", "hard", "zacht",
    "gereserveerd", "tekort", "waarvan_corporatie", "geboden", "bestaande_bouw", "tekort_met_bestaande_bouw",
    "vertrouwelijk_niet_uitgesplitst",
    "peildatum", "status", "telwijze",
]  # fmt: skip
MET_VERTROUWELIJKE = "Hierin kunnen plannen meetellen die niet openbaar zijn."


def ketenrijen(ketens: Iterable[Keten]) -> Iterator[list]:
    """One row per gebied and woningtype; never a row for the three together."""
    for keten in ketens:
        for r in keten.regels:
            yield [
                keten.gebied.code, keten.gebied.naam, keten.gebied.soort, keten.periode.naam, r.woningtype, r.opgave,
                r.gerealiseerd, r.hard, r.zacht, r.gereserveerd, r.tekort, r.waarvan_corporatie, r.bod,
                r.bestaande_bouw, r.tekort_met_bestaande_bouw, r.vertrouwelijk,
                keten.peildatum, keten.status, "exclusief",
            ]  # fmt: skip


def kopregels(keten: Keten, keuze: str, met_vertrouwelijke: bool) -> list[str]:
    """Lines above the table: what it is, of when and how sure; `keuze` is the bouwvorm that was chosen, or ''."""
    regels = [", ".join(deel for deel in (f"Keten van {keten.gebied.naam}", keten.periode.naam, keuze) if deel)]
    if keten.peildatum:
        regels.append(f"peildatum {date_format(timezone.localtime(keten.peildatum), 'j F Y, H:i')}")
    regels.append(f"{keten.status} · exclusief geteld: iedere woning telt bij één woningtype")
    return [*regels, MET_VERTROUWELIJKE] if met_vertrouwelijke else regels


def bestandsnaam(keten: Keten, uitgang: str) -> str:
    return f"keten-{keten.gebied.code}-{keten.periode.slug}-{timezone.localdate():%Y-%m-%d}.{uitgang}"
