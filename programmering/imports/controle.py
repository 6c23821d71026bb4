"""Judging one row of a source by its profile, without a database: values of the portal, and what is wrong.

All that is wrong with a row is said at once. `reden` is the part of a message that rows share, to count by.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from programmering.plannen import lijsten
from programmering.plannen.regels import Regel, controleer, vul_aan

from .profiel import DATUMVORMEN, Profiel, Veld, sleutel
from .verdeling import ONBEKEND, spreid, tel_op, verdeel

FOUT, WAARSCHUWING = "fout", "waarschuwing"
MAX_NAAM, MAX_CODE = 200, 100
# More homes than any plan in the country has; above it a column has slipped.
MAX_WONINGEN = 100_000
VROEGSTE_PEILDATUM = date(1990, 1, 1)
# Signs that a database or a page cannot hold: control characters and halves of surrogate pairs.
_ONTOELAATBAAR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# groep -> categorie -> year -> homes still to be built
Aantallen = dict[str, dict[str, dict[str, int]]]


@dataclass(frozen=True)
class Melding:
    kolom: str
    waarde: str
    melding: str
    soort: str = FOUT
    reden: str = ""

    def als_json(self) -> dict:
        return {
            "kolom": self.kolom,
            "waarde": self.waarde,
            "melding": self.melding,
            "soort": self.soort,
            "reden": self.reden or self.melding,
        }


@dataclass
class Rij:
    """One row in words of the portal. With a fout among the meldingen the values may be incomplete."""

    nummer: int
    # Where the person finds it in the file.
    blad: str = ""
    bladrij: int = 0
    plancode: str = ""
    plannaam: str = ""
    gemeentenaam: str = ""
    provincienaam: str = ""
    velden: dict[str, str] = field(default_factory=dict)
    aantallen: Aantallen = field(default_factory=dict)
    meldingen: list[Melding] = field(default_factory=list)

    @property
    def geweigerd(self) -> bool:
        return any(m.soort == FOUT for m in self.meldingen)

    @cached_property
    def regels(self) -> list[Regel]:
        """The numbers as a new plan gets them: nothing realised, what the source does not divide is 'onbekend'."""
        return vul_aan(
            Regel(groep, categorie, gepland=sum(jaren.values()), rest_per_jaar=jaren)
            for groep, categorieen in self.aantallen.items()
            for categorie, jaren in categorieen.items()
        )

    def fout(self, kolom: str, waarde, melding: str, reden: str = "") -> None:
        self.meldingen.append(Melding(kolom, toon(waarde), melding, FOUT, reden))

    def waarschuw(self, kolom: str, waarde, melding: str, reden: str = "") -> None:
        self.meldingen.append(Melding(kolom, toon(waarde), melding, WAARSCHUWING, reden))


def toon(waarde) -> str:
    """A value of a file as it can be stored and shown: short, and without signs that cannot be."""
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, list | dict):
        return "(een lijst)" if isinstance(waarde, list) else "(een object)"
    return _ONTOELAATBAAR.sub("�", str(waarde))[:200]


def controleer_rij(profiel: Profiel, nummer: int, feature, kolommen: frozenset[str]) -> Rij:
    """Row `nummer` (from 1). `kolommen` are those of the whole file: a column that it lacks says nothing."""
    rij = Rij(nummer)
    eigenschappen = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        rij.fout("", "", "Deze rij is geen 'Feature'.")
        return rij
    if not isinstance(eigenschappen, dict):
        rij.fout("", "", "Deze rij heeft geen kolommen (properties).")
        return rij
    _Controle(profiel, rij, eigenschappen, kolommen).voer_uit()
    return rij


class _Controle:
    def __init__(self, profiel: Profiel, rij: Rij, eigenschappen: dict, kolommen: frozenset[str]):
        self.profiel, self.rij, self.eigenschappen, self.kolommen = profiel, rij, eigenschappen, kolommen

    def voer_uit(self) -> None:
        p, rij = self.profiel, self.rij
        code = self._tekst(p.plancode_kolom, MAX_CODE - len(p.plancode_voorvoegsel), verplicht=True)
        rij.plancode = f"{p.plancode_voorvoegsel}{code}" if code else ""
        rij.plannaam = self._tekst(p.plannaam_kolom, MAX_NAAM, verplicht=True)
        rij.gemeentenaam = self._tekst(p.gemeente_kolom, MAX_NAAM, verplicht=True)
        rij.provincienaam = self._tekst(p.provincie_kolom, MAX_NAAM) if p.provincie_kolom in self.kolommen else ""
        rest = self._nieuwbouw()
        self._groepen()
        self._sloop()
        for veld in p.velden:
            self._veld(veld, rest or 0)
        self._peildatum()
        self._naam_let_op(rest)
        if rij.geweigerd:
            return
        rij.velden["plannaam"] = rij.plannaam
        status = rij.velden["status_planologisch"]
        bekend = status != lijsten.StatusPlanologisch.ONBEKEND
        rij.velden["invoerstatus"] = lijsten.Invoerstatus.GEREED.value if bekend else lijsten.Invoerstatus.CONCEPT.value
        # The profile divides so that all adds up; a mistake in that must not reach the database.
        for verschil in controleer(rij.regels):
            rij.fout("", "", verschil.melding, "aantallen tellen niet op")

    # --- Text ---------------------------------------------------------------------------------------------

    def _tekst(self, kolom: str, langst: int, *, verplicht: bool = False) -> str:
        waarde = self.eigenschappen.get(kolom)
        if isinstance(waarde, bool | list | dict):
            self.rij.fout(kolom, waarde, "Hier hoort tekst.")
            return ""
        tekst = "" if waarde is None else str(waarde)
        if _ONTOELAATBAAR.search(tekst):
            self.rij.fout(kolom, tekst, "De tekst bevat een teken dat niet kan (een besturingsteken).")
            return ""
        tekst = " ".join(tekst.split())
        if verplicht and not tekst:
            self.rij.fout(kolom, waarde, "Deze kolom is leeg, maar is nodig.")
        if len(tekst) > langst:
            melding = f"De tekst is te lang: {len(tekst)} tekens, er kunnen er {langst} in."
            self.rij.fout(kolom, tekst, melding, "De tekst is te lang.")
            return tekst[:langst]
        return tekst

    def _naam_let_op(self, rest: int | None) -> None:
        for let_op in self.profiel.plannaam_let_op:
            if rest and self.rij.plannaam.casefold().startswith(let_op.begint_met.casefold()):
                self.rij.waarschuw(self.profiel.plannaam_kolom, self.rij.plannaam, let_op.melding)

    # --- Numbers ------------------------------------------------------------------------------------------

    def _aantal(self, kolom: str, *, negatief: bool = False, verplicht: bool = False) -> int | None:
        """A whole number of homes; None after a message. Empty is 0, except where it is needed."""
        waarde = self.eigenschappen.get(kolom)
        if waarde is None or (isinstance(waarde, str) and not waarde.strip()):
            if verplicht:
                self.rij.fout(kolom, waarde, "Deze kolom is leeg, maar is nodig.")
                return None
            return 0
        getal = _geheel(waarde)
        if getal is None:
            self.rij.fout(kolom, waarde, "Dit is geen geheel getal.")
            return None
        if getal < 0 and not negatief:
            self.rij.fout(kolom, waarde, "Een aantal woningen kan niet negatief zijn.")
            return None
        if abs(getal) > MAX_WONINGEN:
            self.rij.fout(kolom, waarde, "Meer dan 100.000 woningen in één plan kan niet.")
            return None
        return abs(getal)

    def _nieuwbouw(self) -> int | None:
        p = self.profiel
        rest = self._aantal(p.rest_kolom, verplicht=True)
        aantallen = {periode: self._aantal(periode.kolom) for periode in p.perioden}
        if rest is None or None in aantallen.values():
            return rest
        som = sum(aantallen.values())
        if som != rest:
            self.rij.fout(
                p.rest_kolom,
                rest,
                f"De perioden tellen samen op tot {som}, maar {p.rest_kolom} is {rest}: {_te(som - rest)}.",
                "De perioden tellen niet op tot het totaal.",
            )
            return rest
        if not rest:
            self.rij.waarschuw(
                p.rest_kolom, rest, "Er zijn geen woningen meer te bouwen; het plan telt met 0 woningen."
            )
        jaren = tel_op(
            *(
                {ONBEKEND: n} if periode.van is None else spreid(n, periode.van, periode.tot)
                for periode, n in aantallen.items()
                if n
            )
        )
        self.rij.aantallen["nieuwbouw"] = {"nieuwbouw": jaren}
        return rest

    def _groepen(self) -> None:
        for groep, kolommen in self.profiel.groepen.items():
            aanwezig = {kolom: categorie for kolom, categorie in kolommen.items() if kolom in self.kolommen}
            if aanwezig:
                self._groep(groep, aanwezig)

    def _groep(self, groep: str, kolommen: dict[str, str]) -> None:
        aantallen = {kolom: self._aantal(kolom) for kolom in kolommen}
        nieuwbouw = self.rij.aantallen.get("nieuwbouw")
        if None in aantallen.values() or nieuwbouw is None:
            return
        jaren = nieuwbouw["nieuwbouw"]
        rest, som = sum(jaren.values()), sum(aantallen.values())
        naam, label = " + ".join(kolommen), lijsten.Groep(groep).label
        if som > rest:
            self.rij.fout(
                naam,
                " + ".join(map(str, aantallen.values())),
                f"{label} telt op tot {som}, maar er zijn {rest} woningen: {_te(som - rest)}.",
                f"{label} telt op tot meer dan het totaal.",
            )
            return
        per_categorie: dict[str, int] = {}
        for kolom, categorie in kolommen.items():
            per_categorie[categorie] = per_categorie.get(categorie, 0) + aantallen[kolom]
        if som < rest:
            over = lijsten.RESTCATEGORIE[groep]
            per_categorie[over] = per_categorie.get(over, 0) + rest - som
            # Nothing filled in at all is simply not known, and no reason to worry about.
            if som:
                self.rij.waarschuw(
                    naam,
                    " + ".join(map(str, aantallen.values())),
                    f"{label} telt op tot {som}, maar er zijn {rest} woningen. De andere {rest - som} staan bij "
                    f"'{lijsten.CATEGORIEEN[groep][over]}'.",
                    f"{label} telt op tot minder dan het totaal.",
                )
        verdeling = verdeel(per_categorie, jaren)
        self.rij.aantallen[groep] = {c: verdeling[c] for c in lijsten.CATEGORIEEN[groep] if verdeling.get(c)}

    def _sloop(self) -> None:
        p = self.profiel
        if p.sloop_kolom not in self.kolommen:
            return
        sloop = self._aantal(p.sloop_kolom, negatief=p.sloop_negatief)
        if sloop is not None:
            self.rij.aantallen["sloop"] = {"sloop": {ONBEKEND: sloop}} if sloop else {}

    # --- Choices and dates ----------------------------------------------------------------------------------

    def _veld(self, veld: Veld, rest: int) -> None:
        if veld.kolom not in self.kolommen:
            return
        # The mistakes of text are those of any text; a label is short.
        meldingen = len(self.rij.meldingen)
        tekst = self._tekst(veld.kolom, MAX_NAAM)
        if len(self.rij.meldingen) > meldingen:
            return
        if not tekst:
            if veld.leeg is None:
                self.rij.fout(veld.kolom, "", "Deze kolom is leeg, maar is nodig.")
                return
            waarde = veld.leeg
        elif (gevonden := veld.op_sleutel.get(sleutel(tekst))) is None:
            melding = f"Het profiel kent de waarde '{toon(tekst)}' niet in kolom {veld.kolom}."
            self.rij.fout(veld.kolom, tekst, melding)
            return
        else:
            waarde = gevonden.voor(rest)
        self.rij.velden[veld.veld] = waarde
        if veld.veld == "status_planologisch" and waarde == lijsten.StatusPlanologisch.ONBEKEND:
            self.rij.waarschuw(
                veld.kolom, tekst, "De planologische status is onbekend: het plan wordt concept en telt nergens mee."
            )

    def _peildatum(self) -> None:
        kolom = self.profiel.peildatum_kolom
        if kolom not in self.kolommen:
            return
        tekst = self._tekst(kolom, MAX_NAAM)
        if not tekst:
            return
        for vorm in self.profiel.peildatum_vormen:
            try:
                dag = datetime.strptime(tekst, DATUMVORMEN[vorm]).date()
            except ValueError:
                continue
            if dag >= VROEGSTE_PEILDATUM:
                self.rij.velden["peildatum"] = dag.isoformat()
                return
        vormen = " of ".join(f"'{vorm}'" for vorm in self.profiel.peildatum_vormen)
        self.rij.fout(kolom, tekst, f"Dit is geen datum in de vorm {vormen}, of hij ligt voor 1990.")


def _geheel(waarde) -> int | None:
    if isinstance(waarde, bool | list | dict):
        return None
    if isinstance(waarde, int):
        return waarde
    if isinstance(waarde, float):
        return int(waarde) if waarde.is_integer() and abs(waarde) < 2**53 else None
    tekst = waarde.strip()
    return int(tekst) if re.fullmatch(r"[-+]?[0-9]{1,15}", tekst) else None


def _te(verschil: int) -> str:
    return f"{abs(verschil)} te {'veel' if verschil > 0 else 'weinig'}"
