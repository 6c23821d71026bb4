"""Rows of the permission table for uitvragen and aanleveringen."""

import datetime

from django.utils import timezone

from programmering.uitvragen.actions import Opmerking, bewaar_uitvraag, geef_terug, lever_aan
from programmering.uitvragen.models import Uitvraag
from tests.rollen import BEHEER, GEMEENTE_AA, WIJZIGERS, Rij

LEIDERS_OOST = BEHEER | {"coordinator_oost"}
# Who delivers for a gemeente, or leads an uitvraag; nobody else knows that there is one.
BETROKKEN = WIJZIGERS
OP_UITVRAAG = {"pk": "@uitvraag"}
OP_AA = {"pk": "@aanlevering"}
OP_CEE = {"pk": "@aanlevering_cee"}
# Opens tomorrow: the gemeenten do not know yet.
OP_STRAKS = {"pk": "@aanlevering_straks"}
TABEL: dict[str, list[Rij]] = {
    "uitvraag-lijst": [Rij(BETROKKEN)],
    "uitvraag-nieuw": [Rij(LEIDERS_OOST)],
    "uitvraag": [Rij(LEIDERS_OOST, OP_UITVRAAG)],
    "uitvraag-csv": [Rij(LEIDERS_OOST, OP_UITVRAAG)],
    "uitvraag-bewerken": [Rij(LEIDERS_OOST, OP_UITVRAAG)],
    # Without a choice these go back to the page and change nothing.
    "uitvraag-einde": [Rij(LEIDERS_OOST, OP_UITVRAAG, status=302, post=True)],
    "uitvraag-accepteren": [Rij(LEIDERS_OOST, OP_UITVRAAG, status=302, post=True)],
    "aanlevering": [
        Rij(GEMEENTE_AA | LEIDERS_OOST, OP_AA),
        Rij(LEIDERS_OOST, OP_CEE),
        Rij(BEHEER, OP_STRAKS),
    ],
    "aanlevering-leveren": [
        Rij(GEMEENTE_AA | BEHEER, OP_AA, status=422, post=True),
        Rij(BEHEER, OP_CEE, status=422, post=True),
        Rij(BEHEER, OP_STRAKS, status=422, post=True),
    ],
    "aanlevering-stap": [Rij(GEMEENTE_AA | BEHEER, OP_AA, status=422, post=True)],
    "aanlevering-besluit": [
        Rij(LEIDERS_OOST, OP_AA, status=422, post=True),
        Rij(LEIDERS_OOST, OP_CEE, status=422, post=True),
    ],
}
# Answers that are no page.
GEEN_PAGINA = {"uitvraag-csv"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "invoerder_aa": ["uitvraag-lijst", "aanlevering"],
    "coordinator_oost": ["uitvraag-lijst", "uitvraag", "uitvraag-nieuw", "uitvraag-bewerken", "aanlevering"],
}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for: Aa got hers back with remarks, Cee has delivered, West opens tomorrow."""
    plan = maak_plan(plannaam="Gevraagd plan")
    maak_plan("Cee", plannaam="Plan van Cee", gereed=False)
    vandaag = timezone.localdate()
    velden = {
        "naam": "Najaar",
        "peildatum": vandaag,
        "sluit": vandaag + datetime.timedelta(days=20),
        "terugval_email": "wonen@provincie.voorbeeld.nl",
        "toelichting": "Let op de jaren.",
    }
    oost = bewaar_uitvraag(uitvraag=Uitvraag(provincie_id="PV90", opent=vandaag, **velden), by="test")
    straks = vandaag + datetime.timedelta(days=1)
    west = bewaar_uitvraag(uitvraag=Uitvraag(provincie_id="PV91", opent=straks, **velden), by="test")
    aa, cee = oost.aanleveringen.order_by("gemeente__code")
    for aanlevering in (aa, cee):
        lever_aan(aanlevering=aanlevering, by="test", leveraar=cast.invoerder_aa, bericht="Alles bijgewerkt.")
    opmerkingen = [Opmerking("Klopt dit aantal?", plan), Opmerking("Kijk ook naar de jaren.")]
    geef_terug(aanlevering=aa, by="test", besluit="Nog twee vragen.", opmerkingen=opmerkingen)
    return {
        "uitvraag": oost.pk,
        "aanlevering": aa.pk,
        "aanlevering_cee": cee.pk,
        "aanlevering_straks": west.aanleveringen.order_by("gemeente__code")[0].pk,
    }
