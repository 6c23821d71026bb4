"""Import plans from a file, along the same way as the page: check first, write only when asked to."""

import getpass
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from programmering.imports import actions, fouterijen, profiel
from programmering.imports.lezers import MAX_BYTES, Leesfout
from programmering.imports.models import Import
from woonzorg.gebieden.imports import Invoerfout, kies_stelsel

MAX_RIJEN = 20


class Command(BaseCommand):
    help = (
        "Leest plannen uit een bestand (Excel, csv, GeoJSON, GeoPackage of Shapefile in een zip) met een profiel "
        "(welke kolom wat wordt). Zonder --vastleggen is het een proef: er wordt niets bewaard, ook geen import. Een "
        "import met dit commando is niet gebonden aan een werkgebied."
    )

    def add_arguments(self, parser):
        parser.add_argument("bestand", type=Path, metavar="FILE", help="bestand met plannen")
        parser.add_argument("--profiel", required=True, metavar="NAAM", help=f"een van: {', '.join(profiel.namen())}")
        parser.add_argument("--vastleggen", action="store_true", help="schrijf de plannen; anders alleen een proef")
        parser.add_argument("--crs", default="", help="coördinatenstelsel, als het bestand er geen noemt")
        parser.add_argument("--rijen", action="store_true", help="toon ook welke rijen geweigerd zijn, en waarom")
        parser.add_argument(
            "--foute-rijen",
            type=Path,
            metavar="MAP",
            help="zet de geweigerde rijen als bestand in deze map, om te herstellen en opnieuw aan te bieden",
        )

    def handle(self, *args, **opties):
        begin = time.monotonic()
        try:
            inhoud = self._lees(opties["bestand"])
            srid = kies_stelsel(opties["crs"]).srid if opties["crs"] else None
            if opties["vastleggen"]:
                self._voer_uit(opties, inhoud, srid)
            else:
                with transaction.atomic():
                    self._voer_uit(opties, inhoud, srid)
                    # A trial leaves nothing behind, no import either.
                    transaction.set_rollback(True)
        except (Leesfout, profiel.Profielfout, Invoerfout) as fout:
            raise CommandError(str(fout)) from fout
        einde = "Vastgelegd." if opties["vastleggen"] else "Proef: er is niets geschreven. Schrijven: met --vastleggen."
        self.stdout.write(f"{einde} Duur: {time.monotonic() - begin:.1f} s.")

    def _lees(self, pad: Path) -> bytes:
        try:
            if pad.stat().st_size > MAX_BYTES:
                raise CommandError("Het bestand is groter dan 20 MB. Splits het in kleinere bestanden.")
            return pad.read_bytes()
        except OSError as fout:
            raise CommandError(f"Het bestand {pad} is niet te lezen: {_waarom(fout)}.") from fout

    def _voer_uit(self, opties, inhoud: bytes, srid: int | None):
        import_ = actions.ontvang(
            bestandsnaam=opties["bestand"].name,
            inhoud=inhoud,
            profielnaam=opties["profiel"],
            srid=srid,
            door=None,
            door_naam=f"opdrachtregel ({_wie()})",
        )
        actions.controleer_import(import_.pk, meld=self._meld("gecontroleerd"), gebonden=False)
        self._eis(import_, Import.Status.GECONTROLEERD)
        if opties["vastleggen"]:
            actions.vraag_vastleggen(import_.pk)
            actions.leg_import_vast(import_.pk, meld=self._meld("vastgelegd"), gebonden=False)
            self._eis(import_, Import.Status.VASTGELEGD)
        self._toon(import_.samenvatting)
        if opties["rijen"]:
            self._toon_geweigerd(import_)
        if opties["foute_rijen"]:
            self._bewaar_geweigerd(import_, opties["foute_rijen"])

    def _eis(self, import_: Import, status: str):
        import_.refresh_from_db()
        if import_.status != status:
            raise CommandError(import_.fout or f"De import staat op '{import_.get_status_display()}'.")

    def _meld(self, wat: str):
        def meld(verwerkt: int, totaal: int):
            self.stdout.write(f"  {wat}: {verwerkt} van {totaal} rijen")

        return meld

    def _toon(self, samenvatting: dict):
        uitkomsten, met_waarschuwing = samenvatting["uitkomsten"], samenvatting["met_waarschuwing"]
        geweigerd = uitkomsten["geweigerd"]
        if samenvatting["stelsel"]:
            self.stdout.write(f"Coördinaten: {samenvatting['stelsel']}")
        if samenvatting["onbekende_kolommen"]:
            self.stdout.write(
                f"Kolommen die het profiel niet kent en die niet zijn overgenomen: "
                f"{', '.join(samenvatting['onbekende_kolommen'])}"
            )
        self.stdout.write(f"geïmporteerd: {sum(uitkomsten.values()) - geweigerd - met_waarschuwing}")
        self.stdout.write(f"met waarschuwing: {met_waarschuwing}")
        self.stdout.write(f"geweigerd: {geweigerd}")
        self.stdout.write(
            f"nieuw: {uitkomsten['nieuw']}, gewijzigd: {uitkomsten['gewijzigd']}, "
            f"ongewijzigd: {uitkomsten['ongewijzigd']}"
        )
        if samenvatting["ontbreekt"]["plannen"]:
            self.stdout.write(f"eerder uit deze bron, niet in dit bestand: {len(samenvatting['ontbreekt']['plannen'])}")
        for reden in samenvatting["redenen"]:
            kolom = f"{reden['kolom']}: " if reden["kolom"] else ""
            self.stdout.write(f"  {reden['aantal']:>6}  {reden['soort']:<12}  {kolom}{reden['reden']}")
        if (aantal := samenvatting["aantal_redenen"]) > len(samenvatting["redenen"]):
            self.stdout.write(f"  toon {len(samenvatting['redenen'])} van {aantal} redenen")

    def _toon_geweigerd(self, import_: Import):
        geweigerd = import_.regels.filter(uitkomst="geweigerd")
        for regel in geweigerd[:MAX_RIJEN]:
            for m in regel.meldingen:
                if m["soort"] == "fout":
                    self.stdout.write(
                        f"  {regel.blad}, rij {regel.rij} ({regel.plannaam}), kolom {m['kolom'] or '-'}, "
                        f"waarde '{m['waarde']}': {m['melding']}"
                    )
        if (aantal := geweigerd.count()) > MAX_RIJEN:
            self.stdout.write(f"  toon {MAX_RIJEN} van {aantal} geweigerde rijen")

    def _bewaar_geweigerd(self, import_: Import, map_: Path):
        terug = fouterijen.wat_terug_kan(import_)
        if terug is None:
            self.stdout.write("Geen foute rijen om te bewaren.")
            return
        pad = map_ / fouterijen.bestandsnaam(import_, terug.extensie)
        # Not closed, for that ends a request, and with it the connection that this trial is in.
        inhoud = b"".join(fouterijen.als_bestand(import_, terug))
        try:
            pad.write_bytes(inhoud)
        except OSError as fout:
            raise CommandError(f"Het bestand {pad} is niet te schrijven: {_waarom(fout)}.") from fout
        self.stdout.write(f"Foute rijen: {pad} ({terug.aantal} van {terug.aantal + terug.niet})")


def _waarom(fout: OSError) -> str:
    redenen = {
        FileNotFoundError: "het bestaat niet",
        PermissionError: "u mag dat niet",
        IsADirectoryError: "het is een map",
    }
    return redenen.get(type(fout), "het lukte niet")


def _wie() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "onbekend"
