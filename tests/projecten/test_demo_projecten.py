"""Projects of the demo in a real database: marked, sound, made once, and no note of advisers in other hands."""

import datetime
import random
from collections import Counter

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import CommandError
from django.urls import reverse
from django.utils import timezone

from programmering.demo.opslag import Demofout
from programmering.plots.models import Plot
from projecten.agendering.models import Agenderingspunt, Escalatie, Projectknelpunt
from projecten.coaching.lijsten import Taak
from projecten.coaching.models import Contactmoment
from projecten.demo import actions, plekken
from projecten.demo.agenda import PUNTEN
from projecten.demo.enschede import CODE, NAMEN, ZONNEWIJZER
from projecten.demo.plekken import Plek, gewenst, kies_plekken
from projecten.demo.stapel import VOLGORDE
from projecten.demo.team import verdeel_adviseurs
from projecten.demo.vraagbaak import VRAGEN
from projecten.project.models import Actie, Conditiescore, Faseovergang, Project
from projecten.tafels.models import Overlegtafel, Tafellid
from projecten.team.models import Inzet
from projecten.vraagbaak.models import Intervisie, Vraag
from projecten.zicht import Zichtbaarheid
from tests.programmering.test_demo import demo, laad, land
from woonzorg.gebieden.models import Gemeente, Grens, Provincie
from woonzorg.organisaties.models import Gebruiker

__all__ = ["demo", "land"]
PLANNEN = "400"
GEMERKT = (Project, Contactmoment, Agenderingspunt, Vraag, Intervisie, Overlegtafel)


@pytest.fixture
def geladen(land, demo):
    """The largest gemeente is Enschede, the second lies in Gelderland; the demo is loaded."""
    Provincie.objects.create(code="PV25", naam="Gelderland")
    Gemeente.objects.filter(pk=land[1].pk).update(provincie="PV25")
    Gemeente.objects.filter(pk=land[0].pk).update(code=CODE, naam="Enschede")
    vlak = MultiPolygon(Polygon.from_bbox((250_000, 465_000, 268_000, 478_000)), srid=28992)
    Grens.objects.filter(code="GM9200").update(code=CODE, geometrie=vlak)
    laad("--plannen", PLANNEN)
    return land


def account(naam: str) -> Gebruiker:
    return Gebruiker.objects.get(email=f"{naam}@demo.example")


def stand() -> dict:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in (*VOLGORDE, Gebruiker)}


def test_alles_is_gemerkt_en_klopt(geladen):
    for model in GEMERKT:
        assert model.objects.exists(), model
        assert not model.objects.filter(rekenvoorbeeld=False).exists(), model
    assert set(Project.objects.values_list("gemeente__provincie_id", flat=True)) == {"PV23", "PV25"}
    for model in VOLGORDE:
        for rij in model.objects.all()[:250]:
            rij.full_clean()
    for project in Project.objects.all():
        laatste = project.fasen.last()
        assert (laatste.fase, laatste.datum) == (project.fase, project.fase_sinds)
    for plek in ("plot", "plan"):
        for project in Project.objects.exclude(**{plek: None}).select_related(plek):
            assert getattr(project, plek).gemeente_id == project.gemeente_id
            assert getattr(project, plek).rekenvoorbeeld


def test_niets_is_al_gebeurd_wat_nog_moet_komen(geladen):
    vandaag = timezone.localdate()
    for model, veld in (
        (Faseovergang, "datum"), (Conditiescore, "datum"), (Contactmoment, "datum"), (Actie, "gedaan_op"),
        (Projectknelpunt, "sinds"), (Projectknelpunt, "opgelost_op"), (Escalatie, "gesloten_op"),
    ):  # fmt: skip
        assert not model.objects.filter(**{f"{veld}__gt": vandaag}).exists(), model


def test_een_load_schrijft_geen_historie_en_daarna_komt_zij_weer(geladen):
    events = Project._meta.get_field("events").related_model.objects
    assert not events.exists()
    project = Project.objects.first()
    project.omschrijving = "Anders"
    project.save()
    assert events.filter(pgh_obj=project).count() == 1


def test_tweede_keer_schrijft_niets(geladen):
    voor = stand()
    assert "er is niets gewijzigd" in laad("--plannen", PLANNEN)
    assert stand() == voor
    assert laad("--indien-leeg").endswith("De demo staat er al; niets gedaan.\n")


def test_wat_iemand_in_de_demo_deed_blijft_staan(geladen):
    Project.objects.filter(naam=ZONNEWIJZER).update(naam="Het terrein", fase="ontwerp")
    project = Project.objects.get(naam="Het terrein")
    Contactmoment.objects.filter(project=project).first().delete()
    Vraag.objects.first().delete()
    eigen = Project.objects.create(gemeente=geladen[2], naam="Van ons", plot=Plot.objects.first())
    Inzet.objects.update(fte="0.35")
    voor = stand()
    assert "er is niets gewijzigd" in laad("--plannen", PLANNEN)
    assert stand() == voor
    eigen.refresh_from_db()
    assert not eigen.rekenvoorbeeld


def test_oudere_demo_krijgt_de_projecten_erbij(geladen):
    for model in reversed(VOLGORDE):
        if model not in (Inzet, Tafellid):
            model.objects.all().delete()
    assert not actions.is_gevuld()
    assert "Demo geladen" in laad("--plannen", PLANNEN, "--indien-leeg")
    assert actions.is_gevuld()
    assert Project.objects.filter(gemeente__code=CODE, naam__in=NAMEN).count() == 4


def test_projecten_houden_hun_plek_als_de_demo_een_ander_aantal_krijgt(geladen):
    aantal = Project.objects.count()
    met_plek = Project.objects.exclude(plot=None, plan=None)
    plaatsen = met_plek.count()
    weverstuin = Plot.objects.get(naam="Weverstuin", gemeente__code=CODE)
    # Edited, so it is replaced by a new one of the same name.
    Plot.objects.filter(pk=weverstuin.pk).update(toelichting="Anders", versie=2)
    eigen = Project.objects.create(gemeente=geladen[0], naam="Van ons", plot=weverstuin)
    laad("--plannen", "420")
    assert Project.objects.filter(rekenvoorbeeld=True).count() == aantal
    assert met_plek.filter(rekenvoorbeeld=True).count() == plaatsen
    nieuw = Plot.objects.get(naam="Weverstuin", gemeente__code=CODE)
    assert nieuw.pk != weverstuin.pk
    eigen.refresh_from_db()
    assert eigen.plot == nieuw
    assert Project.objects.get(naam="Weverstuin", gemeente__code=CODE).plot == nieuw


def test_notities_van_adviseurs_blijven_bij_adviseurs(geladen):
    adviseur, invoerder, leider = (
        account(naam) for naam in ("adviseur.overijssel", "invoerder.enschede", "projectleider.enschede")
    )
    for model in (Contactmoment, Actie, Escalatie):
        geheim = model.objects.filter(project__gemeente__code=CODE, zichtbaarheid=Zichtbaarheid.ADVISEURS)
        if model is not Escalatie:
            assert geheim.exists(), model
        assert set(geheim) <= set(model.objects.for_user(adviseur))
        for wie in (invoerder, leider, account("coordinator.overijssel"), account("beheerder"), account("lezer.vng")):
            assert not model.objects.for_user(wie).filter(zichtbaarheid=Zichtbaarheid.ADVISEURS).exists(), (model, wie)
    # And there is something for each of the other readers.
    eigen = Contactmoment.objects.filter(gemeente__code=CODE)
    assert eigen.for_user(invoerder).filter(zichtbaarheid=Zichtbaarheid.GEMEENTE).exists()
    assert set(eigen.for_user(leider).values_list("zichtbaarheid", flat=True)) == {Zichtbaarheid.PARTNERS}


def test_projectleider_stapt_in_en_ziet_een_project(geladen, client):
    leider = account("projectleider.enschede")
    assert leider.functie is None
    assert list(Project.objects.for_user(leider).values_list("naam", flat=True)) == [ZONNEWIJZER]
    assert "Projectleider in Enschede" in client.get(reverse("demo")).content.decode()
    assert client.post(reverse("demo"), {"email": leider.email}).status_code == 302
    pagina = client.get(Project.objects.get(naam=ZONNEWIJZER).get_absolute_url())
    assert pagina.status_code == 200
    assert "De bestuurder overweegt te stoppen" not in pagina.content.decode()


def test_het_verhaal_van_de_adviseur(geladen):
    project = Project.objects.get(naam=ZONNEWIJZER)
    assert project.ritme == "tweewekelijks"
    sommen: Counter = Counter()
    for datum, score in project.scores.values_list("datum", "score"):
        sommen[datum] += score
    reeks = [sommen[datum] for datum in sorted(sommen)]
    assert len(reeks) == 4
    assert reeks == sorted(set(reeks))
    assert {p.rol for p in project.partners.all()} == {
        "zorgorganisatie", "corporatie", "gemeente", "welzijnsorganisatie",
    }  # fmt: skip
    assert project.escalaties.filter(gesloten_op=None).exists()
    assert project.knelpunten.filter(agenderingspunt__status="beantwoord", agenderingspunt__organisatie__naam="Rijk")
    # The first call was to the gemeente, before there was a project.
    eerste = Contactmoment.objects.filter(gemeente__code=CODE).earliest("datum")
    assert not Contactmoment.objects.filter(project=None, taak__in=(Taak.IV, Taak.V)).exclude(gemeente=None).exists()
    assert eerste.datum <= project.contactmomenten.earliest("datum").datum
    stil = Project.objects.get(naam="Weverstuin", gemeente__code=CODE).contactmomenten.latest("datum").datum
    assert timezone.localdate() - stil > datetime.timedelta(days=31)
    assert Project.objects.get(naam="Spoeldersveld", gemeente__code=CODE).ritme == "afgebouwd"


def test_agenderingspunten_bundelen_minstens_twee_projecten(geladen):
    punten = list(Agenderingspunt.objects.all())
    assert punten
    assert {p.titel for p in punten} <= {p.titel for p in PUNTEN}
    for punt in punten:
        assert punt.knelpunten.values("project").distinct().count() >= 2
        if punt.geagendeerd_op:
            assert not punt.knelpunten.filter(sinds__gt=punt.geagendeerd_op).exists()
    assert Escalatie.objects.te_laat().count() == 1
    assert Vraag.objects.count() == len(VRAGEN)


def test_weigert_buiten_de_demo(geladen, settings):
    settings.DEMO = False
    with pytest.raises(Demofout):
        actions.laad_projecten()
    with pytest.raises(CommandError, match="alleen in een demo-omgeving"):
        laad()


# Which places, and for whom


def plekken_van(provincie: str, aantal: int, vanaf: int = 0) -> list[Plek]:
    return [
        Plek(vanaf + nummer % 40, provincie, f"Plek {nummer}", "vastgelegd", plot_id=vanaf + nummer)
        for nummer in range(aantal)
    ]


def test_driehonderd_projecten_naar_het_aantal_plots():
    keuze = [p for nummer in range(20, 32) for p in plekken_van(f"PV{nummer}", 30 + 20 * (nummer - 20), nummer * 1000)]
    wens = gewenst(keuze)
    assert sum(wens.values()) == plekken.AANTAL
    assert wens["PV23"] == 25
    assert min(wens.values()) >= plekken.MINSTENS
    assert wens["PV31"] > wens["PV26"] > wens["PV20"]


def test_niet_meer_projecten_dan_plekken():
    assert gewenst(plekken_van("PV23", 4) + plekken_van("PV20", 2, 100)) == {"PV23": 4, "PV20": 2}
    assert gewenst([]) == {}


def test_gekozen_plekken_zijn_verspreid_en_steeds_dezelfde():
    keuze = plekken_van("PV20", 60) + [Plek(0, "PV20", f"Extra {n}", "hard", plan_id=n) for n in range(40)]
    eerste = kies_plekken(random.Random(4), keuze, 30)
    assert eerste == kies_plekken(random.Random(4), keuze, 30)
    assert len(eerste) == 30
    assert max(Counter(p.gemeente_id for p in eerste).values()) <= plekken.PER_GEMEENTE
    # All of them, when all are asked for: spreading may not lose any.
    assert len(kies_plekken(random.Random(4), keuze, 100)) == 100


def test_de_adviseur_van_overijssel_coacht_er_22():
    adviseur, ander = Gebruiker(pk=1), Gebruiker(pk=2)
    rij = verdeel_adviseurs("PV23", [adviseur], 25)
    assert (len(rij), rij.count(adviseur), rij.count(None)) == (25, 22, 3)
    assert verdeel_adviseurs("PV23", [adviseur], 5, al=20).count(adviseur) == 2
    gelderland = verdeel_adviseurs("PV25", [adviseur, ander], 30)
    assert (gelderland.count(adviseur), gelderland.count(ander), gelderland.count(None)) == (6, 23, 1)
    assert verdeel_adviseurs("PV20", [], 3) == [None, None, None]
