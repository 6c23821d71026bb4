"""What the pages of the opgave show, read from one queryset that starts at for_user."""

from dataclasses import dataclass

from programmering.calculations import WONINGTYPEN

from .actions import landelijk_van
from .calculations import verschil
from .models import Opgave, Opgaveperiode


@dataclass(frozen=True)
class Totaal:
    """One woningtype over the rows of a list, beside the national figure. None: there is none."""

    woningtype: str
    som: int | None
    landelijk: int | None
    verschil: int | None


def totalen(opgaven, *, periode: Opgaveperiode, vergelijk: bool) -> list[Totaal]:
    """Sums of these rows per woningtype. `vergelijk` only for the whole country: a part differs by itself."""
    som = opgaven.som()
    landelijk = landelijk_van(periode)
    verschillen = verschil(som, landelijk) if vergelijk else dict.fromkeys(WONINGTYPEN)
    return [Totaal(t, som[t], landelijk[t], verschillen[t]) for t in WONINGTYPEN]


def per_periode(versies: list[Opgave], perioden: list[Opgaveperiode]) -> list[dict]:
    """Each periode with its geldende opgave (or None) and all versions that may be seen, latest first."""
    return [
        {
            "periode": periode,
            "geldend": next((o for o in versies if o.periode_id == periode.pk and not o.vervangen_op), None),
            "versies": [o for o in versies if o.periode_id == periode.pk],
        }
        for periode in perioden
    ]


def naast_elkaar(stand: list[dict]) -> list[dict]:
    """A row per woningtype, a cell per periode: periods stand beside each other, types never together."""
    return [{"woningtype": t, "cellen": [getattr(deel["geldend"], t, None) for deel in stand]} for t in WONINGTYPEN]
