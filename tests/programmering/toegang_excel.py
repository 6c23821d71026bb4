"""Rows of the permission table for plans to Excel."""

from tests.rollen import WIJZIGERS, Rij

TABEL: dict[str, list[Rij]] = {
    "import-excel": [Rij(WIJZIGERS)],
    "import-sjabloon": [Rij(WIJZIGERS)],
    # Who has no plans there is sent back to choose; in Aa and in Oost there are some.
    "import-sjabloon-plannen": [
        Rij(WIJZIGERS - {"invoerder_bee"}, overslaan={"invoerder_bee"}),
        Rij({"invoerder_bee"}, status=302, overslaan=WIJZIGERS - {"invoerder_bee"}),
    ],
    "import-formulieren": [
        Rij(WIJZIGERS - {"invoerder_bee"}, overslaan={"invoerder_bee"}),
        Rij({"invoerder_bee"}, status=302, overslaan=WIJZIGERS - {"invoerder_bee"}),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"import-sjabloon", "import-sjabloon-plannen", "import-formulieren"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"invoerder_aa": ["import-excel"]}


def dingen(cast, maak_plan) -> dict:
    return {}
