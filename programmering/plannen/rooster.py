"""The year grid between a form and `Regel`: what was typed is kept, also when it is no number."""

import re
from dataclasses import dataclass, field

from django.utils import timezone

from .definities import Code, Definitie, categorieen, definities
from .lijsten import CATEGORIEEN, EERSTE_JAAR, LAATSTE_JAAR, RESTCATEGORIE, Groep
from .regels import ONBEKEND, Regel, controleer, telt_op

# What stands in the form above the rows of a group.
UITLEG = {
    "nieuwbouw": "Bruto, met de gerealiseerde woningen erbij. Alleen zelfstandige woningen.",
    "wonen_en_zorg": "Elke woning telt één keer: een zorggeschikte woning staat alleen bij zorggeschikt. Laat leeg als "
    "het nog niet bekend is; dan staat alles op nog niet ingedeeld.",
    "woningtype": "Laat leeg als het nog niet bekend is; dan staat alles op onbekend.",
    "betaalbaarheid": "Laat leeg als het nog niet bekend is; dan staat alles op onbekend.",
    "flex": "Laat leeg als er geen flexwoningen zijn.",
    "sloop": "Woningen die voor dit plan verdwijnen. Netto is nieuwbouw min sloop.",
}
JAREN_VOORUIT = 10


@dataclass
class Rij:
    """One row as the template shows it; values are what was typed."""

    groep: str
    categorie: str
    naam: str
    gepland: str = ""
    gerealiseerd: str = ""
    corporatie: str = ""
    onbekend: str = ""
    rest_per_jaar: dict[int, str] = field(default_factory=dict)
    gerealiseerd_per_jaar: dict[int, str] = field(default_factory=dict)
    fouten: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Som:
    """One column of all rows of a group together; `anders` where it is not what nieuwbouw says."""

    kolom: str
    aantal: int
    anders: bool


@dataclass
class Groepsrijen:
    slug: str
    naam: str
    uitleg: str
    regels: list[Rij]
    fouten: list[str] = field(default_factory=list)
    samen: list[Som] = field(default_factory=list)

    @property
    def telt_op(self) -> bool:
        """True for a group whose rows together are nieuwbouw."""
        return self.slug in RESTCATEGORIE

    @property
    def begrippen(self) -> list[Code]:
        """What the rows mean; nothing where the name of the group says it."""
        return categorieen(self.slug) if self.telt_op else []


@dataclass
class Rooster:
    jaren: list[int]
    groepen: list[Groepsrijen]
    fouten: list[str] = field(default_factory=list)

    def rij(self, groep: str, categorie: str) -> Rij:
        return next(r for g in self.groepen if g.slug == groep for r in g.regels if r.categorie == categorie)

    @property
    def begrippen(self) -> list[Definitie]:
        """What the columns mean."""
        return [d for d in definities() if d.onderdeel == "aantallen" and d.veld not in ("groep", "categorie")]

    def toon_verschillen(self, regels: list[Regel]) -> None:
        """Puts what does not add up beside its row or group."""
        per_groep = {g.slug: g for g in self.groepen}
        for v in controleer(regels):
            doel = self.rij(v.groep, v.categorie) if v.categorie else per_groep[v.groep]
            doel.fouten.append(v.melding)

    def tel_samen(self, regels: list[Regel]) -> None:
        """Fills in what the rows of each group come to, for the columns of the grid."""
        kolommen = ["gepland", "gerealiseerd", *(str(j) for j in self.jaren), ONBEKEND]
        nieuwbouw = telt_op(r for r in regels if r.groep == "nieuwbouw")
        for groep in self.groepen:
            eigen = telt_op(r for r in regels if r.groep == groep.slug)
            leeg = not any(eigen.values())
            groep.samen = [Som(k, eigen[k], not leeg and eigen[k] != nieuwbouw[k]) for k in kolommen]


def jaren_voor(regels: list[Regel]) -> list[int]:
    """From the first year in use (at most this year) until ten years ahead, or further where a plan reaches."""
    nu = timezone.localdate().year
    gebruikt = [int(j) for r in regels for j in (*r.rest_per_jaar, *r.gerealiseerd_per_jaar) if j != ONBEKEND]
    return list(range(min([*gebruikt, nu]), max([*gebruikt, nu + JAREN_VOORUIT]) + 1))


def maak_rooster(regels: list[Regel]) -> Rooster:
    """The grid of stored numbers, every categorie a row; zeros are left blank."""
    jaren = jaren_voor(regels)
    per_sleutel = {r.sleutel: r for r in regels}
    groepen = []
    for groep, namen in CATEGORIEEN.items():
        rijen = []
        for categorie, naam in namen.items():
            r = per_sleutel.get((groep, categorie), Regel(groep, categorie))
            rijen.append(
                Rij(
                    groep,
                    categorie,
                    naam,
                    gepland=_tekst(r.gepland),
                    gerealiseerd=_tekst(r.gerealiseerd),
                    corporatie=_tekst(r.waarvan_corporatie),
                    onbekend=_tekst(r.rest_per_jaar.get(ONBEKEND)),
                    rest_per_jaar={j: _tekst(r.rest_per_jaar.get(str(j))) for j in jaren},
                    gerealiseerd_per_jaar={j: _tekst(r.gerealiseerd_per_jaar.get(str(j))) for j in jaren},
                )
            )
        groepen.append(Groepsrijen(groep, Groep(groep).label, UITLEG[groep], rijen))
    rooster = Rooster(jaren, groepen)
    rooster.tel_samen(regels)
    return rooster


def naam_van_rij(groep: str, categorie: str) -> str:
    """'Wonen en zorg: geclusterd'; 'Nieuwbouw' for a group of one row."""
    naam = CATEGORIEEN[groep][categorie]
    return naam if len(CATEGORIEEN[groep]) == 1 else f"{Groep(groep).label}: {naam.lower()}"


def cellen(rij: Rij) -> dict[str, str]:
    """The cells of a row under the names of the form."""
    sleutel = f"{rij.groep}-{rij.categorie}"
    vast = {"gepland": rij.gepland, "gerealiseerd": rij.gerealiseerd, "corporatie": rij.corporatie}
    uit = {f"r-{sleutel}-{kolom}": tekst for kolom, tekst in (vast | {ONBEKEND: rij.onbekend}).items()}
    uit |= {f"r-{sleutel}-{jaar}": tekst for jaar, tekst in rij.rest_per_jaar.items()}
    return uit | {f"g-{sleutel}-{jaar}": tekst for jaar, tekst in rij.gerealiseerd_per_jaar.items()}


def lees_rooster(post) -> tuple[Rooster, list[Regel], bool]:
    """The grid as it was typed, the rows it stands for, and whether every cell was a number."""
    jaren = _getypte_jaren(post)
    rooster = maak_rooster([])
    rooster.jaren = jaren
    regels, goed = [], True
    for groep in rooster.groepen:
        for rij in groep.regels:
            regel, rij_goed = _lees_rij(post, rij, jaren)
            regels.append(regel)
            goed &= rij_goed
    rooster.tel_samen(regels)
    return rooster, regels, goed


def _lees_rij(post, rij: Rij, jaren: list[int]) -> tuple[Regel, bool]:
    sleutel = f"{rij.groep}-{rij.categorie}"
    rij.gepland = post.get(f"r-{sleutel}-gepland", "").strip()
    rij.gerealiseerd = post.get(f"r-{sleutel}-gerealiseerd", "").strip()
    rij.corporatie = post.get(f"r-{sleutel}-corporatie", "").strip()
    rij.onbekend = post.get(f"r-{sleutel}-onbekend", "").strip()
    rij.rest_per_jaar = {j: post.get(f"r-{sleutel}-{j}", "").strip() for j in jaren}
    rij.gerealiseerd_per_jaar = {j: post.get(f"g-{sleutel}-{j}", "").strip() for j in jaren}
    goed = True

    def getal(tekst: str, wat: str) -> int:
        nonlocal goed
        waarde = lees_getal(tekst)
        if waarde is None:
            goed = False
            rij.fouten.append(f"{rij.naam}, {wat}: '{tekst}' is geen heel getal van nul of meer.")
        return waarde or 0

    rest = {str(j): getal(t, str(j)) for j, t in rij.rest_per_jaar.items() if t}
    if rij.onbekend:
        rest[ONBEKEND] = getal(rij.onbekend, "jaar onbekend")
    regel = Regel(
        rij.groep,
        rij.categorie,
        getal(rij.gepland, "totaal gepland"),
        getal(rij.gerealiseerd, "gerealiseerd"),
        rest,
        {str(j): getal(t, f"gerealiseerd in {j}") for j, t in rij.gerealiseerd_per_jaar.items() if t},
        getal(rij.corporatie, "waarvan corporatie") if rij.groep == "wonen_en_zorg" else 0,
    )
    return regel.zonder_nullen(), goed


def lees_getal(tekst: str) -> int | None:
    """'1.234' and '1 234' are 1234; empty is 0; None for what is no whole number of zero or more."""
    # A sheet puts other spaces between thousands than a keyboard does.
    kaal = re.sub("[ \u00a0\u202f]", "", tekst)
    delen = kaal.split(".")
    if len(delen) > 1 and (not 1 <= len(delen[0]) <= 3 or any(len(d) != 3 for d in delen[1:])):
        return None
    kaal = "".join(delen)
    if not kaal:
        return 0
    return int(kaal) if kaal.isascii() and kaal.isdigit() and len(kaal) <= 6 else None


def _getypte_jaren(post) -> list[int]:
    """The columns of the form that was sent; who sends filled cells only, gets the empty ones between them back."""
    delen = [naam.split("-") for naam in post if naam.startswith(("r-", "g-"))]
    jaren = {int(d[-1]) for d in delen if len(d[-1]) == 4 and d[-1].isascii() and d[-1].isdigit()}
    jaren = {j for j in jaren if EERSTE_JAAR <= j <= LAATSTE_JAAR} | set(jaren_voor([]))
    return list(range(min(jaren), max(jaren) + 1))


def _tekst(n: int | None) -> str:
    return str(n) if n else ""
