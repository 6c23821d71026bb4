"""What terms mean, as a source of knowledge: the fields of a plan and the woningtypen, as on the page /begrippen/."""

from functools import cache

from django.urls import reverse

from kenniskaarten.zoeken.bronnen import registreer_bron
from kenniskaarten.zoeken.lijstbron import Begrip, Lijstbron

from .definities import categorieen, definities


@cache
def begrippen() -> tuple[Begrip, ...]:
    """Everyone reads these, also what a field means of which the values are internal."""
    pagina = reverse("begrippen")
    woningtypen = [Begrip(c.naam, c.definitie, f"{pagina}#woningtypen") for c in categorieen("wonen_en_zorg")]
    velden = [Begrip(d.naam, d.definitie, f"{pagina}#veld-{d.onderdeel}-{d.veld}") for d in definities()]
    return (*(b for b in woningtypen if b.tekst), *velden)


registreer_bron(Lijstbron("begrip", {"begrip": ("begrip", "Begrippen")}, begrippen))
