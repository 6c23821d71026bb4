"""The national keten as the demo prints it, to see at a glance whether the country looks like the reports."""

from programmering.calculations import WONINGTYPEN
from programmering.opgaven.actions import landelijk_van
from programmering.opgaven.models import Opgaveperiode
from programmering.voortgang.models import PLANSCHAKELS, Schakel, Voortgang
from woonzorg.gebieden.soorten import Gebiedssoort

from .actions import PERIODE

GEDEKT = (*PLANSCHAKELS, Schakel.GERESERVEERD)


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")


def landelijke_keten() -> list[str]:
    """A line of text per woningtype: the parts as a number and as a share of the opgave, confidential included."""
    periode = Opgaveperiode.objects.get(slug=PERIODE)
    rijen = Voortgang.objects.actief().filter(soort=Gebiedssoort.LAND).in_periode(periode)
    cellen = {(r["categorie"], r["schakel"]): r for r in rijen.per_cel("categorie", "schakel")}
    openbaar = {r["categorie"]: r["n"] for r in rijen.openbaar().filter(schakel__in=GEDEKT).per_cel("categorie")}
    regels = [f"Landelijke keten {periode.naam} (rekenvoorbeeld, met de vertrouwelijke plannen erbij):"]
    for woningtype, opgave in landelijk_van(periode).items():
        if not opgave:
            continue
        delen = {s: cellen.get((woningtype, s), {"n": 0, "corporatie": 0}) for s in Schakel.values}
        # A bod covers nothing yet, and existing homes stand beside the keten.
        som = sum(delen[s]["n"] for s in GEDEKT)
        tekst = ", ".join(f"{s} {_getal(deel['n'])} ({100 * deel['n'] / opgave:.0f} %)" for s, deel in delen.items())
        regels.append(
            f"  {woningtype:<13} {tekst}; samen {_getal(som)} van {_getal(opgave)} ({100 * som / opgave:.0f} %), "
            f"openbaar {100 * openbaar.get(woningtype, 0) / opgave:.0f} %"
        )
    cluster = [cel for (type_, s), cel in cellen.items() if type_ in WONINGTYPEN[1:] and s in GEDEKT]
    if totaal := sum(cel["n"] for cel in cluster):
        deel = 100 * sum(cel["corporatie"] for cel in cluster) / totaal
        regels.append(f"  Corporaties: {deel:.0f} % van geclusterd en zorggeschikt samen.")
    return regels
