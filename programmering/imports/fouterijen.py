"""The refused rows of an import, in the form they came in, to be mended and offered again by themselves.

Kept with the outcome of each row, since the file is emptied once an import is committed. A table goes back as a
workbook; a file with shapes as GeoJSON, since no cell can hold the shape of a large plan.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from pathlib import Path

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Count, Q
from django.http import HttpResponseBase

from woonzorg.export import ONGELDIG_IN_XML, xlsx_antwoord
from woonzorg.gebieden.stelsels import STELSELS
from woonzorg.geobestanden import geojson_antwoord

from .controle import FOUT, toon
from .lezers import Bronrij, Kop
from .lezers.basis import Onleesbaar, Rijfout
from .lezers.tabel import FOUTKOLOM, SOORTKOLOM, kaal
from .models import Import, Importregel

# What is kept of one row, as JSON, and of an import as a whole; a larger row is not given back.
MAX_RIJ, MAX_TOTAAL = 2_000_000, 40_000_000
# What fits a cell of Excel.
MAX_CEL = 32_767
MAX_KOLOMMEN = 3000
MAX_DIEPTE = 10
# The sheet on which forms of one plan each come back as rows.
FORMULIEREN = "Plannen"
# Before what stood in a cell that could not be read, so that it is not read as if it were text.
MERK = "(niet te lezen)"
NOG_ONLEESBAAR = "Deze cel was in uw bestand niet te lezen. Vul een waarde in of maak de cel leeg."
_DATUM, _MOMENT, _ONLEESBAAR = "$datum", "$moment", "$onleesbaar"


class _Onbewaarbaar(Exception):
    """What stands in this row cannot be kept as it is."""


# --- Keeping -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origineel:
    """A row as the file has it, until it is known whether it is refused; most are not, so nothing is done yet."""

    eigenschappen: dict
    fouten: tuple[Rijfout, ...] = ()
    wkb: bytes | None = None
    # A shape that is none, as JSON; '' when there is no shape, or a good one.
    vorm: str = ""
    heel: bool = True
    # It goes back as cells of Excel, in which not every text fits.
    in_cellen: bool = False

    def als_json(self) -> dict:
        """For Importregel.bronrij; {} when this row cannot be given back as it was."""
        try:
            uit = {"kolommen": [[naam, self._waarde(waarde)] for naam, waarde in self._kolommen().items()]}
        except _Onbewaarbaar:
            return {}
        if self.wkb is not None:
            uit["wkb"] = base64.b64encode(self.wkb).decode()
        elif self.vorm:
            uit["vorm"] = json.loads(self.vorm)
        return uit if len(json.dumps(uit)) <= MAX_RIJ else {}

    def _kolommen(self) -> dict:
        if not self.heel:
            raise _Onbewaarbaar
        kolommen = {toon(naam): w for naam, w in self.eigenschappen.items() if not is_foutkolom(naam)}
        # What a reader refuses itself has no column of its own; without it the row would pass when it comes back.
        for fout in self.fouten:
            if fout.kolom != SOORTKOLOM:
                raise _Onbewaarbaar
            kolommen[SOORTKOLOM] = fout.waarde
        return kolommen

    def _waarde(self, waarde):
        if self.in_cellen and isinstance(waarde, str) and len(waarde) > MAX_CEL:
            raise _Onbewaarbaar
        return _naar_json(waarde)


def onthoud(bronrij: Bronrij, wkb: bytes | None, *, in_cellen: bool) -> Origineel:
    feature = bronrij.feature
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return NIETS
    eigenschappen, heel, vorm = feature.get("properties"), True, ""
    if wkb is None and feature.get("geometry") is not None:
        # As text, since a shape takes ten times its size as long as it is made of numbers.
        try:
            vorm = json.dumps(_naar_json(feature["geometry"]))
        except _Onbewaarbaar:
            heel = False
    if not isinstance(eigenschappen, dict):
        eigenschappen = {}
    return Origineel(eigenschappen, bronrij.fouten, wkb, vorm, heel, in_cellen)


NIETS = Origineel({}, (Rijfout("", "", ""),))


class Begrenzer:
    """Keeps what is kept of a whole import within bounds: rows after that cannot be given back."""

    def __init__(self):
        self.bewaard = 0

    def begrens(self, regels: list[Importregel]) -> list[Importregel]:
        for regel in regels:
            if regel.bronrij:
                self.bewaard += len(json.dumps(regel.bronrij))
                if self.bewaard > MAX_TOTAAL:
                    regel.bronrij = {}
        return regels


def volgorde(kop: Kop) -> list[str]:
    """The headings of a table from left to right, also of columns in which the refused rows have nothing."""
    return [] if kop.met_vlakken else [toon(naam) for naam in kop.volgorde[:MAX_KOLOMMEN]]


def _naar_json(waarde, diepte: int = 0):
    """A value such that PostgreSQL can keep it, and such that it reads the same when it comes back."""
    if isinstance(waarde, Onleesbaar):
        return {_ONLEESBAAR: toon(waarde)}
    if isinstance(waarde, datetime):
        return {_MOMENT: waarde.isoformat()}
    if isinstance(waarde, date):
        return {_DATUM: waarde.isoformat()}
    if isinstance(waarde, str):
        return {_ONLEESBAAR: toon(waarde)} if ONGELDIG_IN_XML.search(waarde) else waarde
    if isinstance(waarde, float) and not isfinite(waarde):
        return {_ONLEESBAAR: str(waarde)}
    if diepte > MAX_DIEPTE:
        raise _Onbewaarbaar
    if isinstance(waarde, list):
        return [_naar_json(w, diepte + 1) for w in waarde]
    if isinstance(waarde, dict):
        return {toon(naam): _naar_json(w, diepte + 1) for naam, w in waarde.items()}
    return waarde


# --- Reading again -------------------------------------------------------------------------------------------


def is_foutkolom(kolom: str) -> bool:
    return kaal(kolom) == FOUTKOLOM


def is_deel(kop: Kop) -> bool:
    """True for a file of refused rows: it has our column, and says nothing about the plans that it lacks."""
    return kop.met_foutkolom or any(map(is_foutkolom, kop.kolommen))


def lees_terug(waarde):
    """A value of such a file: what could not be read still cannot, unless somebody mended it."""
    if isinstance(waarde, str) and waarde.startswith(MERK):
        return Onleesbaar(waarde.removeprefix(MERK).strip(), NOG_ONLEESBAAR)
    return waarde


# --- Giving back ---------------------------------------------------------------------------------------------


def geweigerd(import_: Import):
    return import_.regels.filter(uitkomst=Importregel.Uitkomst.GEWEIGERD)


@dataclass(frozen=True)
class Terug:
    """How many refused rows can be had back, how many cannot, and whether as GeoJSON."""

    aantal: int
    niet: int
    als_geojson: bool

    @property
    def extensie(self) -> str:
        return "geojson" if self.als_geojson else "xlsx"


def wat_terug_kan(import_: Import) -> Terug | None:
    """None without refused rows, and for an import of before they were kept."""
    n = geweigerd(import_).aggregate(alle=Count("pk"), kan=Count("pk", filter=~Q(bronrij={})))
    return Terug(n["kan"], n["alle"] - n["kan"], bool(import_.samenvatting.get("stelsel"))) if n["kan"] else None


def bestandsnaam(import_: Import, soort: str) -> str:
    return f"{Path(import_.bestandsnaam).stem[:150]} - foute rijen.{soort}"


def als_bestand(import_: Import, terug: Terug) -> HttpResponseBase:
    naam = bestandsnaam(import_, terug.extensie)
    return _als_geojson(import_, naam) if terug.als_geojson else xlsx_antwoord(naam, bladen(import_))


def bladen(import_: Import) -> Iterator[tuple[str, list[str], Iterator[list]]]:
    """(sheet, columns, rows) as the file had them, with the messages in a last column.

    Of forms, a sheet a plan, the sheets become rows of one table, which the same profile reads.
    """
    regels = geweigerd(import_).exclude(bronrij={})
    # Nothing of a table stands in the first row but headings.
    formulieren, rijen = regels.filter(rij=1), regels.exclude(rij=1)
    per_blad = {blad: rijen.filter(blad=blad) for blad in dict.fromkeys(rijen.values_list("blad", flat=True))}
    if formulieren.exists():
        per_blad[FORMULIEREN] = formulieren
    bekend = import_.samenvatting.get("kolommen", [])
    for blad, van_blad in per_blad.items():
        kolommen = [*_erbij(van_blad, set(bekend)), *bekend]
        yield blad, [*kolommen, FOUTKOLOM], _rijen(van_blad, kolommen)


def _erbij(regels, bekend: set[str]) -> list[str]:
    """Columns that the reader keeps for itself."""
    rijen = regels.values_list("bronrij", flat=True).iterator(chunk_size=500)
    return list(dict.fromkeys(n for rij in rijen for n, _ in rij["kolommen"] if n not in bekend))


def _rijen(regels, kolommen: list[str]) -> Iterator[list]:
    for regel in regels.iterator(chunk_size=500):
        waarden = dict(regel.bronrij["kolommen"])
        yield [*(_uit_json(waarden.get(kolom)) for kolom in kolommen), meldingen(regel)]


def meldingen(regel: Importregel) -> str:
    """All that is said of a row, what refused it first."""
    gesorteerd = sorted(regel.meldingen, key=lambda m: m["soort"] != FOUT)
    waar = [f"Blad '{regel.blad}'"] if regel.rij == 1 and regel.blad else []
    delen = [
        ("" if m["soort"] == FOUT else "Let op: ") + (f"{m['kolom']}: " if m["kolom"] else "") + m["melding"]
        for m in gesorteerd
    ]
    return " | ".join(waar + delen)[:MAX_CEL]


def _uit_json(waarde):
    if not isinstance(waarde, dict) or len(waarde) != 1:
        return waarde
    [(soort, tekst)] = waarde.items()
    try:
        if soort == _DATUM:
            return date.fromisoformat(tekst)
        if soort == _MOMENT:
            return datetime.fromisoformat(tekst)
    except (TypeError, ValueError):
        return waarde
    return f"{MERK} {tekst}".strip() if soort == _ONLEESBAAR else waarde


def _als_geojson(import_: Import, naam: str) -> HttpResponseBase:
    stelsel = next(s for s in STELSELS.values() if s.naam == import_.samenvatting["stelsel"])
    features = map(_feature, geweigerd(import_).exclude(bronrij={}).iterator(chunk_size=200))
    return geojson_antwoord(naam, srid=stelsel.srid, kenmerken={}, features=features)


def _feature(regel: Importregel) -> tuple[int, str | None, dict]:
    """(row, shape as it was in the file, columns)."""
    bron = regel.bronrij
    waarden = {naam: _uit_json(waarde) for naam, waarde in bron["kolommen"]}
    vorm = bron.get("vorm")
    if "wkb" in bron:
        vlak = GEOSGeometry(memoryview(base64.b64decode(bron["wkb"])))
        vorm = {"type": "MultiPolygon", "coordinates": vlak.coords}
    return regel.rij, None if vorm is None else json.dumps(vorm), waarden | {FOUTKOLOM: meldingen(regel)}
