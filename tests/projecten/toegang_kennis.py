"""Rows of the permission table for projecten/kennis."""

from kenniskaarten.kaarten.models import Kennisstuk
from projecten.kennis.actions import bewaar_kennis
from projecten.vraagbaak.actions import beantwoord, bewaar_vraag
from projecten.vraagbaak.models import Antwoord, Vraag
from tests.rollen import ADVISEURS, PROJECT_AA, Rij

# Who works in the project.
WERKERS = PROJECT_AA | {"projectleider"}
OP_PROJECT = {"pk": "@project"}
TABEL: dict[str, list[Rij]] = {
    # Without a thing to keep it says so and goes back.
    "projectkennis-bewaren": [Rij(WERKERS, OP_PROJECT, status=302, post=True)],
    "projectkennis": [
        Rij(WERKERS, {**OP_PROJECT, "kennis": "@bewaard"}),
        Rij(ADVISEURS, {**OP_PROJECT, "kennis": "@bewaard_adviseurs"}),
    ],
    "projectkennis-verwijderen": [
        Rij(set(), {**OP_PROJECT, "kennis": "@bewaard"}, post=True, overslaan=WERKERS),
        Rij(set(), {**OP_PROJECT, "kennis": "@bewaard_adviseurs"}, post=True, overslaan=ADVISEURS),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {"projectkennis-bewaren", "projectkennis-verwijderen"}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {"projectleider": ["projectkennis"]}


def dingen(cast, project) -> dict:
    """What '@naam' in the rows stands for: a kenniskaart, and a question that only advisers read."""
    stuk = Kennisstuk.objects.create(
        soort="kenniskaart", titel="Bewaarde kaart", slug=f"bewaarde-kaart-{project.pk}", samenvatting="Kort.",
        eigenaar="kernteam", status="gepubliceerd",
    )  # fmt: skip
    vraag = Vraag(titel="Een vraag van een adviseur", steller=cast.adviseur_oost, zichtbaarheid="adviseurs")
    bewaar_vraag(vraag=vraag, by="test")
    beantwoord(antwoord=Antwoord(vraag=vraag, door=cast.kernteam, tekst="Vraag het na."), by="test")

    def bewaar(bron: str, sleutel: int) -> int:
        velden = {"project": project, "door": cast.adviseur_oost, "by": "test"}
        return bewaar_kennis(bron=bron, sleutel=sleutel, **velden).pk

    return {"bewaard": bewaar("kennisstuk", stuk.pk), "bewaard_adviseurs": bewaar("vraag", vraag.pk)}
