"""The template for plans: a workbook made of the code lists as they are today, empty or filled with plans.

It carries its version. A list that changed makes another version; an older file is read all the same, and the page
says so. What is written here is read by profile 'portaal-sjabloon'.
"""

import hashlib
import io
import json
from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from programmering.plannen import lijsten
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel
from woonzorg.export import FORMULE_BEGIN, ONGELDIG_IN_XML, XLSX

from . import profiel, rooster, velden
from .lezers.tabel import EIGENSCHAP, SJABLOON, SOORTKOLOM, UITLEG, VOORBEELD, VOORBEELDNAAM
from .lezers.werkboek import kolomletter
from .rijen import MAX_CEL, Planrij, als_rij, jaren, kolom_van_veld
from .rooster import Kolom

NAAM = "portaal-sjabloon"
BLAD, UITLEGBLAD, LIJSTENBLAD = "Plannen", "Uitleg", "Lijsten"
# Rows that dropdowns and checks hold for; below them a cell is as good, but nothing helps.
MAX_RIJEN = 5000
# Plans that one file is filled with.
MAX_PLANNEN = 2000
JAREN_TERUG, JAREN_VOORUIT = 2, 17
PLAN, GETALLEN = "plan", "getallen"
# Headings above the columns, and the fields under each, as the form of a plan has them.
DELEN: list[tuple[str, list[str]]] = [
    ("Wat en waar", ["gemeente", "provincie", "plannaam", "plancode", "plaats"]),
    (
        "Hoe zeker",
        ["status_planologisch", "vertrouwelijkheid", "invoerstatus", "status_project", "realisatiekans", "peildatum"],
    ),
    ("Wat voor plan", ["plantype", "opdrachtgever_soort", "opdrachtgever_naam", "woonmilieu"]),
    (
        "Bijzonder",
        [
            "instellingsterrein", "sleutelproject", "studentenwoningen", "gebiedsontwikkeling", "breidt_uit",
            "breidt_uit_reden",
        ],
    ),
    ("Knelpunten en toelichting", ["knelpunten", "toelichting"]),
]  # fmt: skip
_UITLEG: dict[str, str] = {
    "gemeente": "verplicht",
    "provincie": "alleen als de naam van de gemeente vaker bestaat",
    "plannaam": "verplicht, uniek in de gemeente",
    "plancode": "eigen sleutel; leeg: de plannaam is de sleutel",
    "plaats": "tekst",
    "status_planologisch": "keuzelijst; leeg: het plan blijft concept",
    "vertrouwelijkheid": "keuzelijst; een hard plan is openbaar",
    "invoerstatus": "keuzelijst; leeg: zoals het is, een nieuw plan wordt gereed",
    "realisatiekans": "heel getal, 10 tot en met 100 (%)",
    "peildatum": "datum, bijvoorbeeld 1-11-2026",
    "breidt_uit": "naam van het bestaande complex",
    "breidt_uit_reden": "verplicht als u een cluster uitbreidt",
    "knelpunten": "keuzelijst; meer dan een: zet er een puntkomma tussen",
    "toelichting": "tekst",
}
_LIJST_NAMEN = {veld: i for i, veld in enumerate(velden.CODELIJSTEN, 1)}


# --- Version ---------------------------------------------------------------------------------------------------------


def versie() -> str:
    """Of the code lists and columns as they are now: the profile's number, and a fingerprint of the rest."""
    gekozen = profiel.laad(NAAM)
    inhoud = {
        "lijsten": {veld: list(lijst.choices) for veld, lijst in velden.CODELIJSTEN.items()},
        "kolommen": [kolom_van_veld(gekozen).get(veld, veld) for _, delen in DELEN for veld in delen],
        "rooster": sorted(rooster.NAMEN.values()),
    }
    afdruk = hashlib.sha256(json.dumps(inhoud, default=str, sort_keys=True).encode()).hexdigest()
    return f"{gekozen.versie}-{afdruk[:8]}"


def opmerking(gelezen: str) -> str:
    """What is to be said of a file with this version; '' for the current one, and for a file that is no template."""
    if not gelezen or gelezen == versie():
        return ""
    return (
        "Dit bestand is gemaakt met een andere versie van het sjabloon. Het is gelezen; een waarde die niet meer "
        "bestaat, staat bij de rij. Download voor een volgende keer het nieuwe sjabloon."
    )


# --- Columns ---------------------------------------------------------------------------------------------------------


def _koppen(gekozen: profiel.Profiel) -> dict[str, str]:
    """Field -> heading, in the order of the sheet."""
    namen = kolom_van_veld(gekozen) | {"gemeente": gekozen.gemeente_kolom, "provincie": gekozen.provincie_kolom}
    return {veld: namen[veld] for _, delen in DELEN for veld in delen}


def cijferkolommen(rijen: list[Planrij], jaar: int) -> list[Kolom]:
    """The columns of numbers: years for nieuwbouw and wonen en zorg, and for what these plans need besides."""
    per_jaar = {"nieuwbouw", "wonen_en_zorg"} | _niet_af_te_leiden(rijen)
    bereik = [*jaren(rijen, jaar - JAREN_TERUG, jaar + JAREN_VOORUIT), rooster.ONBEKEND]
    klaar = sorted({k.jaar for rij in rijen for k in rij.aantallen if k.wat == rooster.GEREALISEERD_JAAR})
    uit: list[Kolom] = []
    for groep, categorie in rooster.NAMEN:
        uit += [Kolom(groep, categorie, wat) for wat in (rooster.TOTAAL, rooster.GEREALISEERD)]
        if groep == "wonen_en_zorg":
            uit.append(Kolom(groep, categorie, rooster.CORPORATIE))
        if groep in per_jaar:
            uit += [rooster.jaarkolom(groep, categorie, j) for j in bereik]
            uit += [rooster.gerealiseerd_kolom(groep, categorie, j) for j in klaar]
    return uit


def _niet_af_te_leiden(rijen: list[Planrij]) -> set[str]:
    """Groepen of which totals alone would come back as other years than these plans have."""
    groepen = [g for g in lijsten.CATEGORIEEN if g not in ("nieuwbouw", "wonen_en_zorg")]
    return {groep for groep in groepen if any(not _is_af_te_leiden(rij, groep) for rij in rijen)}


def _is_af_te_leiden(rij: Planrij, groep: str) -> bool:
    los = {k: n for k, n in rij.aantallen.items() if k.groep == groep and not k.jaar}
    if not los:
        return not any(k.groep == groep for k in rij.aantallen)
    kolommen = frozenset(
        Kolom(groep, c, wat).naam for c in lijsten.CATEGORIEEN[groep] for wat in (rooster.TOTAAL, rooster.GEREALISEERD)
    )
    zegt = rooster.verzamel(los, kolommen).zegt[groep]
    nieuwbouw = _regel(rij, "nieuwbouw", "nieuwbouw")
    if groep == "sloop":
        samen = rooster.stel_enkel(groep, zegt, {})
    else:
        samen = rooster.stel_verdeling(groep, zegt, nieuwbouw, {})
    gelezen = {k: n for regel in samen.regels.values() for k, n in rooster.als_cellen(regel).items()}
    return gelezen == {k: n for k, n in rij.aantallen.items() if k.groep == groep}


def _regel(rij: Planrij, groep: str, categorie: str) -> Regel:
    van = {k: n for k, n in rij.aantallen.items() if (k.groep, k.categorie) == (groep, categorie)}
    return Regel(
        groep,
        categorie,
        gepland=van.get(Kolom(groep, categorie, rooster.TOTAAL), 0),
        gerealiseerd=van.get(Kolom(groep, categorie, rooster.GEREALISEERD), 0),
        rest_per_jaar={k.jaar: n for k, n in van.items() if k.wat == rooster.JAAR},
        gerealiseerd_per_jaar={k.jaar: n for k, n in van.items() if k.wat == rooster.GEREALISEERD_JAAR},
    )


# --- Writing ---------------------------------------------------------------------------------------------------------


def antwoord(*, gemeenten: list[str], plannen: Iterable[Plan] = ()) -> HttpResponse:
    """The template as a download. `gemeenten` are the names in its list; `plannen` fill it."""
    plannen = list(plannen)
    wat = "plannen" if plannen else "sjabloon plannen"
    naam = f"{wat} {timezone.localdate():%Y-%m-%d}.xlsx"
    return HttpResponse(
        maak(gemeenten=gemeenten, plannen=plannen),
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, naam)},
    )


def maak(*, gemeenten: list[str], plannen: Iterable[Plan] = ()) -> bytes:
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    rijen = [als_rij(plan) for plan in plannen]
    boek, uit = Workbook(write_only=True), io.BytesIO()
    boek.custom_doc_props.append(StringProperty(name=EIGENSCHAP, value=versie()))
    _Plannenblad(boek, rijen, gemeenten).schrijf()
    _schrijf_uitleg(boek)
    _schrijf_lijsten(boek, gemeenten)
    boek.save(uit)
    return uit.getvalue()


class _Plannenblad:
    """The sheet that is filled in: a title, headings, what a column asks for, an example, and the plans."""

    TITELRIJ, DEELRIJ, KOPRIJ, UITLEGRIJ, VOORBEELDRIJ, EERSTE = 1, 2, 3, 4, 5, 6

    def __init__(self, boek, rijen: list[Planrij], gemeenten: list[str]):
        self.rijen, self.gemeenten = rijen, gemeenten
        self.koppen = _koppen(profiel.laad(NAAM))
        self.cijfers = cijferkolommen(rijen, timezone.localdate().year)
        self.blad = boek.create_sheet(BLAD)
        # A -> B -> C: first the kind of row, then the fields, then the numbers.
        self.velden_vanaf = 2
        self.cijfers_vanaf = self.velden_vanaf + len(self.koppen)

    def schrijf(self) -> None:
        self._maak_op()
        self._zet_keuzelijsten()
        cellen = _Cellen(self.blad)
        titel = f"{SJABLOON} · versie {versie()} · een rij per plan · uitleg staat op blad {UITLEGBLAD}"
        self.blad.append([cellen.titel(titel)])
        self.blad.append(self._deelrij(cellen))
        koppen = [SOORTKOLOM, *self.koppen.values(), *(k.naam for k in self.cijfers)]
        self.blad.append([cellen.kop(naam) for naam in koppen])
        self.blad.append([cellen.stil(tekst) for tekst in self._uitlegrij()])
        self.blad.append([cellen.stil(waarde) for waarde in self._voorbeeldrij()])
        for rij in self.rijen:
            self.blad.append([None, *(cellen.gewoon(w) for w in self._velden(rij)), *self._aantallen(rij.aantallen)])

    def _maak_op(self) -> None:
        blad = self.blad
        blad.freeze_panes = f"{kolomletter(self.velden_vanaf + 3)}{self.UITLEGRIJ}"
        blad.column_dimensions["A"].width = 11
        for i, (veld, kop) in enumerate(self.koppen.items(), self.velden_vanaf):
            breed = 36 if veld in ("plannaam", "toelichting", "knelpunten", "status_planologisch") else len(kop) + 4
            blad.column_dimensions[kolomletter(i)].width = max(14, breed)
        for i, kolom in enumerate(self.cijfers, self.cijfers_vanaf):
            maat = blad.column_dimensions[kolomletter(i)]
            maat.width = 9 if kolom.jaar else 13
            # Years fold away under the plus above the columns.
            maat.outlineLevel = 1 if kolom.jaar else 0
        blad.sheet_properties.outlinePr.summaryRight = False

    def _deelrij(self, cellen: "_Cellen") -> list:
        delen: list = [None]
        for titel, namen in DELEN:
            delen += [cellen.deel(titel), *[None] * (len(namen) - 1)]
        vorige = None
        for kolom in self.cijfers:
            delen.append(cellen.deel(lijsten.Groep(kolom.groep).label) if kolom.groep != vorige else None)
            vorige = kolom.groep
        return delen

    def _uitlegrij(self) -> list:
        per_veld = [_UITLEG.get(veld, _uitleg_van(veld)) for veld in self.koppen]
        return [UITLEG, *per_veld, *(_uitleg_van_cijfer(k) for k in self.cijfers)]

    def _voorbeeldrij(self) -> list:
        jaar = str(timezone.localdate().year + 1)
        voorbeeld = {
            "gemeente": self.gemeenten[0] if self.gemeenten else "Naam van de gemeente",
            "plannaam": VOORBEELDNAAM,
            "plancode": "2026-014",
            "plaats": "Dorp",
            "status_planologisch": lijsten.StatusPlanologisch.S3.label,
            "vertrouwelijkheid": lijsten.Vertrouwelijkheid.PROVINCIE.label,
            "invoerstatus": lijsten.Invoerstatus.GEREED.label,
            "status_project": lijsten.StatusProject.ONTWERP.label,
            "realisatiekans": 70,
            "peildatum": timezone.localdate().replace(day=1),
            "plantype": lijsten.Plantype.VERDICHTING.label,
            "opdrachtgever_soort": lijsten.Opdrachtgever.WONINGCORPORATIE.label,
            "woonmilieu": lijsten.Woonmilieu.DORPS.label,
            "instellingsterrein": "nee",
            "knelpunten": f"{lijsten.Knelpunt.STIKSTOF.label}; {lijsten.Knelpunt.DRAAGVLAK.label}",
        }
        aantallen = {
            Kolom("nieuwbouw", "nieuwbouw", rooster.TOTAAL): 40,
            rooster.jaarkolom("nieuwbouw", "nieuwbouw", jaar): 40,
            Kolom("wonen_en_zorg", "nultreden", rooster.TOTAAL): 16,
            rooster.jaarkolom("wonen_en_zorg", "nultreden", jaar): 16,
            Kolom("wonen_en_zorg", "geclusterd", rooster.TOTAAL): 24,
            Kolom("wonen_en_zorg", "geclusterd", rooster.CORPORATIE): 24,
            rooster.jaarkolom("wonen_en_zorg", "geclusterd", jaar): 24,
            Kolom("woningtype", "meergezins", rooster.TOTAAL): 40,
            Kolom("betaalbaarheid", "sociale_huur", rooster.TOTAAL): 24,
            Kolom("betaalbaarheid", "middenhuur", rooster.TOTAAL): 16,
        }
        return [VOORBEELD, *(voorbeeld.get(veld) for veld in self.koppen), *self._aantallen(aantallen)]

    def _velden(self, rij: Planrij) -> list:
        gemeente = rij.plan.gemeente
        waarden = rij.velden | {"gemeente": gemeente.naam, "provincie": gemeente.provincie.naam}
        return [waarden[veld] for veld in self.koppen]

    def _aantallen(self, aantallen: dict[Kolom, int]) -> list:
        return [aantallen.get(kolom) for kolom in self.cijfers]

    def _zet_keuzelijsten(self) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        def gebied(eerste: int, laatste: int | None = None) -> str:
            tot = kolomletter(laatste or eerste)
            return f"{kolomletter(eerste)}{self.VOORBEELDRIJ}:{tot}{self.EERSTE + max(MAX_RIJEN, len(self.rijen))}"

        for i, veld in enumerate(self.koppen, self.velden_vanaf):
            toets = _toets(veld, len(self.gemeenten))
            if toets:
                toets = DataValidation(allow_blank=True, **toets)
                toets.add(gebied(i))
                self.blad.data_validations.append(toets)
        heel = DataValidation(
            type="whole", operator="between", formula1="0", formula2="100000", allow_blank=True, showErrorMessage=True,
            errorTitle="Geen heel getal", error="Vul een heel aantal woningen in: 0 of meer.",
        )  # fmt: skip
        heel.add(gebied(self.cijfers_vanaf, self.cijfers_vanaf + len(self.cijfers) - 1))
        self.blad.data_validations.append(heel)


def _toets(veld: str, gemeenten: int) -> dict | None:
    """What Excel checks in a column of this field, as arguments of a DataValidation."""
    lijst = {"type": "list", "showErrorMessage": True, "errorTitle": "Staat niet in de lijst"}
    fout = "Kies een waarde uit de lijst, of laat de cel leeg."
    if veld == "gemeente":
        # Another spelling is understood as well: the list helps, and forbids nothing.
        kolom = kolomletter(len(_LIJST_NAMEN) + 1)
        return {"type": "list", "formula1": f"{LIJSTENBLAD}!${kolom}$2:${kolom}${gemeenten + 1}"} if gemeenten else None
    if veld in _LIJST_NAMEN:
        kolom, tot = kolomletter(_LIJST_NAMEN[veld]), len(velden.CODELIJSTEN[veld].choices) + 1
        formule = f"{LIJSTENBLAD}!${kolom}$2:${kolom}${tot}"
        return {"type": "list", "formula1": formule} if veld == "knelpunten" else lijst | {
            "formula1": formule, "error": fout,
        }  # fmt: skip
    soort = velden.SOORT.get(veld)
    if soort == velden.JA_NEE:
        return lijst | {"formula1": '"ja,nee"', "error": fout}
    if soort == velden.PROCENT:
        return {
            "type": "whole", "operator": "between", "formula1": "10", "formula2": "100", "showErrorMessage": True,
            "errorTitle": "Geen percentage", "error": "Vul een heel getal van 10 tot en met 100 in.",
        }  # fmt: skip
    if soort == velden.DATUM:
        return {
            "type": "date", "operator": "between", "formula1": "32874", "formula2": "73050", "showErrorMessage": True,
            "errorTitle": "Geen datum", "error": "Vul een datum in, bijvoorbeeld 1-11-2026.",
        }  # fmt: skip
    return None


def _uitleg_van(veld: str) -> str:
    soort = velden.SOORT.get(veld)
    return {velden.KEUZE: "keuzelijst", velden.JA_NEE: "ja of nee"}.get(soort, "tekst")


def _uitleg_van_cijfer(kolom: Kolom) -> str:
    if kolom.wat == rooster.JAAR:
        return "nog te bouwen"
    return {
        rooster.TOTAAL: "woningen, gerealiseerd erbij",
        rooster.GEREALISEERD: "woningen, al opgeleverd",
        rooster.CORPORATIE: "woningen, deel van het totaal",
    }.get(kolom.wat, "woningen, opgeleverd")


def _schrijf_uitleg(boek) -> None:
    blad = boek.create_sheet(UITLEGBLAD)
    blad.column_dimensions["A"].width, blad.column_dimensions["B"].width = 34, 100
    cellen = _Cellen(blad)
    blad.append([cellen.titel(f"Uitleg bij het sjabloon, versie {versie()}")])
    regels: list[tuple[str, str]] = [
        ("Hoe het werkt", ""),
        ("1. Vul in", "Een rij per plan op blad Plannen. De rijen 'uitleg' en 'voorbeeld' leest het portaal niet."),
        ("2. Bied aan", "In het portaal: Importeren, Nieuw bestand. U ziet eerst wat er zou gebeuren."),
        ("3. Leg vast", "Pas als u vastlegt, verandert er iets. Een rij met een fout houdt de andere niet tegen."),
        ("Herkennen", "Een plan wordt herkend aan zijn plancode, of anders aan zijn naam binnen de gemeente."),
        ("Lege cel", "Zegt niets, tenzij dit bestand er eerder iets had staan: dan wordt het leeg."),
        ("Kolom weg", "Een kolom die u weghaalt, maakt niets leeg. De volgorde van de kolommen maakt niet uit."),
        ("Woningen", "Elke woning telt één keer: een zorggeschikte woning niet ook als geclusterd of nultreden."),
        ("Totaal", "Alle woningen van het plan, ook die al gerealiseerd zijn."),
        ("Jaren", "Nog te bouwen woningen per jaar van oplevering. Samen zijn zij totaal min gerealiseerd."),
        ("Jaar onbekend", "Nog te bouwen woningen waarvan het jaar niet vaststaat."),
        ("Optellen", "Elke groep telt op tot nieuwbouw. Wat u niet verdeelt, wordt 'nog niet ingedeeld'."),
        ("Jaren per groep", "Staan er bij een groep geen jaren, dan volgen zij die van nieuwbouw. U mag kolommen"
         " toevoegen, zoals 'Eengezins 2027' of 'Nultreden gerealiseerd in 2025'."),
        ("Knelpunten", "Meer dan een: typ ze achter elkaar met een puntkomma ertussen."),
        ("Getallen", "Hele getallen. 1.234 is twaalfhonderdvierendertig."),
        ("Plek op de kaart", "Hoort niet in Excel: teken het vlak in het portaal, of importeer een GeoPackage."),
        ("", ""),
        ("Wat de keuzes betekenen", ""),
    ]  # fmt: skip
    for naam, tekst in regels:
        blad.append([cellen.deel(naam) if not tekst else cellen.kop(naam), cellen.gewoon(tekst or None)])
    for veld, lijst in velden.CODELIJSTEN.items():
        blad.append([cellen.deel(velden.naam(veld))])
        for _, label in lijst.choices:
            blad.append([None, cellen.gewoon(str(label))])


def _schrijf_lijsten(boek, gemeenten: list[str]) -> None:
    blad = boek.create_sheet(LIJSTENBLAD)
    blad.sheet_state = "hidden"
    kolommen = [[str(label) for _, label in lijst.choices] for lijst in velden.CODELIJSTEN.values()] + [gemeenten]
    blad.append([*velden.CODELIJSTEN, "gemeente"])
    for i in range(max(map(len, kolommen))):
        cellen = _Cellen(blad)
        blad.append([cellen.gewoon(kolom[i]) if i < len(kolom) else None for kolom in kolommen])


class _Cellen:
    """Cells of a sheet: numbers and dates as they are, all else as text that is never a formula."""

    def __init__(self, blad):
        from openpyxl.styles import Alignment, Font, PatternFill

        self.blad = blad
        self._vet, self._grijs = Font(bold=True), Font(italic=True, color="595959")
        self._vlak = PatternFill("solid", fgColor="DCE6F1")
        self._terugloop = Alignment(wrap_text=True, vertical="top")

    def gewoon(self, waarde):
        from openpyxl.cell import WriteOnlyCell

        if waarde is None or waarde == "":
            return None
        if isinstance(waarde, date):
            cel = WriteOnlyCell(self.blad, value=waarde)
            cel.number_format = "dd-mm-yyyy"
            return cel
        if not isinstance(waarde, str):
            return waarde
        tekst = ONGELDIG_IN_XML.sub("", waarde)[:MAX_CEL]
        cel = WriteOnlyCell(self.blad, value=tekst)
        # openpyxl would take '=…' for a formula and '#N/A' for an error.
        cel.data_type = "s"
        cel.quotePrefix = tekst.startswith(FORMULE_BEGIN)
        return cel

    def _met(self, waarde, **stijl):
        from openpyxl.cell import WriteOnlyCell

        cel = self.gewoon(waarde)
        if cel is None:
            return None
        if not hasattr(cel, "number_format"):
            cel = WriteOnlyCell(self.blad, value=cel)
        for naam, wat in stijl.items():
            setattr(cel, naam, wat)
        return cel

    def titel(self, tekst: str):
        return self._met(tekst, font=self._vet)

    def deel(self, tekst: str):
        return self._met(tekst, font=self._vet, fill=self._vlak)

    def kop(self, tekst: str):
        return self._met(tekst, font=self._vet, alignment=self._terugloop)

    def stil(self, waarde):
        return self._met(waarde, font=self._grijs, alignment=self._terugloop)
