"""Load provincies, woondealregio's, gemeenten, kerncijfers and boundaries. All or nothing; safe to repeat."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from woonzorg.gebieden import actions, imports, pdok
from woonzorg.gebieden.models import Gemeente, Grens, Kerncijfer, Provincie, Woondealregio
from woonzorg.gebieden.soorten import Gebiedssoort

PDOK_JAAR = 2026
# A list longer than this is cut off: the person needs the pattern, not 342 lines.
MAX_NAMEN = 15


class Command(BaseCommand):
    help = (
        "Laadt provincies, woondealregio's, gemeenten, kerncijfers en grenzen. Zonder opties: de meegeleverde "
        "feiten, met grenzen bij benadering. Opnieuw draaien kan altijd: wat gelijk is, blijft staan."
    )

    def add_arguments(self, parser):
        bron = parser.add_mutually_exclusive_group()
        bron.add_argument("--pdok", action="store_true", help="haal de officiële grenzen op bij PDOK")
        bron.add_argument("--bestand", type=Path, help="officiële grenzen uit een GeoJSON of GeoPackage")
        parser.add_argument("--jaar", type=int, help=f"jaar van de officiële grenzen (PDOK: {PDOK_JAAR})")
        parser.add_argument("--crs", default="", help="coördinatenstelsel als het bestand er geen noemt")
        parser.add_argument("--veld", default="", help="eigenschap in het bestand met de gemeentecode")
        parser.add_argument("--laag", default="", help="laag in het GeoPackage")
        parser.add_argument("--woondealregios", type=Path, help="CSV met een andere indeling in woondealregio's")
        parser.add_argument(
            "--overschrijf-officieel",
            action="store_true",
            help="vervang ook officiële grenzen door een benadering",
        )
        parser.add_argument("--indien-leeg", action="store_true", help="doe niets als alles er al is")

    def handle(self, *args, **opties):
        self._controleer(opties)
        begin = time.monotonic()
        if opties["indien_leeg"] and self._is_geladen():
            self._meld("Gebieden en grenzen zijn er al; niets gedaan.")
            return
        try:
            with transaction.atomic():
                actions.wacht_op_beurt()
                self._laad(opties)
        except imports.Invoerfout as fout:
            raise CommandError(str(fout)) from fout
        self._sluit_af(time.monotonic() - begin)

    def _controleer(self, opties):
        if not opties["bestand"] and (opties["crs"] or opties["veld"] or opties["laag"]):
            raise CommandError("--crs, --veld en --laag horen bij --bestand.")
        officieel = opties["bestand"] or opties["pdok"]
        if opties["jaar"] and not officieel:
            raise CommandError("--jaar hoort bij --pdok of --bestand.")
        if opties["overschrijf_officieel"] and officieel:
            raise CommandError("--overschrijf-officieel gaat niet samen met --pdok of --bestand.")

    def _is_geladen(self) -> bool:
        """Whether every present gemeente has a boundary, and the land its shapes. Two quick queries."""
        gemeenten = Gemeente.objects.geldig_op().count()
        grenzen = Grens.objects.filter(soort=Gebiedssoort.GEMEENTE, vorm_hoog__isnull=False).count()
        return 0 < gemeenten <= grenzen and Grens.objects.filter(soort=Gebiedssoort.LAND).exists()

    def _laad(self, opties):
        gewijzigd = self._laad_feiten()
        if opties["woondealregios"]:
            gewijzigd |= self._vervang_woondealregios(opties["woondealregios"])
        if opties["bestand"] or opties["pdok"]:
            gewijzigd |= self._laad_officieel(opties)
        gewijzigd |= self._maak_benadering(opties)
        if gewijzigd or not actions.zijn_afgeleide_grenzen_bij():
            self._meld("Grenzen van provincies, woondealregio's en Nederland, en vormen voor de kaart …")
            actions.werk_afgeleide_grenzen_bij()
            self.gewijzigd = True

    def _laad_feiten(self) -> bool:
        self._meld("Feiten uit de meegeleverde bestanden …")
        telling = actions.werk_feiten_bij(imports.lees_gemeenten())
        for model, aantal in telling.tellingen.items():
            self._meld(
                f"  {model._meta.verbose_name_plural}: {aantal.nieuw} nieuw, {aantal.gewijzigd} gewijzigd, "
                f"{aantal.gelijk} gelijk"
            )
        if telling.opgeheven:
            self._meld(f"  Opgeheven en zo gebleven: {_opsomming(telling.opgeheven)}")
        self.gewijzigd = any(aantal.veranderd for aantal in telling.tellingen.values())
        # Figures alone change no boundary; what a gemeente belongs to does.
        return telling.tellingen[Gemeente].veranderd > 0

    def _vervang_woondealregios(self, pad: Path) -> bool:
        self._meld(f"Woondealregio's uit {pad.name} …")
        telling, niet_genoemd = actions.vervang_woondealregios(imports.lees_indeling(pad))
        self._meld(f"  gemeenten: {telling.gewijzigd} gewijzigd, {telling.gelijk} gelijk")
        if niet_genoemd:
            self._waarschuw(f"niet genoemd, houdt de indeling ({len(niet_genoemd)}): {_opsomming(niet_genoemd)}")
        return telling.gewijzigd > 0

    def _laad_officieel(self, opties) -> bool:
        if opties["pdok"]:
            jaar = opties["jaar"] or PDOK_JAAR
            self._meld(f"Officiële grenzen van {jaar} bij PDOK …")
            bestand = pdok.haal_gemeentegrenzen(jaar)
        else:
            jaar, pad = opties["jaar"], opties["bestand"]
            self._meld(f"Officiële grenzen uit {pad.name} …")
            bestand = imports.lees_grensbestand(pad, crs=opties["crs"], veld=opties["veld"], laag=opties["laag"])
        self._meld(f"  coördinatenstelsel: {bestand.stelsel.naam}")
        telling = actions.neem_officiele_grenzen_over(bestand, jaar=jaar)
        self._meld(f"  {telling.geladen} gemeentegrenzen, {telling.veranderd} nieuw of gewijzigd")
        if telling.hersteld:
            self._meld(f"  hersteld, omdat de lijn zichzelf kruiste: {telling.hersteld}")
        if telling.onbekend:
            self._waarschuw(
                f"overgeslagen, geen bekende gemeentecode ({len(telling.onbekend)}): {_opsomming(telling.onbekend)}"
            )
        if telling.ontbreekt:
            self._waarschuw(
                f"niet gevonden, houdt de oude grens of een benadering ({len(telling.ontbreekt)}): "
                f"{_opsomming(telling.ontbreekt)}"
            )
        return telling.veranderd > 0

    def _maak_benadering(self, opties) -> bool:
        telling = actions.maak_benadering(imports.lees_ijkpunten(), ook_officiele=opties["overschrijf_officieel"])
        if telling.geladen:
            self._meld(
                f"Grenzen bij benadering (uit ijkpunten): {telling.geladen} gemeenten, "
                f"{telling.veranderd} nieuw of gewijzigd"
            )
        if telling.behouden and not (opties["bestand"] or opties["pdok"]):
            self._meld(
                f"  {telling.behouden} officiële grenzen blijven staan. Toch vervangen door een benadering: "
                "--overschrijf-officieel"
            )
        if telling.ontbreekt:
            self._waarschuw(f"Geen ijkpunten voor {_opsomming(telling.ontbreekt)}: die hebben geen grens")
        return telling.veranderd > 0

    def _sluit_af(self, seconden: float):
        gemeentegrenzen = Grens.objects.filter(soort=Gebiedssoort.GEMEENTE)
        officieel = gemeentegrenzen.filter(bron=Grens.Bron.OFFICIEEL).count()
        duur = f"{seconden:.1f}".replace(".", ",")
        self._meld(
            f"{'Geladen' if self.gewijzigd else 'Niets gewijzigd'}: "
            f"{Gemeente.objects.geldig_op().count()} gemeenten, {Woondealregio.objects.count()} woondealregio's, "
            f"{Provincie.objects.count()} provincies, {Kerncijfer.objects.count()} kerncijfers, "
            f"{gemeentegrenzen.count()} gemeentegrenzen ({officieel} officieel, "
            f"{gemeentegrenzen.count() - officieel} bij benadering), in {duur} s."
        )

    def _meld(self, tekst: str):
        self.stdout.write(tekst)

    def _waarschuw(self, tekst: str):
        self.stdout.write(self.style.WARNING(f"  Let op: {tekst}"))


def _opsomming(namen) -> str:
    """The first names, and how many more there are."""
    getoond = ", ".join(namen[:MAX_NAMEN])
    return f"{getoond} en nog {len(namen) - MAX_NAMEN}" if len(namen) > MAX_NAMEN else getoond
