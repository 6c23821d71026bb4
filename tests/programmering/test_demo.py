import datetime
from io import StringIO

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from programmering.demo import actions
from programmering.demo.cast import CAST
from programmering.opgaven.models import Opgave
from programmering.plannen.models import Plan, Planregel
from programmering.voortgang.models import Berekening, Bijdrage, Markering
from woonzorg.gebieden.models import Gemeente, Grens, Kerncijfer, Provincie, Woondealregio
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatie
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.sql import haal_op

ZIJDE = 5_000


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def land(db):
    """Three square gemeenten in a row, the last with an island a kilometre wide."""
    provincie = Provincie.objects.create(code="PV23", naam="Oost")
    regio = Woondealregio.objects.create(code="WD13", naam="Regio")
    gemeenten = []
    for nummer, ouderen in enumerate((9_000, 2_000, 150)):
        gemeente = Gemeente.objects.create(
            code=f"GM{9200 + nummer}",
            naam=f"Vierkant {nummer}",
            provincie=provincie,
            woondealregio=regio,
            geldig_van=datetime.date(2023, 1, 1),
        )
        for onderwerp, waarde in (("inwoners_75plus", ouderen), ("inwoners", ouderen * 12)):
            Kerncijfer.objects.create(gemeente=gemeente, onderwerp=onderwerp, jaar=2021, waarde=waarde, bron="proef")
        x, y = 200_000 + nummer * ZIJDE, 450_000
        vlakken = [Polygon.from_bbox((x, y, x + ZIJDE, y + ZIJDE))]
        if nummer == 2:
            vlakken.append(Polygon.from_bbox((x, y + 2 * ZIJDE, x + 1_000, y + 2 * ZIJDE + 1_000)))
        Grens.objects.create(
            soort="gemeente", code=gemeente.code, bron="benadering", geometrie=MultiPolygon(*vlakken, srid=28992)
        )
        gemeenten.append(gemeente)
    return gemeenten


def laad(*opties) -> str:
    """What `manage.py demo_data` prints."""
    uit = StringIO()
    call_command("demo_data", *opties, stdout=uit)
    return uit.getvalue()


def stand() -> list:
    """Everything that the demo writes, with its keys: equal means that nothing was written."""
    modellen = (Gebruiker, Organisatie, Lidmaatschap, Opgave, Plan, Planregel, Bijdrage, Berekening)
    return [list(model.objects.order_by("pk").values()) for model in modellen]


def inhoud() -> list[tuple]:
    """Content of the demo plans without their keys."""
    rijen = Planregel.objects.filter(plan__rekenvoorbeeld=True).order_by(
        "plan__gemeente__code", "plan__plancode", "groep", "categorie"
    )
    velden = ("plan__plannaam", "plan__status_planologisch", "plan__knelpunten", "plan__geometrie")
    regels = ("groep", "categorie", "gepland", "gerealiseerd", "rest_per_jaar", "waarvan_corporatie")
    return [
        tuple(waarde.hex if hasattr(waarde, "hex") and not isinstance(waarde, float) else waarde for waarde in rij)
        for rij in rijen.values_list(*velden, *regels)
    ]


def test_plannen_liggen_in_hun_gemeente_en_kloppen(land, demo):
    uit = laad("--plannen", "90")
    assert "100 %" in uit
    assert "Landelijke keten t/m 2030" in uit
    assert "geclusterd" in uit
    assert Plan.objects.filter(rekenvoorbeeld=True, bron="rekenvoorbeeld").count() == 90
    assert set(Plan.objects.values_list("gemeente__code", flat=True)) == {g.code for g in land}
    assert haal_op("programmering/demo_controle") == [{"klopt_niet": 0, "zonder_plek": 0, "buiten": 0}]
    assert not Markering.objects.exists()
    assert Bijdrage.objects.filter(schakel="gerealiseerd", categorie="nultreden").exists()
    assert Opgave.objects.geldend().filter(rekenvoorbeeld=True).som() == {
        "nultreden": 170_000,
        "geclusterd": 80_000,
        "zorggeschikt": 40_000,
    }


def test_plek_past_bij_het_aantal_woningen(land, demo):
    laad("--plannen", "60")
    # Large plans are capped; what rounding to centimetres adds is small.
    assert all(100 < plan.geometrie.area <= 450_200 for plan in Plan.objects.all())
    assert all(plan.geometrie.valid for plan in Plan.objects.all())


def test_tweede_keer_schrijft_niets(land, demo):
    laad("--plannen", "60")
    voor = stand()
    uit = laad("--plannen", "60")
    assert "er is niets gewijzigd" in uit
    assert stand() == voor


def test_zelfde_zaad_geeft_dezelfde_plannen(land, demo):
    laad("--plannen", "60")
    voor = inhoud()
    Planregel.objects.all().delete()
    Plan.objects.all().delete()
    laad("--plannen", "60")
    assert inhoud() == voor


def test_bewerkt_voorbeeldplan_wordt_weer_het_voorbeeld(land, demo):
    laad("--plannen", "60")
    voor = inhoud()
    plan = Plan.objects.filter(invoerstatus="gereed").first()
    Plan.objects.filter(pk=plan.pk).update(plannaam="Anders", versie=2)
    uit = laad("--plannen", "60")
    assert "1 plannen nieuw; 1 plannen vervangen" in uit
    assert inhoud() == voor


def test_ander_aantal_laat_echte_plannen_staan(land, demo):
    laad("--plannen", "60")
    naam = Plan.objects.filter(gemeente=land[0]).first().plannaam
    Plan.objects.filter(gemeente=land[0], plannaam=naam).update(rekenvoorbeeld=False, bron="eigen invoer")
    echt = Plan.objects.get(rekenvoorbeeld=False)
    laad("--plannen", "75")
    assert Plan.objects.filter(rekenvoorbeeld=True).count() == 75
    assert Plan.objects.get(rekenvoorbeeld=False) == echt
    assert Plan.objects.filter(gemeente=land[0], plannaam=naam).get() == echt


def test_indien_leeg_doet_niets_als_er_iets_staat(land, demo):
    laad("--plannen", "30", "--indien-leeg")
    voor = stand()
    uit = laad("--plannen", "40", "--indien-leeg").splitlines()
    # What comes with the portal is told before it: that too has nothing new.
    assert uit[0].startswith("Kennis: 0 nieuw, 0 bijgewerkt") and uit[1:] == [
        "Roadmap: staat er al.",
        "De demo staat er al; niets gedaan.",
    ]
    assert stand() == voor


def test_geen_historie_maar_daarna_weer_wel(land, demo):
    laad("--plannen", "30")
    from programmering.models import Plan as model

    events = model._meta.get_field("events").related_model.objects
    assert not events.exists()
    plan = Plan.objects.filter(invoerstatus="gereed").first()
    plan.toelichting = "Aangepast"
    plan.save()
    assert events.filter(pgh_obj=plan).count() == 1


def test_na_het_laden_waakt_de_database_weer(land, demo):
    laad("--plannen", "30")
    regel = Planregel.objects.filter(plan__invoerstatus="gereed", groep="nieuwbouw").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Planregel.objects.filter(pk=regel.pk).update(gepland=regel.gepland + 1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not Markering.objects.exists()


def test_accounts_kunnen_niet_inloggen_en_mogen_wat_hun_rol_mag(land, demo):
    laad("--plannen", "10")
    assert Gebruiker.objects.count() == len(CAST)
    assert all(g.is_demo and not g.has_usable_password() for g in Gebruiker.objects.all())
    vaststeller = Gebruiker.objects.get(email="vaststeller.enschede@demo.example")
    assert has_permission(vaststeller, Permission.OPGAVE_VASTLEGGEN)
    assert vaststeller.bereik[Permission.OPGAVE_VASTLEGGEN] == {"gemeente": {"GM0153"}}
    beheerder = Gebruiker.objects.get(email="beheerder@demo.example")
    assert set(beheerder.bereik) == set(Permission) - {Permission.NOTITIE_ADVISEUR}


def test_weigert_buiten_de_demo(land, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="alleen in een demo-omgeving"):
        laad()
    assert not Plan.objects.exists()


def test_weigert_naast_echte_accounts(land, demo):
    Gebruiker.objects.create_user("mens@gemeente.example", "Iemand")
    with pytest.raises(CommandError, match="1 echte account"):
        laad("--indien-leeg")
    assert Gebruiker.objects.count() == 1
    assert not Plan.objects.exists()


def test_weigert_zonder_gebieden(db, demo):
    with pytest.raises(CommandError, match="Laad eerst de gebieden"):
        laad()
    assert not Gebruiker.objects.exists()


def test_weigert_zonder_grenzen(land, demo):
    Grens.objects.all().delete()
    with pytest.raises(CommandError, match="laad_gebieden"):
        laad()


def test_nul_plannen_bestaat_niet(land, demo):
    with pytest.raises(CommandError, match="minstens 1"):
        laad("--plannen", "0")


def test_wat_niet_klopt_wordt_niet_geladen(land, demo, monkeypatch):
    def kapot(*args):
        for plannen in echt(*args):
            for _, regels in plannen:
                groep, categorie, gepland, *rest = regels[0]
                regels[0] = (groep, categorie, gepland + 1, *rest)
            yield plannen

    echt = actions.maak_plannen
    monkeypatch.setattr(actions, "maak_plannen", kapot)
    with pytest.raises(CommandError, match="tellen niet op"):
        laad("--plannen", "10")
    assert not Plan.objects.exists()
    assert not Gebruiker.objects.exists()
