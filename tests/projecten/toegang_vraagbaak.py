"""Rows of the permission table for projecten/vraagbaak."""

from projecten.vraagbaak.actions import beantwoord, bewaar_intervisie, bewaar_vraag
from projecten.vraagbaak.models import Antwoord, Intervisie, Vraag
from tests.rollen import ADVISEURS, PROJECTLEZERS_AA, Rij

# Who has a part in any project: those who see projects somewhere, the projectleider and the partner.
VRAGERS = PROJECTLEZERS_AA | {"invoerder_bee"}
# What is for the gemeente as well, not for projectleiders and partners.
GEMEENTEN = VRAGERS - {"projectleider", "partner"}
OP_INTERVISIE = {"pk": "@intervisie"}
TABEL: dict[str, list[Rij]] = {
    "vraag-lijst": [Rij(VRAGERS)],
    "vraag-nieuw": [Rij(VRAGERS)],
    "vraag-lijkt-op": [Rij(VRAGERS)],
    "vraag": [
        Rij(VRAGERS, {"pk": "@vraag"}),
        Rij(GEMEENTEN, {"pk": "@vraag_gemeente"}),
        Rij(ADVISEURS, {"pk": "@vraag_adviseur"}),
    ],
    "vraag-bewerken": [Rij({"projectleider"}, {"pk": "@vraag"}), Rij({"adviseur_oost"}, {"pk": "@vraag_adviseur"})],
    # Without a text it is not an answer.
    "vraag-beantwoorden": [
        Rij(VRAGERS, {"pk": "@vraag"}, status=422, post=True),
        Rij(ADVISEURS, {"pk": "@vraag_adviseur"}, status=422, post=True),
    ],
    "antwoord-hielp": [
        Rij(
            PROJECTLEZERS_AA - {"partner"},
            {"pk": "@vraag", "antwoord": "@antwoord"},
            status=302,
            post=True,
        ),
        Rij({"adviseur_oost"}, {"pk": "@vraag_adviseur", "antwoord": "@antwoord_adviseur"}, status=302, post=True),
    ],
    "intervisie-lijst": [Rij(ADVISEURS)],
    "intervisie-nieuw": [Rij(ADVISEURS)],
    "intervisie": [Rij(ADVISEURS, OP_INTERVISIE)],
    "intervisie-bewerken": [Rij(ADVISEURS, OP_INTERVISIE)],
    "intervisie-vervolg": [Rij(ADVISEURS, OP_INTERVISIE, status=302, post=True)],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"vraag-lijkt-op"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "projectleider": ["vraag-lijst", "vraag-nieuw", "vraag", "vraag-bewerken"],
    "adviseur_oost": ["vraag-lijst", "intervisie-lijst", "intervisie", "intervisie-bewerken"],
}


def dingen(cast, project) -> dict:
    """What '@naam' in the rows stands for; `project` is one in Aa with a projectleider and a partner."""

    def vraag(zichtbaarheid: str, steller, titel: str, project=None) -> tuple[int, int]:
        rij = Vraag(titel=titel, steller=steller, zichtbaarheid=zichtbaarheid, project=project)
        bewaar_vraag(vraag=rij, by=str(steller))
        antwoord = beantwoord(
            antwoord=Antwoord(vraag=rij, door=cast.kernteam, tekst="Dat kan met deelauto's."), by="test"
        )
        return rij.pk, antwoord.pk

    open_, antwoord = vraag("partners", cast.projectleider, "Kan de parkeernorm omlaag?", project)
    gemeente, _ = vraag("gemeente", cast.invoerder_aa, "Wie betaalt de huiskamer?")
    geheim, antwoord_adviseur = vraag("adviseurs", cast.adviseur_oost, "Hoe krijg ik deze wethouder mee?")
    intervisie = Intervisie(
        titel="Een projectleider die vastloopt", casus="Wat doe je dan?", project=project, vervolg="Bellen",
        vervolg_wie="adviseur",
    )  # fmt: skip
    return {
        "vraag": open_,
        "antwoord": antwoord,
        "vraag_gemeente": gemeente,
        "vraag_adviseur": geheim,
        "antwoord_adviseur": antwoord_adviseur,
        "intervisie": bewaar_intervisie(intervisie=intervisie, by="test").pk,
    }
