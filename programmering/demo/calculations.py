"""The national demo as pure figures: plans with their rows, from a fixed seed. No database.

Top-down, so that the country looks like the reports whatever the number of plans: per woningtype and schakel the
homes of the country (a share of the opgave) are divided over gemeenten by opgave × a factor of its own, then over
the plans of each gemeente. Asking for more plans gives smaller ones, asking for fewer gives larger ones; the homes
per gemeente stay about the same. Shares: the end report says that nultreden is well ahead, and that plans exist for
about half of geclusterd + zorggeschikt, not all of them hard. Everything else is invention.
"""

from collections.abc import Iterator, Sequence
from math import sqrt
from random import Random

from programmering.calculations import WONINGTYPEN
from programmering.opgaven.calculations import verdeel

from .gegevens import AANDEEL, BUITEN_TELLING, INWONERS_PER_WONING, MINIMUM_CLUSTER, SOORTEN
from .ontwerp import Corporatieteller, Gemeentebasis, Ontwerp
from .uitwerking import werk_uit

ZAAD = "woonzorgportaal 2026"


class Toeval(Random):
    """Chance that is the same every time: nothing secret is made with it."""


def maak_plannen(
    gemeenten: Sequence[Gemeentebasis], aantal: int, zaad: str = ZAAD
) -> Iterator[list[tuple[dict, list]]]:
    """Per gemeente, in order of woondealregio and code, its plans as (plan, rows), `aantal` in all.

    The same input and seed give the same plans. With fewer plans than gemeenten the smallest have none.
    """
    gemeenten = sorted(gemeenten, key=lambda g: (g.woondealregio, g.code))
    plannen = _plannen_per_gemeente(gemeenten, aantal)
    budget = _budgetten(gemeenten, zaad)
    over: dict[tuple[str, str], int] = {}
    teller = Corporatieteller()
    for gemeente in gemeenten:
        rng = Toeval(f"{zaad} {gemeente.code}")
        ontwerpen = _ontwerpen(rng, gemeente, plannen[gemeente.code])
        if ontwerpen:
            eigen = {sleutel: deel[gemeente.code] for sleutel, deel in budget.items()}
            _verdeel_clusters(rng, ontwerpen, eigen, over)
            _verdeel_nultreden(rng, ontwerpen, eigen, over)
            _vul_buiten_telling(rng, ontwerpen)
        yield werk_uit(rng, gemeente, ontwerpen, teller)


# --- How much, and where -----------------------------------------------------------------------------------


def _plannen_per_gemeente(gemeenten: Sequence[Gemeentebasis], aantal: int) -> dict[str, int]:
    gewicht = {g.code: max(1, round(g.inwoners**0.8)) for g in gemeenten}
    if aantal < len(gemeenten):
        grootste = sorted(gemeenten, key=lambda g: (-gewicht[g.code], g.code))[:aantal]
        return {g.code: int(g in grootste) for g in gemeenten}
    return {code: 1 + n for code, n in verdeel(aantal - len(gemeenten), gewicht).items()}


def _budgetten(gemeenten: Sequence[Gemeentebasis], zaad: str) -> dict[tuple[str, str], dict[str, int]]:
    """(woningtype, schakel) -> gemeente -> homes; each sums to exactly its share of the opgave of all together."""
    factor = {g.code: _factoren(Toeval(f"{zaad} dekking {g.code}"), g, zaad) for g in gemeenten}
    budget = {}
    for woningtype in WONINGTYPEN:
        totaal = sum(g.opgave[woningtype] for g in gemeenten)
        for schakel, aandeel in AANDEEL[woningtype].items():
            gewicht = {
                g.code: round(1000 * g.opgave[woningtype] * factor[g.code][woningtype] * factor[g.code][schakel])
                for g in gemeenten
            }
            deel = totaal * aandeel // 10_000
            budget[woningtype, schakel] = verdeel(deel if any(gewicht.values()) else 0, gewicht)
    return budget


def _factoren(rng: Random, gemeente: Gemeentebasis, zaad: str) -> dict[str, float]:
    """How far this gemeente is from the country: some have no cluster at all, a few have more than they need."""
    regio = Toeval(f"{zaad} regio {gemeente.woondealregio}").uniform(0.75, 1.25)
    cluster = regio * rng.lognormvariate(0, 0.42)
    if rng.random() < 0.035:
        cluster *= 2.4
    geclusterd = 0.0 if rng.random() < 0.09 else cluster
    zonder_zorggeschikt = rng.random() < (0.75 if not geclusterd else 0.09)
    return {
        "nultreden": sqrt(regio) * rng.lognormvariate(0, 0.2),
        "geclusterd": geclusterd,
        "zorggeschikt": 0.0 if zonder_zorggeschikt else cluster * rng.lognormvariate(0, 0.25),
        "gerealiseerd": rng.uniform(0.6, 1.4),
        "hard": rng.uniform(0.7, 1.3),
        "zacht": rng.uniform(0.7, 1.3),
        "later": rng.uniform(0.5, 1.5),
        "jaar_onbekend": rng.uniform(0.2, 1.8),
    }


def _ontwerpen(rng: Random, gemeente: Gemeentebasis, aantal: int) -> list[Ontwerp]:
    """Plans with a size and a kind each. Kinds by systematic sampling: each gets its share, in few plans too."""
    if not aantal:
        return []
    grootte = [rng.lognormvariate(0, 1.05) for _ in range(aantal)]
    woningen = gemeente.inwoners / INWONERS_PER_WONING * rng.uniform(0.75, 1.25)
    schaal = woningen / sum(grootte)
    soorten = list(_systematisch(rng, aantal))
    rng.shuffle(soorten)
    ontwerpen = []
    for soort, deel in zip(soorten, grootte, strict=True):
        totaal = max(2, round(deel * schaal))
        delen = SOORTEN[soort][1]
        # A small plan is built in one go: nothing of it lies beyond the first part.
        if totaal < 25 and soort != "uitvoering":
            delen = {rng.choices(list(delen), weights=list(delen.values()))[0]: 1.0}
        doel = verdeel(totaal, {naam: round(1000 * aandeel) for naam, aandeel in delen.items()})
        ontwerpen.append(Ontwerp(soort, doel))
    return ontwerpen


def _systematisch(rng: Random, aantal: int) -> Iterator[str]:
    totaal = sum(gewicht for gewicht, _ in SOORTEN.values())
    stap = totaal / aantal
    punt = rng.random() * stap
    grens = 0.0
    for soort, (gewicht, _) in SOORTEN.items():
        grens += gewicht
        while punt < grens:
            yield soort
            punt += stap


def _geschikt(ontwerpen: list[Ontwerp], schakel: str) -> tuple[str, list[Ontwerp]]:
    """The part that stands for this schakel, and the plans that have it."""
    deel = {"gerealiseerd": "g", "hard": "p", "zacht": "p", "later": "l", "jaar_onbekend": "u"}[schakel]
    soorten = {"hard": ("hard", "uitvoering"), "zacht": ("zacht",)}.get(schakel)
    return deel, [
        o
        for o in ontwerpen
        if deel in o.doel and o.soort not in BUITEN_TELLING and (soorten is None or o.soort in soorten)
    ]


def _verdeel_clusters(rng: Random, ontwerpen: list[Ontwerp], eigen: dict, over: dict) -> None:
    """Geclusterd and zorggeschikt come as buildings. What is too small for one goes on to the next gemeente."""
    for woningtype in ("geclusterd", "zorggeschikt"):
        for schakel in AANDEEL[woningtype]:
            budget = eigen[woningtype, schakel]
            if not budget:
                continue
            budget += over.pop((woningtype, schakel), 0)
            deel, geschikt = _geschikt(ontwerpen, schakel)
            while budget >= MINIMUM_CLUSTER and geschikt:
                grootte = _clustergrootte(rng, budget)
                _kies_clusterplan(rng, geschikt, woningtype, deel, grootte).voeg_toe(woningtype, deel, grootte)
                budget -= grootte
            if woningtype == "geclusterd" and budget >= 6 and rng.random() < 0.35:
                budget -= _breid_uit(rng, geschikt, deel, budget)
            if budget:
                over[woningtype, schakel] = budget


def _clustergrootte(rng: Random, budget: int) -> int:
    grootte = min(budget, 96, MINIMUM_CLUSTER + round(rng.lognormvariate(2.7, 0.75)))
    rest = budget - grootte
    return budget if rest < MINIMUM_CLUSTER and budget <= 90 and rng.random() < 0.6 else grootte


def _kies_clusterplan(rng: Random, geschikt: list[Ontwerp], woningtype: str, deel: str, grootte: int) -> Ontwerp:
    """Often beside the geclusterde homes of a plan, else in a plan that has room and no cluster yet."""
    if woningtype == "zorggeschikt" and rng.random() < 0.5:
        naast = [o for o in geschikt if o.zorg.get(("geclusterd", deel)) and ("zorggeschikt", deel) not in o.zorg]
        if naast:
            return rng.choice(naast)
    vrij = [o for o in geschikt if not o.cluster]
    ruim = [o for o in vrij if o.doel[deel] >= grootte]
    if ruim:
        return rng.choice(ruim)
    return max(vrij or geschikt, key=lambda o: o.doel[deel] - o.van(deel))


def _breid_uit(rng: Random, geschikt: list[Ontwerp], deel: str, budget: int) -> int:
    """A few homes beside an existing complex: fewer than twelve, and they still count as labelled."""
    vrij = [o for o in geschikt if not o.cluster and o.doel[deel] < 40]
    if not vrij:
        return 0
    ontwerp = rng.choice(vrij)
    aantal = min(budget, MINIMUM_CLUSTER - 1)
    ontwerp.voeg_toe("geclusterd", deel, aantal)
    ontwerp.breidt_uit = True
    return aantal


def _verdeel_nultreden(rng: Random, ontwerpen: list[Ontwerp], eigen: dict, over: dict) -> None:
    for schakel in AANDEEL["nultreden"]:
        budget = eigen["nultreden", schakel] + over.pop(("nultreden", schakel), 0)
        deel, geschikt = _geschikt(ontwerpen, schakel)
        budget -= _te_kleine_clusters(rng, geschikt, deel, budget)
        gewicht = {
            nummer: round(100 * max(1, o.doel[deel] - o.van(deel)) * rng.uniform(0.2, 1.0))
            for nummer, o in enumerate(geschikt)
            if rng.random() < 0.72 or len(geschikt) < 4
        }
        if not any(gewicht.values()):
            over["nultreden", schakel] = budget
            continue
        for nummer, aantal in verdeel(budget, gewicht).items():
            if aantal:
                geschikt[nummer].voeg_toe("nultreden", deel, aantal)


def _te_kleine_clusters(rng: Random, geschikt: list[Ontwerp], deel: str, budget: int) -> int:
    """Plans that call fewer than twelve homes a cluster: telregel 12 counts them as nultreden."""
    geteld = 0
    for ontwerp in geschikt:
        if not ontwerp.cluster and ontwerp.doel[deel] >= 8 and rng.random() < 0.035:
            aantal = rng.randint(4, MINIMUM_CLUSTER - 1)
            if geteld + aantal > budget:
                break
            ontwerp.voeg_toe("geclusterd" if rng.random() < 0.75 else "zorggeschikt", deel, aantal)
            geteld += aantal
    return geteld


def _vul_buiten_telling(rng: Random, ontwerpen: list[Ontwerp]) -> None:
    """Plans that do not count (5A, 5B, concept) hold homes for the elderly too; no budget is spent on them."""
    for ontwerp in ontwerpen:
        if ontwerp.soort not in BUITEN_TELLING:
            continue
        for deel, doel in ontwerp.doel.items():
            if doel >= 20 and rng.random() < 0.3:
                ontwerp.voeg_toe("geclusterd", deel, rng.randint(MINIMUM_CLUSTER, min(doel, 48)))
            if doel > ontwerp.van(deel):
                ontwerp.voeg_toe("nultreden", deel, round((doel - ontwerp.van(deel)) * rng.uniform(0, 0.35)))
