"""The workbook in which agreements on the opgave are filled in: the gemeenten of the werkgebied, with what stands."""

import io
from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from programmering.calculations import WONINGTYPEN
from programmering.opgaven.models import Opgave, Opgaveperiode, Opgavestatus
from woonzorg.export import XLSX
from woonzorg.gebieden.models import Gemeente
from woonzorg.getallen import getal
from woonzorg.organisaties.permissions import Permission, gemeenten_met

BESTANDSNAAM = "afspraken over de opgave.xlsx"
STATUSSEN = (Opgavestatus.AFGESPROKEN.value, Opgavestatus.VASTGESTELD.value)
# (heading, width); each is the first that imports.opgaven knows for its column.
KOPPEN = (
    ("GM-code", 10), ("Gemeente", 26), ("Periode", 15), ("Nultreden", 12), ("Geclusterd", 12), ("Zorggeschikt", 13),
    ("Status", 15), ("Besluit", 40), ("Datum", 13), ("Document", 40), ("Nu in het portaal", 60),
)  # fmt: skip
UITLEG = (
    "Zo vult u dit in",
    "",
    "Elke rij is de opgave van een gemeente in een periode. Er staat al in wat in het portaal is vastgelegd.",
    "Laat een rij zoals hij is als er niets verandert. Een rij zonder aantallen verandert ook niets.",
    "",
    "Nultreden, geclusterd en zorggeschikt: het aantal woningen. Elke woning telt in één type; de drie staan los van "
    "elkaar. Vul 0 in als de opgave nul is.",
    "Status: afgesproken (in de woondeal) of vastgesteld (door het bestuur). Een indicatie legt u niet vast.",
    "Besluit: welk besluit of welke afspraak dit is, en van wie. Hoogstens 300 tekens.",
    "Datum: de datum van het besluit, bijvoorbeeld 31-12-2026. Niet in de toekomst.",
    "Document: een openbaar adres dat met https:// begint. Dit mag leeg blijven.",
    "Nu in het portaal: om te lezen. Wat u hier verandert, wordt niet overgenomen.",
    "",
    "Mist u een gemeente? U kunt alleen opgaven vastleggen in uw werkgebied.",
    "Na het uploaden ziet u eerst per rij wat er zou veranderen. Pas als u vastlegt, geldt het.",
)


def sjabloon(user) -> HttpResponse:
    from openpyxl import Workbook

    boek = Workbook()
    _vul_opgaven(boek.active, list(_rijen(user)), list(Opgaveperiode.objects.order_by("van_jaar")))
    _vul_uitleg(boek.create_sheet("Uitleg"))
    inhoud = io.BytesIO()
    boek.save(inhoud)
    koppen = {"Content-Disposition": content_disposition_header(True, BESTANDSNAAM)}
    return HttpResponse(inhoud.getvalue(), content_type=XLSX, headers=koppen)


def _rijen(user) -> Iterator[list]:
    """A row per gemeente and periode; an indication is told, but not filled in."""
    vandaag = timezone.localdate()
    mag = gemeenten_met(user, Permission.OPGAVE_VASTLEGGEN).values("pk")
    gemeenten = list(Gemeente.objects.geldig_op(vandaag).filter(pk__in=mag).order_by("naam"))
    geldend = {
        (o.gemeente_id, o.periode_id): o for o in Opgave.objects.geldend().for_user(user).filter(gemeente__in=gemeenten)
    }
    for gemeente in gemeenten:
        for periode in Opgaveperiode.objects.order_by("van_jaar"):
            opgave = geldend.get((gemeente.pk, periode.pk))
            begin = [gemeente.code, gemeente.naam, periode.naam]
            yield [*begin, *_afspraak(opgave), _staat(opgave, vandaag)]


def _afspraak(opgave: Opgave | None) -> list:
    if opgave is None or opgave.status not in STATUSSEN:
        return [None] * 7
    aantallen = [getattr(opgave, woningtype) for woningtype in WONINGTYPEN]
    return [*aantallen, opgave.status, opgave.besluit, opgave.datum, opgave.link]


def _staat(opgave: Opgave | None, vandaag: date) -> str:
    op = f"{vandaag.day}-{vandaag.month}-{vandaag.year}"
    if opgave is None:
        return f"geen opgave (op {op})"
    aantallen = ", ".join(f"{getal(getattr(opgave, woningtype))} {woningtype}" for woningtype in WONINGTYPEN)
    voorbeeld = ", rekenvoorbeeld" if opgave.rekenvoorbeeld else ""
    return f"{opgave.get_status_display()}{voorbeeld}: {aantallen} (op {op})"


def _vul_opgaven(blad, rijen: list[list], perioden: list[Opgaveperiode]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    blad.title, blad.freeze_panes = "Opgaven", "D2"
    for nummer, (kop, breedte) in enumerate(KOPPEN, start=1):
        blad.cell(1, nummer, kop).font = Font(bold=True)
        blad.column_dimensions[get_column_letter(nummer)].width = breedte
    for r, rij in enumerate(rijen, start=2):
        for k, waarde in enumerate(rij, start=1):
            _zet(blad.cell(r, k), waarde)
    laatste = len(rijen) + 500
    for letter, keuzes in (("C", [p.naam for p in perioden]), ("G", STATUSSEN)):
        _keuzelijst(blad, f"{letter}2:{letter}{laatste}", keuzes)


def _zet(cel, waarde) -> None:
    if waarde is None or waarde == "":
        return
    cel.value = waarde
    if isinstance(waarde, str):
        # openpyxl would take '=…' for a formula.
        cel.data_type = "s"
    elif isinstance(waarde, date):
        cel.number_format = "dd-mm-yyyy"


def _keuzelijst(blad, bereik: str, keuzes) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    lijst = DataValidation(type="list", formula1=f'"{",".join(keuzes)}"', allow_blank=True, showErrorMessage=True)
    lijst.errorTitle, lijst.error = "Kies uit de lijst", f"Vul een van deze in: {', '.join(keuzes)}."
    blad.add_data_validation(lijst)
    lijst.add(bereik)


def _vul_uitleg(blad) -> None:
    from openpyxl.styles import Alignment, Font

    blad.column_dimensions["A"].width = 100
    for nummer, regel in enumerate(UITLEG, start=1):
        blad.cell(nummer, 1, regel).alignment = Alignment(wrap_text=True, vertical="top")
    blad.cell(1, 1).font = Font(bold=True)
