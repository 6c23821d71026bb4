"""Rows of the permission table: roadmap."""

from tests.rollen import BEHEER, GEMEENTE_AA, IEDEREEN, INGELOGD, Rij

from .roadmaprijen import Kleine, zet

KENNIS = {"kernteam"} | BEHEER
GEMEENTEN = GEMEENTE_AA | {"invoerder_bee"}
TABEL: dict[str, list[Rij]] = {
    # Reading is for everyone.
    "roadmap": [Rij(IEDEREEN)],
    "roadmap-stap": [Rij(IEDEREEN, {"slug": "@roadmapstap_slug"}), Rij(set(), {"slug": "is-er-niet"}, anders=404)],
    "roadmap-knooppunt": [Rij(IEDEREEN, {"slug": "een"}), Rij(set(), {"slug": "is-er-niet"}, anders=404)],
    # Ticking is for members of an organisation of the kind of that line; without a day and proof nothing is written.
    "roadmap-zetten": [
        Rij(GEMEENTEN, {"slug": "@roadmapstap_slug"}),
        Rij({"partner"}, {"slug": "@roadmapstap_corporatie_slug"}),
        Rij(GEMEENTEN, {"slug": "@roadmapstap_slug"}, status=422, post=True),
    ],
    "roadmap-terugnemen": [Rij(set(), {"pk": "@roadmap_gezet"}, post=True, overslaan={"partner"})],
    "roadmap-mijn": [Rij(GEMEENTEN | {"partner", "zorgkantoor"})],
    # Who is member of something; the stranger is one of a koepel here.
    "roadmap-gemeente": [Rij(INGELOGD - {"projectleider"}, {"code": "GM9000"}), Rij(set(), {"code": "GM0000"})],
    # Editing
    "roadmap-beheer": [Rij(KENNIS)],
    "roadmap-lijn-bewerken": [Rij(KENNIS, {"pk": "@roadmaplijn"}), Rij(KENNIS, {"pk": "@roadmaplijn"}, 422, True)],
    "roadmap-stap-nieuw": [Rij(KENNIS, {"lijn": "@roadmaplijn"}), Rij(KENNIS, {"lijn": "@roadmaplijn"}, 422, True)],
    "roadmap-stap-bewerken": [Rij(KENNIS, {"pk": "@roadmapstap"}), Rij(KENNIS, {"pk": "@roadmapstap"}, 422, True)],
    "roadmap-stap-verschuiven": [Rij(KENNIS, {"pk": "@roadmapstap", "richting": "links"}, 302, True)],
    "roadmap-stap-verwijderen": [Rij(KENNIS, {"pk": "@roadmapstap"})],
    "roadmap-knooppunt-nieuw": [Rij(KENNIS), Rij(KENNIS, {}, 422, True)],
    "roadmap-knooppunt-bewerken": [
        Rij(KENNIS, {"pk": "@roadmapknooppunt"}),
        Rij(KENNIS, {"pk": "@roadmapknooppunt"}, 422, True),
    ],
    "roadmap-knooppunt-verschuiven": [Rij(KENNIS, {"pk": "@roadmapknooppunt", "richting": "rechts"}, 302, True)],
    "roadmap-knooppunt-verwijderen": [Rij(KENNIS, {"pk": "@roadmapknooppunt"})],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = set()
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "invoerder_aa": ["roadmap", "roadmap-stap", "roadmap-knooppunt", "roadmap-mijn", "roadmap-zetten",
                     "roadmap-gemeente"],
    "kernteam": ["roadmap-beheer", "roadmap-stap-bewerken"],
}  # fmt: skip


def dingen(cast) -> dict:
    """What '@naam' in the rows stands for."""
    kleine = Kleine()
    (gezet,) = zet(cast.partner, kleine.w1)
    return {
        "roadmaplijn": kleine.lijnen["gemeente"].pk,
        "roadmapstap": kleine.g2.pk,
        "roadmapstap_slug": kleine.g2.slug,
        "roadmapstap_corporatie_slug": kleine.w1.slug,
        "roadmapknooppunt": kleine.een.pk,
        "roadmap_gezet": gezet.pk,
    }
