"""Advisers of the demo: the two that one steps into, and enough in every provincie for its projects."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils.text import slugify

from programmering.demo.cast import DOMEIN, Demorol, maak_cast
from projecten.coaching.lijsten import Taak, Vorm
from projecten.coaching.models import Contactmoment
from projecten.team.models import Inzet
from woonzorg.gebieden.models import Provincie
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker, Organisatiesoort
from woonzorg.organisaties.permissions import Rol

from . import teksten as t
from .plekken import OVERIJSSEL
from .stapel import Stapel, moment

GELDERLAND = "PV25"
PER_FTE = 24
# The accounts of the cast, with their fte and how many projects they coach.
EIGEN = {OVERIJSSEL: ("adviseur.overijssel", 1.0, 22), GELDERLAND: ("adviseur.gelderland", 0.5, 6)}
RANG = ("Adviseur", "Tweede adviseur", "Derde adviseur", "Vierde adviseur")
# Of every so many projects outside the caseload of the cast one has no adviser yet.
ZONDER_ADVISEUR = 16


def maak_team(wens: Mapping[str, int]) -> dict[str, list[Gebruiker]]:
    """Advisers per provincie for so many projects, the one of the cast first; accounts and fte that are missing."""
    namen = dict(Provincie.objects.values_list("code", "naam"))
    rollen: dict[str, list[tuple[str, float]]] = {}
    nieuw: list[Demorol] = []
    for code, aantal in sorted(wens.items()):
        eigen = EIGEN.get(code)
        rollen[code] = [(f"{eigen[0]}@{DOMEIN}", eigen[1])] if eigen else []
        over = 0 if code == OVERIJSSEL else aantal - (eigen[2] if eigen else 0)
        hoeveel = -(-over // PER_FTE)
        for nummer in range(hoeveel):
            rol = _adviseur(code, namen[code], nummer + bool(eigen))
            nieuw.append(rol)
            rollen[code].append((rol.email, max(0.2, round(over / hoeveel / PER_FTE, 1))))
    maak_cast(nieuw)
    mensen = {g.email: g for g in Gebruiker.objects.filter(email__in=[e for rij in rollen.values() for e, _ in rij])}
    for email, fte in (paar for rij in rollen.values() for paar in rij):
        if email in mensen:
            Inzet.objects.get_or_create(gebruiker=mensen[email], defaults={"fte": Decimal(str(fte))})
    return {code: [mensen[email] for email, _ in rij if email in mensen] for code, rij in rollen.items()}


def _adviseur(code: str, provincie: str, nummer: int) -> Demorol:
    achter = f".{nummer + 1}" if nummer else ""
    return Demorol(
        email=f"adviseur.{slugify(provincie)}{achter}@{DOMEIN}",
        titel=f"{RANG[min(nummer, len(RANG) - 1)]} provincie {provincie}",
        omschrijving="",
        soort="Provincies",
        rol=Rol.ADVISEUR.value,
        organisatie=f"Provincie {provincie}",
        organisatiesoort=Organisatiesoort.PROVINCIE.value,
        werkgebieden=((Gebiedssoort.PROVINCIE.value, code),),
    )


def verdeel_adviseurs(code: str, mensen: Sequence[Gebruiker], aantal: int, al: int = 0) -> list[Gebruiker | None]:
    """Who coaches each of `aantal` projects: the account of the cast its own number (of which `al` are taken), the
    others in turn, and now and then nobody."""
    eigen = EIGEN.get(code)
    rij: list[Gebruiker | None] = []
    anderen = list(mensen)
    if eigen and mensen:
        rij += [mensen[0]] * max(0, min(aantal, eigen[2] - al))
        anderen = anderen[1:]
    for nummer in range(aantal - len(rij)):
        niemand = not anderen or nummer % ZONDER_ADVISEUR == ZONDER_ADVISEUR - 1
        rij.append(None if niemand else anderen[nummer % len(anderen)])
    return rij


def maak_uren_ernaast(stapel: Stapel, rng: Random, provincie: str, adviseur: Gebruiker, vandaag: date) -> None:
    """Tasks IV and V: intervisie and agendering belong to no project."""
    for taak, zinnen in t.NAAST_PROJECTEN.items():
        for _ in range(rng.randint(3, 6) if taak == Taak.IV else rng.randint(1, 3)):
            datum = vandaag - timedelta(days=rng.randint(3, 420))
            stapel.leg(
                Contactmoment(
                    provincie_id=provincie,
                    datum=datum,
                    vorm=Vorm.OVERLEG,
                    taak=taak,
                    uren=Decimal(rng.choice(("1.5", "2", "3", "4"))),
                    wie="adviseurs en kernteam",
                    notitie=rng.choice(zinnen),
                    door=adviseur,
                    door_naam=adviseur.naam,
                    rekenvoorbeeld=True,
                    aangemaakt=moment(datum, 17),
                    gewijzigd=moment(datum, 17),
                )
            )
