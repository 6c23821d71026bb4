"""Who is who in the table of url × role, and what one row of it says."""

from dataclasses import dataclass, field

GEMEENTE_AA = {"invoerder_aa", "vaststeller_aa"}
OOST = {"adviseur_oost", "coordinator_oost"}
LEDEN = GEMEENTE_AA | OOST | {"invoerder_bee", "koepel", "zorgkantoor", "partner", "kernteam", "beheerder"}
INGELOGD = LEDEN | {"vreemde", "projectleider"}
IEDEREEN = INGELOGD | {"anoniem"}
WIJZIGERS = GEMEENTE_AA | {"coordinator_oost", "invoerder_bee", "beheerder"}
VASTLEGGERS_AA = {"vaststeller_aa", "coordinator_oost", "beheerder"}
BEHEER = {"beheerder"}
LEIDERS_AA = GEMEENTE_AA | OOST | {"kernteam", "beheerder"}
PLOTTERS_AA = GEMEENTE_AA | {"coordinator_oost", "beheerder"}
INDIENERS = {"partner", "beheerder"}
# Projects in Aa: who sees them all there, who coaches, who reads what advisers write, and who has a part in one.
COACHES_AA = OOST | {"kernteam", "beheerder"}
PROJECT_AA = GEMEENTE_AA | COACHES_AA
PROJECTLEZERS_AA = PROJECT_AA | {"partner", "projectleider"}
ADVISEURS = {"adviseur_oost", "kernteam"}
PROJECTZIENERS = PROJECT_AA | {"invoerder_bee"}


@dataclass
class Rij:
    wie: set
    kwargs: dict = field(default_factory=dict)  # "@naam" is the pk of that object in the fixture `dingen`
    status: int = 200
    post: bool = False
    # What others get instead of 404 or the login page.
    anders: int | None = None
    # Who may, but would take the object away from those who are tried after them; tested elsewhere.
    overslaan: set = field(default_factory=set)


def samen_op_telefoon(delen) -> dict[str, list[str]]:
    """Of the parts of a table: per member of the cast the pages that are looked at on a phone."""
    namen: dict[str, list[str]] = {}
    for deel in delen:
        for wie, paginas in deel.OP_TELEFOON.items():
            namen.setdefault(wie, []).extend(paginas)
    return namen
