"""What differs between the stored bod and the one in the form, for people."""

from django.utils.formats import date_format

from programmering.plots.models import WONINGTYPEN

from .actions import Aantal
from .models import Bod

LEEG = "leeg"


def verschillen(opgeslagen: Bod, form, oud: list[Aantal], nieuw: list[Aantal]) -> list[dict[str, str]]:
    """Fields first, then the woningtypen whose homes differ."""
    eigen = form.cleaned_data | {"gebied": form.instance.gemeente or form.instance.woondealregio}
    nu = {naam: getattr(opgeslagen, naam) for naam in form.Meta.fields}
    nu["gebied"] = opgeslagen.gemeente or opgeslagen.woondealregio
    velden = [
        {"veld": veld.label, "opgeslagen": _tekst(veld, nu[naam]), "eigen": _tekst(veld, eigen.get(naam))}
        for naam, veld in form.fields.items()
        if naam in nu and naam in eigen and nu[naam] != eigen[naam]
    ]
    aantallen = [
        {"veld": naam, "opgeslagen": _jaren(oud, w), "eigen": _jaren(nieuw, w)}
        for w, naam in WONINGTYPEN
        if _jaren(oud, w) != _jaren(nieuw, w)
    ]
    return velden + aantallen


def _tekst(veld, waarde) -> str:
    if waarde in (None, ""):
        return LEEG
    if hasattr(waarde, "strftime"):
        return date_format(waarde, "j F Y")
    keuzes = dict(getattr(veld, "choices", ())) if isinstance(waarde, str) else {}
    return str(keuzes.get(waarde, waarde))


def _jaren(aantallen: list[Aantal], woningtype: str) -> str:
    delen = sorted((a.jaar or 9999, a.aantal) for a in aantallen if a.woningtype == woningtype and a.aantal)
    return ", ".join(f"{'jaar onbekend' if jaar == 9999 else jaar}: {n}" for jaar, n in delen) or LEEG
