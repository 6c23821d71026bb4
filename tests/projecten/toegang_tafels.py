"""Rows of the permission table for projecten/tafels."""

from projecten.tafels.actions import bewaar_lid, bewaar_overleg, bewaar_tafel
from projecten.tafels.models import Besluit, Overleg, Overlegtafel, Tafellid
from tests.rollen import COACHES_AA, LEDEN, Rij

# The table is of woondealregio Noord, in which every member of the cast has a gemeente. For the table of urls the
# stranger is made a reader of the koepel.
LEZERS = LEDEN | {"vreemde"}
OP_TAFEL = {"pk": "@overlegtafel"}
OP_LID = {"pk": "@tafellid"}
TABEL: dict[str, list[Rij]] = {
    "overlegtafel-lijst": [Rij(LEZERS)],
    "overlegtafel": [
        Rij(LEZERS, OP_TAFEL),
        Rij({"koepel", "vreemde", "kernteam", "beheerder"}, {"pk": "@overlegtafel_ver"}),
    ],
    "overlegtafel-nieuw": [Rij(COACHES_AA)],
    "overlegtafel-bewerken": [
        Rij(COACHES_AA, OP_TAFEL),
        Rij({"kernteam", "beheerder"}, {"pk": "@overlegtafel_ver"}),
    ],
    "tafellid-nieuw": [Rij(COACHES_AA, OP_TAFEL)],
    "tafellid": [Rij(COACHES_AA, OP_LID)],
    "tafellid-overdragen": [Rij(COACHES_AA, OP_LID)],
    "overdracht": [Rij(LEZERS, OP_LID)],
    "overleg-nieuw": [Rij(COACHES_AA, OP_TAFEL)],
    "overleg-bewerken": [Rij(COACHES_AA, {"pk": "@overleg"})],
    "besluit-gedaan": [Rij(COACHES_AA, {"pk": "@besluit"}, status=302, post=True)],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "koepel": ["overlegtafel-lijst", "overlegtafel"],
    "adviseur_oost": ["overlegtafel", "overleg-nieuw", "tafellid-overdragen", "overdracht", "tafellid"],
}


def dingen(cast, project) -> dict:
    """What '@naam' in the rows stands for; `project` is one in Aa with a projectleider and a partner."""
    regio = project.gemeente.woondealregio_id
    tafel = bewaar_tafel(tafel=Overlegtafel(naam=f"Tafel van {project.gemeente}", woondealregio_id=regio), by="test")
    ver = bewaar_tafel(tafel=Overlegtafel(naam=f"Tafel van Ver bij {project}", woondealregio_id="WD92"), by="test")
    lid = bewaar_lid(
        lid=Tafellid(
            tafel=tafel, naam="W. van Aa", functie="wethouder", organisatie_naam="gemeente Aa", bestuurlijk=True
        ),
        by="test",
    )
    besluit = Besluit(tekst="Een lijst van plekken maken", lid=lid)
    overleg = bewaar_overleg(overleg=Overleg(tafel=tafel), besluiten=[besluit], volgende=None, by="test")
    return {
        "overlegtafel": tafel.pk,
        "overlegtafel_ver": ver.pk,
        "tafellid": lid.pk,
        "overleg": overleg.pk,
        "besluit": besluit.pk,
    }
