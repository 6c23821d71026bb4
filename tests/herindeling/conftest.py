"""A filled little country, and herindelingen in it."""

import datetime
import random

import pytest
from django.utils import timezone

from programmering.aanpassingen.models import Aangepastewoning, Aanpassing, Kans
from programmering.boden.actions import Aantal, bewaar_bod
from programmering.boden.models import Bod
from programmering.opgaven.models import Opgave, Opgaveperiode
from programmering.plots.actions import zet_stap
from programmering.workshops.models import Workshop
from projecten.coaching.models import Contactmoment
from tests.conftest import regels_van, vierkant
from tests.kenniskaarten.voorbeelden import maak_voorbeeld
from woonzorg.herindeling import actions
from woonzorg.herindeling.models import Herindeling

DAG = datetime.date(2026, 1, 1)
NIEUW = {"code": "GM9100", "naam": "Nieuw", "provincie": "PV90", "woondealregio": "WD90"}
AA, BEE, CEE, DEE = "GM9000", "GM9001", "GM9002", "GM9003"


def samenvoeging(**velden) -> Herindeling:
    """Aa and Bee, of two provincies, become Nieuw; prepared."""
    return bereid_voor(**{"van": [AA, BEE], "nieuw": [NIEUW]} | velden)


def groei(**velden) -> Herindeling:
    """Bee goes on in Aa; prepared."""
    return bereid_voor(**{"van": [BEE], "bestaand": [AA]} | velden)


def splitsing(**velden) -> Herindeling:
    """Aa goes on in Cee and in Nieuw; prepared."""
    velden = {"van": [AA], "bestaand": [CEE], "nieuw": [NIEUW], "standaard": CEE, "sleutel": "opgegeven"} | velden
    return bereid_voor(**{"gewichten": {CEE: 1, "GM9100": 2}} | velden)


def bereid_voor(**velden) -> Herindeling:
    return actions.bewaar(herindeling=Herindeling(**{"datum": DAG} | velden), by="test")


@pytest.fixture
def vol(land, cast, maak_plan, maak_plot, maak_project):
    """Of everything some in each gemeente: every schakel, tier, and kind of record that belongs to a gemeente."""
    kans = random.Random(1)
    for naam, gemeente in land.items():
        plannen = [
            maak_plan(naam, aantallen=regels_van(nultreden=kans.randrange(40), geclusterd=30, gerealiseerd=4)),
            maak_plan(
                naam, status="3", vertrouwelijkheid="provincie", aantallen=regels_van(zorggeschikt=25, jaar=2029)
            ),
            maak_plan(naam, status="4A", vertrouwelijkheid="gemeente", aantallen=regels_van(geclusterd=8, jaar=2033)),
            maak_plan(naam, gereed=False),
            maak_plan(naam, plancode="P-1", plannaam="Centrum"),
        ]
        plot = maak_plot(naam, geclusterd=40, zorggeschikt=12, naam="Weide")
        zet_stap(plot=plot, naar="in_gesprek", by="test")
        zet_stap(
            plot=plot,
            naar="gereserveerd",
            by="test",
            reservering_tot=timezone.localdate() + datetime.timedelta(90),
            bewijs="besluit",
        )
        plannen[1].plot = plot
        plannen[1].save()
        plannen[3].verwijderd_op = timezone.now()
        plannen[3].save()
        bod = Bod(
            gemeente=gemeente, partij="Fonds", partij_soort="investeerder", vertrouwelijkheid="openbaar", plot=plot
        )
        bewaar_bod(bod=bod, regels=[Aantal("geclusterd", 2028, 12)], by="test")
        aanpassing = Aanpassing.objects.create(
            gemeente=gemeente, naam="De Flat", soort="verbouwing", van_type="regulier", naar_type="nultreden",
            jaar=2025, bewijs="oplevering",
        )  # fmt: skip
        Aangepastewoning.objects.create(aanpassing=aanpassing, bag_id=f"{gemeente.pk:016d}")
        Kans.objects.create(
            gemeente=gemeente,
            naam="Terrein",
            soort="complex",
            geometrie=plot.geometrie,
            naar_type="nultreden",
            reden="leeg",
        )
        Workshop.objects.create(gemeente=gemeente, naam="Werkplaats", leider_naam="test")
        maak_voorbeeld(gemeente, punt=plot.geometrie.centroid)
        project = maak_project(naam, naam="Hofje", plan=plannen[0], partner=None)
        voor_het_project = {
            "gemeente": gemeente,
            "taak": "I",
            "uren": 1,
            "door_naam": "test",
            "provincie": gemeente.provincie,
        }
        Contactmoment.objects.create(project=project, **voor_het_project)
        Contactmoment.objects.create(**voor_het_project)
    return land


@pytest.fixture
def opgaven(land):
    """2030 of all, 2036 of Aa only; Aa's is vastgesteld, Bee's afgesproken, the rest indicatief."""
    periode, later = (Opgaveperiode.objects.get(slug=s) for s in ("2030", "2036"))
    besluit = {"besluit": "raad", "datum": datetime.date(2025, 5, 1)}
    rijen = [
        ("Aa", periode, (100, 50, None), {"status": "vastgesteld", **besluit}),
        ("Bee", periode, (61, 41, 11), {"status": "afgesproken", **besluit}),
        ("Cee", periode, (7, 0, 5), {"status": "indicatief"}),
        ("Aa", later, (10, 3, 1), {"status": "indicatief"}),
    ]
    for naam, p, (n, g, z), velden in rijen:
        Opgave.objects.create(
            gemeente=land[naam], periode=p, versie=1, nultreden=n, geclusterd=g, zorggeschikt=z, **velden
        )


def helft(kolom: int, deel: int):
    """The left (0) or right (1) half of the square of a gemeente."""
    vlak = vierkant(kolom)
    west, zuid, oost, noord = vlak.extent
    midden = (west + oost) / 2
    return (west, zuid, midden, noord) if deel == 0 else (midden, zuid, oost, noord)
