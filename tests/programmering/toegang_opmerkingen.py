"""Rows of the permission table for comments of colleagues on a plan."""

from programmering.opmerkingen.actions import beantwoord, plaats
from tests.rollen import BEHEER, GEMEENTE_AA, OOST, WIJZIGERS, Rij

# Who reads what is internal of a plan in Aa that the provincie sees too, and of one that only the gemeente sees.
LEZERS_AA = GEMEENTE_AA | OOST | BEHEER
ALLEEN_AA = GEMEENTE_AA | BEHEER
BEIDE = [(LEZERS_AA, "@opmerking"), (ALLEEN_AA, "@opmerking_gemeente")]
TABEL: dict[str, list[Rij]] = {
    "opmerking-lijst": [Rij(LEZERS_AA, {"pk": "@plan_besproken"}), Rij(ALLEEN_AA, {"pk": "@plan_besproken_gemeente"})],
    "opmerking": [
        *(Rij(wie, {"pk": pk}) for wie, pk in BEIDE),
        # Without a text it is no answer.
        *(Rij(wie, {"pk": pk}, status=422, post=True) for wie, pk in BEIDE),
        # An answer leads to its thread.
        Rij(LEZERS_AA, {"pk": "@antwoord_op_opmerking"}, status=302),
    ],
    # Only who wrote it, and only the last word in a thread: of another one is sent back.
    "opmerking-wijzigen": [
        Rij({"vaststeller_aa"}, {"pk": "@opmerking_gemeente"}),
        Rij({"vaststeller_aa"}, {"pk": "@opmerking"}, status=302),
    ],
    "opmerking-verwijderen": [
        Rij(set(), {"pk": "@opmerking_gemeente"}, post=True, overslaan={"vaststeller_aa"}),
        Rij({"vaststeller_aa"}, {"pk": "@opmerking"}, status=302, post=True),
    ],
    "opmerking-oplossen": [Rij(wie, {"pk": pk}, status=302, post=True) for wie, pk in BEIDE],
    "opmerking-heropenen": [Rij(wie, {"pk": pk}, status=302, post=True) for wie, pk in BEIDE],
    "vermelding-lijst": [Rij(WIJZIGERS | OOST)],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"invoerder_aa": ["opmerking-lijst", "opmerking", "vermelding-lijst"]}


def dingen(cast, maak_plan) -> dict:
    """What '@naam' in the rows stands for: by vaststeller-aa on two plans, with an answer on the first."""
    openbaar = maak_plan(plannaam="Besproken plan")
    stil = maak_plan(plannaam="Besproken in huis", status="4A", vertrouwelijkheid="gemeente")
    velden = {"door": cast.vaststeller_aa, "vermeld": [cast.invoerder_aa]}
    begin = plaats(plan=openbaar, veld="status_planologisch", tekst="Is dit al vastgesteld?", **velden)
    return {
        "plan_besproken": openbaar.pk,
        "plan_besproken_gemeente": stil.pk,
        "opmerking": begin.pk,
        "antwoord_op_opmerking": beantwoord(opmerking=begin, tekst="Ja, in maart.", door=cast.adviseur_oost).pk,
        "opmerking_gemeente": plaats(plan=stil, tekst="Wie belt de eigenaar?", **velden).pk,
    }
