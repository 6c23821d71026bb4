"""What two people made of the same plot, beside each other."""

from django.db.models import Model

from programmering.plannen.plek import zelfde_plek
from woonzorg.getallen import getal

from .actions import als_capaciteit
from .models import WONINGTYPEN, Plot
from .regels import Capaciteit


def verschillen(opgeslagen: Plot, form, rooster) -> list[dict]:
    """Fields, place and capacity that differ: name, what is stored, and what this person filled in."""
    eigen = form.cleaned_data
    uit = [
        {"veld": veld.label, "opgeslagen": _tekst(opgeslagen, naam), "eigen": _tekst(form.instance, naam)}
        for naam, veld in form.fields.items()
        if naam in form.Meta.fields and naam in eigen and getattr(opgeslagen, naam) != eigen[naam]
    ]
    if not zelfde_plek(opgeslagen.geometrie, form.instance.geometrie):
        een, twee = opgeslagen.geometrie, form.instance.geometrie
        uit.append({"veld": "plek", "opgeslagen": f"{getal(een.area)} m²", "eigen": f"{getal(twee.area)} m²"})
    return uit + _capaciteit(als_capaciteit(opgeslagen), rooster.capaciteit)


def _capaciteit(oud: list[Capaciteit], nieuw: list[Capaciteit]) -> list[dict]:
    voor, na = ({c.woningtype: c for c in lijst} for lijst in (oud, nieuw))
    return [
        {"veld": naam, "opgeslagen": _ruimte(voor.get(w)), "eigen": _ruimte(na.get(w))}
        for w, naam in WONINGTYPEN
        if voor.get(w) != na.get(w)
    ]


def _ruimte(c: Capaciteit | None) -> str:
    if c is None:
        return "leeg"
    corporatie = f", waarvan corporatie {getal(c.waarvan_corporatie)}" if c.waarvan_corporatie else ""
    return f"{getal(c.aantal)} woningen, {c.jaar or 'jaar onbekend'}{corporatie}"


def _tekst(plot: Plot, naam: str) -> str:
    toon = getattr(plot, f"get_{naam}_display", None)
    waarde = toon() if toon else getattr(plot, naam)
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return str(waarde) if isinstance(waarde, Model) or waarde else "leeg"
