"""Rows of the permission table for what is refused of an import, and what is not in it."""

from programmering.imports.models import Import, Importregel
from tests.rollen import Rij

EIGEN = {"invoerder_aa", "beheerder"}

TABEL: dict[str, list[Rij]] = {
    "import-foute-rijen": [
        Rij(EIGEN, {"pk": "@import_fout"}),
        # Of which nothing was refused.
        Rij(set(), {"pk": "@import_goed"}),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"import-foute-rijen"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for."""
    goed, fout = (
        Import.objects.create(
            bestandsnaam="plannen.xlsx",
            bestand=b"",
            profiel="portaal-sjabloon",
            status=Import.Status.GECONTROLEERD,
            door=cast.invoerder_aa,
            door_naam="Invoerder Aa",
            samenvatting={"kolommen": ["Plancode", "Gemeente", "Plannaam"]},
        )
        for _ in range(2)
    )
    Importregel.objects.create(
        bij=fout,
        nummer=1,
        blad="Plannen",
        rij=2,
        uitkomst=Importregel.Uitkomst.GEWEIGERD,
        meldingen=[{"kolom": "Gemeente", "waarde": "Nergens", "melding": "Onbekend.", "soort": "fout", "reden": "x"}],
        bronrij={"kolommen": [["Plancode", "A-1"], ["Gemeente", "Nergens"]]},
    )
    return {"import_fout": fout.pk, "import_goed": goed.pk}
