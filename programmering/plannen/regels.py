"""The rules of a plan, without a database: its sums, and what it must have before it is gereed (domein.md 4).

The database keeps the promise of the sums for a plan that is gereed (sql/functies/plan_klopt.sql); what stands here
is for the message, which says what differs and by how much.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from woonzorg.getallen import getal

from .lijsten import CATEGORIEEN, EERSTE_JAAR, HARD, LAATSTE_JAAR, RESTCATEGORIE, Groep, StatusPlanologisch

ONBEKEND = "onbekend"
_JAREN = {ONBEKEND, *map(str, range(EERSTE_JAAR, LAATSTE_JAAR + 1))}


@dataclass
class Regel:
    """One row of the grid, in homes. Keys of the years are '2027' or 'onbekend' (the latter only for the rest).

    Nobody changes one: `replace` makes another. Not frozen all the same, since that takes five times as long to make,
    and an import makes half a million.
    """

    groep: str
    categorie: str
    gepland: int = 0
    gerealiseerd: int = 0
    rest_per_jaar: dict[str, int] = field(default_factory=dict)
    gerealiseerd_per_jaar: dict[str, int] = field(default_factory=dict)
    waarvan_corporatie: int = 0

    @property
    def sleutel(self) -> tuple[str, str]:
        return self.groep, self.categorie

    @property
    def naam(self) -> str:
        return CATEGORIEEN[self.groep][self.categorie]

    @property
    def rest(self) -> int:
        return self.gepland - self.gerealiseerd

    @property
    def leeg(self) -> bool:
        return not (self.gepland or self.gerealiseerd or self.rest_per_jaar or self.gerealiseerd_per_jaar)

    def zonder_nullen(self) -> "Regel":
        if all(self.rest_per_jaar.values()) and all(self.gerealiseerd_per_jaar.values()):
            return self
        return replace(
            self,
            rest_per_jaar={j: n for j, n in self.rest_per_jaar.items() if n},
            gerealiseerd_per_jaar={j: n for j, n in self.gerealiseerd_per_jaar.items() if n},
        )


@dataclass(frozen=True)
class Verschil:
    """One thing that does not add up. `categorie` None: it is about the whole group."""

    groep: str
    categorie: str | None
    melding: str


def _te(verschil: int) -> str:
    return f"{getal(abs(verschil))} te {'veel' if verschil > 0 else 'weinig'}"


def _controleer_rij(regel: Regel) -> list[str]:
    if regel.gerealiseerd > regel.gepland:
        return [
            f"{regel.naam}: er zijn meer woningen gerealiseerd ({getal(regel.gerealiseerd)}) dan "
            f"gepland ({getal(regel.gepland)}). "
            "Het totaal gepland is met de gerealiseerde woningen erbij."
        ]
    meldingen = []
    som = sum(regel.rest_per_jaar.values())
    if som != regel.rest:
        meldingen.append(
            f"{regel.naam}: de jaren tellen op tot {getal(som)}, maar er resten {getal(regel.rest)} woningen "
            f"(gepland {getal(regel.gepland)} min gerealiseerd {getal(regel.gerealiseerd)}): {_te(som - regel.rest)}."
        )
    som = sum(regel.gerealiseerd_per_jaar.values())
    if som > regel.gerealiseerd:
        meldingen.append(
            f"{regel.naam}: gerealiseerd per jaar telt op tot {getal(som)}, maar het totaal gerealiseerd is "
            f"{getal(regel.gerealiseerd)}: {_te(som - regel.gerealiseerd)}."
        )
    if regel.waarvan_corporatie > regel.gepland:
        meldingen.append(_te_veel_corporatie(regel))
    for jaar in {*regel.rest_per_jaar, *regel.gerealiseerd_per_jaar} - _JAREN:
        meldingen.append(f"{regel.naam}: jaar {jaar} ligt niet tussen {EERSTE_JAAR} en {LAATSTE_JAAR}.")
    return meldingen


def _te_veel_corporatie(regel: Regel) -> str:
    return (
        f"{regel.naam}: waarvan corporatie ({getal(regel.waarvan_corporatie)}) is meer dan het totaal "
        f"({getal(regel.gepland)})."
    )


def onbewaarbaar(regels: Iterable[Regel]) -> list[Verschil]:
    """What the database takes in no plan, in a concept neither."""
    return [Verschil(r.groep, r.categorie, _te_veel_corporatie(r)) for r in regels if r.waarvan_corporatie > r.gepland]


def telt_op(regels: Iterable[Regel]) -> Counter:
    """What these rows come to: gepland, gerealiseerd, and what is left per year ('2027', 'onbekend')."""
    uit: Counter = Counter()
    for regel in regels:
        uit["gepland"] += regel.gepland
        uit["gerealiseerd"] += regel.gerealiseerd
        uit.update(regel.rest_per_jaar)
    return uit


def _cellen(regels: Iterable[Regel]) -> dict[str, int]:
    """As telt_op, by the names of the columns, with the years of what was realised. A plain dict: asked for often."""
    cellen: dict[str, int] = {"totaal gepland": 0, "gerealiseerd": 0}
    for regel in regels:
        cellen["totaal gepland"] += regel.gepland
        cellen["gerealiseerd"] += regel.gerealiseerd
        for jaar, n in regel.rest_per_jaar.items():
            kolom = "jaar onbekend" if jaar == ONBEKEND else jaar
            cellen[kolom] = cellen.get(kolom, 0) + n
        for jaar, n in regel.gerealiseerd_per_jaar.items():
            kolom = f"gerealiseerd in {jaar}"
            cellen[kolom] = cellen.get(kolom, 0) + n
    return cellen


def controleer(regels: Iterable[Regel]) -> list[Verschil]:
    """All that does not add up, in the order of the form. Empty: the plan may be gereed."""
    regels = list(regels)
    verschillen = [Verschil(r.groep, r.categorie, melding) for r in regels for melding in _controleer_rij(r)]
    per_groep: dict[str, list[Regel]] = {}
    for regel in regels:
        per_groep.setdefault(regel.groep, []).append(regel)
    nieuwbouw = _cellen(per_groep.get("nieuwbouw", ()))
    for groep in RESTCATEGORIE:
        cellen = _cellen(per_groep.get(groep, ()))
        if cellen == nieuwbouw:
            continue
        for wat in sorted({*nieuwbouw, *cellen}, key=_volgorde):
            samen, moet = cellen.get(wat, 0), nieuwbouw.get(wat, 0)
            if samen != moet:
                melding = f"{wat}: samen {getal(samen)}, maar nieuwbouw is {getal(moet)}: {_te(samen - moet)}."
                verschillen.append(Verschil(groep, None, melding))
    return verschillen


@dataclass(frozen=True)
class Ontbreekt:
    """One thing a plan lacks before it is gereed. `veld`: the field where it is filled in, or groep-categorie."""

    veld: str
    melding: str


# Up to and with an agreed visie (4A, 4B, 5A, 5B) a plan may be homes without a place.
_MET_PLAATS = ("1A", "1B", "1C", "2A", "2B", "2C", "3")


def wat_ontbreekt(
    *,
    status: str,
    opdrachtgever: str,
    plaats: str,
    heeft_plek: bool,
    regels: Iterable[Regel],
    was_gereed: bool = False,
) -> list[Ontbreekt]:
    """What keeps a plan from being gereed, in the order of the form. `regels` are those of `vul_aan`.

    The smallest rule that is true of every plan:
    - any plan: its planologische status, homes in nieuwbouw, and numbers that add up;
    - in voorbereiding or further (status 3, 2x, 1x): where it is, as a plaats or as a place on the map;
    - hard (1A, 1B, 2A, 2B): a place on the map, for the land has been destined, and an opdrachtgever, for hard
      homes are counted on.
    Plantype, status project, woonmilieu and the like help, and are asked for nowhere: real plans lack them.

    Only forms ask this (`bewaar_plan(volledig=True)`). Files of gemeenten and provincies lack opdrachtgever and place
    of good plans: an import keeps its own rule (status known, numbers that add up), and such a plan stays gereed
    when people change something else in it. `was_gereed`: then nothing left to build is an end, and no mistake.
    """
    regels = list(regels)
    uit = []
    if status == StatusPlanologisch.ONBEKEND:
        melding = "Een plan zonder planologische status blijft concept. Kies de status."
        uit.append(Ontbreekt("status_planologisch", melding))
    if status in HARD and opdrachtgever == "onbekend":
        uit.append(Ontbreekt("opdrachtgever_soort", "Een hard plan heeft een opdrachtgever. Kies wie dat is."))
    if not was_gereed and not any(r.groep == "nieuwbouw" for r in regels):
        uit.append(Ontbreekt("nieuwbouw-nieuwbouw", "Vul het aantal woningen in bij nieuwbouw."))
    uit += _uit_verschillen(controleer(regels))
    if status in HARD and not heeft_plek:
        uit.append(Ontbreekt("plek", "Een hard plan heeft een plek op de kaart. Teken haar, of vul hoekpunten in."))
    elif status in _MET_PLAATS and not (heeft_plek or plaats.strip()):
        uit.append(Ontbreekt("plaats", "Vul de plaats in, of geef een plek op de kaart."))
    return uit


def _uit_verschillen(verschillen: list[Verschil]) -> Iterable[Ontbreekt]:
    """One a row or groep: all columns of it that differ stand beside it in the grid."""
    per_plek: dict[tuple[str, str | None], list[str]] = {}
    for v in verschillen:
        per_plek.setdefault((v.groep, v.categorie), []).append(v.melding)
    for (groep, categorie), meldingen in per_plek.items():
        # Onbekend, and what is about a whole groep, say nothing without its name.
        voor = "" if len(CATEGORIEEN[groep]) == 1 else f"{Groep(groep).label}: "
        na = f" En nog {len(meldingen) - 1} andere." if len(meldingen) > 1 else ""
        yield Ontbreekt(f"{groep}-{categorie or next(iter(CATEGORIEEN[groep]))}", f"{voor}{meldingen[0]}{na}")


def _volgorde(wat: str) -> tuple[int, str]:
    return (0 if wat == "totaal gepland" else 1 if wat == "gerealiseerd" else 2, wat)


def vul_aan(regels: Iterable[Regel]) -> list[Regel]:
    """Puts nieuwbouw into the rest category of every group that is wholly empty, and drops empty rows.

    Nobody has to type a division that is not known yet; a group that is partly filled is left as it is.
    """
    regels = [r.zonder_nullen() for r in regels]
    gevuld = [r for r in regels if not r.leeg]
    nieuwbouw = next((r for r in gevuld if r.groep == "nieuwbouw"), None)
    if nieuwbouw is None:
        return gevuld
    for groep, categorie in RESTCATEGORIE.items():
        if not any(r.groep == groep for r in gevuld):
            gevuld.append(_ongedeeld(nieuwbouw, groep, categorie))
    return gevuld


def _ongedeeld(nieuwbouw: Regel, groep: str, categorie: str) -> Regel:
    return replace(nieuwbouw, groep=groep, categorie=categorie, waarvan_corporatie=0)


def zonder_aanvulling(regels: Iterable[Regel]) -> list[Regel]:
    """The other way round: leaves out a group of which nothing is divided, so that it follows nieuwbouw by itself."""
    regels = [r.zonder_nullen() for r in regels]
    nieuwbouw = next((r for r in regels if r.groep == "nieuwbouw"), None)
    if nieuwbouw is None:
        return regels
    weg = {
        groep
        for groep, categorie in RESTCATEGORIE.items()
        if [r for r in regels if r.groep == groep and not r.leeg] == [_ongedeeld(nieuwbouw, groep, categorie)]
    }
    return [r for r in regels if r.groep not in weg]
