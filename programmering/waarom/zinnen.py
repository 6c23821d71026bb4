"""The titles of the slides: each is a true sentence, computed from the figures that stand below it."""

from programmering.calculations import WONINGTYPEN, Keten, Ketenregel
from programmering.drieslag.calculations import Antwoord, Drieslag
from programmering.keten.zinnen import NAMEN
from woonzorg.gebieden.soorten import Gebied, Gebiedssoort
from woonzorg.getallen import getal, procent

from .calculations import (
    KERN,
    Ouderen,
    Tempo,
    deel_niet_hard,
    deel_tekort_kern,
    rond_af,
    verhuizingen,
    zeker,
)
from .lijsten import Feit

ENKELVOUD = {
    "nultreden": "nultredenwoning",
    "geclusterd": "geclusterde woning",
    "zorggeschikt": "zorggeschikte woning",
}
BIJVOEGLIJK = {"geclusterd": "geclusterde", "zorggeschikt": "zorggeschikte"}
TELWOORD = dict(enumerate(["één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"], 1))
SOORT = {
    Gebiedssoort.PROVINCIE: "Provincie",
    Gebiedssoort.WOONDEALREGIO: "Woondealregio",
    Gebiedssoort.GEMEENTE: "Gemeente",
}


def voluit(gebied: Gebied) -> str:
    """'Gemeente Utrecht': a name alone can be that of a provincie as well."""
    soort = SOORT.get(gebied.soort)
    return f"{soort} {gebied.naam}" if soort else gebied.naam


def woningen(aantal: int, woningtype: str) -> str:
    return samen([(getal(aantal), woningtype)])


def samen(delen: list[tuple[str, str]]) -> str:
    """[('12', 'geclusterd'), ('1', 'zorggeschikt')] → '12 geclusterde en 1 zorggeschikte woning'."""
    stukken = []
    for i, (aantal, woningtype) in enumerate(delen):
        volgende_ook = i + 1 < len(delen) and woningtype in BIJVOEGLIJK
        naam = BIJVOEGLIJK[woningtype] if volgende_ook else _naam(aantal, woningtype)
        stukken.append(f"{aantal} {naam}")
    return opsomming(stukken)


def _naam(aantal: str, woningtype: str) -> str:
    return (ENKELVOUD if aantal in ("1", "minder dan 1") else NAMEN)[woningtype]


def opsomming(delen: list[str]) -> str:
    """'a, b en c'."""
    return " en ".join([", ".join(delen[:-1]), delen[-1]]) if len(delen) > 1 else "".join(delen)


def telwoord(n: float) -> str:
    return TELWOORD.get(int(n), getal(n)) if n == int(n) else komma(n)


def komma(waarde: float) -> str:
    """24.4 → '24,4', 21.0 → '21'."""
    return f"{waarde:.1f}".removesuffix(".0").replace(".", ",")


def ongeveer(waarde: float) -> str:
    """To a whole number, and on which side of it: 7.1 → 'ruim 7', 16.7 → 'bijna 17', 5.0 → '5'."""
    heel = round(waarde)
    if abs(waarde - heel) < 0.05:
        return getal(heel)
    return f"{'ruim' if waarde > heel else 'bijna'} {getal(heel)}"


def groei(van: float, naar: float) -> str:
    """What a share does between two years, in words that its figures allow."""
    factor = naar / van
    if 1.95 <= factor <= 2.05:
        return "verdubbelt"
    if 1.75 <= factor < 1.95:
        return "verdubbelt bijna"
    if factor > 2.05:
        return "wordt meer dan twee keer zo groot"
    if naar == van:
        return "blijft gelijk"
    return "stijgt" if naar > van else "daalt"


def per_jaar(waarde: float) -> str:
    return "minder dan 1" if 0 < waarde < 0.5 else getal(waarde)


def ouderen(naam: str, hier: Ouderen, land: Ouderen, is_land: bool) -> str:
    deel = hier.vanaf(65)
    if deel is None:
        return f"Hoeveel ouderen er in {naam} wonen, is in het portaal niet bekend."
    tekst = f"In {naam} is {procent(deel.aandeel)} van de inwoners 65 jaar of ouder"
    heel = land.vanaf(65)
    if is_land or heel is None:
        tachtig = hier.vanaf(80)
        return f"{tekst}{f', en {procent(tachtig.aandeel)} 80 jaar of ouder' if tachtig else ''}."
    if procent(deel.aandeel) == procent(heel.aandeel):
        return f"{tekst}, net als in heel Nederland."
    return f"{tekst}, in heel Nederland {procent(heel.aandeel)}."


def straks(feit: Feit) -> str:
    return (
        f"Het aandeel 80-plussers in Nederland {groei(feit.van, feit.naar)}: "
        f"van {komma(feit.van)} % in {feit.van_jaar} naar {komma(feit.naar)} % in {feit.naar_jaar}."
    )


def zorg(tachtigplus: Feit, plekken: Feit) -> str:
    nu, straks_ = (aantal / plekken.waarde for aantal in (tachtigplus.van, tachtigplus.naar))
    return (
        f"Op elke verpleeghuisplek waren er in {tachtigplus.van_jaar} {ongeveer(nu)} mensen van 80 jaar en ouder; "
        f"in {tachtigplus.naar_jaar} zijn dat er {ongeveer(straks_)}."
    )


def opgave(keten: Keten) -> str:
    naam, periode = keten.gebied.naam, keten.periode.naam
    bekend = [r for r in keten.regels if r.opgave is not None]
    if not bekend:
        return f"Voor {naam} is nog geen opgave {periode} bekend."
    delen = [(getal(r.opgave), r.woningtype) for r in bekend if r.opgave]
    if not delen:
        return f"De opgave {periode} van {naam} is nul."
    return f"De opgave {periode} van {naam}: {samen(delen)}."


def _kern_met_opgave(keten: Keten) -> list[Ketenregel]:
    """Geclusterd and zorggeschikt as far as they have an opgave; else nultreden, else nothing."""
    regels = [keten.regel(w) for w in KERN if keten.regel(w).opgave]
    nultreden = keten.regel("nultreden")
    return regels or ([nultreden] if nultreden.opgave else [])


def stand(keten: Keten) -> str:
    """How much of the opgave is certain: there, or in a hard plan."""
    regels = _kern_met_opgave(keten)
    if not regels:
        delen = [(getal(zeker(keten.regel(w))), w) for w in KERN]
        return f"In {keten.gebied.naam} zijn {samen(delen)} gebouwd of hard gepland."
    delen = [(f"{procent(zeker(r) / r.opgave)} van de", r.woningtype) for r in regels]
    return f"In {keten.gebied.naam} is {samen(delen)} gebouwd of hard gepland."


def tekort(keten: Keten) -> str:
    naam = keten.gebied.naam
    if not any(r.opgave is not None for r in keten.regels):
        open_ = deel_niet_hard(keten)
        if open_ is None:
            return f"Zonder opgave is niet te zeggen hoeveel woningen er in {naam} ontbreken."
        return f"In {naam} is {procent(open_)} van de plannen en plekken voor geclusterd en zorggeschikt nog niet hard."
    mist = [keten.regel(w) for w in KERN if (keten.regel(w).tekort or 0) > 0]
    if mist:
        delen = samen([(getal(r.tekort), r.woningtype) for r in mist])
        return f"In {naam} is voor {delen} nog geen plan en geen plek."
    nultreden = keten.regel("nultreden").tekort or 0
    if nultreden > 0:
        return f"In {naam} is voor {woningen(nultreden, 'nultreden')} nog geen plan en geen plek."
    if any(r.opgave for r in keten.regels):
        return f"In {naam} is er voor elke woning van de opgave een plan of een plek."
    return f"De opgave van {naam} is nul: er ontbreekt niets."


def tekort_onder(keten: Keten) -> str:
    """Where the shortage is, and how sure the plans are; '' when there is neither."""
    if not any(r.opgave is not None for r in keten.regels):
        # The title says how sure they are.
        return "" if deel_niet_hard(keten) is None else "Zonder opgave is niet te zeggen hoeveel woningen er ontbreken."
    delen = []
    kern = deel_tekort_kern(keten)
    if kern is not None and kern > 0.5:
        delen.append(f"{procent(kern)} van het tekort is geclusterd of zorggeschikt.")
    open_ = deel_niet_hard(keten)
    if open_:
        waarvoor = "daarvoor" if delen else "voor geclusterd en zorggeschikt"
        delen.append(f"Van de plannen en plekken {waarvoor} is {procent(open_)} nog niet hard.")
    return " ".join(delen)


def tempo(keten: Keten, tempi: tuple[Tempo, ...]) -> str:
    """Needed a year beside done a year, for the two that matter most and have an opgave."""
    met = {r.woningtype for r in _kern_met_opgave(keten)}
    rijen = [t for t in tempi if t.woningtype in met]
    if not rijen:
        return f"Zonder opgave is niet te zeggen hoeveel woningen {keten.gebied.naam} per jaar nodig heeft."
    nodig = [t for t in rijen if t.nodig is not None]
    if not nodig:
        return f"De periode {keten.periode.naam} is bijna of helemaal voorbij: wat nu niet klaar is, komt te laat."
    if not any(t.nodig for t in nodig):
        delen = opsomming([NAMEN[t.woningtype] for t in nodig])
        return f"De opgave van {keten.gebied.naam} aan {delen} is gebouwd."
    delen = samen([(per_jaar(t.nodig), t.woningtype) for t in nodig])
    tekst = f"{keten.gebied.naam} heeft elk jaar {delen} nodig"
    if any(t.tot_nu is None for t in nodig):
        return f"{tekst}."
    if not any(t.tot_nu for t in nodig):
        return f"{tekst}; tot nu toe kwam er niet één klaar."
    return f"{tekst}; tot nu toe kwamen er {opsomming([per_jaar(t.tot_nu) for t in nodig])} per jaar klaar."


def doorstroming(keten: Keten, per_woning: Feit) -> str:
    laag, hoog = telwoord(per_woning.van), telwoord(per_woning.naar)
    tekst = f"Eén woning voor ouderen zet {laag} tot {hoog} verhuizingen in gang"
    opgaven = [r.opgave for r in keten.regels if r.opgave]
    if not opgaven:
        return f"{tekst}."
    van, naar = verhuizingen(sum(opgaven), (per_woning.van, per_woning.naar))
    return f"{tekst}: voor {keten.gebied.naam} naar schatting {getal(rond_af(van))} tot {getal(rond_af(naar))}."


def volgende(drieslag: Drieslag | None, telling: tuple[dict, ...]) -> str:
    """Of a gemeente how many of the three answers are yes; of what is larger how many gemeenten say so."""
    if drieslag is not None:
        ja = sum(b.antwoord == Antwoord.JA for b in drieslag.bewijzen)
        naam = drieslag.gebied.naam
        if ja == len(drieslag.bewijzen):
            return f"In {naam} is het antwoord op alle drie de vragen ja: nu komt het aan op bouwen."
        if ja == 0:
            return f"In {naam} is nog geen van de drie vragen met ja beantwoord."
        return f"In {naam} {'is' if ja == 1 else 'zijn'} {TELWOORD[ja]} van de drie vragen met ja beantwoord."
    if not telling:
        return "Drie vragen brengen de opgave naar de sleutel."
    a, b, c = (getal(rij["ja"]) if rij["ja"] else "geen" for rij in telling)
    alle = sum(telling[0].values())
    return (
        f"In {a} van de {getal(alle)} {'gemeente' if alle == 1 else 'gemeenten'} is de opgave afgesproken, "
        f"in {b} staat zij op de kaart en in {c} zijn de partners gevonden."
    )


STAPPEN = {
    1: "Leg de opgave bestuurlijk vast, per woningtype.",
    2: "Zoek op de kaart een plek voor iedere woning, en leg die plek vast.",
    3: "Verbind een corporatie of investeerder, een zorgorganisatie en de buurt aan elke plek.",
}
NU_BOUWEN = "Breng de plannen van zacht naar hard, en houd de partners bij elkaar tot de sleutel."


def stap(drieslag: Drieslag | None, telling: tuple[dict, ...]) -> str:
    """The first question that is not answered by yes; of what is larger, the one with the fewest."""
    if drieslag is not None:
        open_ = [b.vraag for b in drieslag.bewijzen if b.antwoord != Antwoord.JA]
        return STAPPEN[open_[0]] if open_ else NU_BOUWEN
    if not telling:
        return STAPPEN[1]
    vraag = min(STAPPEN, key=lambda n: telling[n - 1]["ja"])
    return NU_BOUWEN if telling[vraag - 1]["ja"] == sum(telling[0].values()) else STAPPEN[vraag]


def typen(keten: Keten) -> str:
    """'nultreden 90 %, geclusterd 30 % …', for the notes."""
    delen = [f"{w} {procent(keten.regel(w).dekking)}" for w in WONINGTYPEN if keten.regel(w).dekking is not None]
    return opsomming(delen)
