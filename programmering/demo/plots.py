"""The plots of the demo with steps, scores and partners, drawn from the seed. No database.

Every date lies a number of days from `laaddag`, the day on which the demo was first loaded.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from programmering.partners.lijsten import Niveau, Partnerrol
from programmering.plots.actions import PORTAAL
from programmering.plots.lijsten import LOPEND, Plotstatus

from . import plekgegevens as g
from .namen import kies_namen
from .ontwerp import Gemeentebasis
from .stuk import Gemeenteplannen, Planbasis, Stuk

S = Plotstatus
PADEN = {
    S.KANDIDAAT: (S.KANDIDAAT,),
    S.IN_GESPREK: (S.KANDIDAAT, S.IN_GESPREK),
    S.GERESERVEERD: (S.KANDIDAAT, S.IN_GESPREK, S.GERESERVEERD),
    S.VASTGELEGD: (S.KANDIDAAT, S.IN_GESPREK, S.GERESERVEERD, S.VASTGELEGD),
    S.IN_PLAN: (S.KANDIDAAT, S.IN_GESPREK, S.GERESERVEERD, S.VASTGELEGD, S.IN_PLAN),
    S.VERVALLEN: (S.KANDIDAAT, S.IN_GESPREK, S.VERVALLEN),
    S.VERLOPEN: (S.KANDIDAAT, S.IN_GESPREK, S.GERESERVEERD, S.VERLOPEN),
}
MEESTE_WONINGEN = 120  # in a plan that lies on a plot
# A few days to eighteen months.
EERSTE_EINDE, LAATSTE_EINDE = 4, 545


def kies(rng: Random, keuzes: Sequence[tuple]):
    return rng.choices([keuze for keuze, _ in keuzes], weights=[gewicht for _, gewicht in keuzes])[0]


def dagen(laaddag: date, aantal: int) -> date:
    return laaddag + timedelta(days=aantal)


def maak_plots(
    rng: Random, gemeente: Gemeentebasis, plannen: Gemeenteplannen, aantal: int, laaddag: date, zonder: bool
) -> list[Stuk]:
    """`aantal` plots in one gemeente; `zonder` means that nothing is reserved there yet."""
    koppelbaar = [plan for plan in plannen.koppelbaar if plan.woningen <= MEESTE_WONINGEN]
    rng.shuffle(koppelbaar)
    # More of these in one gemeente would come to lie on each other.
    koppelbaar = koppelbaar[: 1 + aantal // 10]
    stukken = []
    for naam in kies_namen(rng, aantal):
        status = kies(rng, g.STATUS_ZONDER if zonder else g.STATUS)
        plan = None
        if status == S.IN_PLAN or (status in (S.VASTGELEGD, S.GERESERVEERD) and rng.random() < 0.12):
            plan = koppelbaar.pop() if koppelbaar else None
        if status == S.IN_PLAN and plan is None:
            status = S.VASTGELEGD
        stukken.append(_plot(rng, gemeente, naam, status, plan, laaddag))
    return stukken


def _plot(
    rng: Random, gemeente: Gemeentebasis, naam: str, status: Plotstatus, plan: Planbasis | None, laaddag: date
) -> Stuk:
    bouwvorm = "transformatie" if rng.random() < 0.22 else "nieuwbouw"
    tot = dagen(laaddag, rng.randint(EERSTE_EINDE, LAATSTE_EINDE)) if status == S.GERESERVEERD else None
    stappen = maak_stappen(rng, status, laaddag, tot)
    partners = _partners(rng, gemeente, status, dag(stappen[0]["datum"]), laaddag)
    regels = _regels(rng, status, plan, any(p["rol"] == Partnerrol.CORPORATIE_INVESTEERDER for p in partners))
    openbaar = g.VERTROUWELIJK.get(status, g.VERTROUWELIJK[""])
    return plotstuk(
        gemeente,
        naam=f"{naam}, {rng.choice(g.PLEK[bouwvorm])}",
        status=status,
        reservering_tot=tot.isoformat() if tot else None,
        vertrouwelijkheid=plan.vertrouwelijkheid if status == S.IN_PLAN else kies(rng, openbaar),
        bouwvorm=bouwvorm,
        grondpositie=kies(rng, g.GRONDPOSITIE),
        planologie="past" if status == S.IN_PLAN else kies(rng, g.PLANOLOGIE),
        instellingsterrein=rng.random() < 0.07,
        toelichting=rng.choice(g.TOELICHTING),
        regels=regels,
        scores=_scores(rng, status, dag(stappen[-1]["datum"])),
        stappen=stappen,
        partners=partners,
        plancode=plan.plancode if plan else None,
        vorm=_vorm(rng, sum(r["aantal"] for r in regels)),
    )


def plotstuk(gemeente: Gemeentebasis, *, vorm, plancode=None, punt=None, **doc) -> Stuk:
    """A plot as the database should hold it; also of those that are written by hand."""
    doc = {
        "gemeente_id": gemeente.id,
        "adres": "",
        "breidt_uit": "",
        "instellingsterrein": False,
        "toelichting": "",
        "eigenaar": None,
        "adviseur": None,
        "reservering_tot": None,
    } | doc
    doc["regels"] = sorted(doc["regels"], key=lambda r: r["woningtype"])
    doc["scores"] = sorted(doc["scores"], key=lambda s: s["criterium"])
    doc["partners"] = sorted(doc["partners"], key=lambda p: (p["rol"], p["naam"], p["van"]))
    return Stuk("plot", gemeente.id, doc, vorm, punt, plancode)


def dag(tekst: str) -> date:
    return date.fromisoformat(tekst)


# --- Homes -------------------------------------------------------------------------------------------------


def _regels(rng: Random, status: Plotstatus, plan: Planbasis | None, corporatie: bool) -> list[dict]:
    deel = rng.choice((1.0, 1.0, 0.5, 0.0)) if corporatie else 0.0
    if plan:
        aantallen = {w: _ruimer(rng, status, n) for w, n in plan.zorg.items() if n}
    else:
        aantallen = {w: grootte(rng, w) for w in kies(rng, g.TYPEN)}
        if status == S.KANDIDAAT and rng.random() < 0.12:
            aantallen = {}
    jaar = kies(rng, g.JAAR)
    return [regel(w, n, jaar, round(deel * n)) for w, n in aantallen.items()]


def regel(woningtype: str, aantal: int, jaar: int, corporatie: int = 0) -> dict:
    return {"woningtype": woningtype, "aantal": aantal, "jaar": jaar, "waarvan_corporatie": corporatie}


def _ruimer(rng: Random, status: Plotstatus, gepland: int) -> int:
    """A place has more room than the plan that begins on it, until the plan takes all of it."""
    return gepland if status == S.IN_PLAN else gepland + 6 + round(gepland * rng.uniform(0.2, 0.8))


def grootte(rng: Random, woningtype: str) -> int:
    minimum, schaal = g.GROOTTE[woningtype]
    return min(80, minimum + round(rng.lognormvariate(schaal, 0.6)))


def _vorm(rng: Random, woningen: int) -> tuple[float, float, float]:
    """Width, length and turn; a plot is a piece of a block, 180 metres across at most."""
    oppervlakte = max(2_000, min(14_000, woningen * rng.uniform(130, 240)))
    verhouding = rng.uniform(1.0, 1.9)
    breedte = (oppervlakte * verhouding) ** 0.5
    return round(breedte, 1), round(oppervlakte / breedte, 1), round(rng.uniform(0, 3.14159), 4)


# --- Steps -------------------------------------------------------------------------------------------------


def maak_stappen(rng: Random, status: Plotstatus, laaddag: date, tot: date | None) -> list[dict]:
    """The way to this status, each step some months after the one before and the last before `laaddag`."""
    pad = PADEN[status]
    dagnummer = -rng.randint(3, 160)
    datums = []
    for _ in pad:
        datums.append(dagen(laaddag, dagnummer))
        dagnummer -= rng.randint(35, 190)
    datums.reverse()
    stappen = [stap(van, naar, datum) for van, naar, datum in zip(("", *pad), pad, datums, strict=False)]
    for nummer, s in enumerate(stappen):
        if s["naar"] == S.GERESERVEERD:
            # What came after it, came before its end.
            volgt = datums[nummer + 1] if nummer + 1 < len(pad) else None
            einde = tot or (dagen(volgt, -1) if status == S.VERLOPEN else dagen(volgt, rng.randint(20, 300)))
            s |= {"reservering_tot": einde.isoformat(), "bewijs": g.RESERVERING}
        elif s["naar"] == S.VASTGELEGD:
            waarin = kies(rng, g.VASTGELEGD_IN)
            s |= {"vastgelegd_in": waarin, "bewijs": g.BEWIJS[waarin]}
        elif s["naar"] == S.VERVALLEN:
            s["reden"] = rng.choice(g.VERVALLEN)
        elif s["naar"] == S.VERLOPEN:
            s["reden"] = f"De reservering liep tot en met {dagen(datums[nummer], -1):%d-%m-%Y}."
    return stappen


def stap(van: str, naar: str, datum: date, **meer) -> dict:
    leeg = {"reservering_tot": None, "vastgelegd_in": "", "bewijs": "", "reden": ""}
    leeg["door"] = PORTAAL if naar == S.VERLOPEN else "rekenvoorbeeld"
    return {"van": str(van), "naar": str(naar), "datum": datum.isoformat()} | leeg | meer


# --- Scores ------------------------------------------------------------------------------------------------


def _scores(rng: Random, status: Plotstatus, datum: date) -> list[dict]:
    if rng.random() > g.BEOORDEELD.get(status, 0.5):
        return []
    niveau = rng.gauss(3.5, 0.6)
    hoeveel = rng.choice((5, 6, 7, 7, 7))
    scores = []
    for criterium in rng.sample(g.CRITERIA, hoeveel):
        waarde = max(1, min(5, round(rng.gauss(niveau, 0.9))))
        toelichten = waarde != 3 and rng.random() < 0.45
        scores.append(score(criterium, waarde, datum, g.SCOREREDENEN[criterium][waarde > 3] if toelichten else ""))
    return scores


def score(criterium: str, waarde: int, datum: date, reden: str = "") -> dict:
    return {"criterium": criterium, "score": waarde, "datum": datum.isoformat(), "reden": reden}


# --- Partners ----------------------------------------------------------------------------------------------


def _partners(rng: Random, gemeente: Gemeentebasis, status: Plotstatus, vanaf: date, laaddag: date) -> list[dict]:
    partners = []
    for rol, kans in g.ROLLEN.get(status, {}).items():
        if rng.random() * 100 >= kans:
            continue
        van = dagen(vanaf, rng.randint(0, max(0, (laaddag - vanaf).days - 2)))
        naam, bekend = _naam_partner(rng, Partnerrol(rol), gemeente)
        toegezegd = _toezeggingen(rng, status, van, laaddag) if rol != Partnerrol.GEMEENTE else []
        partners.append(partner(rol, naam, van, toegezegd, bekend=bekend))
    if status in LOPEND and rng.random() < 0.04:
        # Came, and left again: the role is empty, the history is not.
        naam = f"Zorgorganisatie (voorbeeld) {gemeente.naam}"
        partners.append(partner(Partnerrol.ZORGORGANISATIE, naam, vanaf, [], tot=dagen(laaddag, -2)))
    return partners


def partner(rol: str, naam: str, van: date, toegezegd: list[tuple[str, date]], *, bekend=False, tot=None) -> dict:
    """`bekend`: an organisation of the portal has this name."""
    return {
        "rol": str(rol),
        "naam": naam,
        "organisatie": bekend,
        "van": van.isoformat(),
        "tot": tot.isoformat() if tot else None,
        "commitments": [{"niveau": str(niveau), "datum": datum.isoformat()} for niveau, datum in sorted(toegezegd)],
    }


def _naam_partner(rng: Random, rol: Partnerrol, gemeente: Gemeentebasis) -> tuple[str, bool]:
    """A name, and whether the portal knows it: organisations of the cast join in where they work."""
    in_twente = gemeente.woondealregio == g.TWENTE
    if rol == Partnerrol.GEMEENTE:
        naam = f"Gemeente {gemeente.naam}"
        return naam, naam in g.EIGEN_GEMEENTEN
    if rol == Partnerrol.LOKALE_GEMEENSCHAP:
        return f"{rng.choice(g.GEMEENSCHAP)} {gemeente.naam}", False
    if rol == Partnerrol.ZORGORGANISATIE:
        if in_twente and rng.random() < 0.6:
            return g.ZORGORGANISATIE, True
        return f"{g.ZORGORGANISATIE} {gemeente.regionaam}", False
    if rng.random() < 0.07:
        return g.INVESTEERDER, True
    if in_twente and rng.random() < 0.6:
        return g.CORPORATIE, True
    return f"{g.CORPORATIE} {gemeente.regionaam}", False


def _toezeggingen(rng: Random, status: Plotstatus, van: date, laaddag: date) -> list[tuple[str, date]]:
    """From the people who do the work up to the board, each some weeks after the other."""
    gezegd, datum = [], van
    for niveau in (Niveau.UITVOEREND, Niveau.DIRECTIE, Niveau.BESTUURLIJK):
        datum = dagen(datum, rng.randint(7, 70))
        if datum > laaddag or rng.random() > g.TOEZEGGING[status]:
            break
        gezegd.append((niveau, datum))
    return gezegd
