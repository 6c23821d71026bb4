"""Plots on their pages: list, form, steps, weighing, the plan of a plot, and what others never see."""

import csv
import datetime
import io
import random
import re

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from programmering.boden.models import Bod
from programmering.partners.models import Plotpartner
from programmering.plannen.models import Plan
from programmering.plots.actions import bewaar_plot, koppel_plan, zet_stap
from programmering.plots.models import Criterium, Plot
from programmering.plots.regels import Capaciteit
from programmering.voortgang.bereken import werk_bij
from programmering.voortgang.models import Bijdrage, Voortgang
from tests.conftest import regels_van
from woonzorg.gebieden.models import Grens

pytestmark = pytest.mark.django_db
STRAKS = datetime.date(2027, 6, 1)
# Within Aa; the middle of the first square of the little country.
MIDDEN_AA = "145000, 455000"


def vlak(x, y, zijde=100):
    return MultiPolygon(Polygon.from_bbox((x, y, x + zijde, y + zijde)), srid=28992)


def reserveer(plot, tot=STRAKS):
    zet_stap(plot=plot, naar="in_gesprek", by="test")
    zet_stap(plot=plot, naar="gereserveerd", reservering_tot=tot, bewijs="besluit B&W", by="test")
    return plot


def velden(**anders):
    """A filled-in form with 24 geclusterde homes in 2028."""
    gegevens = {
        "naam": "Hof van de Linde", "gemeente": "", "adres": "Dorpsstraat 1", "vertrouwelijkheid": "openbaar",
        "bouwvorm": "nieuwbouw", "grondpositie": "gemeente", "planologie": "past", "coordinaten": MIDDEN_AA,
        "oppervlakte": "2500", "c-geclusterd-aantal": "24", "c-geclusterd-jaar": "2028",
        "c-geclusterd-waarvan_corporatie": "12",
    }  # fmt: skip
    return gegevens | anders


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


@pytest.fixture
def lezers(cast):
    return [None, *(user for _, user in cast)]


def als(client, user):
    client.logout()
    if user:
        client.force_login(user)
    return client


# The form


def test_formulier_maakt_een_kandidaat_met_plek_en_ruimte(invoerder):
    antwoord = invoerder.post(reverse("plot-nieuw"), velden())
    plot = Plot.objects.get()
    assert antwoord.url == plot.get_absolute_url()
    assert (plot.status, plot.gemeente.naam, round(plot.geometrie.area)) == ("kandidaat", "Aa", 2500)
    assert [(r.woningtype, r.aantal, r.jaar, r.waarvan_corporatie) for r in plot.regels.all()] == [
        ("geclusterd", 24, 2028, 12)
    ]
    assert "2.500 m²" in invoerder.get(antwoord.url).content.decode()


def test_de_plek_zegt_in_welke_gemeente(client, cast, land):
    """Whoever may write in more gemeenten leaves it to the place; with an approximate boundary too."""
    client.force_login(cast.coordinator_oost)
    assert client.post(reverse("plot-nieuw"), velden(coordinaten="165000, 455000")).status_code == 302
    assert Plot.objects.get().gemeente == land["Cee"]
    antwoord = client.post(reverse("plot-nieuw"), velden(naam="Bij de buren", coordinaten="155000, 455000"))
    assert antwoord.status_code == 422
    assert "ligt volgens de kaart in Bee. Daar kunt u geen plot maken" in antwoord.content.decode()


def test_bij_benadering_staat_de_gekozen_gemeente_en_is_het_een_waarschuwing(invoerder, land):
    anders = velden(gemeente=land["Aa"].pk, coordinaten="155000, 455000")
    antwoord = invoerder.post(reverse("plot-nieuw"), anders, follow=True)
    assert "(grenzen bij benadering) ligt deze plek in Bee, maar zij staat bij Aa" in antwoord.content.decode()
    Grens.objects.update(bron="officieel")
    antwoord = invoerder.post(reverse("plot-nieuw"), anders | {"naam": "Nog een"})
    assert antwoord.status_code == 422
    assert "Deze plek ligt in Bee." in antwoord.content.decode()


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"c-geclusterd-aantal": "twintig"}, "Geclusterd, aantal woningen"),
        ({"c-geclusterd-waarvan_corporatie": "30"}, "is groter dan het aantal woningen"),
        ({"c-nultreden-jaar": "2029"}, "Vul in hoeveel woningen"),
        ({"c-geclusterd-jaar": "1999"}, "2000"),
        ({"coordinaten": "6.8937, 52.2215"}, "coördinaten liggen buiten Nederland"),
        ({"coordinaten": ""}, "Geef een plek"),
        ({"naam": ""}, "Naam"),
    ],
)
def test_wat_niet_klopt_wordt_gezegd_en_niets_is_weg(invoerder, anders, melding):
    antwoord = invoerder.post(reverse("plot-nieuw"), velden(toelichting="Overleg met de buurt", **anders))
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in tekst
    assert "Overleg met de buurt" in tekst
    assert not Plot.objects.exists()


def test_een_lege_plot_mag_en_zegt_wat_te_doen(invoerder):
    leeg = {naam: "" for naam in velden() if naam.startswith("c-")}
    antwoord = invoerder.post(reverse("plot-nieuw"), velden(**leeg), follow=True)
    assert "nog niet ingevuld hoeveel woningen" in antwoord.content.decode()


def test_niemand_maakt_of_schuift_een_plot_bij_de_buren(invoerder, land, maak_plot):
    antwoord = invoerder.post(reverse("plot-nieuw"), velden(gemeente=land["Bee"].pk))
    assert antwoord.status_code == 422
    plot = maak_plot()
    antwoord = invoerder.post(reverse("plot-bewerken", args=[plot.pk]), velden(gemeente=land["Bee"].pk, versie=1))
    assert antwoord.status_code == 422
    plot.refresh_from_db()
    assert plot.gemeente == land["Aa"]


def test_eigenaar_en_adviseur_zijn_mensen_van_hier(invoerder, cast):
    form = invoerder.get(reverse("plot-nieuw")).context["form"]
    assert set(form.fields["eigenaar"].queryset) == {cast.invoerder_aa, cast.vaststeller_aa}
    assert set(form.fields["adviseur"].queryset) == {cast.adviseur_oost}
    antwoord = invoerder.post(reverse("plot-nieuw"), velden(eigenaar=cast.invoerder_bee.pk))
    assert antwoord.status_code == 422
    antwoord = invoerder.post(
        reverse("plot-nieuw"), velden(eigenaar=cast.vaststeller_aa.pk, adviseur=cast.adviseur_oost.pk)
    )
    assert Plot.objects.get().adviseur == cast.adviseur_oost


def test_tweede_bewaarder_ziet_beide_versies_en_verliest_niets(invoerder, maak_plot):
    plot = maak_plot(naam="Eerst", geclusterd=20, plek=vlak(141_000, 451_000))
    url = reverse("plot-bewerken", args=[plot.pk])
    oud = velden(gemeente=plot.gemeente_id, versie=1, naam="Van mij", coordinaten="", toelichting="mijn tekst")
    ander = Plot.objects.get(pk=plot.pk)
    ander.naam = "Van een ander"
    bewaar_plot(plot=ander, regels=[Capaciteit("geclusterd", 30)], by="een ander")
    antwoord = invoerder.post(url, oud | {"hoekpunten": "141000, 451000\n141200, 451000\n141200, 451200"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 409
    for woord in ("Van een ander", "Van mij", "mijn tekst", "30 woningen, jaar onbekend", "24 woningen, 2028", "m²"):
        assert woord in tekst
    nog_eens = oud | {"versie": antwoord.context["plot"].versie}
    assert invoerder.post(url, nog_eens).status_code == 302
    plot.refresh_from_db()
    assert (plot.naam, plot.toelichting) == ("Van mij", "mijn tekst")


# Steps


def test_stap_vraagt_wat_nodig_is_en_niets_anders(invoerder, maak_plot):
    plot = maak_plot(geclusterd=20)
    form = invoerder.get(reverse("plot-stap", args=[plot.pk, "in_gesprek"])).context["form"]
    assert set(form.fields) == {"datum", "versie"}
    zet_stap(plot=plot, naar="in_gesprek", by="test")
    form = invoerder.get(reverse("plot-stap", args=[plot.pk, "gereserveerd"])).context["form"]
    assert set(form.fields) == {"datum", "reservering_tot", "bewijs", "link", "versie"}
    vandaag = timezone.localdate()
    assert form.initial["reservering_tot"] == vandaag.replace(year=vandaag.year + 1)
    antwoord = invoerder.post(reverse("plot-stap", args=[plot.pk, "gereserveerd"]), {"datum": vandaag})
    assert antwoord.status_code == 422
    assert "Vul in waaruit dit blijkt" in antwoord.content.decode()


def test_van_kandidaat_tot_plan_door_de_paginas(invoerder, maak_plot):
    plot = maak_plot(geclusterd=20)
    vandaag = timezone.localdate()

    def stap(naar, **meer):
        antwoord = invoerder.post(reverse("plot-stap", args=[plot.pk, naar]), {"datum": vandaag, **meer}, follow=True)
        assert antwoord.status_code == 200, antwoord.context["form"].errors
        return antwoord.content.decode()

    stap("in_gesprek")
    tekst = stap(
        "gereserveerd", reservering_tot=vandaag + datetime.timedelta(days=43), bewijs="Besluit 12",
        link="https://voorbeeld.nl/besluit",
    )  # fmt: skip
    assert "nog 43 dagen" in tekst
    assert 'href="https://voorbeeld.nl/besluit"' in tekst
    stap("vastgelegd", vastgelegd_in="prestatieafspraken", bewijs="Afspraken 2027")
    assert (
        "Er ligt nog geen plan op deze plek"
        in invoerder.get(reverse("plot-stap", args=[plot.pk, "in_plan"])).content.decode()
    )
    antwoord = invoerder.post(reverse("plot-plan-maken", args=[plot.pk]))
    plan = Plan.objects.get()
    assert antwoord.url == reverse("plan-bewerken", args=[plan.pk])
    tekst = stap("in_plan")
    assert plan.plannaam in tekst
    assert "Door invoerder-aa" in tekst
    plot.refresh_from_db()
    assert plot.status == "in_plan"


@pytest.mark.parametrize("naar", ["vastgelegd", "in_plan", "verlopen", "kandidaat"])
def test_een_stap_die_niet_kan_krijgt_een_antwoord_in_woorden(invoerder, maak_plot, naar):
    plot = maak_plot(geclusterd=20)
    for antwoord in (
        invoerder.get(reverse("plot-stap", args=[plot.pk, naar])),
        invoerder.post(reverse("plot-stap", args=[plot.pk, naar]), {"datum": "2026-11-01", "bewijs": "x"}),
    ):
        assert antwoord.status_code == 422
        assert "Deze stap kan niet" in antwoord.content.decode()
    plot.refresh_from_db()
    assert plot.status == "kandidaat"
    assert invoerder.get(reverse("plot-stap", args=[plot.pk, "onzin"])).status_code == 404


def test_bezette_grond_noemt_de_andere_plot_alleen_aan_wie_die_mag_zien(client, cast, maak_plot):
    plek = vlak(149_950, 451_000)  # on the boundary of Aa and Bee
    reserveer(maak_plot("Bee", naam="Van de buren", geclusterd=20, plek=plek, vertrouwelijkheid="gemeente"))
    plot = maak_plot("Aa", geclusterd=20, plek=plek)
    zet_stap(plot=plot, naar="in_gesprek", by="test")
    gegevens = {"datum": timezone.localdate(), "reservering_tot": STRAKS, "bewijs": "besluit"}
    url = reverse("plot-stap", args=[plot.pk, "gereserveerd"])
    tekst = als(client, cast.invoerder_aa).post(url, gegevens).content.decode()
    assert "een plot die al is gereserveerd" in tekst
    assert "pas de grens aan, of overleg" in tekst
    assert "Van de buren" not in tekst
    assert "besluit" in tekst  # what was typed is still there
    tekst = als(client, cast.beheerder).post(url, gegevens).content.decode()
    assert "Van de buren" in tekst


def test_iemand_anders_zette_intussen_een_stap(invoerder, maak_plot):
    plot = maak_plot(geclusterd=20)
    zet_stap(plot=plot, naar="in_gesprek", by="test")
    url = reverse("plot-stap", args=[plot.pk, "vervallen"])
    zet_stap(plot=Plot.objects.get(pk=plot.pk), naar="gereserveerd", reservering_tot=STRAKS, bewijs="b", by="een ander")
    gegevens = {"datum": timezone.localdate(), "reden": "De eigenaar wil niet", "versie": plot.versie}
    antwoord = invoerder.post(url, gegevens)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "gereserveerd t/m 1 juni 2027" in tekst
    assert "door een ander" in tekst
    assert "De eigenaar wil niet" in tekst
    nu = re.search(r'name="versie" value="(\d+)"', tekst)[1]
    assert invoerder.post(url, gegevens | {"versie": nu}).status_code == 302
    plot.refresh_from_db()
    assert plot.status == "vervallen"


def test_verlopen_ook_voordat_het_portaal_is_langsgekomen(invoerder, maak_plot, herbereken):
    plot = reserveer(maak_plot(naam="Voorbij", geclusterd=20))
    Plot.objects.filter(pk=plot.pk).update(reservering_tot=timezone.localdate() - datetime.timedelta(days=1))
    herbereken()
    tekst = invoerder.get(plot.get_absolute_url()).content.decode()
    assert "De einddatum van de reservering is voorbij" in tekst
    assert "Opnieuw reserveren" in tekst
    assert "De reservering is verlopen" in tekst
    assert invoerder.get(reverse("plot-stap", args=[plot.pk, "vastgelegd"])).status_code == 422
    for vraag, verwacht in (("status=gereserveerd", 0), ("status=verlopen", 1), ("zoekt=zorgorganisatie", 0)):
        assert invoerder.get(f"{reverse('plot-lijst')}?{vraag}").context["pagina"].paginator.count == verwacht
    assert ";verlopen;" in invoerder.get(reverse("plot-csv")).content.decode()


# Weighing and criteria


def test_wegen_bewaart_wat_veranderde_en_niets_van_een_ander(invoerder, maak_plot):
    plot = maak_plot()
    url = reverse("plot-wegen", args=[plot.pk])
    een, twee, *_ = Criterium.objects.all()
    leeg = {
        f"{begin}{deel}_{c.pk}": waarde
        for c in Criterium.objects.all()
        for deel, waarde in (("score", "0"), ("reden", ""))
        for begin in ("", "initial-")
    }
    assert invoerder.post(url, leeg | {f"score_{een.pk}": "4", f"reden_{een.pk}": "Winkel op 200 m"}).status_code == 302
    # A page of before that: the first criterium stands there as not weighed, and is left alone.
    assert invoerder.post(url, leeg | {f"score_{twee.pk}": "2"}).status_code == 302
    assert {s.criterium: (s.score, s.reden, s.door) for s in plot.scores.all()} == {
        een: (4, "Winkel op 200 m", "invoerder-aa"), twee: (2, "", "invoerder-aa"),
    }  # fmt: skip
    tekst = invoerder.get(plot.get_absolute_url()).content.decode()
    assert "4 goed" in tekst
    assert "Winkel op 200 m" in tekst
    antwoord = invoerder.post(url, leeg | {f"reden_{een.pk}": "x", f"initial-reden_{een.pk}": ""})
    assert antwoord.status_code == 422
    assert "Kies een score" in antwoord.content.decode()


def test_kernteam_beheert_de_criteria(client, cast, maak_plot):
    client.force_login(cast.kernteam)
    criteria = list(Criterium.objects.all())
    gegevens = {"form-TOTAL_FORMS": len(criteria) + 1, "form-INITIAL_FORMS": len(criteria)}
    for i, c in enumerate(criteria):
        gegevens |= {
            f"form-{i}-id": c.pk, f"form-{i}-naam": c.naam, f"form-{i}-uitleg": c.uitleg,
            f"form-{i}-volgorde": c.volgorde, f"form-{i}-actief": "on",
        }  # fmt: skip
    nieuw = len(criteria)
    gegevens |= {
        f"form-{nieuw}-naam": "Groen",
        f"form-{nieuw}-uitleg": "Een park dichtbij.",
        f"form-{nieuw}-volgorde": 5,
    }
    gegevens[f"form-{nieuw}-actief"] = "on"
    del gegevens["form-0-actief"]
    assert client.post(reverse("plot-criteria"), gegevens).status_code == 302
    assert Criterium.objects.get(slug="groen").naam == "Groen"
    assert not Criterium.objects.get(pk=criteria[0].pk).actief
    client.force_login(cast.invoerder_aa)
    namen = [
        w.criterium.naam for w in client.get(reverse("plot-wegen", args=[maak_plot().pk])).context["form"].wegingen
    ]
    assert "Groen" in namen
    assert criteria[0].naam not in namen


def test_een_gebruikt_criterium_blijft_leesbaar(invoerder, maak_plot):
    plot, criterium = maak_plot(), Criterium.objects.first()
    plot.scores.create(criterium=criterium, score=5, reden="Vlakbij", door="test")
    Criterium.objects.filter(pk=criterium.pk).update(actief=False)
    assert "Vlakbij" in invoerder.get(plot.get_absolute_url()).content.decode()


# The plan of a plot


def test_bestaand_plan_koppelen_en_weer_losmaken(invoerder, maak_plot, maak_plan):
    plot = maak_plot(geclusterd=20)
    plan, ander = maak_plan(plannaam="Dichtbij"), maak_plan("Bee")
    url = reverse("plot-plan-koppelen", args=[plot.pk])
    assert list(invoerder.get(url).context["form"].fields["plan"].queryset) == [plan]
    assert invoerder.post(url, {"plan": ander.pk}).status_code == 422
    assert invoerder.post(url, {"plan": plan.pk}).status_code == 302
    assert list(plot.plannen.all()) == [plan]
    invoerder.post(reverse("plot-plan-ontkoppelen", args=[plot.pk, plan.pk]))
    assert not plot.plannen.exists()


def test_pagina_zegt_waarom_het_anders_telt(invoerder, maak_plot, maak_plan, herbereken):
    kandidaat = maak_plot(geclusterd=20)
    klein = reserveer(maak_plot(geclusterd=8))
    met_plan = reserveer(maak_plot(geclusterd=40))
    koppel_plan(plot=met_plan, plan=maak_plan(plannaam="De Es", aantallen=regels_van(geclusterd=30)), by="test")
    zonder_jaar = reserveer(maak_plot(regels=[Capaciteit("zorggeschikt", 20)]))
    herbereken()
    for plot, zin in (
        (kandidaat, "telt pas mee als hij is gereserveerd of vastgelegd"),
        (klein, "Onder de 12 tellen die als nultreden"),
        (met_plan, "Op deze plek ligt een plan (De Es)"),
        (zonder_jaar, "Bij zorggeschikt staat geen jaar"),
    ):
        assert zin in invoerder.get(plot.get_absolute_url()).content.decode()


# List, figure, near


def kop(client, vraag=""):
    antwoord = client.get(f"{reverse('plot-lijst')}?{vraag}")
    assert antwoord.status_code == 200
    return [rij.plot.naam for rij in antwoord.context["rijen"]]


def test_filter(client, maak_plot):
    maak_plot(naam="Klein", geclusterd=8, adres="Laan 5")
    groot = reserveer(maak_plot("Cee", naam="Groot", geclusterd=30, zorggeschikt=20))
    Plotpartner.objects.create(plot=groot, rol="zorgorganisatie", naam="Zorg Oost")
    for vraag, verwacht in (
        ("", ["Groot", "Klein"]),
        ("q=laan", ["Klein"]),
        ("gebied=GM9002", ["Groot"]),
        ("status=kandidaat", ["Klein"]),
        ("status=kandidaat&status=gereserveerd", ["Groot", "Klein"]),
        ("zoekt=zorgorganisatie", ["Klein"]),
        ("zoekt=lokale_gemeenschap", ["Groot", "Klein"]),
        ("woningtype=zorggeschikt", ["Groot"]),
        ("minimum=40", ["Groot"]),
        ("woningtype=geclusterd&minimum=31", []),
        ("vak=4.9,51.9,5.6,52.2", ["Groot", "Klein"]),
        ("vak=6.0,52.9,6.1,53.0", []),
        # What cannot be is said, and leaves the list as it is.
        ("status=onzin&minimum=veel&periode=1900&vak=onzin&lagen=%3Cx%3E", ["Groot", "Klein"]),
        ("q=%00", ["Groot", "Klein"]),
    ):
        assert kop(client, vraag) == verwacht, vraag


def test_dichtbij_staat_bovenaan_met_de_afstand(client, maak_plot):
    maak_plot("Aa", naam="Ver", plek=vlak(141_000, 451_000))
    maak_plot("Cee", naam="Dichtbij", plek=vlak(164_900, 454_900))
    for bij in ("165000, 455000", "Cee", "GM9002"):
        antwoord = client.get(reverse("plot-lijst"), {"bij": bij})
        assert [r.plot.naam for r in antwoord.context["rijen"]] == ["Dichtbij", "Ver"]
        assert "op 24 km" in antwoord.content.decode()
    tekst = client.get(reverse("plot-lijst"), {"bij": "Atlantis"}).content.decode()
    assert "kennen we niet. Geef de naam van een gemeente" in tekst
    assert "coördinaten liggen buiten Nederland" in client.get(reverse("plot-lijst"), {"bij": "1, 1"}).content.decode()


def test_lijst_van_een_getal_telt_op_tot_dat_getal(client, lezers, maak_plot, maak_plan, herbereken):
    """Whoever looks: the sum of the list is the figure of the keten, plans that not everyone sees included."""
    for tier in ("openbaar", "provincie", "gemeente"):
        plot = reserveer(maak_plot(geclusterd=40, zorggeschikt=20, vertrouwelijkheid=tier))
        for plantier, n in (("openbaar", 5), ("provincie", 7), ("gemeente", 9)):
            plan = maak_plan(status="4A", vertrouwelijkheid=plantier, aantallen=regels_van(geclusterd=n))
            koppel_plan(plot=plot, plan=plan, by="test")
    reserveer(maak_plot(nultreden=11, geclusterd=6))
    maak_plot(geclusterd=100)
    herbereken()
    for user in lezers:
        als(client, user)
        for woningtype in ("nultreden", "geclusterd", "zorggeschikt"):
            vraag = f"gebied=GM9000&periode=2030&woningtype={woningtype}&schakel=gereserveerd"
            antwoord = client.get(f"{reverse('plot-lijst')}?{vraag}")
            rijen = antwoord.context["rijen"]
            zou = sum(
                b.aantal for b in Bijdrage.objects.for_user(antwoord.wsgi_request.user).filter(
                    schakel="gereserveerd", categorie=woningtype)
            )  # fmt: skip
            assert sum(r.telt.get(woningtype, 0) for r in rijen) == zou
            assert dict(antwoord.context["typen"])[woningtype.capitalize()] == zou
            som = csv_van(client, vraag)
            assert sum(int(r[f"telt_{woningtype}"]) for r in som) == zou
    publiek = Voortgang.objects.actief().openbaar().filter(code="NL", schakel="gereserveerd", categorie="geclusterd")
    als(client, None)
    antwoord = client.get(f"{reverse('plot-lijst')}?periode=2030&woningtype=geclusterd&schakel=gereserveerd")
    assert dict(antwoord.context["typen"])["Geclusterd"] == sum(v.aantal for v in publiek) > 0


def csv_van(client, vraag=""):
    tekst = client.get(f"{reverse('plot-csv')}?{vraag}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst), delimiter=";"))


def test_csv_en_xlsx_hebben_geen_formules_en_niets_vertrouwelijks(invoerder, maak_plot):
    maak_plot(naam="=SOM(1)", toelichting="GEHEIM", geclusterd=20)
    rij = csv_van(invoerder)[0]
    assert rij["naam"] == "'=SOM(1)"
    assert (rij["geclusterd"], rij["geclusterd_jaar"], rij["telt_geclusterd"]) == ("20", "2029", "0")
    assert "GEHEIM" not in str(rij)
    blad = load_workbook(io.BytesIO(invoerder.get(reverse("plot-xlsx")).content)).worksheets[0]
    cellen = {cel.value: cel for rij in blad for cel in rij}
    assert cellen["=SOM(1)"].data_type == "s"
    assert 20 in cellen


GEHEIM = {"toelichting": "GEHEIMETOELICHTING"}


def test_van_een_openbare_plot_ziet_een_ander_alleen_de_openbare_velden(client, cast, maak_plot, herbereken):
    plot = reserveer(maak_plot(geclusterd=20, eigenaar=cast.vaststeller_aa, adviseur=cast.adviseur_oost, **GEHEIM))
    plot.scores.create(criterium=Criterium.objects.first(), score=2, reden="GEHEIMEREDEN", door="test")
    herbereken()
    for user in (None, cast.koepel, cast.invoerder_bee, cast.partner, cast.kernteam):
        tekst = als(client, user).get(plot.get_absolute_url()).content.decode()
        for geheim in ("GEHEIMETOELICHTING", "GEHEIMEREDEN", "besluit B&amp;W", "vaststeller-aa", "adviseur-oost"):
            assert geheim not in tekst.replace("adviseur-oost@", "")
    tekst = als(client, cast.adviseur_oost).get(plot.get_absolute_url()).content.decode()
    for woord in ("GEHEIMETOELICHTING", "GEHEIMEREDEN", "besluit B&amp;W", "vaststeller-aa"):
        assert woord in tekst


def test_plan_en_bod_op_een_plot_alleen_voor_wie_ze_mag_zien(client, cast, land, maak_plot, maak_plan, herbereken):
    plot = reserveer(maak_plot(geclusterd=40))
    plan = maak_plan(plannaam="GEHEIMPLAN", status="4A", vertrouwelijkheid="gemeente")
    koppel_plan(plot=plot, plan=plan, by="test")
    Bod.objects.create(
        partij="GEHEIMEPARTIJ", partij_soort="corporatie", gemeente=land["Aa"], plot=plot, vertrouwelijkheid="gemeente"
    )
    herbereken()
    tekst = als(client, cast.koepel).get(plot.get_absolute_url()).content.decode()
    assert "GEHEIM" not in tekst
    assert "Wat telt er" not in tekst  # 40 fit and 40 count, as far as this reader may know
    zet_stap(plot=plot, naar="vastgelegd", vastgelegd_in="omgevingsplan", bewijs="besluit", by="test")
    zet_stap(plot=plot, naar="in_plan", by="test")
    werk_bij()
    pagina = als(client, cast.koepel).get(plot.get_absolute_url())
    assert [(r.aantal, r.telt) for r in pagina.context["ruimte"]] == [(40, 40)]
    assert "geen plan dat u kunt zien" in pagina.content.decode()
    assert pagina.context["waarom_anders"] == []
    tekst = als(client, cast.invoerder_aa).get(plot.get_absolute_url()).content.decode()
    assert "GEHEIMPLAN" in tekst
    assert "GEHEIMEPARTIJ" in tekst


@pytest.mark.parametrize("zaad", range(2))
def test_overal_precies_wat_for_user_geeft(client, lezers, cast, maak_plot, herbereken, zaad):
    """Random plots, every reader: list, csv, xlsx and pages show what for_user gives, no more and no less."""
    kans = random.Random(zaad)
    plots = []
    for i in range(10):
        plot = maak_plot(
            kans.choice("ABCD").replace("A", "Aa").replace("B", "Bee").replace("C", "Cee").replace("D", "Dee"),
            naam=f"NAAM{i:03}",
            geclusterd=kans.randint(1, 60),
            vertrouwelijkheid=kans.choice(["openbaar", "provincie", "gemeente"]),
        )
        if kans.random() < 0.6:
            reserveer(plot)
        if kans.random() < 0.2:
            organisatie = cast.partner.lidmaatschappen.get().organisatie
            Plotpartner.objects.create(plot=plot, rol="corporatie_investeerder", naam="P", organisatie=organisatie)
        plots.append(plot)
    herbereken()
    for user in lezers:
        als(client, user)
        antwoord = client.get(reverse("plot-lijst"))
        gebruiker = antwoord.wsgi_request.user
        mag = {p.naam for p in Plot.objects.for_user(gebruiker)}
        assert set(re.findall(r"NAAM\d{3}", antwoord.content.decode())) == mag
        assert {r["naam"] for r in csv_van(client)} == mag
        blad = load_workbook(io.BytesIO(client.get(reverse("plot-xlsx")).content)).worksheets[0]
        assert {c.value for rij in blad for c in rij if str(c.value).startswith("NAAM")} == mag
        zou = sum(b.aantal for b in Bijdrage.objects.for_user(gebruiker).filter(plot__isnull=False))
        assert sum(n for _, n in antwoord.context["typen"]) == zou
        for plot in plots:
            status = client.get(plot.get_absolute_url()).status_code
            assert status == (200 if plot.naam in mag else 404)


def test_naam_met_html_blijft_tekst(invoerder, maak_plot, herbereken):
    plot = maak_plot(naam="<img src=x onerror=alert(1)>", geclusterd=20)
    herbereken()
    urls = [
        reverse("plot-lijst"), plot.get_absolute_url(), reverse("plot-bewerken", args=[plot.pk]),
        reverse("plot-stap", args=[plot.pk, "in_gesprek"]), reverse("plot-stap", args=[plot.pk, "in_plan"]),
        reverse("plot-wegen", args=[plot.pk]), reverse("plot-plan-koppelen", args=[plot.pk]),
    ]  # fmt: skip
    for url in urls:
        inhoud = invoerder.get(url).content
        assert b"<img src=x" not in inhoud
        assert b"onerror=alert(1)" in inhoud


def test_tekenen_laat_zien_wat_er_al_ligt(invoerder, maak_plot):
    maak_plot(naam="Ligt er al", plek=vlak(145_000, 455_000))
    antwoord = invoerder.post(reverse("plek-toets"), {"coordinaten": "145050, 455050", "oppervlakte": "400"})
    assert [(o["soort"], o["naam"]) for o in antwoord.json()["overlapt"]] == [("plot", "Ligt er al")]


def test_lijst_en_pagina_kosten_evenveel_queries_bij_meer(
    client, cast, maak_plot, herbereken, django_assert_num_queries
):
    client.force_login(cast.koepel)
    for _ in range(3):
        maak_plot(geclusterd=20)
    herbereken()
    client.get(reverse("plot-lijst"))
    with CaptureQueriesContext(connection) as drie:
        client.get(reverse("plot-lijst"))
    for _ in range(12):
        maak_plot(geclusterd=20)
    with django_assert_num_queries(len(drie)):
        client.get(reverse("plot-lijst"))
    assert len(drie) <= 14
