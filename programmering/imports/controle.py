"""Judging one row of a source by its profile, without a database: values of the portal, and what is wrong.

All that is wrong with a row is said at once. `reden` is the part of a message that rows share, to count by.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from programmering.plannen import lijsten
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel, controleer, vul_aan

from . import rooster, velden, waarden
from .lezers.basis import GEEN_PLAATSEN, Onleesbaar
from .profiel import DATUMVORMEN, Profiel, Veld, sleutel
from .rooster import Kolom
from .verdeling import ONBEKEND, spreid, tel_op, verdeel

FOUT, WAARSCHUWING = "fout", "waarschuwing"
MAX_NAAM, MAX_CODE, MAX_TEKST = 200, 100, 100_000
# What a person can use of the messages of one row; the rest is only counted.
MAX_MELDINGEN = 50
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
    # Where it stands, as Excel writes it; '' in a file without columns.
    cel: str = ""

    def als_json(self) -> dict:
        json = {
            "kolom": self.kolom,
            "waarde": self.waarde,
            "melding": self.melding,
            "soort": self.soort,
            "reden": self.reden or self.melding,
        }
        return json | {"cel": self.cel} if self.cel else json


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
    # Of a profile with a rooster, instead of `aantallen`: what the source says, and the rows of a new plan by it.
    zegt: rooster.Zegt = field(default_factory=dict)
    _regels: list[Regel] | None = None
    meldingen: list[Melding] = field(default_factory=list)
    # What the profile calls a column -> (what the file calls it, where it stands).
    plaatsen: Mapping[str, tuple[str, str]] = field(default_factory=lambda: GEEN_PLAATSEN, repr=False)
    over: int = 0
    # Whether the file has more than one sheet, so that a row alone says too little.
    met_bladen: bool = False
    # As the file has it, to give back when it is refused: fouterijen.Origineel.
    bronrij: object = field(default=None, repr=False)

    @property
    def geweigerd(self) -> bool:
        return any(m.soort == FOUT for m in self.meldingen)

    @property
    def regels(self) -> list[Regel]:
        """The numbers as a new plan gets them: what the source does not divide is 'onbekend'."""
        if self._regels is None:
            self._regels = vul_aan(
                Regel(groep, categorie, gepland=sum(jaren.values()), rest_per_jaar=jaren)
                for groep, categorieen in self.aantallen.items()
                for categorie, jaren in categorieen.items()
            )
        return self._regels

    @property
    def waar(self) -> str:
        return f"rij {self.bladrij or self.nummer}" + (f" van blad '{self.blad}'" if self.met_bladen else "")

    def fout(self, kolom: str, waarde, melding: str, reden: str = "") -> None:
        self._meld(kolom, waarde, melding, FOUT, reden)

    def waarschuw(self, kolom: str, waarde, melding: str, reden: str = "") -> None:
        self._meld(kolom, waarde, melding, WAARSCHUWING, reden)

    def _meld(self, kolom: str, waarde, melding: str, soort: str, reden: str) -> None:
        if len(self.meldingen) >= MAX_MELDINGEN and (soort != FOUT or self.geweigerd):
            self.over += 1
            return
        naam, plaats = self.plaatsen.get(kolom, (kolom, ""))
        cel = plaats if not plaats or plaats[-1].isdigit() else f"{plaats}{self.bladrij}"
        self.meldingen.append(Melding(naam, toon(waarde), melding, soort, reden, cel))

    def meldingen_als_json(self) -> list[dict]:
        json = [m.als_json() for m in self.meldingen]
        if self.over:
            tekst = f"Er zijn nog {self.over} meldingen bij deze rij; toon {len(json)} van {len(json) + self.over}."
            json.append(Melding("", "", tekst, WAARSCHUWING, "Een rij heeft heel veel meldingen.").als_json())
        return json


def toon(waarde) -> str:
    """A value of a file as it can be stored and shown: short, and without signs that cannot be."""
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, Onleesbaar):
        waarde = waarde.waarde
    if isinstance(waarde, list | dict):
        return "(een lijst)" if isinstance(waarde, list) else "(een object)"
    if isinstance(waarde, date):
        return f"{waarde.day}-{waarde.month}-{waarde.year}"
    return _ONTOELAATBAAR.sub("�", str(waarde))[:200]


def controleer_rij(
    profiel: Profiel, nummer: int, feature, kolommen: frozenset[str], *, plek: dict | None = None
) -> Rij:
    """Row `nummer` (from 1). `kolommen` are those of the whole file: a column that it lacks says nothing.

    Columns go by the names of the profile; `plek` says where the row stands in the file (fields of Rij).
    """
    rij = Rij(nummer, **(plek or {}))
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
        if p.met_rooster:
            _Roostercontrole(p, rij, self.eigenschappen, self.kolommen).voer_uit_rooster()
            return
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

    def _tekst(self, kolom: str, langst: int, *, verplicht: bool = False, regels: bool = False) -> str:
        waarde = self.eigenschappen.get(kolom)
        if isinstance(waarde, Onleesbaar):
            self.rij.fout(kolom, waarde, waarde.melding)
            return ""
        if isinstance(waarde, bool | list | dict):
            self.rij.fout(kolom, waarde, "Hier hoort tekst.")
            return ""
        tekst = waarde if type(waarde) is str else "" if waarde is None else _als_tekst(waarde)
        if _ONTOELAATBAAR.search(tekst):
            self.rij.fout(kolom, tekst, "De tekst bevat een teken dat niet kan (een besturingsteken).")
            return ""
        tekst = tekst.strip() if regels else " ".join(tekst.split())
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
        # What nearly every cell holds. A boolean is no number, though Python takes it for one.
        if type(waarde) is int and 0 <= waarde <= MAX_WONINGEN:
            return waarde
        if waarden.leeg(waarde):
            if verplicht:
                self.rij.fout(kolom, waarde, "Deze kolom is leeg, maar is nodig.")
                return None
            return 0
        getal, melding = waarden.geheel(waarde)
        if getal is None:
            self.rij.fout(kolom, waarde, melding)
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


def _als_tekst(waarde) -> str:
    """A cell as the text that was meant: Excel makes 1234.0 of a plancode that is a number."""
    if isinstance(waarde, float) and waarde.is_integer() and abs(waarde) < 2**53:
        return str(int(waarde))
    return toon(waarde) if isinstance(waarde, date) else str(waarde)


def _te(verschil: int) -> str:
    return f"{abs(verschil)} te {'veel' if verschil > 0 else 'weinig'}"


# --- A profile with a rooster ----------------------------------------------------------------------------------------


# How a field is read, by its kind; the others are a choice.
_LEES = {
    velden.TEKST: "_tekstveld",
    velden.LANG: "_lang",
    velden.JA_NEE: "_ja_nee",
    velden.PROCENT: "_procent",
    velden.MEERKEUZE: "_meerkeuze",
}


class _Roostercontrole(_Controle):
    """Rows whose numbers stand in columns by name: the template, and the form of the Planmonitor."""

    def voer_uit_rooster(self) -> None:
        p, rij = self.profiel, self.rij
        rij.plancode = self._tekst(p.plancode_kolom, MAX_CODE) if p.plancode_kolom in self.kolommen else ""
        rij.plannaam = self._tekst(p.plannaam_kolom, MAX_NAAM)
        rij.gemeentenaam = self._tekst(p.gemeente_kolom, MAX_NAAM)
        rij.provincienaam = self._tekst(p.provincie_kolom, MAX_NAAM) if p.provincie_kolom in self.kolommen else ""
        self._verplicht()
        lezing = self._lees_aantallen()
        nieuwbouw = lezing.zegt.get("nieuwbouw", {}).get("nieuwbouw")
        self._nieuwbouw_totaal = (nieuwbouw.gepland or 0) if nieuwbouw else 0
        for veld in p.velden:
            self._roosterveld(veld)
        self._peildatum_vrij()
        for kolom, waarde, melding, ernstig in lezing.meldingen:
            # Of what could not be read it is already said.
            if (kolom.groep, kolom.categorie) not in self._onleesbaar:
                (rij.fout if ernstig else rij.waarschuw)(kolom.naam, waarde, melding, rooster.zonder_getallen(melding))
        rij.zegt = lezing.zegt
        if rij.plannaam:
            rij.velden["plannaam"] = rij.plannaam
        if not rij.geweigerd:
            self._samenhang()

    def _verplicht(self) -> None:
        p, rij = self.profiel, self.rij
        if rij.geweigerd:
            return
        if not rij.gemeentenaam and rij.plannaam.casefold().startswith(("totaal", "subtotaal", "som ")):
            rij.fout(p.plannaam_kolom, rij.plannaam, "Dit lijkt een rij met totalen, geen plan. Haal de rij weg.")
            return
        for kolom, waarde in ((p.plannaam_kolom, rij.plannaam), (p.gemeente_kolom, rij.gemeentenaam)):
            if not waarde:
                rij.fout(kolom, "", "Deze kolom is leeg, maar is nodig.")

    def _lees_aantallen(self) -> rooster.Lezing:
        cellen: dict[Kolom, int] = {}
        self._onleesbaar: set[tuple[str, str]] = set()
        cijferkolommen = rooster.cijferkolommen(self.kolommen)
        for naam, waarde in self.eigenschappen.items():
            kolom = cijferkolommen.get(naam)
            if kolom is None or waarden.leeg(waarde):
                continue
            if (aantal := self._aantal(naam)) is not None:
                cellen[kolom] = aantal
            else:
                self._onleesbaar.add((kolom.groep, kolom.categorie))
        return rooster.verzamel(cellen, self.kolommen, genest=self.profiel.genest)

    # --- Fields -----------------------------------------------------------------------------------------------

    def _roosterveld(self, veld: Veld) -> None:
        if veld.kolom not in self.kolommen:
            return
        lees = getattr(self, _LEES.get(veld.soort, "_keuze"))
        aantal = len(self.rij.meldingen)
        waarde = lees(veld)
        if waarde is not None and not any(m.soort == FOUT for m in self.rij.meldingen[aantal:]):
            self.rij.velden[veld.veld] = waarde

    def _tekstveld(self, veld: Veld) -> str:
        return self._tekst(veld.kolom, Plan._meta.get_field(veld.veld).max_length)

    def _lang(self, veld: Veld) -> str:
        """Text of more lines; those stay."""
        waarde = self.eigenschappen.get(veld.kolom)
        if not isinstance(waarde, str):
            return self._tekst(veld.kolom, MAX_TEKST)
        tekst = "\n".join(regel.rstrip() for regel in waarde.replace("\r\n", "\n").strip().splitlines())
        if _ONTOELAATBAAR.search(tekst):
            self.rij.fout(veld.kolom, tekst, "De tekst bevat een teken dat niet kan (een besturingsteken).")
        return tekst

    def _ja_nee(self, veld: Veld) -> str:
        waarde = self.eigenschappen.get(veld.kolom)
        if waarden.leeg(waarde) or sleutel(str(waarde)) == "onbekend":
            return ""
        antwoord, melding = waarden.ja_nee(waarde)
        if melding:
            self.rij.fout(veld.kolom, waarde, melding)
        return velden.als_tekst(veld.veld, antwoord)

    def _procent(self, veld: Veld) -> str:
        waarde = self.eigenschappen.get(veld.kolom)
        if waarden.leeg(waarde):
            return ""
        getal, melding = waarden.procent(waarde)
        if not melding and not 10 <= getal <= 100:
            melding = "De realisatiekans ligt tussen 10 en 100 procent."
        if melding:
            self.rij.fout(veld.kolom, waarde, melding)
        return "" if melding else str(getal)

    def _meerkeuze(self, veld: Veld) -> str:
        tekst = self._tekst(veld.kolom, MAX_TEKST, regels=True)
        gevonden: list[str] = []
        for deel in _delen(tekst, veld):
            waarde = veld.op_sleutel.get(sleutel(deel))
            if waarde is None:
                self._onbekende_waarde(veld, deel)
            else:
                gevonden.append(waarde.waarde)
        if lijsten.Knelpunt.GEEN in gevonden and len(set(gevonden)) > 1:
            self.rij.fout(veld.kolom, tekst, "'Geen' kan niet samen met andere knelpunten.")
        return velden.als_tekst(veld.veld, set(gevonden))

    def _keuze(self, veld: Veld) -> str | None:
        tekst = self._tekst(veld.kolom, MAX_NAAM)
        if not tekst:
            if veld.leeg and veld.veld == "status_planologisch":
                self._status_onbekend(veld, tekst)
            return veld.leeg or ""
        waarde = veld.op_sleutel.get(sleutel(tekst))
        if waarde is None:
            self._onbekende_waarde(veld, tekst)
            return None
        gekozen = waarde.voor(self._nieuwbouw_totaal)
        if veld.veld == "status_planologisch" and gekozen == lijsten.StatusPlanologisch.ONBEKEND:
            self._status_onbekend(veld, tekst)
        return gekozen

    def _onbekende_waarde(self, veld: Veld, tekst: str) -> None:
        bekend = list(dict.fromkeys(str(w.bron) for w in veld.waarden if w.bron != w.waarde))
        voorbeelden = ", ".join(f"'{b}'" for b in bekend[:4]) + (" …" if len(bekend) > 4 else "")
        self.rij.fout(
            veld.kolom,
            tekst,
            f"'{toon(tekst)}' staat niet in de lijst van {veld.naam.lower()}. Kies bijvoorbeeld {voorbeelden}.",
            f"Een waarde staat niet in de lijst van {veld.naam.lower()}.",
        )

    def _status_onbekend(self, veld: Veld, tekst: str) -> None:
        self.rij.waarschuw(
            veld.kolom, tekst, "De planologische status is onbekend: het plan wordt concept en telt nergens mee."
        )

    def _peildatum_vrij(self) -> None:
        waarde = self.eigenschappen.get(self.profiel.peildatum_kolom)
        if waarden.leeg(waarde):
            return
        dag, melding = waarden.datum(waarde)
        if melding:
            self.rij.fout(self.profiel.peildatum_kolom, waarde, melding)
        else:
            self.rij.velden["peildatum"] = dag.isoformat()

    # --- The whole --------------------------------------------------------------------------------------------

    def _samenhang(self) -> None:
        v = self.rij.velden
        hard = v.get("status_planologisch") in lijsten.HARD
        if hard and v.get("vertrouwelijkheid") not in (None, "", lijsten.Vertrouwelijkheid.OPENBAAR):
            veld = next(veld for veld in self.profiel.velden if veld.veld == "vertrouwelijkheid")
            self.rij.waarschuw(
                veld.kolom, velden.toon(veld.veld, v["vertrouwelijkheid"]), "Een hard plan is altijd openbaar."
            )
            v["vertrouwelijkheid"] = lijsten.Vertrouwelijkheid.OPENBAAR.value
        if v.get("status_planologisch") == lijsten.StatusPlanologisch.ONBEKEND:
            v["invoerstatus"] = lijsten.Invoerstatus.CONCEPT.value


def vul_nieuw(rij: Rij) -> None:
    """Gives a row with a rooster the rows that a new plan gets by it, and says what does not add up in them."""
    los = rij.velden.get("invoerstatus") == lijsten.Invoerstatus.CONCEPT
    delen = {g: rooster.stel_enkel(g, rij.zegt.get(g, {}), {}, los=los) for g in ("nieuwbouw", "sloop")}
    nieuwbouw = delen["nieuwbouw"].regels.get("nieuwbouw")
    for groep in lijsten.RESTCATEGORIE:
        if zegt := rij.zegt.get(groep):
            delen[groep] = rooster.stel_verdeling(groep, zegt, nieuwbouw, {}, los=los)
    rij._regels = vul_aan(r for groep in lijsten.CATEGORIEEN if groep in delen for r in delen[groep].regels.values())
    meld_samen(rij, delen, rij._regels, los=los)


def meld_samen(rij: Rij, delen: dict[str, rooster.Samen], regels: list[Regel], *, los: bool) -> None:
    """What was filled in, and what does not add up: that refuses the row, unless the plan is a concept (`los`)."""
    bezwaren = []
    for groep, deel in delen.items():
        kolom = rooster.kolom_van_groep(groep)
        for opmerking in deel.opmerkingen:
            rij.waarschuw(kolom, "", opmerking, rooster.zonder_getallen(opmerking))
        bezwaren += [(kolom, bezwaar) for bezwaar in deel.bezwaren]
    for kolom, bezwaar in bezwaren or [(rooster.kolom_van_groep(v.groep), _in_zin(v)) for v in controleer(regels)]:
        (rij.waarschuw if los else rij.fout)(kolom, "", bezwaar, rooster.zonder_getallen(bezwaar))


def _in_zin(verschil) -> str:
    if verschil.categorie is None:
        return f"{lijsten.Groep(verschil.groep).label}: {verschil.melding}"
    return verschil.melding


def _delen(tekst: str, veld: Veld) -> list[str]:
    """The choices in one cell, split by ; or a new line, and by a comma only where the whole is no choice itself."""
    delen = [d.strip() for d in re.split(r"[;|\n]", tekst) if d.strip()]
    uit = []
    for deel in delen:
        bekend = sleutel(deel) in veld.op_sleutel
        uit += [deel] if bekend else _op_komma(deel, veld)
    return uit


def _op_komma(deel: str, veld: Veld) -> list[str]:
    """Splits by commas, keeping together what is one choice with a comma in it."""
    stukken, uit = [s.strip() for s in deel.split(",")], []
    while stukken:
        for n in range(len(stukken), 0, -1):
            kandidaat = ", ".join(stukken[:n])
            if n == 1 or sleutel(kandidaat) in veld.op_sleutel:
                uit += [kandidaat] if kandidaat else []
                stukken = stukken[n:]
                break
    return uit
