"""Plans as forms of the Planmonitor: a sheet a plan, in the layout that gemeenten know, and that is read again here.

The formulas are those of the form itself (rest and checks) and hold nothing of a plan; all else is number or text.
What the form has no place for (peildatum, realisatiekans, who is corporatie) is not in it, and not touched by it.
"""

import io
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from programmering.plannen.models import Plan
from woonzorg.export import FORMULE_BEGIN, ONGELDIG_IN_XML, XLSX, bladnaam

from . import rooster
from .lezers.planmonitor import GROEPEN, JAAR_ONBEKEND, REGELS
from .lezers.werkboek import kolomletter
from .rijen import MAX_CEL, Planrij, als_rij, jaren
from .rooster import Kolom
from .verdeling import ONBEKEND

# Sheets in one workbook; more is better done in parts.
MAX_PLANNEN = 300
EERSTE_JAAR, LAATSTE_JAAR = 2024, 2043
TABELRIJ = 18
# The head of the form, with the field in each row. 'Opdrachtegever' is how the form spells it.
KOP: list[tuple[str, str]] = [
    ("Plannaam", "plannaam"),
    ("Plaatsnaam", "plaats"),
    ("Gemeente", "gemeente"),
    ("Regio", "regio"),
    ("Provincie", "provincie"),
    ("Plantype", "plantype"),
    ("Vertrouwelijkheid", "vertrouwelijkheid"),
    ("Status Project", "status_project"),
    ("Status Planologisch", "status_planologisch"),
    ("Knelpunten", "knelpunten"),
    ("Woonmilieu", "woonmilieu"),
    ("Studentenwoningen", "studentenwoningen"),
    ("Opdrachtegever", "opdrachtgever_soort"),
    ("Opdrachtgever Naam", "opdrachtgever_naam"),
    ("Sleutelproject", "sleutelproject"),
    ("Opmerkingen", "toelichting"),
]
# How the Planmonitor spells what the portal spells otherwise; both are read.
SPELLING = {
    "1A Onherroepelijk": "1A. Onherroepelijk",
    "1B Onherroepelijk met uitwerkingsplicht": "1B. Onherroepelijk, uitwerkingsplicht",
    "1C Onherroepelijk met wijzigingsbevoegdheid": "1C. Onherroepelijk, wijzigingsbevoegdheid",
    "2A Vastgesteld": "2A. Vastgesteld",
    "2B Vastgesteld met uitwerkingsplicht": "2B. Vastgesteld, uitwerkingsplicht",
    "2C Vastgesteld met wijzigingsbevoegdheid": "2C. Vastgesteld, wijzigingsbevoegdheid",
    "3 In voorbereiding": "3. In voorbereiding",
    "4A Visie": "4A. Visie",
    "4B Optie": "4B. Optie",
    "alleen de gemeente": "Gemeente",
    "gemeente en provincie": "Provincie",
    "openbaar": "Openbaar",
    "Pandtransformatie": "Pand Transformatie",
    "Uitbreiding (uitleg, 12 woningen of meer)": "Uitbreiding uitleg",
    "Uitbreiding overig (11 woningen of minder)": "Uitbreiding overig",
    "Realisatie tot eerste oplevering": "Realisatie tot eerste woning",
    "Realisatie tot laatste oplevering": "Realisatie tot laatste woning",
    "Woningcorporatie": "Woningbouwcorporatie",
    "Meerdere": "Meerdere namelijk",
    "Buiten-centrum": "Buitencentrum",
}
_GESPELD = ("plantype", "vertrouwelijkheid", "status_project", "status_planologisch", "woonmilieu",
            "opdrachtgever_soort")  # fmt: skip


def antwoord(plannen: Iterable[Plan]) -> HttpResponse:
    naam = f"Planmonitorformulieren {timezone.localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(
        maak(plannen),
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, naam)},
    )


def maak(plannen: Iterable[Plan]) -> bytes:
    from openpyxl import Workbook

    boek, bezet, uit = Workbook(), set(), io.BytesIO()
    boek.remove(boek.active)
    for plan in plannen:
        _Formulier(boek.create_sheet(bladnaam(plan.plannaam, bezet)), als_rij(plan)).schrijf()
    boek.save(uit)
    return uit.getvalue()


class _Formulier:
    """One sheet. Columns: label, groep, total, check, realised, rest, the years, and a check of those."""

    LABEL, GROEP, TOTAAL, CHECK, KLAAR, REST, JAREN = 1, 2, 3, 4, 5, 6, 7

    def __init__(self, blad, rij: Planrij):
        self.blad, self.rij = blad, rij
        self.jaren = jaren([rij], EERSTE_JAAR, LAATSTE_JAAR)
        if any(k.wat == rooster.JAAR and k.jaar == ONBEKEND for k in rij.aantallen):
            self.jaren.append(ONBEKEND)
        self.laatste = self.JAREN + len(self.jaren) - 1

    def schrijf(self) -> None:
        self._schrijf_kop()
        self._schrijf_tabelkop()
        nummer = TABELRIJ + 1
        for naam, groep in GROEPEN.items():
            eerste = nummer
            for label, categorie in REGELS[groep].items():
                self._schrijf_regel(nummer, label, groep, categorie)
                nummer += 1
            self._schrijf_groep(naam, groep, eerste, nummer - 1)
        self._maak_op()

    def _schrijf_kop(self) -> None:
        gemeente = self.rij.plan.gemeente
        regio = gemeente.woondealregio
        waarden = self.rij.velden | {
            "gemeente": gemeente.naam,
            "regio": regio.naam if regio else "",
            "provincie": gemeente.provincie.naam,
        }
        for nummer, (label, veld) in enumerate(KOP, 1):
            waarde = waarden[veld]
            self._zet(nummer, self.LABEL, label)
            self._zet(nummer, self.GROEP, SPELLING.get(waarde, waarde) if veld in _GESPELD else waarde)
        if self.rij.plan.plancode:
            # In the row that the form leaves empty: with its own key a plan may have another name.
            self._zet(TABELRIJ - 1, self.LABEL, "Plancode")
            self._zet(TABELRIJ - 1, self.GROEP, self.rij.plan.plancode)

    def _schrijf_tabelkop(self) -> None:
        jaren = [JAAR_ONBEKEND if jaar == ONBEKEND else jaar for jaar in self.jaren]
        koppen = ["Groepnaam", "Totalen", "Check", "Gerealiseerd", "Restcapaciteit", *jaren, "Check"]
        for kolom, kop in enumerate(koppen, self.GROEP):
            self._zet(TABELRIJ, kolom, kop)

    def _schrijf_regel(self, nummer: int, label: str, groep: str, categorie: str) -> None:
        aantallen = self.rij.aantallen
        self._zet(nummer, self.LABEL, label)
        self._zet(nummer, self.TOTAAL, aantallen.get(Kolom(groep, categorie, rooster.TOTAAL)))
        self._zet(nummer, self.KLAAR, aantallen.get(Kolom(groep, categorie, rooster.GEREALISEERD)))
        self._formule(nummer, self.REST, f"=C{nummer}-E{nummer}")
        for kolom, jaar in enumerate(self.jaren, self.JAREN):
            self._zet(nummer, kolom, aantallen.get(rooster.jaarkolom(groep, categorie, jaar)))
        if groep != "sloop":
            van, tot = kolomletter(self.JAREN), kolomletter(self.laatste)
            self._formule(nummer, self.laatste + 1, f"=F{nummer}-SUM({van}{nummer}:{tot}{nummer})")

    def _schrijf_groep(self, naam: str, groep: str, eerste: int, laatste: int) -> None:
        self._zet(eerste, self.GROEP, naam)
        if groep not in ("nieuwbouw", "sloop"):
            self._formule(eerste, self.CHECK, f"=C{TABELRIJ + 1}-SUM(C{eerste}:C{laatste})")
        if laatste > eerste:
            for kolom in ("B", "D"):
                self.blad.merge_cells(f"{kolom}{eerste}:{kolom}{laatste}")

    def _zet(self, nummer: int, kolom: int, waarde) -> None:
        if waarde is None or waarde == "":
            return
        cel = self.blad.cell(nummer, kolom)
        if not isinstance(waarde, str):
            cel.value = waarde
            return
        cel.value = ONGELDIG_IN_XML.sub("", waarde)[:MAX_CEL]
        # openpyxl would take '=…' for a formula and '#N/A' for an error.
        cel.data_type = "s"
        cel.quotePrefix = waarde.startswith(FORMULE_BEGIN)

    def _formule(self, nummer: int, kolom: int, formule: str) -> None:
        self.blad.cell(nummer, kolom).value = formule

    def _maak_op(self) -> None:
        from openpyxl.styles import Font

        vet = Font(bold=True)
        for nummer in range(1, TABELRIJ):
            self.blad.cell(nummer, self.LABEL).font = vet
        for kolom in range(self.LABEL, self.laatste + 2):
            self.blad.cell(TABELRIJ, kolom).font = vet
        self.blad.column_dimensions["A"].width = 26
        self.blad.column_dimensions["B"].width = 24
        for kolom in (self.TOTAAL, self.CHECK, self.KLAAR, self.REST):
            self.blad.column_dimensions[kolomletter(kolom)].width = 14
        for kolom in range(self.JAREN, self.laatste + 2):
            self.blad.column_dimensions[kolomletter(kolom)].width = 8
