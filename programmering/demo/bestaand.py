"""Existing homes of the demo: aanpassingen with made-up BAG ids, and kansen. No database."""

from random import Random

from programmering.aanpassingen.bag import VERBLIJFSOBJECT

from . import plekgegevens as g
from .namen import kies_namen
from .ontwerp import Gemeentebasis
from .plots import kies
from .stuk import Stuk

# Far above what the BAG has given out in any gemeente.
EERSTE_BAG_NUMMER = 9_900_000_001


def bag_ids(gemeente: Gemeentebasis, vanaf: int, aantal: int) -> list[str]:
    """Well-formed ids of homes that do not exist: the gemeente, '01', and a number."""
    begin = f"{gemeente.code[2:]}{VERBLIJFSOBJECT}"
    return [f"{begin}{EERSTE_BAG_NUMMER + nummer}" for nummer in range(vanaf, vanaf + aantal)]


def maak_aanpassingen(rng: Random, gemeente: Gemeentebasis) -> list[Stuk]:
    """In about one in six gemeenten, one to three complexes."""
    if rng.random() > 0.17:
        return []
    stukken, vergeven = [], 0
    for naam in kies_namen(rng, rng.choice((1, 1, 2, 3))):
        soort, van_type, naar_type = kies(rng, g.AANPASSING)
        aantal = 12 + round(rng.lognormvariate(2.6, 0.6))
        eigenaar = kies(rng, g.EIGENAAR)
        stukken.append(
            aanpassingstuk(
                gemeente,
                naam=f"Complex {naam}",
                soort=soort,
                van_type=van_type,
                naar_type=naar_type,
                jaar=kies(rng, ((2023, 10), (2024, 25), (2025, 40), (2026, 25))),
                eigenaar_soort=eigenaar,
                eigenaar_naam=f"{g.CORPORATIE} {gemeente.regionaam}" if eigenaar == "corporatie" else "",
                bag=bag_ids(gemeente, vergeven, aantal),
            )
        )
        vergeven += aantal
    return stukken


def aanpassingstuk(gemeente: Gemeentebasis, **doc) -> Stuk:
    doc = {"gemeente_id": gemeente.id, "bewijs": g.AANPASSINGSBEWIJS[doc["soort"]], "toelichting": ""} | doc
    doc = {veld: str(waarde) if isinstance(waarde, str) else waarde for veld, waarde in doc.items()}
    doc["bag"] = sorted(doc["bag"])
    return Stuk("aanpassing", gemeente.id, doc)


def maak_kansen(rng: Random, gemeente: Gemeentebasis, aantal: int) -> list[Stuk]:
    stukken = []
    for naam in kies_namen(rng, aantal):
        soort, naar_type, reden = kies(rng, g.KANS)
        stukken.append(
            kansstuk(
                gemeente,
                naam=f"{g.COMPLEX[soort]} {naam}",
                soort=soort,
                eigenaar_soort="zorgorganisatie" if soort == "instellingsterrein" else kies(rng, g.EIGENAAR),
                woningen=rng.randint(4, 28) * 4 if rng.random() < 0.85 else None,
                naar_type=naar_type,
                reden=reden,
                status=kies(rng, (("open", 78), ("opgepakt", 16), ("vervallen", 6))),
                vertrouwelijkheid=kies(rng, (("openbaar", 55), ("provincie", 32), ("gemeente", 13))),
                vorm=(round(rng.uniform(40, 90), 1), round(rng.uniform(25, 60), 1), round(rng.uniform(0, 3.14), 4)),
            )
        )
    return stukken


def kansstuk(gemeente: Gemeentebasis, *, vorm, punt=None, **doc) -> Stuk:
    return Stuk("kans", gemeente.id, {"gemeente_id": gemeente.id} | doc, vorm, punt)
