"""What is planned and built, in words that everyone reads easily: no database, no HTML."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from programmering.calculations import WONINGTYPEN, BuitenPeriode, Keten
from programmering.plannen.lijsten import Planklasse, StatusProject
from woonzorg.getallen import getal

# What residents read for each woningtype, and what it means; each home counts in one of them only.
IN_GEWONE_WOORDEN = {
    "nultreden": "zonder traplopen",
    "geclusterd": "met ontmoeting",
    "zorggeschikt": "met zorg aan huis",
}
UITLEG = {
    "nultreden": "Alles in huis is zonder trap te bereiken, en de voordeur ook. Vakmensen zeggen: nultreden.",
    "geclusterd": "Ook zonder traplopen. Er wonen meer mensen bij elkaar, met een ruimte om elkaar te ontmoeten. "
    "Vakmensen zeggen: geclusterd.",
    "zorggeschikt": "Ook zonder traplopen en met ontmoeting. Wie veel zorg nodig heeft, krijgt die thuis. Er is plaats "
    "voor een rolstoel. Vakmensen zeggen: zorggeschikt.",
}


def opsomming(delen: Collection[str]) -> str:
    """['a', 'b', 'c'] becomes 'a, b en c'."""
    *eerder, laatste = delen
    return f"{', '.join(eerder)} en {laatste}" if eerder else laatste


def woningen(n: int) -> str:
    """'1 woning', '1.200 woningen'."""
    return f"{getal(n)} {'woning' if n == 1 else 'woningen'}"


def in_jaren(jaren: Collection[int]) -> str:
    """'in 2027', 'in 2027 en 2028', 'van 2027 tot en met 2030', 'in 2027, 2029 en 2031'; '' without a year."""
    op_rij = sorted(set(jaren))
    if not op_rij:
        return ""
    if len(op_rij) > 2 and op_rij[-1] - op_rij[0] == len(op_rij) - 1:
        return f"van {op_rij[0]} tot en met {op_rij[-1]}"
    return "in " + opsomming([str(jaar) for jaar in op_rij])


def afstand(meters: float | None) -> str:
    """'op ongeveer 400 meter', 'op ongeveer 1,2 km', '' when it is not known; as the crow flies."""
    if meters is None:
        return ""
    honderden = max(1, round(meters / 100))
    if honderden < 10:
        return f"op ongeveer {honderden * 100} meter"
    if honderden < 100:
        return f"op ongeveer {honderden / 10:.1f} km".replace(".", ",").replace(",0 ", " ")
    return f"op ongeveer {getal(meters / 1000)} km"


def zin(keten: Keten) -> str:
    """How many homes come in this gebied and periode, with and without certainty; never without the three apart."""
    aantallen = [(keten.regel(w).hard + keten.regel(w).zacht, woord) for w, woord in IN_GEWONE_WOORDEN.items()]
    totaal = sum(n for n, _ in aantallen)
    naam = keten.gebied.naam
    tot = f"tot en met {keten.periode.tot_jaar}"
    if not totaal:
        return f"In {naam} zijn er {tot} geen openbare plannen voor woningen die geschikt zijn voor ouderen."
    enkel = totaal == 1
    komt_er = f"{'komt' if enkel else 'komen'} er"
    onzeker = any(keten.regel(w).zacht for w in WONINGTYPEN)
    begin = f"Als alle plannen doorgaan, {komt_er} in {naam}" if onzeker else f"In {naam} {komt_er}"
    delen = opsomming([f"{getal(n) if n else 'geen'} {woord}" for n, woord in aantallen])
    geschikt = f"bij die geschikt {'is' if enkel else 'zijn'} voor ouderen"
    return f"{begin} {tot} nog {woningen(totaal)} {geschikt}: {delen}."


@dataclass(frozen=True)
class Cijfer:
    """One row of the small table: homes of one kind in the gebied and periode of the keten."""

    woord: str
    uitleg: str
    gebouwd: int
    zeker: int
    onzeker: int
    # Planned for years outside the periode, or for a year that is not known.
    ander_jaar: int


def cijfers(keten: Keten, buiten: Collection[BuitenPeriode]) -> list[Cijfer]:
    """The three kinds, from the figures that the page of the gebied shows."""
    elders = {b.categorie: b.eerder + b.later + b.jaar_onbekend for b in buiten}
    rijen = [(w, keten.regel(w)) for w in WONINGTYPEN]
    return [
        Cijfer(IN_GEWONE_WOORDEN[w], UITLEG[w], r.gerealiseerd, r.hard, r.zacht, elders.get(w, 0)) for w, r in rijen
    ]


class Zekerheid(Enum):
    """How sure a plan is: the short answer, and what it means."""

    KLAAR = "Het is klaar", "Alle woningen voor ouderen in dit plan zijn gebouwd."
    BOUW = "Er wordt al gebouwd", "De bouw is begonnen."
    ZEKER = "Het plan is zeker", "De gemeente heeft het plan goedgekeurd. Het kan wel later worden dan gedacht."
    ONZEKER = (
        "Het plan is nog niet zeker",
        "De gemeente moet nog een besluit nemen. Het plan kan anders worden of niet doorgaan.",
    )

    @property
    def kort(self) -> str:
        return self.value[0]

    @property
    def uitleg(self) -> str:
        return self.value[1]


_IN_AANBOUW = (StatusProject.REALISATIE_TOT_EERSTE, StatusProject.REALISATIE_TOT_LAATSTE)


def hoe_zeker(klasse: str, status_project: str, nog_te_bouwen: int) -> Zekerheid:
    """From the class of the planologische status, how far the project is, and the homes for the elderly to come."""
    if not nog_te_bouwen:
        return Zekerheid.KLAAR
    if status_project in _IN_AANBOUW:
        return Zekerheid.BOUW
    return Zekerheid.ZEKER if klasse == Planklasse.HARD else Zekerheid.ONZEKER


# Of betaalbaarheid in a plan: the word for one price class alone, and the one that follows 'huur' or 'koop'.
_HUUR = {
    "sociale_huur": ("sociale huur", "sociaal"),
    "middenhuur": ("middenhuur", "midden"),
    "dure_huur": ("dure huur", "duur"),
}
_KOOP = {"betaalbare_koop": ("betaalbare koop", "betaalbaar"), "dure_koop": ("dure koop", "duur")}


def huur_of_koop(aantallen: Mapping[str, int]) -> str:
    """'sociale huur en koop (betaalbaar en duur)' from the homes per categorie; '' when neither is known."""
    delen = [
        _klassen("huur", _HUUR, aantallen.get("huur_onbekend", 0), aantallen),
        _klassen("koop", _KOOP, aantallen.get("koop_onbekend", 0), aantallen),
    ]
    delen = [deel for deel in delen if deel]
    return opsomming(delen) if delen else ""


def _klassen(soort: str, klassen: Mapping[str, tuple[str, str]], onbekend: int, aantallen: Mapping[str, int]) -> str:
    bekend = [woorden for categorie, woorden in klassen.items() if aantallen.get(categorie)]
    if len(bekend) == 1 and not onbekend:
        return bekend[0][0]
    if not bekend:
        return soort if onbekend else ""
    prijzen = [kort for _, kort in bekend] + (["prijs nog niet bekend"] if onbekend else [])
    return f"{soort} ({opsomming(prijzen)})"


def komt(woord: str, per_jaar: Mapping[int, int]) -> str:
    """'20 woningen met ontmoeting, in 2027 en 2028'; of some the year may not be known (year 0)."""
    totaal, onbekend = sum(per_jaar.values()), per_jaar.get(0, 0)
    begin = f"{woningen(totaal)} {woord}"
    jaren = in_jaren([jaar for jaar, n in per_jaar.items() if jaar and n])
    if not jaren:
        return f"{begin}; het jaar is nog niet bekend"
    rest = f"; van {getal(onbekend)} is het jaar nog niet bekend" if onbekend else ""
    return f"{begin}, {jaren}{rest}"


def gebouwd(woord: str, per_jaar: Mapping[int, int]) -> str:
    """'12 woningen zonder traplopen zijn al gebouwd, in 2024'."""
    totaal = sum(per_jaar.values())
    jaren = in_jaren([jaar for jaar, n in per_jaar.items() if jaar and n])
    zijn = "is" if totaal == 1 else "zijn"
    return f"{woningen(totaal)} {woord} {zijn} al gebouwd" + (f", {jaren}" if jaren else "")
