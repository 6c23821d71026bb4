"""Fields that a partner may propose to change, of a plot and of a plan: read, shown and put back in one place.

Values travel as text, as the rows of a proposal hold them: the slug of a choice, a number, '0' for none or unknown.
"""

from dataclasses import dataclass, field

from programmering.plannen import lijsten
from programmering.plannen.models import Plan
from programmering.plots.models import WONINGTYPEN, Plot
from woonzorg.getallen import getal


@dataclass(frozen=True)
class Veld:
    naam: str
    titel: str
    keuzes: dict = field(default_factory=dict)
    soort: str = "tekst"  # tekst, keuze, aantal or jaar
    maximum: int = 200

    def toon(self, waarde: str) -> str:
        """How a person reads this value."""
        if self.soort == "keuze":
            return str(self.keuzes.get(waarde, waarde))
        if self.soort == "aantal":
            return getal(int(waarde or 0))
        if self.soort == "jaar":
            return waarde if waarde not in ("", "0") else "onbekend"
        return waarde or "niet ingevuld"


PLANVELDEN = [
    Veld("status_project", "Status project", dict(lijsten.StatusProject.choices), "keuze"),
    Veld("plantype", "Plantype", dict(lijsten.Plantype.choices), "keuze"),
    Veld("opdrachtgever_soort", "Opdrachtgever", dict(lijsten.Opdrachtgever.choices), "keuze"),
    Veld("opdrachtgever_naam", "Naam opdrachtgever"),
]
PLOTVELDEN = [
    *(
        veld
        for slug, naam in WONINGTYPEN
        for veld in (
            Veld(f"aantal_{slug}", f"{naam}: aantal woningen", soort="aantal"),
            Veld(f"jaar_{slug}", f"{naam}: verwacht jaar", soort="jaar"),
        )
    ),
    Veld("adres", "Adres of plaats"),
]


def velden_van(onderwerp: Plot | Plan) -> dict[str, Veld]:
    return {v.naam: v for v in (PLOTVELDEN if isinstance(onderwerp, Plot) else PLANVELDEN)}


def huidig(onderwerp: Plot | Plan) -> dict[str, str]:
    """What is stored now, for who decides. One query for a plot, unless its rows are prefetched."""
    if isinstance(onderwerp, Plan):
        return {v.naam: getattr(onderwerp, v.naam) for v in PLANVELDEN}
    regels = {r.woningtype: r for r in onderwerp.regels.all()}
    waarden = {"adres": onderwerp.adres}
    for slug, _ in WONINGTYPEN:
        waarden[f"aantal_{slug}"] = str(regels[slug].aantal if slug in regels else 0)
        waarden[f"jaar_{slug}"] = str(regels[slug].jaar if slug in regels else 0)
    return waarden


def verborgen_voor(onderwerp: Plot | Plan, user) -> set[str]:
    """Fields whose stored value `user` may not read: the name of a private opdrachtgever."""
    if isinstance(onderwerp, Plot) or onderwerp.opdrachtgever_naam_openbaar:
        return set()
    return set() if onderwerp.intern_zichtbaar_voor(user) else {"opdrachtgever_naam"}
