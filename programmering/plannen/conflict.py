"""What two people made of the same plan, beside each other."""

from woonzorg.getallen import getal

from .actions import als_regels
from .historie import historie
from .models import Plan
from .regels import vul_aan


def verschil(opgeslagen: Plan, form, regels) -> dict:
    """Both versions beside each other; what was typed stays in the form and can be saved over the other."""
    eigen = form.cleaned_data
    verschillen = [
        {"veld": veld.label, "opgeslagen": _leesbaar(opgeslagen, naam), "eigen": veld_waarde(form, naam)}
        for naam, veld in form.fields.items()
        if naam in eigen and hasattr(opgeslagen, naam) and naam != "versie" and getattr(opgeslagen, naam) != eigen[naam]
    ]
    if form.plek_gegeven:
        verschillen.append({"veld": "Plek", "opgeslagen": _maat(opgeslagen), "eigen": _maat(form.instance)})
    data = form.data.copy()
    data["versie"] = opgeslagen.versie
    form.data = data
    return {
        "verschillen": verschillen,
        "aantallen": _andere_aantallen(als_regels(opgeslagen), regels),
        "historie": historie(opgeslagen)[:1],
    }


def _andere_aantallen(opgeslagen: list, eigen: list) -> list[dict]:
    """Rows of the grid that differ, each as one readable line."""
    oud, nieuw = ({r.sleutel: r for r in vul_aan(regels)} for regels in (opgeslagen, eigen))
    return [
        {
            "veld": (nieuw.get(s) or oud[s]).naam,
            "opgeslagen": _regeltekst(oud.get(s)),
            "eigen": _regeltekst(nieuw.get(s)),
        }
        for s in dict.fromkeys([*oud, *nieuw])
        if oud.get(s) != nieuw.get(s)
    ]


def _regeltekst(regel) -> str:
    if regel is None:
        return "leeg"
    jaren = ", ".join(f"{jaar}: {n}" for jaar, n in sorted(regel.rest_per_jaar.items()))
    return f"{regel.gepland} gepland, {regel.gerealiseerd} gerealiseerd" + (f" ({jaren})" if jaren else "")


def veld_waarde(form, naam: str) -> str:
    waarde = form.cleaned_data.get(naam)
    keuzes = dict(getattr(form.fields[naam], "choices", []) or [])
    return (
        ", ".join(str(keuzes.get(w, w)) for w in waarde)
        if isinstance(waarde, list)
        else str(keuzes.get(waarde, waarde))
    )


def _maat(plan: Plan) -> str:
    return f"{getal(round(plan.geometrie.area))} m²" if plan.geometrie else "geen plek"


def _leesbaar(plan: Plan, naam: str) -> str:
    toon = getattr(plan, f"get_{naam}_display", None)
    waarde = toon() if toon else getattr(plan, naam)
    return ", ".join(waarde) if isinstance(waarde, list) else str(waarde)
