"""From the gemeente that a source names to the gemeente of today."""

import re
import unicodedata
from collections import defaultdict

from django.utils import timezone

from woonzorg.gebieden.models import Gemeente, Opvolging
from woonzorg.gebieden.zoeken import ROEPNAMEN

_ACHTERVOEGSEL = re.compile(r"\s*\([^)]*\)\s*$")


class GemeenteOnbekend(Exception):
    """No, or no single, gemeente goes by this name; the message is Dutch and gives a hint where there is one."""


def kaal(naam: str) -> str:
    """Name without suffix in brackets, accents and capitals: 'Hengelo (O.)' and 'hengelo' are the same."""
    naam = _ACHTERVOEGSEL.sub("", " ".join(naam.split())).casefold()
    naam = _ACHTERVOEGSEL.sub("", ROEPNAMEN.get(naam, naam)).casefold()
    return "".join(teken for teken in unicodedata.normalize("NFD", naam) if not unicodedata.combining(teken))


class Gemeentezoeker:
    """All gemeenten of past and present by name; three queries, once for a whole import."""

    def __init__(self):
        vandaag = timezone.localdate()
        self._op_naam: dict[str, list[Gemeente]] = defaultdict(list)
        self.op_code: dict[str, Gemeente] = {}
        for gemeente in Gemeente.objects.select_related("provincie"):
            self._op_naam[kaal(gemeente.naam)].append(gemeente)
            if self._bestaat(gemeente, vandaag):
                self.op_code[gemeente.code] = gemeente
        self._vandaag = vandaag
        self._opvolgers: dict[int, list[int]] = defaultdict(list)
        for van, naar in Opvolging.objects.filter(datum__lte=vandaag).values_list("van_id", "naar_id"):
            self._opvolgers[van].append(naar)
        self.op_id = {g.pk: g for gemeenten in self._op_naam.values() for g in gemeenten}
        self._gevonden: dict[tuple[str, str], Gemeente | GemeenteOnbekend] = {}

    @staticmethod
    def _bestaat(gemeente: Gemeente, dag) -> bool:
        return gemeente.geldig_van <= dag and (gemeente.geldig_tot is None or gemeente.geldig_tot > dag)

    def vind(self, naam: str, provincie: str = "") -> Gemeente:
        """The gemeente of today with this name, within the provincie when one is named."""
        sleutel = (naam, provincie)
        if sleutel not in self._gevonden:
            try:
                self._gevonden[sleutel] = self._zoek(naam, provincie)
            except GemeenteOnbekend as fout:
                self._gevonden[sleutel] = fout
        uitkomst = self._gevonden[sleutel]
        if isinstance(uitkomst, GemeenteOnbekend):
            raise uitkomst
        return uitkomst

    def _zoek(self, naam: str, provincie: str) -> Gemeente:
        kandidaten = self._op_naam.get(kaal(naam), [])
        binnen = [g for g in kandidaten if not provincie or kaal(g.provincie.naam) == kaal(provincie)]
        if not binnen:
            elders = sorted({g.provincie.naam for g in kandidaten})
            hint = f" Wel in {' en '.join(elders)}." if elders else ""
            raise GemeenteOnbekend(f"Gemeente '{naam}' bestaat niet{f' in {provincie}' if provincie else ''}.{hint}")
        nu = {g.pk: g for g in binnen if self._bestaat(g, self._vandaag)}
        if not nu:
            nu = {g.pk: g for beeindigd in binnen for g in self._volg(beeindigd, set())}
            if len(nu) != 1:
                raise GemeenteOnbekend(self._opgeheven(naam, list(nu.values())))
        if len(nu) > 1:
            provincies = " en ".join(sorted(g.provincie.naam for g in nu.values()))
            raise GemeenteOnbekend(f"Gemeente '{naam}' bestaat meer dan eens ({provincies}). Vul de provincie in.")
        return next(iter(nu.values()))

    def _volg(self, gemeente: Gemeente, gezien: set[int]) -> list[Gemeente]:
        """The gemeenten of today that go on where this one ended."""
        if gemeente.pk in gezien:
            return []
        gezien.add(gemeente.pk)
        if self._bestaat(gemeente, self._vandaag):
            return [gemeente]
        return [g for pk in self._opvolgers[gemeente.pk] for g in self._volg(self.op_id[pk], gezien)]

    @staticmethod
    def _opgeheven(naam: str, opvolgers: list[Gemeente]) -> str:
        if not opvolgers:
            return f"Gemeente '{naam}' is opgeheven en het portaal weet niet welke gemeente haar opvolgt. Vul die in."
        namen = ", ".join(sorted(g.naam for g in opvolgers))
        return f"Gemeente '{naam}' is opgeheven en verdeeld over {namen}. Vul in in welke van deze het plan ligt."
