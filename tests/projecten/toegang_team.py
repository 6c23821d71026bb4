"""Rows of the permission table for projecten/team."""

from tests.rollen import BEHEER, COACHES_AA, Rij

BEHEERDERS = {"coordinator_oost", "kernteam"} | BEHEER
TABEL: dict[str, list[Rij]] = {
    "team": [Rij(COACHES_AA)],
    # How much an adviser of Oost works; norms are of the land.
    "team-inzet": [Rij(BEHEERDERS, {"pk": "@adviseur"}), Rij(set(), {"pk": "@geen_adviseur"})],
    "team-norm": [Rij({"kernteam"} | BEHEER)],
    "team-omvang": [Rij(COACHES_AA)],
    "team-omvang-csv": [Rij(COACHES_AA)],
    "team-omvang-xlsx": [Rij(COACHES_AA)],
    "team-evaluatie": [Rij(COACHES_AA)],
    "team-evaluatie-xlsx": [Rij(COACHES_AA)],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"team-omvang-csv", "team-omvang-xlsx", "team-evaluatie-xlsx"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "kernteam": ["team", "team-norm", "team-omvang", "team-evaluatie"],
    "coordinator_oost": ["team-inzet"],
}


def dingen(cast, project) -> dict:
    """What '@naam' in the rows stands for; `project` is one in Aa with a projectleider and a partner."""
    return {"adviseur": cast.adviseur_oost.pk, "geen_adviseur": cast.invoerder_bee.pk}
