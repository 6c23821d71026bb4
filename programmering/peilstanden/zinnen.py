"""The finding above a comparison, in one sentence. Computed from the figures, so that it is true."""

from django.utils.formats import date_format

from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.getallen import getal

from .selectors import Vergelijking

NAMEN = {"geclusterd": ("geclusterde woning", "geclusterde woningen"),
         "zorggeschikt": ("zorggeschikte woning", "zorggeschikte woningen")}  # fmt: skip


def zin(vergelijking: Vergelijking) -> str:
    """What is still to be built against then, and what was realised; geclusterd and zorggeschikt apart."""
    basis = vergelijking.basis
    if not basis.eenheden:
        return f"Voor {basis.gebied.naam} zijn er geen twee momenten om te vergelijken."
    van = date_format(basis.van, "j F Y")
    wanneer = f"stonden op {date_format(basis.naar, 'j F Y')}" if basis.naar else "staan nu"
    per_type = {c: vergelijking.regel(c) for c in NAMEN}
    stand = " en ".join(_meer(c, v.verschil) for c, v in per_type.items())
    tekst = f"{_waar(vergelijking)} {wanneer} {stand} te bouwen dan op {van}"
    if all(v.verschil == 0 for v in per_type.values()):
        tekst = f"{_waar(vergelijking)} {wanneer} evenveel geclusterde en zorggeschikte woningen te bouwen als op {van}"
    gebouwd = [(c, -v.gerealiseerd) for c, v in per_type.items() if v.gerealiseerd < 0]
    if gebouwd:
        delen = " en ".join(f"{getal(n)} {_naam(c, n)}" for c, n in gebouwd)
        is_zijn = "is" if sum(n for _, n in gebouwd) == 1 else "zijn"
        tekst += f"; in die tijd {is_zijn} {delen} gerealiseerd"
    return f"{tekst}."


def _meer(categorie: str, n: int) -> str:
    if n == 0:
        return f"evenveel {NAMEN[categorie][1]}"
    return f"{getal(abs(n))} {_naam(categorie, abs(n))} {'meer' if n > 0 else 'minder'}"


def _naam(categorie: str, n: int) -> str:
    return NAMEN[categorie][0 if n == 1 else 1]


def _waar(vergelijking: Vergelijking) -> str:
    basis = vergelijking.basis
    if not basis.weggelaten or basis.gebied.soort == Gebiedssoort.GEMEENTE:
        return f"In {basis.gebied.naam}"
    samen = basis.gemeenten + len(basis.weggelaten)
    return f"In {getal(basis.gemeenten)} van de {getal(samen)} gemeenten in {basis.gebied.naam}"
