"""The one-sentence answer above a gebied page. Computed from the keten, so that it is true."""

from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.getallen import procent

from ..calculations import Keten

NAMEN = {
    "nultreden": "nultredenwoningen",
    "geclusterd": "geclusterde woningen",
    "zorggeschikt": "zorggeschikte woningen",
}


def zin(keten: Keten, onder: list[Keten], meervoud: str = "") -> str:
    """Where the gap is, for geclusterd and zorggeschikt apart; never a total over the three woningtypen."""
    met_opgave = [r for r in keten.regels if r.opgave]
    if not met_opgave:
        if any(r.opgave == 0 for r in keten.regels):
            return f"Voor {keten.periode.naam} is de opgave van {keten.gebied.naam} nul."
        return f"Voor {keten.periode.naam} is nog geen opgave bekend voor {keten.gebied.naam}."
    delen = []
    for regel in (r for r in met_opgave if r.woningtype != "nultreden"):
        delen.append(f"{procent(regel.dekking)} van de {NAMEN[regel.woningtype]}")
    if not delen:
        regel = met_opgave[0]
        delen.append(f"{procent(regel.dekking)} van de {NAMEN[regel.woningtype]}")
    naam = keten.gebied.naam
    tekst = f"In {naam} is {' en '.join(delen)} gebouwd, gepland of gereserveerd"
    zonder = [k for k in onder if _zonder_plan(k)]
    if zonder and keten.gebied.soort != Gebiedssoort.GEMEENTE:
        hebben = "heeft" if len(zonder) == 1 else "hebben"
        tekst += f"; {len(zonder)} van de {len(onder)} {meervoud} {hebben} geen enkel geclusterd of zorggeschikt plan"
    return tekst + "."


def _zonder_plan(keten: Keten) -> bool:
    regels = [keten.regel("geclusterd"), keten.regel("zorggeschikt")]
    return any(r.opgave for r in regels) and not any(r.gedekt for r in regels)
