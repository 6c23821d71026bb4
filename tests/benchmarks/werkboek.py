"""The import of a workbook of new plans by its command, against openpyxl reading that workbook and no more.

In processor time, user and system: on a busy machine the clock says little. Of the import also what PostgreSQL used.

    python3 scripts/diensten.py met -- .venv/bin/python -m tests.benchmarks.werkboek [--rondes N]
"""

import argparse
import random
import re
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from .opzet import Opzet
from .proces import Verbruik, draai, hoofdproces, processortijd_van_kinderen
from .tabel import Meting, als_tekst, getal, keer, tijd

RIJEN, GEMEENTEN, RONDES = 10_000, 8, 3
PROFIEL = "portaal-sjabloon"
KOPPEN = [
    "Gemeente", "Plannaam", "Plancode", "Plaats", "Planologische status", "Vertrouwelijkheid", "Invoer",
    "Status project", "Realisatiekans", "Peildatum", "Plantype", "Opdrachtgever", "Naam opdrachtgever", "Woonmilieu",
    "Studentenwoningen", "Sleutelproject", "Instellingsterrein", "Knelpunten", "Toelichting",
    "Nieuwbouw totaal", "Nieuwbouw gerealiseerd", *(f"Nieuwbouw {jaar}" for jaar in range(2027, 2036)),
    "Nultreden totaal", "Geclusterd totaal", "Geclusterd waarvan corporatie", "Zorggeschikt totaal", "Regulier totaal",
    "Eengezins totaal", "Meergezins totaal", "Sociale huur totaal", "Middenhuur totaal", "Dure huur totaal",
    "Betaalbare koop totaal", "Dure koop totaal", "Betaalbaarheid onbekend totaal", "Flexwoning totaal",
    "Permanent totaal", "Sloop totaal",
]  # fmt: skip
STATUSSEN = ["1A. Onherroepelijk", "2A. Vastgesteld", "3. In voorbereiding", "4A. Visie", "4B. Optie"]
FASEN = ["Initiatief", "2. Definitie", "3. Ontwerp", "4. Voorbereiding", "7. Afgerond"]
PLANTYPEN = ["Pand transformatie", "Uitbreiding uitleg", "Uitbreiding overig"]
OPDRACHTGEVERS = ["Woningcorporatie", "Projectontwikkelaar", "Particulieren", "Gemeente"]
WOONMILIEUS = ["Centrum stedelijk", "Groen stedelijk", "Dorps", "Landelijk"]
KNELPUNTEN = ["Draagvlak", "Netcongestie; Parkeren", "Geluidshinder", "Stikstof; Draagvlak", None]
# Python's search for cycles passes over all that is loaded while openpyxl makes its cells: in a process of the portal,
# where it would read, that costs half as much again as in a process with nothing else in it.
KAAL = "import openpyxl"
PORTAAL = """
import os, django, openpyxl
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "woonzorg.settings")
django.setup()
"""
LEES = """
import sys
for blad in openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets:
    for rij in blad.iter_rows(values_only=True):
        pass
"""


def _rij(nummer: int, gemeente: str) -> list:
    """One plan that adds up, with nearly every column filled in; no two alike."""
    # Drawn, so that the database meets few divisions over years twice.
    rnd = random.Random(nummer)
    jaren = [rnd.randrange(9) for _ in range(9)]
    totaal = sum(jaren)
    nultreden, geclusterd, zorg = totaal // 3, totaal // 6, totaal // 12
    eengezins, flex = totaal // 4, nummer % 3 if totaal > 2 else 0
    prijzen = [totaal // 5, totaal // 7, totaal // 9, totaal // 6, totaal // 8]
    return [
        gemeente, f"Gemeten werkboekplan {nummer}", f"WB-{nummer:06}", f"Wijk {nummer % 300}", STATUSSEN[nummer % 5],
        "Openbaar" if nummer % 5 < 2 else "Provincie", "Gereed", FASEN[nummer % 5], 10 + nummer % 90,
        date(2026, 1, 1) + timedelta(days=nummer % 250), PLANTYPEN[nummer % 3], OPDRACHTGEVERS[nummer % 4],
        f"Opdrachtgever {nummer % 900}", WOONMILIEUS[nummer % 4], "nee", "ja" if nummer % 11 == 0 else "nee", "nee",
        KNELPUNTEN[nummer % 5], f"Verzonnen toelichting bij plan {nummer}, voor de meting.",
        totaal, 0, *jaren,
        nultreden, geclusterd, geclusterd // 2, zorg, totaal - nultreden - geclusterd - zorg,
        eengezins, totaal - eengezins, *prijzen, totaal - sum(prijzen), flex, totaal - flex, nummer % 5,
    ]  # fmt: skip


def schrijf(pad: Path, rijen: int, vanaf: int, gemeenten: list[str]) -> None:
    """A workbook as openpyxl writes it: with every text in its own cell."""
    from openpyxl import Workbook

    boek = Workbook(write_only=True)
    blad = boek.create_sheet("Plannen")
    blad.append(KOPPEN)
    for nummer in range(vanaf, vanaf + rijen):
        blad.append(_rij(nummer, gemeenten[nummer % len(gemeenten)]))
    boek.save(pad)


_LIJST = "xl/sharedStrings.xml"
_SOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_NAAMRUIMTE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TEKST = re.compile(r't="inlineStr"><is><t>([^<]*)</t></is>')


def als_excel(pad: Path, naar: Path) -> None:
    """The same workbook as Excel keeps it: texts in a list of their own, each once."""
    teksten: dict[str, int] = {}
    with zipfile.ZipFile(pad) as oud, zipfile.ZipFile(naar, "w", zipfile.ZIP_DEFLATED) as nieuw:
        for deel in oud.namelist():
            inhoud = oud.read(deel).decode()
            if deel == "xl/worksheets/sheet1.xml":
                inhoud = _TEKST.sub(lambda m: f't="s"><v>{teksten.setdefault(m[1], len(teksten))}</v>', inhoud)
                inhoud = inhoud.replace(' t="n"', "")
            elif deel == "[Content_Types].xml":
                inhoud = inhoud.replace("</Types>", f'<Override PartName="/{_LIJST}" ContentType="{_SOORT}"/></Types>')
            if deel != _LIJST:
                nieuw.writestr(deel, inhoud)
        delen = "".join(f"<si><t>{tekst}</t></si>" for tekst in teksten)
        nieuw.writestr(_LIJST, f'<sst xmlns="{_NAAMRUIMTE}">{delen}</sst>')


@dataclass(frozen=True)
class Gemeten:
    """Processor time of a command: its own process, and PostgreSQL's for it."""

    proces: Verbruik
    postgres: float

    @property
    def samen(self) -> float:
        return self.proces.processor + self.postgres


def _importeer(opzet: Opzet, pad: Path, *opties: str) -> Gemeten:
    postgres = hoofdproces(opzet.postgres)
    voor = processortijd_van_kinderen(postgres)
    opdracht = ("manage.py", "importeer_plannen", "--profiel", PROFIEL, str(pad), *opties)
    proces = draai(opzet, *opdracht, verwacht="geweigerd: 0\n")
    # Its backend counts from when it has ended.
    time.sleep(0.5)
    return Gemeten(proces, processortijd_van_kinderen(postgres) - voor)


def meet(opzet: Opzet, rondes: int = RONDES) -> list[Meting]:
    from woonzorg.gebieden.models import Gemeente

    gemeenten = list(Gemeente.objects.geldig_op().order_by("code").values_list("naam", flat=True)[:GEMEENTEN])
    metingen = []
    with tempfile.TemporaryDirectory() as map_:
        for soort, zoals in enumerate(("zoals Excel het bewaart", "zoals openpyxl het schrijft")):
            rondes_ = [_ronde(opzet, Path(map_), gemeenten, zoals, soort * rondes + i) for i in range(rondes)]
            metingen += _als_metingen(zoals, rondes_)
    return metingen


@dataclass(frozen=True)
class Ronde:
    # By openpyxl, in a process of the portal and in one of its own.
    lezen: float
    kaal: float
    proef: Gemeten
    # Of checking and committing in one command.
    vast: Gemeten
    start: Verbruik
    klein_mb: float
    mb: float


def _ronde(opzet: Opzet, map_: Path, gemeenten: list[str], zoals: str, nummer: int) -> Ronde:
    """All of it once, with plans that no other round has."""
    paden = {}
    for rijen in (RIJEN // 10, RIJEN):
        paden[rijen] = pad = map_ / f"{nummer}-{rijen}.xlsx"
        schrijf(pad, rijen, 1 + RIJEN * nummer, gemeenten)
        if "Excel" in zoals:
            als_excel(pad, map_ / "excel.xlsx")
            (map_ / "excel.xlsx").replace(pad)
    # What a command costs before it does anything, Django's own checks among it.
    start = draai(opzet, "manage.py", "check")
    lezen, kaal = (
        draai(opzet, "-c", begin + LEES, str(paden[RIJEN])).processor - draai(opzet, "-c", begin).processor
        for begin in (PORTAAL, f"{KAAL}\n")
    )
    klein = _importeer(opzet, paden[RIJEN // 10])
    proef = _importeer(opzet, paden[RIJEN])
    vast = _importeer(opzet, paden[RIJEN], "--vastleggen")
    return Ronde(lezen, kaal, proef, vast, start, klein.proces.mb, paden[RIJEN].stat().st_size / 1e6)


def _als_metingen(zoals: str, rondes: list[Ronde]) -> list[Meting]:
    """The best of the rounds: what comes on top of it is what others did meanwhile."""
    lezen, kaal = min(r.lezen for r in rondes), min(r.kaal for r in rondes)
    proef = min((r.proef for r in rondes), key=lambda g: g.samen)
    vast = min((r.vast for r in rondes), key=lambda g: g.samen)
    start, start_duur = min(r.start.processor for r in rondes), min(r.start.duur for r in rondes)
    wat = f"Werkboek van {getal(RIJEN)} plannen, {len(KOPPEN)} kolommen, {zoals} ({getal(rondes[0].mb)} MB)"
    naast = f"openpyxl leest: {tijd(lezen)} in een proces van het portaal, {tijd(kaal)} in een leeg proces"

    def naast_beide(seconden: float) -> str:
        return f"{keer(seconden, lezen)} en {keer(seconden, kaal)}"

    def delen(python: float, postgres: float, klok: float) -> str:
        samen = tijd(python + postgres)
        return f"{samen} (Python {tijd(python)}, PostgreSQL {tijd(postgres)}; op de klok {tijd(klok)})"

    python, postgres = proef.proces.processor - start, proef.postgres
    vast_python, vast_postgres = vast.proces.processor - proef.proces.processor, vast.postgres - proef.postgres
    klok, vast_klok = proef.proces.duur - start_duur, vast.proces.duur - proef.proces.duur
    return [
        Meting(
            f"{wat}, proef: processortijd",
            delen(python, postgres, klok),
            naast,
            naast_beide(python + postgres),
            "≤ 2 ×",
        ),
        Meting(
            f"{wat}, vastleggen: processortijd",
            delen(vast_python, vast_postgres, vast_klok),
            naast,
            naast_beide(vast_python + vast_postgres),
            "≤ 4 ×",
        ),
        Meting(
            f"{wat}: geheugen op het hoogst, {getal(RIJEN // 10)} / {getal(RIJEN)} rijen proef / vastleggen",
            f"{getal(rondes[0].klein_mb)} / {getal(proef.proces.mb)} / {getal(vast.proces.mb)} MB",
            norm="vlak",
        ),
    ]


def main() -> int:
    vraag = argparse.ArgumentParser(prog="python -m tests.benchmarks.werkboek", description=__doc__)
    vraag.add_argument("--rondes", type=int, default=RONDES)
    vraag.add_argument("--plannen", type=int, default=500, help="hoeveel plannen er al staan (standaard %(default)s)")
    opties = vraag.parse_args()
    from django.core.management import call_command

    with tempfile.TemporaryDirectory(prefix="meting-") as map_, Opzet(Path(map_) / "opstelling") as opzet:
        # The web does not take part, so neither do its static files.
        call_command("migrate", interactive=False, verbosity=0)
        call_command("laad_gebieden", verbosity=0)
        call_command("demo_data", plannen=opties.plannen, verbosity=0)
        print(als_tekst(meet(opzet, opties.rondes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
