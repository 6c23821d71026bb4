"""Rows of the permission table for what visitors report about plans."""

from programmering.meldingen.actions import meld
from tests.rollen import BEHEER, GEMEENTE_AA, IEDEREEN, WIJZIGERS, Rij

# Who may change a plan in Aa that everyone sees, and one that only the gemeente sees.
HOUDEN_BIJ = GEMEENTE_AA | BEHEER | {"coordinator_oost"}
ALLEEN_AA = GEMEENTE_AA | BEHEER
BEIDE = [(HOUDEN_BIJ, "@melding"), (ALLEEN_AA, "@melding_gemeente")]
TABEL: dict[str, list[Rij]] = {
    # Anyone, about what one may know of; without a choice and a text it is no report.
    "plan-melden": [
        Rij(IEDEREEN, {"pk": "@plan_gemeld"}),
        Rij(IEDEREEN, {"pk": "@plan_gemeld"}, status=422, post=True),
        Rij(ALLEEN_AA, {"pk": "@plan_gemeld_gemeente"}, anders=404),
        Rij(ALLEEN_AA, {"pk": "@plan_gemeld_gemeente"}, status=422, post=True, anders=404),
    ],
    "plan-gemeld": [
        Rij(IEDEREEN, {"pk": "@plan_gemeld"}),
        Rij(ALLEEN_AA, {"pk": "@plan_gemeld_gemeente"}, anders=404),
    ],
    "melding-lijst": [Rij(WIJZIGERS)],
    "melding": [
        *(Rij(wie, {"pk": pk}) for wie, pk in BEIDE),
        *(Rij(wie, {"pk": pk}, status=422, post=True) for wie, pk in BEIDE),
    ],
    "melding-afhandelen": [Rij(wie, {"pk": pk}, status=302, post=True) for wie, pk in BEIDE],
    "melding-heropenen": [Rij(wie, {"pk": pk}, status=302, post=True) for wie, pk in BEIDE],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"melding-afhandelen", "melding-heropenen"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "anoniem": ["plan-melden", "plan-gemeld"],
    "invoerder_aa": ["melding-lijst", "melding"],
}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for: a report on a public plan, and one of a colleague on a plan that only the
    gemeente sees."""
    openbaar = maak_plan(plannaam="Gemeld plan")
    stil = maak_plan(plannaam="Gemeld in huis", status="4A", vertrouwelijkheid="gemeente")
    return {
        "plan_gemeld": openbaar.pk,
        "plan_gemeld_gemeente": stil.pk,
        "melding": meld(plan=openbaar, wat="jaar", tekst="Dit is al klaar.", naam="Een buur", email="buur@dorp.nl").pk,
        "melding_gemeente": meld(plan=stil, wat="naam", tekst="Het heet anders.").pk,
    }
