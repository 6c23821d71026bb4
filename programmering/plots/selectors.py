"""Reads for the pages of plots: what one offers room for, what it counts for this reader, and whom it still seeks."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.gis.db.models.functions import Distance
from django.db.models import F, Sum
from django.utils import timezone

from programmering.boden.models import Bod
from programmering.calculations import WONINGTYPEN
from programmering.partners.lijsten import NODIG, Partnerrol
from programmering.partners.models import Plotpartner
from programmering.plannen.lijsten import Invoerstatus, Planklasse
from programmering.plannen.models import Plan, Telregel
from programmering.voortgang.models import Bijdrage, tier_q
from woonzorg.getallen import getal

from .lijsten import LOPEND, SCORES, Plotstatus
from .models import WONINGTYPEN as WONINGTYPE_KEUZES
from .models import Criterium, Plot, Plotregel
from .workflow import UITLEG, volgende

NAAM = dict(WONINGTYPE_KEUZES)
TELT = (Plotstatus.GERESERVEERD, Plotstatus.VASTGELEGD)


@dataclass(frozen=True)
class Plotrij:
    """One plot of a list."""

    plot: Plot
    ruimte: dict[str, Plotregel]
    telt: dict[str, int]
    zoekt: list[str]

    @property
    def typen(self) -> list[tuple[str, int, int]]:
        """(woningtype, homes that fit, homes that count in the chosen figure)."""
        return [(w, self.ruimte[w].aantal if w in self.ruimte else 0, self.telt.get(w, 0)) for w in WONINGTYPEN]

    @property
    def afstand(self) -> str:
        """How far from the place asked for, '' when none was."""
        gemeten = getattr(self.plot, "afstand", None)
        return "" if gemeten is None else afstand_tekst(gemeten.m)


def afstand_tekst(meter: float) -> str:
    if meter < 1000:
        return f"{round(meter, -1):.0f} m"
    return f"{getal(round(meter / 1000))} km" if meter >= 10_000 else f"{meter / 1000:.1f} km".replace(".", ",")


def met_telling(plots, bijdragen) -> list[Plotrij]:
    """Three queries for all plots of a page."""
    plots = list(plots)
    pks = [p.pk for p in plots]
    telt: dict[int, dict[str, int]] = defaultdict(dict)
    for r in bijdragen.filter(plot__in=pks).order_by().values("plot_id", "categorie").annotate(n=Sum("aantal")):
        telt[r["plot_id"]][r["categorie"]] = r["n"]
    ruimte: dict[int, dict[str, Plotregel]] = defaultdict(dict)
    for regel in Plotregel.objects.filter(plot__in=pks):
        ruimte[regel.plot_id][regel.woningtype] = regel
    leeg = lege_rollen(plots)
    return [Plotrij(p, ruimte[p.pk], telt[p.pk], leeg[p.pk]) for p in plots]


def lege_rollen(plots: list[Plot]) -> dict[int, list[str]]:
    """Names of the roles that nobody fills yet, per plot; [] for a plot that is no longer looking. One query."""
    rollen = Plotpartner.objects.lopend().filter(plot__in=[p.pk for p in plots], rol__in=NODIG).order_by()
    gevuld = set(rollen.values_list("plot_id", "rol"))
    return {
        p.pk: [Partnerrol(r).label for r in NODIG if (p.pk, r) not in gevuld] if p.huidige_status in LOPEND else []
        for p in plots
    }


def figuur(plots, bijdragen) -> dict[str, int]:
    """What these plots add up to, per categorie: what the keten shows for the same choice."""
    rijen = bijdragen.filter(plot__in=plots.order_by().values("pk")).order_by()
    return {r["categorie"]: r["n"] for r in rijen.values("categorie").annotate(n=Sum("aantal"))}


# One plot


@dataclass(frozen=True)
class Ruimte:
    """Homes of one woningtype: what fits beside what counts as gereserveerd for this reader."""

    woningtype: str
    aantal: int
    jaar: int
    corporatie: int
    telt: int

    @property
    def naam(self) -> str:
        return NAAM[self.woningtype]


def ruimte_van(plot: Plot, user) -> list[Ruimte]:
    regels = {r.woningtype: r for r in plot.regels.all()}
    telt: dict[str, int] = defaultdict(int)
    for b in Bijdrage.objects.for_user(user).filter(plot=plot):
        telt[b.categorie] += b.aantal
    return [
        Ruimte(
            w,
            regels[w].aantal if w in regels else 0,
            regels[w].jaar if w in regels else 0,
            regels[w].waarvan_corporatie if w in regels else 0,
            telt[w],
        )
        for w in WONINGTYPEN
        if w in regels or telt[w]
    ]


def waarom_anders(plot: Plot, ruimte: list[Ruimte], plannen: list, user) -> list[str]:
    """Why what counts is not what fits, in sentences; [] when the two are the same and the year is known."""
    redenen = []
    if any(r.aantal != r.telt for r in ruimte):
        redenen = [
            zin for zin in (_door_status(plot, plannen), _door_tier(plot, user), _door_telregel(plot, ruimte)) if zin
        ] or ["De cijfers worden op dit moment bijgewerkt. Ververs de pagina over een paar seconden."]
    zonder = [r.naam.lower() for r in ruimte if r.aantal and not r.jaar]
    if zonder:
        redenen.append(
            f"Bij {' en '.join(zonder)} staat geen jaar. Woningen zonder jaar staan naast de keten en tellen in geen "
            "enkele periode mee."
        )
    return redenen


def _door_status(plot: Plot, plannen: list) -> str:
    status = plot.huidige_status
    tellend = [p for p in plannen if p.invoerstatus == Invoerstatus.GEREED and p.klasse != Planklasse.NIET_MEETELLEND]
    if status == Plotstatus.VERLOPEN:
        return "De reservering is verlopen. De woningen tellen weer mee als de plek opnieuw is gereserveerd."
    if status == Plotstatus.IN_PLAN and tellend:
        return "Deze plek is een plan geworden. De woningen tellen in het plan, en hier niet meer."
    if status not in (*TELT, Plotstatus.IN_PLAN):
        return f"Een plot telt pas mee als hij is gereserveerd of vastgelegd. Deze is '{status.label}'."
    if tellend:
        namen = " en ".join(p.plannaam for p in tellend[:3])
        return f"Op deze plek ligt een plan ({namen}). Wat daar telt, telt hier niet nog een keer."
    return ""


def _door_tier(plot: Plot, user) -> str:
    if plot.vertrouwelijkheid == "openbaar":
        return ""
    eigen = tier_q(user, veld="vertrouwelijkheid")
    if eigen and Plot.objects.filter(eigen, pk=plot.pk).exists():
        return ""
    return "Deze plot is vertrouwelijk. U ziet hem als partner, maar hij zit niet in de cijfers die u ziet."


def _door_telregel(plot: Plot, ruimte: list[Ruimte]) -> str:
    cluster = sum(r.aantal for r in ruimte if r.woningtype in ("geclusterd", "zorggeschikt"))
    telregel = Telregel.objects.filter(geldig_van__lte=timezone.localdate()).order_by("-geldig_van").first()
    if not telregel or not 0 < cluster < telregel.minimum or plot.breidt_uit:
        return ""
    return (
        f"Er passen {cluster} woningen geclusterd en zorggeschikt. Onder de {telregel.minimum} tellen die als "
        "nultreden, tenzij de plot een bestaand cluster uitbreidt."
    )


def plannen_op(plot: Plot, user) -> list[Plan]:
    return list(Plan.objects.for_user(user).filter(plot=plot))


def boden_op(plot: Plot, user) -> list[Bod]:
    return list(Bod.objects.for_user(user).filter(plot=plot).met_aantallen())


def te_koppelen(plot: Plot, user):
    """Plans of the same gemeente without a plot, those without a place last, the nearest first."""
    plannen = Plan.objects.for_user(user).filter(gemeente=plot.gemeente_id, plot__isnull=True)
    plannen = plannen.annotate(afstand=Distance("geometrie", plot.geometrie.point_on_surface))
    return plannen.order_by(F("afstand").asc(nulls_last=True), "plannaam")


@dataclass(frozen=True)
class Weging:
    """One criterium with its score; score 0 is not weighed yet."""

    criterium: Criterium
    score: int
    reden: str
    door: str
    datum: object

    @property
    def tekst(self) -> str:
        return dict(SCORES).get(self.score, "nog niet gewogen")

    @property
    def blokken(self) -> list[tuple[int, bool]]:
        """(place in the picture, filled) of the five blocks."""
        return [(2 + 18 * i, i < self.score) for i in range(len(SCORES))]


def wegingen(plot: Plot) -> list[Weging]:
    """Every criterium in use, and one that was put away where this plot was weighed by it. Two queries."""
    scores = {s.criterium_id: s for s in plot.scores.all()}
    return [
        Weging(c, s.score if s else 0, s.reden if s else "", s.door if s else "", s.datum if s else None)
        for c in Criterium.objects.all()
        if c.actief or c.pk in scores
        for s in [scores.get(c.pk)]
    ]


@dataclass(frozen=True)
class Vervolg:
    """A step that may be taken next, as a button."""

    naar: Plotstatus
    tekst: str
    uitleg: str
    primair: bool


KNOPPEN = {
    Plotstatus.KANDIDAAT: "Terug naar kandidaat",
    Plotstatus.IN_GESPREK: "In gesprek",
    Plotstatus.GERESERVEERD: "Reserveren",
    Plotstatus.VASTGELEGD: "Vastleggen",
    Plotstatus.IN_PLAN: "Is een plan geworden",
    Plotstatus.VERVALLEN: "Laten vervallen",
}
# The way forward; the others stand beside it.
VOORUIT = {
    Plotstatus.KANDIDAAT: Plotstatus.IN_GESPREK,
    Plotstatus.IN_GESPREK: Plotstatus.GERESERVEERD,
    Plotstatus.GERESERVEERD: Plotstatus.VASTGELEGD,
    Plotstatus.VASTGELEGD: Plotstatus.IN_PLAN,
    Plotstatus.VERVALLEN: Plotstatus.KANDIDAAT,
    Plotstatus.VERLOPEN: Plotstatus.GERESERVEERD,
}


def stap_tekst(van: str, naar: str) -> str:
    """What the button of this step says."""
    if van == naar == Plotstatus.GERESERVEERD:
        return "Reservering verlengen"
    if (van, naar) in ((Plotstatus.GERESERVEERD, Plotstatus.IN_GESPREK), (Plotstatus.VERLOPEN, Plotstatus.IN_GESPREK)):
        return "Terug naar in gesprek"
    if (van, naar) == (Plotstatus.IN_PLAN, Plotstatus.VASTGELEGD):
        return "Terug naar vastgelegd"
    if (van, naar) == (Plotstatus.VERLOPEN, Plotstatus.GERESERVEERD):
        return "Opnieuw reserveren"
    if (van, naar) == (Plotstatus.VERVALLEN, Plotstatus.KANDIDAAT):
        return "Weer kandidaat maken"
    return KNOPPEN[naar]


def vervolgen(plot: Plot) -> list[Vervolg]:
    """The step forward first, the step that ends it last."""
    van = plot.huidige_status
    stappen = sorted(volgende(van), key=lambda n: (n != VOORUIT.get(van), n == Plotstatus.VERVALLEN))
    return [Vervolg(Plotstatus(n), stap_tekst(van, n), UITLEG[n], n == VOORUIT.get(van)) for n in stappen]
