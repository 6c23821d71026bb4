"""Reading uploaded files: one module a kind, chosen by how the name ends and by what is inside.

A new kind is a module with a class that does what basis.Lezer says, and a line in LEZERS.
"""

from dataclasses import replace

from . import basis
from .basis import MAX_BYTES, MAX_RIJEN, Bronrij, Kop, Leesfout, Lezer, StelselOnbekend
from .csvbestand import Csv
from .geojson import GeoJson
from .geopakket import GeoPakket
from .shapefile import ShapefileZip
from .xlsx import Xlsx

__all__ = [
    "EXTENSIES",
    "LEZERS",
    "MAX_BYTES",
    "MAX_RIJEN",
    "Bronrij",
    "Kop",
    "Leesfout",
    "Lezer",
    "StelselOnbekend",
    "basis",
    "kies_lezer",
]

# Of the readers with one extension the first that recognises the content is taken.
LEZERS: tuple[Lezer, ...] = (Xlsx(), Csv(), GeoJson(), GeoPakket(), ShapefileZip())
EXTENSIES = tuple(dict.fromkeys(e for lezer in LEZERS for e in lezer.extensies))
_WEL = " of ".join(EXTENSIES)
# What people try, and what to do about it.
_HINTS = {
    (
        ".shp",
        ".shx",
        ".dbf",
    ): "Een Shapefile bestaat uit meer bestanden. Zet .shp, .shx, .dbf en .prj samen in een zip.",
    (".gdb", ".kml", ".kmz", ".gml", ".tab"): "Exporteer de laag met plannen als GeoPackage of GeoJSON.",
    (".xls", ".xlsb"): "Dit is een ander soort Excelbestand. Open het in Excel en bewaar het als .xlsx.",
    (".xlsm", ".xltm"): "In dit Excelbestand kunnen macro's zitten. Open het in Excel en bewaar het als .xlsx.",
    (".ods",): "Dit is een rekenblad van LibreOffice. Open het en bewaar het als .xlsx.",
}


def kies_lezer(naam: str, inhoud: bytes, *, herken_kolom=None) -> Lezer:
    """The reader for this file. When none knows the content, one of its extension, whose check says what is wrong.

    `herken_kolom` says of a heading whether the profile chosen knows it; a reader of tables finds its headings by it.
    """
    kandidaten = [lezer for lezer in LEZERS if naam.lower().endswith(lezer.extensies)]
    if not kandidaten:
        hint = next((hint for einden, hint in _HINTS.items() if naam.lower().endswith(einden)), "")
        raise Leesfout(hint or f"Kies een bestand dat eindigt op {_WEL}.")
    lezer = next((lezer for lezer in kandidaten if lezer.herken(inhoud)), kandidaten[0])
    return replace(lezer, herken_kolom=herken_kolom) if hasattr(lezer, "herken_kolom") else lezer
