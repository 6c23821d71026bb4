"""Rows of the permission table for projecten/agendering."""

import datetime

from django.utils import timezone

from projecten.agendering.actions import bewaar_escalatie, bewaar_knelpunt, bundel, zet_puntstatus
from projecten.agendering.models import Agenderingspunt, Escalatie, Projectknelpunt
from projecten.project.actions import bewaar_project
from projecten.project.models import Project
from tests.rollen import (
    ADVISEURS,
    BEHEER,
    COACHES_AA,
    INGELOGD,
    PROJECT_AA,
    PROJECTLEZERS_AA,
    PROJECTZIENERS,
    Rij,
)
from woonzorg.gebieden.models import Gemeente

AGENDEERDERS = {"kernteam"} | BEHEER
LEZERS = PROJECTZIENERS | {"partner", "projectleider"}
# The stranger is a member of the koepel too, in the fixture `dingen`.
KOEPEL = {"koepel", "vreemde"}
LEIDEN_AA = PROJECT_AA | {"projectleider"}

TABEL: dict[str, list[Rij]] = {
    "knelpunt-lijst": [Rij(LEZERS)],
    "knelpunt-csv": [Rij(LEZERS)],
    "knelpunt-xlsx": [Rij(LEZERS)],
    "knelpunt": [
        Rij(ADVISEURS, {"pk": "@knelpunt_adviseurs"}),
        Rij(PROJECT_AA, {"pk": "@knelpunt_gemeente"}),
        Rij(PROJECTLEZERS_AA, {"pk": "@knelpunt_partners"}),
    ],
    "knelpunt-nieuw": [Rij(LEIDEN_AA, {"pk": "@project"})],
    "knelpunt-bewerken": [
        Rij(ADVISEURS, {"pk": "@knelpunt_adviseurs"}),
        Rij(PROJECT_AA, {"pk": "@knelpunt_gemeente"}),
        Rij(LEIDEN_AA, {"pk": "@knelpunt_partners"}),
    ],
    "knelpunt-opgelost": [
        Rij(ADVISEURS, {"pk": "@knelpunt_adviseurs"}, status=422, post=True),
        Rij(LEIDEN_AA, {"pk": "@knelpunt_partners"}),
    ],
    "agenda-lijst": [Rij(INGELOGD)],
    "agenderingspunt": [
        Rij(AGENDEERDERS, {"pk": "@punt_concept"}),
        # On an agenda because of projects in Aa and Bee, and put to the koepels.
        Rij(PROJECTLEZERS_AA | KOEPEL | {"invoerder_bee"}, {"pk": "@punt"}),
    ],
    "agenderingspunt-nieuw": [Rij(AGENDEERDERS)],
    "agenderingspunt-toevoegen": [Rij(AGENDEERDERS, status=422, post=True)],
    "agenderingspunt-bewerken": [Rij(AGENDEERDERS, {"pk": "@punt"})],
    "agenderingspunt-stap": [Rij(AGENDEERDERS, {"pk": "@punt"}, status=422, post=True)],
    "agenderingspunt-beantwoorden": [Rij(AGENDEERDERS | KOEPEL, {"pk": "@punt"})],
    # In another point: that one is not in this one.
    "agenderingspunt-uithalen": [Rij(set(), {"pk": "@punt_concept", "knelpunt": "@knelpunt_adviseurs"}, post=True)],
    "escalatie-lijst": [Rij(LEZERS)],
    "escalatie": [
        Rij(ADVISEURS, {"pk": "@escalatie"}),
        Rij(PROJECTLEZERS_AA, {"pk": "@escalatie_partners"}),
    ],
    "escalatie-nieuw": [Rij(COACHES_AA, {"pk": "@project"})],
    "escalatie-bewerken": [
        Rij(ADVISEURS, {"pk": "@escalatie"}),
        Rij(COACHES_AA, {"pk": "@escalatie_partners"}),
    ],
    "escalatie-sluiten": [
        Rij(ADVISEURS, {"pk": "@escalatie"}),
        Rij(COACHES_AA, {"pk": "@escalatie_partners"}, status=422, post=True),
    ],
}
# Answers that are no page.
GEEN_PAGINA: set[str] = {
    "knelpunt-csv",
    "knelpunt-xlsx",
    "agenderingspunt-toevoegen",
    "agenderingspunt-stap",
    "agenderingspunt-uithalen",
}
# Looked at on a phone, per member of the cast.
OP_TELEFOON: dict[str, list[str]] = {
    "kernteam": [
        "knelpunt-lijst",
        "agenda-lijst",
        "agenderingspunt",
        "agenderingspunt-nieuw",
        "agenderingspunt-beantwoorden",
        "escalatie-lijst",
    ],
    "adviseur_oost": ["knelpunt", "knelpunt-nieuw", "knelpunt-opgelost", "escalatie", "escalatie-nieuw"],
    "koepel": ["agenda-lijst", "agenderingspunt"],
}


def dingen(cast, project) -> dict:
    """What '@naam' in the rows stands for; `project` is one in Aa with a projectleider and a partner."""
    ander = Project(gemeente=Gemeente.objects.get(code="GM9001"), naam=f"Ander {project.pk}")
    bewaar_project(project=ander, by="test")
    uit = {
        f"knelpunt_{niveau}": maak_knelpunt(project, zichtbaarheid=niveau)
        for niveau in ("adviseurs", "gemeente", "partners")
    }
    punt = maak_punt([uit["knelpunt_adviseurs"], maak_knelpunt(ander)])
    concept = maak_punt([uit["knelpunt_gemeente"], maak_knelpunt(ander)], geagendeerd=False)
    escalaties = {
        "escalatie": maak_escalatie(project),
        "escalatie_partners": maak_escalatie(project, zichtbaarheid="partners"),
    }
    return {naam: ding.pk for naam, ding in {**uit, **escalaties, "punt": punt, "punt_concept": concept}.items()}


def maak_knelpunt(project, **velden) -> Projectknelpunt:
    standaard = {"categorie": "netcongestie_nuts", "omschrijving": "Geen stroom", "sinds": datetime.date(2026, 3, 1)}
    return bewaar_knelpunt(knelpunt=Projectknelpunt(project=project, **standaard | velden), by="test")


def maak_punt(knelpunten, *, geagendeerd: bool = True, **velden) -> Agenderingspunt:
    """A point to the koepels with a due date, bundled from these."""
    standaard = {
        "titel": "Netaansluiting",
        "vraag": "Geef woonzorg voorrang bij een aansluiting.",
        "geadresseerde": "koepel",
        "uiterlijk": timezone.localdate() + datetime.timedelta(days=30),
    }
    punt = bundel(punt=Agenderingspunt(**standaard | velden), knelpunten=knelpunten, by="test")
    return zet_puntstatus(punt=punt, naar="geagendeerd", by="test") if geagendeerd else punt


def maak_escalatie(project, **velden) -> Escalatie:
    standaard = {
        "onderwerp": "Partners worden het niet eens",
        "niveau": "bestuur",
        "eigenaar_naam": "De wethouder",
        "sinds": datetime.date(2026, 3, 1),
        "uiterlijk": timezone.localdate() + datetime.timedelta(days=14),
    }
    return bewaar_escalatie(escalatie=Escalatie(project=project, **standaard | velden), by="test")
