"""Rows of the permission table for projecten/project."""

from projecten.project.actions import bewaar_actie, bewaar_betrokkenheid, voeg_document_toe
from projecten.project.models import Actie, Betrokkenheid, Document, Projectpartner
from tests.rollen import ADVISEURS, COACHES_AA, INGELOGD, PROJECT_AA, PROJECTLEZERS_AA, PROJECTZIENERS, Rij

WERKERS = PROJECT_AA | {"projectleider"}
OP_PROJECT = {"pk": "@project"}
TABEL: dict[str, list[Rij]] = {
    "project-lijst": [Rij(INGELOGD)],
    "project-csv": [Rij(INGELOGD)],
    "project-xlsx": [Rij(INGELOGD)],
    "project-nieuw": [Rij(PROJECTZIENERS)],
    "project": [Rij(PROJECTLEZERS_AA, OP_PROJECT)],
    "project-bewerken": [Rij(WERKERS, OP_PROJECT)],
    "project-fase": [Rij(WERKERS, OP_PROJECT)],
    "project-coaching": [Rij(COACHES_AA, OP_PROJECT)],
    "project-leider": [Rij(PROJECT_AA, OP_PROJECT)],
    "project-stoppen": [Rij(WERKERS, OP_PROJECT)],
    "project-hervatten": [Rij(WERKERS, OP_PROJECT, status=302, post=True)],
    "project-condities": [Rij(WERKERS, OP_PROJECT)],
    "projectpartner-nieuw": [Rij(WERKERS, OP_PROJECT)],
    "projectpartner": [Rij(PROJECTLEZERS_AA, {**OP_PROJECT, "partner": "@projectpartner"})],
    "projectpartner-beeindigen": [Rij(WERKERS, {**OP_PROJECT, "partner": "@projectpartner"})],
    "projectcommitment-weg": [
        Rij(
            PROJECTLEZERS_AA,
            {**OP_PROJECT, "partner": "@projectpartner", "niveau": "directie"},
            status=302,
            post=True,
        )
    ],
    "betrokkenheid-nieuw": [Rij(WERKERS, OP_PROJECT)],
    "betrokkenheid": [Rij(WERKERS, {**OP_PROJECT, "betrokkenheid": "@betrokkenheid"})],
    "actie-nieuw": [Rij(WERKERS, OP_PROJECT)],
    "actie": [
        Rij(WERKERS, {**OP_PROJECT, "actie": "@actie"}),
        Rij(ADVISEURS, {**OP_PROJECT, "actie": "@actie_adviseur"}),
    ],
    "actie-afronden": [
        Rij(WERKERS, {**OP_PROJECT, "actie": "@actie"}, status=302, post=True),
        Rij(ADVISEURS, {**OP_PROJECT, "actie": "@actie_adviseur"}, status=302, post=True),
    ],
    "document-nieuw": [Rij(WERKERS, OP_PROJECT)],
    "document": [
        Rij(PROJECT_AA, {**OP_PROJECT, "document": "@document"}),
        Rij(ADVISEURS, {**OP_PROJECT, "document": "@document_adviseur"}),
    ],
    "document-verwijderen": [
        Rij(set(), {**OP_PROJECT, "document": "@document"}, post=True, overslaan=PROJECT_AA),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"project-csv", "project-xlsx", "document"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "adviseur_oost": ["project-lijst", "project", "project-condities", "project-coaching", "project-leider"],
    "projectleider": ["project-lijst", "project", "project-fase", "actie-nieuw", "document-nieuw", "betrokkenheid"],
    "partner": ["project", "projectpartner"],
}


def dingen(cast, project) -> dict:
    """What '@naam' in the rows stands for; `project` is one in Aa with a projectleider and a partner."""
    betrokkenheid = Betrokkenheid(project=project, vorm="bijeenkomst", deelnemers=20, resultaat="Een tuin voor allen.")

    def actie(zichtbaarheid: str) -> int:
        rij = Actie(project=project, wat="Bel de buren", eigenaar_naam="de adviseur", zichtbaarheid=zichtbaarheid)
        return bewaar_actie(actie=rij, by="test").pk

    def document(zichtbaarheid: str) -> int:
        rij = Document(
            project=project, naam="Afspraken", bestandsnaam="afspraken.pdf", soort="application/pdf",
            zichtbaarheid=zichtbaarheid,
        )  # fmt: skip
        return voeg_document_toe(document=rij, inhoud=b"%PDF-1.7", by="test").pk

    return {
        "projectpartner": Projectpartner.objects.get(project=project).pk,
        "betrokkenheid": bewaar_betrokkenheid(betrokkenheid=betrokkenheid, by="test").pk,
        "actie": actie("partners"),
        "actie_adviseur": actie("adviseurs"),
        "document": document("gemeente"),
        "document_adviseur": document("adviseurs"),
    }
