"""Reading uploaded files: one module a kind, chosen by how the name ends and by what is inside.

A new kind is a module with a class that does what basis.Lezer says, and a line in LEZERS.
"""

from .basis import MAX_BYTES, MAX_RIJEN, Bronrij, Kop, Leesfout, Lezer
from .geojson import GeoJson

__all__ = ["EXTENSIES", "LEZERS", "MAX_BYTES", "MAX_RIJEN", "Bronrij", "Kop", "Leesfout", "Lezer", "kies_lezer"]

# Of the readers with one extension the first that recognises the content is taken.
LEZERS: tuple[Lezer, ...] = (GeoJson(),)
EXTENSIES = tuple(dict.fromkeys(e for lezer in LEZERS for e in lezer.extensies))


def kies_lezer(naam: str, inhoud: bytes) -> Lezer:
    """The reader for this file. When none knows the content, one of its extension, whose check says what is wrong."""
    kandidaten = [lezer for lezer in LEZERS if naam.lower().endswith(lezer.extensies)]
    if not kandidaten:
        raise Leesfout(f"Kies een bestand dat eindigt op {' of '.join(EXTENSIES)}.")
    return next((lezer for lezer in kandidaten if lezer.herken(inhoud)), kandidaten[0])
