"""Rows of the permission table for projecten/coaching."""

from projecten.coaching.models import Contactmoment
from projecten.zicht import Zichtbaarheid
from tests.rollen import ADVISEURS, COACHES_AA, IEDEREEN, INGELOGD, PROJECT_AA, PROJECTLEZERS_AA, Rij

TABEL: dict[str, list[Rij]] = {
    "vandaag": [Rij(COACHES_AA)],
    "contact-lijst": [Rij(COACHES_AA)],
    "contact-csv": [Rij(COACHES_AA)],
    "contact-xlsx": [Rij(COACHES_AA)],
    "contact-nieuw": [Rij(COACHES_AA)],
    "contact": [
        Rij(ADVISEURS, {"pk": "@contact_adviseurs"}),
        Rij(PROJECT_AA, {"pk": "@contact_gemeente"}),
        Rij(PROJECTLEZERS_AA, {"pk": "@contact_partners"}),
    ],
    "contact-bewerken": [Rij({"adviseur_oost"}, {"pk": "@contact_adviseurs"})],
    # What a device keeps says nothing of anyone; what it asks and sends is never answered by a redirect.
    "loggen": [Rij(IEDEREEN)],
    "werker": [Rij(IEDEREEN)],
    "manifest": [Rij(IEDEREEN)],
    "loggen-stand": [Rij(COACHES_AA, overslaan={"anoniem"}), Rij({"anoniem"}, status=401, overslaan=INGELOGD)],
    "loggen-verstuur": [
        Rij(COACHES_AA, status=422, post=True, overslaan={"anoniem"}),
        Rij({"anoniem"}, status=401, post=True, overslaan=INGELOGD),
    ],
}
# Answers that are no page.
# `loggen` is looked at in tests/browser/test_loggen.py: it asks who is there, also where nobody is.
GEEN_PAGINA: set[str] = {
    "contact-csv", "contact-xlsx", "loggen", "werker", "manifest", "loggen-stand", "loggen-verstuur",
}  # fmt: skip
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "adviseur_oost": ["vandaag", "contact-lijst", "contact-nieuw", "contact", "contact-bewerken"]
}


def dingen(cast, project) -> dict:
    """What '@naam' in the rows stands for; `project` is one in Aa with a projectleider and a partner."""
    return {
        f"contact_{niveau}": Contactmoment.objects.create(
            project=project, gemeente=project.gemeente, provincie=project.gemeente.provincie, taak="II", uren="1.5",
            notitie=f"Voor {niveau}", wie="de projectleider", zichtbaarheid=niveau, door=cast.adviseur_oost,
            door_naam="adviseur",
        ).pk
        for niveau in Zichtbaarheid.values
    }  # fmt: skip
