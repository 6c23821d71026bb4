"""Merge or split gemeenten: a trial first, and only with --uitvoeren for real."""

import csv
import getpass
import time
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from woonzorg.gebieden.imports import Invoerfout, lees_grensbestand
from woonzorg.getallen import getal
from woonzorg.herindeling import actions
from woonzorg.herindeling.forms import Gemeentenveld
from woonzorg.herindeling.lijsten import Sleutel
from woonzorg.herindeling.models import Herindeling
from woonzorg.herindeling.verhuizing import OP_SLEUTEL

NIEUW = ("code", "naam", "provincie", "woondealregio", "corop_code", "corop_naam")


class Command(BaseCommand):
    help = (
        "Voegt gemeenten samen (meer --van, één opvolger) of splitst er een (één --van, meer opvolgers). Zonder "
        "--uitvoeren is het een proef: alles wordt gedaan, nageteld en teruggedraaid. Wat op de pagina Herindelingen "
        "is voorbereid, kan met --herindeling."
    )

    def add_arguments(self, parser):
        parser.add_argument("--herindeling", type=int, metavar="NUMMER", help="nummer van een voorbereide herindeling")
        parser.add_argument(
            "--datum", type=date.fromisoformat, help="eerste dag van de nieuwe indeling, als 2027-01-01"
        )
        parser.add_argument("--van", action="append", default=[], metavar="GEMEENTE", help="houdt op: naam of code")
        parser.add_argument(
            "--bestaand", action="append", default=[], metavar="GEMEENTE", help="opvolger die al bestaat: naam of code"
        )
        parser.add_argument(
            "--nieuw", action="append", default=[], metavar="CODE;NAAM;PROVINCIE;REGIO",
            help="nieuwe gemeente, met codes: 'GM1991;Nieuwstad;PV23;WD05', en eventueel ';CR12;COROP-naam'",
        )  # fmt: skip
        parser.add_argument("--standaard", default="", metavar="CODE", help="splitsing: wie de rest krijgt")
        parser.add_argument(
            "--getal", action="append", default=[], metavar="CODE=GETAL",
            help="splitsing: verdeel de opgave naar deze getallen; anders naar inwoners van 75 jaar en ouder",
        )  # fmt: skip
        parser.add_argument(
            "--toegang", action="append", metavar="CODE",
            help="splitsing: opvolgers waartoe wie er werkte toegang krijgt; anders alle",
        )  # fmt: skip
        parser.add_argument("--verdeling", type=Path, help="splitsing: csv met soort, nummer en gemeentecode")
        parser.add_argument(
            "--grenzen", type=Path, help="GeoJSON of GeoPackage met de officiële grenzen van de opvolgers"
        )
        parser.add_argument("--crs", default="", help="coördinatenstelsel van --grenzen als het bestand er geen noemt")
        parser.add_argument("--uitvoeren", action="store_true", help="voer uit; anders alleen een proef")

    def handle(self, *args, **opties):
        begin = time.monotonic()
        wie = f"opdrachtregel ({_wie()})"
        try:
            with transaction.atomic():
                herindeling = self._herindeling(opties, wie)
                if opties["uitvoeren"]:
                    verslag = actions.voer_uit(herindeling=herindeling, by=wie)
                else:
                    verslag = actions.proef(herindeling=herindeling, by=wie)
                    # A trial leaves nothing behind, no preparation either.
                    transaction.set_rollback(True)
        except (ValidationError, Invoerfout) as fout:
            raise CommandError("\n".join(getattr(fout, "messages", None) or [str(fout)])) from fout
        self._toon(verslag)
        einde = "Uitgevoerd." if opties["uitvoeren"] else "Proef: er is niets gewijzigd. Uitvoeren: met --uitvoeren."
        self.stdout.write(f"{einde} Duur: {time.monotonic() - begin:.1f} s.")

    def _herindeling(self, opties, wie: str) -> Herindeling:
        if opties["herindeling"]:
            return self._voorbereid(opties["herindeling"])
        if not opties["datum"]:
            raise CommandError("Geef met --datum op welke dag de herindeling ingaat, of kies een --herindeling.")
        veld = Gemeentenveld(required=False)
        herindeling = Herindeling(
            datum=opties["datum"],
            van=veld.clean("\n".join(opties["van"])),
            bestaand=veld.clean("\n".join(opties["bestaand"])),
            nieuw=[_nieuw(tekst) for tekst in opties["nieuw"]],
            standaard=opties["standaard"].upper(),
            sleutel=Sleutel.OPGEGEVEN if opties["getal"] else Sleutel.OUDEREN,
            gewichten=dict(_getal(tekst) for tekst in opties["getal"]),
            toegang=opties["toegang"],
            keuzes=_keuzes(opties["verdeling"]) if opties["verdeling"] else {},
        )
        actions.bewaar(herindeling=herindeling, by=wie)
        if opties["grenzen"]:
            bestand = lees_grensbestand(opties["grenzen"], crs=opties["crs"])
            actions.bewaar_grenzen(herindeling=herindeling, bestand=bestand)
        return herindeling

    def _voorbereid(self, nummer: int) -> Herindeling:
        herindeling = Herindeling.objects.filter(pk=nummer).first()
        if herindeling is None:
            raise CommandError(f"Er is geen herindeling met nummer {nummer}. De pagina Herindelingen noemt ze.")
        return herindeling

    def _toon(self, verslag: dict):
        self.stdout.write(verslag["titel"])
        for rij in verslag["aantallen"]:
            delen = ", ".join(f"{deel['naar']} {getal(deel['aantal'])}" for deel in rij["per_gemeente"])
            self.stdout.write(f"  {rij['soort']}: {delen}")
        for naam in verslag["namen"]:
            self.stdout.write(f"  {naam['soort']} '{naam['oud']}' uit {naam['van']} heet voortaan '{naam['nieuw']}'")
        for opgave in verslag["opgaven"]:
            cijfers = ", ".join(f"{a['woningtype']} {getal(a['wordt'])}" for a in opgave["aantallen"])
            self.stdout.write(f"  opgave {opgave['periode']} van {opgave['gemeente']}: {cijfers} ({opgave['status']})")
        for zin in verslag["grenzen"]:
            self.stdout.write(f"  {zin}")
        for rij in verslag["toegang"]:
            self.stdout.write(f"  {rij['organisatie']} krijgt als werkgebied erbij: {', '.join(rij['codes'])}")
        for rij in verslag["aanleveringen"]:
            self.stdout.write(f"  {rij['uitvraag']}: {rij['wat']}")
        self.stdout.write("Cijfers, alle jaren bij elkaar (voor → na):")
        for gebied in verslag["sommen"]:
            for regel in gebied["regels"]:
                cijfers = ", ".join(_paar(c) for c in regel["cijfers"])
                self.stdout.write(f"  {gebied['naam']}, {regel['woningtype']}: {cijfers}")
        for melding in verslag["meldingen"]:
            self.stdout.write(self.style.WARNING(f"Let op: {melding}"))


def _paar(cijfer: dict) -> str:
    voor, na = getal(cijfer["voor"]), getal(cijfer["na"])
    return f"{cijfer['wat']} {na}" if voor == na else f"{cijfer['wat']} {voor} → {na}"


def _nieuw(tekst: str) -> dict[str, str]:
    delen = [deel.strip() for deel in tekst.split(";")]
    if not 4 <= len(delen) <= len(NIEUW):
        raise CommandError(f"'{tekst}' is niet te lezen. Geef --nieuw als 'GM1991;Nieuwstad;PV23;WD05'.")
    return dict.fromkeys(NIEUW, "") | dict(zip(NIEUW, delen, strict=False))


def _getal(tekst: str) -> tuple[str, int]:
    code, _, waarde = tekst.partition("=")
    if not waarde.strip().isdecimal():
        raise CommandError(f"'{tekst}' is niet te lezen. Geef --getal als 'GM1991=1200'.")
    return code.strip(), int(waarde)


def _keuzes(pad: Path) -> dict[str, str]:
    """{"plan:12": "GM1991"} from lines 'plan,12,GM1991' under a head soort,nummer,gemeente."""
    try:
        rijen = list(csv.DictReader(pad.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as fout:
        raise CommandError(f"Het bestand {pad} is niet te lezen als csv in UTF-8.") from fout
    keuzes = {}
    for nummer, rij in enumerate(rijen, start=2):
        soort, pk, code = ((rij.get(kolom) or "").strip() for kolom in ("soort", "nummer", "gemeente"))
        if soort not in OP_SLEUTEL or not pk.isdecimal() or not code:
            raise CommandError(
                f"{pad.name}, regel {nummer}: verwacht soort ({', '.join(OP_SLEUTEL)}), nummer, gemeente."
            )
        keuzes[f"{soort}:{int(pk)}"] = code
    return keuzes


def _wie() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "onbekend"
