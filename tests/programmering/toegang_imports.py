"""Rows of the permission table for what is refused of an import, and what is not in it."""

from programmering.imports.models import Import, Importregel
from tests.rollen import Rij

TELLING = {"uitkomsten": {"nieuw": 1, "gewijzigd": 0, "ongewijzigd": 0, "geweigerd": 0}, "met_waarschuwing": 0}
EIGEN = {"invoerder_aa", "beheerder"}

TABEL: dict[str, list[Rij]] = {
    "import-foute-rijen": [
        Rij(EIGEN, {"pk": "@import_fout"}),
        # Of which nothing was refused.
        Rij(set(), {"pk": "@import_goed"}),
    ],
    "import-ontbreekt": [
        Rij(EIGEN, {"pk": "@import_goed"}),
        # Of before this was kept.
        Rij(set(), {"pk": "@import_fout"}),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"import-foute-rijen"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"invoerder_aa": ["import-ontbreekt"]}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for."""
    wordt_gemist = maak_plan(plannaam="Niet in het bestand")
    fout = _import(cast.invoerder_aa, {"kolommen": ["Plancode", "Gemeente", "Plannaam"]})
    Importregel.objects.create(
        bij=fout,
        nummer=1,
        blad="Plannen",
        rij=2,
        uitkomst=Importregel.Uitkomst.GEWEIGERD,
        meldingen=[{"kolom": "Gemeente", "waarde": "Nergens", "melding": "Onbekend.", "soort": "fout", "reden": "x"}],
        bronrij={"kolommen": [["Plancode", "A-1"], ["Gemeente", "Nergens"]]},
    )
    ontbreekt = {"deel": False, "plannen": [wordt_gemist.pk]}
    goed = _import(cast.invoerder_aa, TELLING | {"ontbreekt": ontbreekt})
    return {"import_fout": fout.pk, "import_goed": goed.pk}


def _import(door, samenvatting: dict) -> Import:
    return Import.objects.create(
        bestandsnaam="plannen.xlsx",
        bestand=b"",
        profiel="portaal-sjabloon",
        status=Import.Status.VASTGELEGD,
        door=door,
        door_naam=door.naam,
        samenvatting=samenvatting,
    )
