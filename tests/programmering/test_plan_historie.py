"""The history of a plan as people read it, and the plan as it stood on an earlier day."""

import datetime
import random

import pgtrigger
import pytest
from django.apps import apps
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from programmering.plannen import lijsten
from programmering.plannen.actions import als_regels, bewaar_plan, verwijder_plan, wijzig_velden
from programmering.plannen.geschiedenis import geschiedenis
from programmering.plannen.knelpunten import neem_terug, wijzig_knelpunt
from programmering.plannen.models import Plan
from programmering.plannen.prullenbak import zet_terug
from programmering.plannen.stand import lees_stand_op
from programmering.plannen.waarden import VELDEN
from programmering.plannen.zicht import OPENBARE_VELDEN, lezer
from programmering.plots.actions import koppel_plan
from tests.conftest import regels_van

pytestmark = pytest.mark.django_db
EVENTS = ("PlanEvent", "PlanregelEvent", "PlanknelpuntEvent")


def _events(model, plan):
    events = apps.get_model("programmering", model).objects
    return events.filter(pgh_obj_id=plan.pk) if model == "PlanEvent" else events.filter(plan_id=plan.pk)


def dagen_later(plan, dagen=1):
    """All that happened to this plan happened so many days earlier: a test is one transaction, and so one moment."""
    terug = datetime.timedelta(days=dagen)
    for model in EVENTS:
        _events(model, plan).update(pgh_created_at=F("pgh_created_at") - terug)
    with pgtrigger.ignore("programmering.Plan:update_update"):
        Plan.met_prullenbak.filter(pk=plan.pk).update(aangemaakt=F("aangemaakt") - terug)


def dag(geleden):
    return timezone.localdate() - datetime.timedelta(days=geleden)


def wijzig(plan, by="Jansen", regels=None, gereed=True, **velden):
    plan = Plan.objects.get(pk=plan.pk)
    for veld, waarde in velden.items():
        setattr(plan, veld, waarde)
    return bewaar_plan(plan=plan, regels=regels, gereed=gereed, by=by)


def lees(plan, user, **opties):
    plan = Plan.objects.select_related("gemeente__provincie", "gemeente__woondealregio").get(pk=plan.pk)
    return geschiedenis(plan, lezer(user, plan), **opties)


def zinnen(moment) -> dict[str, tuple[str, str]]:
    return {w.label: (w.oud, w.nieuw) for w in moment.wijzigingen}


# How it reads


def test_velden_staan_er_in_woorden_met_wat_er_eerst_stond(cast, maak_plan):
    plan = maak_plan(plannaam="De Linde", status="4A", vertrouwelijkheid="provincie")
    dagen_later(plan)
    wijzig(
        plan, by="Jansen", plannaam="De Beuk", status_planologisch="3", sleutelproject=True, realisatiekans=40,
        knelpunten=["stikstof", "beleid"], behandelaar=cast.vaststeller_aa, peildatum=datetime.date(2026, 11, 1),
        opdrachtgever_soort="woningcorporatie",
    )  # fmt: skip
    nieuw, eerste = lees(plan, cast.invoerder_aa)
    assert (eerste.kop, eerste.wijzigingen) == ("plan aangemaakt", [])
    assert (nieuw.wie, nieuw.kop) == ("Jansen", "")
    assert zinnen(nieuw) == {
        "plannaam": ("De Linde", "De Beuk"),
        "planologische status": ("4A Visie", "3 In voorbereiding"),
        "realisatiekans": ("niet ingevuld", "40 %"),
        "peildatum": (plan.peildatum.strftime("%-d november %Y"), "1 november 2026"),
        "opdrachtgever": ("Onbekend", "Woningcorporatie"),
        "sleutelproject": ("nee", "ja"),
        "knelpunten": ("niet ingevuld", "Stikstof, Beleid"),
        "behandelaar": ("niet ingevuld", "vaststeller-aa"),
    }


def test_aantallen_staan_er_per_jaar(cast, maak_plan):
    plan = maak_plan(aantallen=regels_van(geclusterd=20, jaar=2027))
    dagen_later(plan)
    wijzig(plan, regels=regels_van(geclusterd=1500, zorggeschikt=12, jaar=2028, corporatie=10))
    wijziging = zinnen(lees(plan, cast.invoerder_aa)[0])
    assert wijziging["Geclusterd, totaal gepland"] == ("20", "1.500")
    assert wijziging["Geclusterd, nog te bouwen in 2027"] == ("20", "0")
    assert wijziging["Geclusterd, nog te bouwen in 2028"] == ("0", "1.500")
    assert wijziging["Zorggeschikt, waarvan corporatie"] == ("0", "10")
    assert wijziging["Nieuwbouw, totaal gepland"] == ("20", "1.512")
    # What nobody divided only repeats nieuwbouw, and is left out.
    assert not [label for label in wijziging if "betaalbaarheid" in label or "Permanent" in label]


def test_een_regel_die_weg_gaat_en_een_die_erbij_komt(cast, maak_plan):
    plan = maak_plan(aantallen=regels_van(geclusterd=20))
    dagen_later(plan)
    wijzig(plan, regels=regels_van(nultreden=20))
    wijziging = zinnen(lees(plan, cast.invoerder_aa)[0])
    assert wijziging["Geclusterd, totaal gepland"] == ("20", "0")
    assert wijziging["Nultreden, totaal gepland"] == ("0", "20")
    assert "Nieuwbouw, totaal gepland" not in wijziging


def test_de_plek_in_vierkante_meters_ook_als_zij_alleen_verschuift(cast, maak_plan):
    plan = maak_plan()
    x, y, _, _ = plan.geometrie.extent
    vlakken = [(x, y, x + 100, y + 40), (x + 1, y, x + 101, y + 40)]
    for vlak in vlakken:
        dagen_later(plan)
        wijzig(plan, geometrie=MultiPolygon(Polygon.from_bbox(vlak), srid=28992))
    tweede, eerste, _ = lees(plan, cast.invoerder_aa)
    assert zinnen(eerste) == {"plek": ("2.500 m²", "4.000 m²")}
    assert zinnen(tweede) == {"plek": ("4.000 m²", "4.000 m², verplaatst of anders van vorm")}
    dagen_later(plan)
    wijzig(plan, geometrie=None)
    assert zinnen(lees(plan, cast.invoerder_aa)[0]) == {"plek": ("4.000 m²", "geen plek")}


def test_prullenbak_en_knelpunten_horen_bij_het_verhaal(cast, maak_plan):
    plan = maak_plan(knelpunten=["stikstof"])
    dagen_later(plan)
    knelpunt = plan.knelpuntregels.get()
    wijzig_knelpunt(
        knelpunt=knelpunt, sinds=datetime.date(2025, 3, 1), opgelost_op=datetime.date(2026, 1, 2), toelichting="Klaar",
        by="De Vries",
    )  # fmt: skip
    dagen_later(plan)
    verwijder_plan(plan=plan, by="Jansen")
    dagen_later(plan)
    zet_terug(plan=plan, by="Bakker")
    momenten = lees(plan, cast.invoerder_aa)
    assert [(m.kop, m.wie) for m in momenten] == [
        ("teruggezet uit de prullenbak", "Bakker"),
        ("naar de prullenbak", "Jansen"),
        ("", "De Vries"),
        ("plan aangemaakt", "test"),
    ]
    assert zinnen(momenten[2]) == {
        "knelpunten": ("Stikstof", "niet ingevuld"),
        "Stikstof, sinds": (knelpunt.sinds.strftime("%-d november %Y"), "1 maart 2025"),
        "Stikstof, opgelost op": ("nog niet", "2 januari 2026"),
        "Stikstof, toelichting": ("niet ingevuld", "Klaar"),
    }


def test_van_welke_plot_het_is_zegt_alleen_wie_die_plot_ziet(client, cast, maak_plan, maak_plot):
    plan, plot = maak_plan(), maak_plot(naam="Geheime plek", vertrouwelijkheid="gemeente")
    dagen_later(plan)
    koppel_plan(plot=plot, plan=plan, by="test")
    assert zinnen(lees(plan, cast.invoerder_aa)[0]) == {"plot": ("geen", "Geheime plek")}
    assert zinnen(lees(plan, cast.adviseur_oost)[0]) == {"plot": ("geen", "een plot")}


def test_per_veld(client, cast, maak_plan):
    plan = maak_plan(status="4A", knelpunten=["stikstof"])
    for velden in ({"status_planologisch": "3"}, {"plaats": "Dorp"}, {"status_planologisch": "1C", "plaats": "Stad"}):
        dagen_later(plan)
        wijzig(plan, **velden)
    dagen_later(plan)
    wijzig(plan, regels=regels_van(geclusterd=24))
    client.force_login(cast.invoerder_aa)
    url = reverse("plan-historie", args=[plan.pk])

    def van(veld):
        return [zinnen(m) for m in client.get(url, {"veld": veld}).context["pagina"]]

    assert van("status_planologisch") == [
        {"planologische status": ("3 In voorbereiding", "1C Onherroepelijk met wijzigingsbevoegdheid")},
        {"planologische status": ("4A Visie", "3 In voorbereiding")},
    ]
    assert [list(z) for z in van("aantallen")] == [list(van("aantallen")[0])]
    assert van("woonmilieu") == []
    assert len(van("bestaat-niet")) == len(van("")) == 5


# Who reads what


def test_zicht_is_dezelfde_regel_als_de_lijst(cast, maak_plan):
    toeval = random.Random(7)
    plannen = [maak_plan(gemeente, gereed=False, status="3") for gemeente in ("Aa", "Bee", "Cee")]
    gezien = set()
    for _ in range(60):
        for plan in plannen:
            status = toeval.choice(lijsten.StatusPlanologisch.values)
            hard = status in lijsten.HARD
            Plan.objects.filter(pk=plan.pk).update(
                status_planologisch=status,
                vertrouwelijkheid="openbaar" if hard else toeval.choice(lijsten.Vertrouwelijkheid.values),
                invoerstatus="concept" if status == "onbekend" else toeval.choice(lijsten.Invoerstatus.values),
            )
        for wie, gebruiker in cast:
            zichtbaar = set(Plan.objects.for_user(gebruiker).values_list("pk", flat=True))
            for plan in Plan.objects.select_related("gemeente"):
                assert lezer(gebruiker, plan).mag_zien(plan) is (plan.pk in zichtbaar), wie
            gezien |= {(wie, len(zichtbaar))}
    assert len(gezien) > 20


INTERN = {
    "realisatiekans": 90, "knelpunten": ["stikstof"], "toelichting": "GEHEIM toelichting",
    "opdrachtgever_soort": "particulieren", "opdrachtgever_naam": "GEHEIM naam", "breidt_uit": "De Hof",
    "breidt_uit_reden": "GEHEIM reden",
}  # fmt: skip


def test_wie_niet_intern_leest_ziet_geen_intern_veld_en_geen_namen(client, cast, maak_plan):
    plan = maak_plan()
    dagen_later(plan)
    wijzig(plan, by="GEHEIM ambtenaar", plaats="Dorp", behandelaar=cast.vaststeller_aa, **INTERN)
    dagen_later(plan)
    # Nothing but what is internal: for others nothing happened.
    wijzig(plan, by="GEHEIM ambtenaar", toelichting="GEHEIM anders", realisatiekans=10)
    urls = [
        plan.get_absolute_url(),
        reverse("plan-historie", args=[plan.pk]),
        reverse("plan-historie", args=[plan.pk]) + "?veld=toelichting",
        reverse("plan-op", args=[plan.pk, dag(0)]) + "?verschillen=1",
        reverse("plan-op", args=[plan.pk, dag(1)]) + "?verschillen=1",
    ]
    for wie in (None, "koepel", "partner", "invoerder_bee", "vreemde"):
        client.logout()
        if wie:
            client.force_login(getattr(cast, wie))
        for url in urls:
            pagina = client.get(url).content.decode()
            assert not [g for g in ("GEHEIM", "vaststeller-aa", "tikstof", "90 %", "10 %") if g in pagina], (wie, url)
        momenten = client.get(urls[1]).context["pagina"].object_list
        assert [(m.kop, sorted(zinnen(m))) for m in momenten] == [
            ("", ["breidt bestaand cluster uit", "opdrachtgever", "plaats"]),
            ("voor u zichtbaar geworden", []),
        ]
    client.force_login(cast.adviseur_oost)
    assert all("GEHEIM" in client.get(url).content.decode() for url in urls)


def test_een_veld_dat_er_later_bij_komt_is_intern():
    assert {"realisatiekans", "knelpunten", "toelichting", "behandelaar", "plot", "breidt_uit_reden"} == (
        set(VELDEN) - OPENBARE_VELDEN - {"woonmilieu", "sleutelproject", "studentenwoningen"}
    )
    velden = {f.name for f in Plan._meta.concrete_fields}
    bijhouden = {"id", "versie", "aangemaakt", "gewijzigd", "verwijderd_op", "verwijderd_door", "rekenvoorbeeld",
                 "bron_waarden", "klasse", "bouwvorm", "tegelpunt"}  # fmt: skip
    assert velden - bijhouden == set(VELDEN)


def test_wat_toen_nog_vertrouwelijk_was_leest_niemand_die_het_toen_niet_zag(client, cast, maak_plan):
    plan = maak_plan(plannaam="STIL", status="5A", vertrouwelijkheid="gemeente", toelichting="STIL plan")
    dagen_later(plan)
    wijzig(plan, plannaam="STIL twee", plaats="STIL dorp")
    dagen_later(plan)
    wijzig(plan, plannaam="De Linde", plaats="Dorp", toelichting="", status_planologisch="4A",
           vertrouwelijkheid="provincie")  # fmt: skip
    dagen_later(plan)
    wijzig(plan, vertrouwelijkheid="openbaar", status_planologisch="1A")
    wie_ziet = {"koepel": 1, "adviseur_oost": 2, "invoerder_aa": 4}
    for wie, aantal in wie_ziet.items():
        client.force_login(getattr(cast, wie))
        momenten = client.get(reverse("plan-historie", args=[plan.pk])).context["pagina"]
        assert len(momenten.object_list) == aantal, wie
        for geleden in range(5):
            pagina = client.get(reverse("plan-op", args=[plan.pk, dag(geleden)]) + "?verschillen=1").content.decode()
            assert ("STIL" in pagina) is (wie == "invoerder_aa" and geleden in (2, 3)), (wie, geleden)
            if wie != "invoerder_aa" and geleden > 1:
                # Not there yet, or not to be seen yet: the same words.
                assert "was dit plan er nog niet, of het was nog niet voor u zichtbaar" in pagina
    assert "STIL" not in client.get(reverse("plan-historie", args=[plan.pk])).content.decode() or wie == "invoerder_aa"


# Paging and cost


def test_bladeren_en_een_vast_aantal_queries(client, cast, maak_plan, django_assert_max_num_queries):
    plan = maak_plan(status="4A")
    client.force_login(cast.invoerder_aa)
    url = reverse("plan-historie", args=[plan.pk])
    tellingen = []
    for keer in range(2):
        for i in range(14):
            dagen_later(plan)
            wijzig(
                plan, plaats=f"Dorp {keer} {i}", regels=regels_van(geclusterd=20 + i + keer), behandelaar=cast.beheerder
            )
        with django_assert_max_num_queries(16) as gedaan:
            pagina = client.get(url).context["pagina"]
        tellingen.append(len(gedaan))
    assert tellingen[0] == tellingen[1]
    assert (pagina.paginator.count, len(pagina)) == (29, 20)
    tweede = client.get(url, {"blad": 2}).context["pagina"]
    assert tweede[-1].kop == "plan aangemaakt"
    assert len(client.get(plan.get_absolute_url()).context["historie"]) == 5


def test_de_laatste_paar_zeggen_hetzelfde_als_de_hele(cast, maak_plan):
    plan = maak_plan(status="4A")
    for i in range(8):
        dagen_later(plan)
        wijzig(plan, plaats=f"Dorp {i}", regels=regels_van(geclusterd=20 + i))
    assert lees(plan, cast.invoerder_aa, laatste=3) == lees(plan, cast.invoerder_aa)[:3]


@pytest.mark.parametrize("zaad", range(4))
def test_elke_wijziging_begint_waar_de_vorige_eindigde(zaad, cast, maak_plan):
    """Read from the first to the last, every field goes on from what it was, and ends as the plan is now."""
    toeval = random.Random(zaad)
    plan = maak_plan(status="4A")
    for _ in range(12):
        dagen_later(plan)
        typen = {t: toeval.choice([0, 0, 5, 30]) for t in ("nultreden", "geclusterd", "zorggeschikt")}
        regels = regels_van(jaar=toeval.choice([2027, 2031]), onbekend=1, **typen)
        wijzig(
            plan,
            regels=toeval.choice([None, regels]),
            status_planologisch=toeval.choice(["4A", "3", "1C"]),
            plaats=toeval.choice(["", "Dorp", "Stad"]),
            knelpunten=toeval.choice([[], ["geen"], ["beleid"], ["beleid", "stikstof"]]),
            sleutelproject=toeval.choice([True, False]),
        )
    laatst: dict[str, str] = {}
    for moment in reversed(lees(plan, cast.invoerder_aa)):
        for label, (oud, nieuw) in zinnen(moment).items():
            if label.endswith(("sinds", "opgelost op")):
                continue  # of a knelpunt that came back: another row with the same name
            assert laatst.get(label, oud) == oud
            laatst[label] = nieuw
    nu = Plan.objects.prefetch_related("regels").get(pk=plan.pk)
    assert laatst.get("plaats", "niet ingevuld") == (nu.plaats or "niet ingevuld")
    for regel in als_regels(nu):
        if regel.groep == "wonen_en_zorg" and f"{regel.naam}, totaal gepland" in laatst:
            assert laatst[f"{regel.naam}, totaal gepland"] == str(regel.gepland)


# The plan on an earlier day


def stand(plan, user, geleden):
    plan = Plan.objects.select_related("gemeente").prefetch_related("regels").get(pk=plan.pk)
    return lees_stand_op(plan, dag(geleden), lezer(user, plan))


@pytest.mark.parametrize("zaad", range(4))
def test_elke_dag_is_zoals_hij_was(zaad, cast, maak_plan):
    toeval = random.Random(zaad)
    plan = maak_plan(status="4A")
    waren = []
    for _ in range(10):
        nu = Plan.objects.prefetch_related("regels").get(pk=plan.pk)
        waren.append((nu.plaats, nu.status_planologisch, nu.geometrie, {r.sleutel: r for r in als_regels(nu)}))
        dagen_later(plan)
        if toeval.random() < 0.7:
            x = 140_600 + toeval.randrange(2000)
            vlak = MultiPolygon(Polygon.from_bbox((x, 450_600, x + 60, 450_660)), srid=28992)
            soort = toeval.choice(["nultreden", "geclusterd", "zorggeschikt"])
            jaar, aantal = toeval.choice([2027, 2030]), toeval.randrange(1, 90)
            regels = regels_van(**{soort: aantal}, jaar=jaar, gerealiseerd=1, corporatie=toeval.choice([0, 1]))
            wijzig(
                plan, plaats=toeval.choice(["Dorp", "Stad", ""]), geometrie=toeval.choice([vlak, None]),
                status_planologisch=toeval.choice(["3", "1C"]), regels=toeval.choice([regels, None]),
            )  # fmt: skip
    for geleden, (plaats, status, geometrie, regels) in enumerate(reversed(waren), start=1):
        toen = stand(plan, cast.invoerder_aa, geleden)
        assert (toen.rij.plaats, toen.rij.status_planologisch) == (plaats, status)
        assert {r.sleutel: r for r in toen.regels} == regels
        assert (toen.rij.m2.sq_m if toen.rij.m2 else None) == (pytest.approx(geometrie.area) if geometrie else None)
    assert stand(plan, cast.invoerder_aa, len(waren) + 1).reden == "Op die dag bestond dit plan nog niet."
    vandaag = stand(plan, cast.invoerder_aa, 0)
    assert vandaag.verschillen == ()


def test_verschillen_met_nu(client, cast, maak_plan):
    plan = maak_plan(status="4A")
    dagen_later(plan)
    wijzig(plan, status_planologisch="3", regels=regels_van(geclusterd=24))
    client.force_login(cast.invoerder_aa)
    url = reverse("plan-op", args=[plan.pk, dag(1)])
    pagina = client.get(url).content.decode()
    assert "Dit is niet de stand van nu" in pagina
    assert "3 In voorbereiding" not in pagina
    met = client.get(url, {"verschillen": "1"})
    assert {w.label: (w.oud, w.nieuw) for w in met.context["stand"].verschillen} == {
        "planologische status": ("4A Visie", "3 In voorbereiding"),
        "Nieuwbouw, totaal gepland": ("20", "24"),
        "Nieuwbouw, nog te bouwen in 2027": ("20", "24"),
        "Geclusterd, totaal gepland": ("20", "24"),
        "Geclusterd, nog te bouwen in 2027": ("20", "24"),
    }
    assert "3 In voorbereiding" in met.content.decode()


def test_op_een_dag_in_de_prullenbak(cast, maak_plan):
    plan = maak_plan()
    dagen_later(plan)
    verwijder_plan(plan=plan, by="Jansen")
    dagen_later(plan)
    zet_terug(plan=plan, by="Jansen")
    assert stand(plan, cast.invoerder_aa, 1).reden == "Op die dag lag dit plan in de prullenbak."
    assert stand(plan, cast.invoerder_aa, 2).rij


def test_een_plan_zonder_geschiedenis_staat_er_zoals_het_is_geladen(client, cast, maak_plan):
    plan = maak_plan()
    dagen_later(plan, 5)
    for model in EVENTS:
        _events(model, plan).delete()
    assert lees(plan, cast.invoerder_aa) == []
    toen = stand(plan, cast.invoerder_aa, 3)
    assert {r.sleutel for r in toen.regels} == {r.sleutel for r in als_regels(plan)}
    assert stand(plan, cast.invoerder_aa, 9).reden == "Op die dag bestond dit plan nog niet."
    # After the first change since: what stood there before it, nobody kept.
    wijzig(plan, plaats="Dorp")
    assert stand(plan, cast.invoerder_aa, 3).reden == "Hoe dit plan er op die dag voor stond, is niet bewaard."
    assert stand(plan, cast.koepel, 3).reden.startswith("Op die dag was dit plan er nog niet, of")
    assert [m.kop for m in lees(plan, cast.invoerder_aa)] == ["gewijzigd; wat er eerder stond, is niet bewaard"]
    client.force_login(cast.invoerder_aa)
    assert client.get(reverse("plan-op", args=[plan.pk, dag(3)])).status_code == 200


@pytest.mark.parametrize("hoe", ["bewaren", "samen", "weg", "knelpunt", "plot"])
def test_van_een_voorbeeldplan_is_bewaard_wat_er_was_geladen(cast, maak_plan, maak_plot, hoe):
    plan, ander = maak_plan(status="4A", knelpunten=["stikstof"]), maak_plan(status="4A")
    for p in (plan, ander):
        with pgtrigger.ignore("programmering.Plan:update_update"):
            Plan.objects.filter(pk=p.pk).update(rekenvoorbeeld=True)
        dagen_later(p, 5)
        for model in EVENTS:
            _events(model, p).delete()
    regels = {r.sleutel: r for r in als_regels(plan)}
    plan.rekenvoorbeeld = True
    match hoe:
        case "bewaren":
            wijzig(plan, status_planologisch="3", regels=regels_van(geclusterd=24))
        case "samen":
            plannen = list(Plan.objects.filter(pk__in=[plan.pk, ander.pk]))
            for p in plannen:
                p.status_planologisch = "3"
            wijzig_velden(plannen=plannen, velden=["status_planologisch"], by="Jansen")
        case "weg":
            verwijder_plan(plan=plan, by="Jansen")
            zet_terug(plan=plan, by="Jansen")
        case "knelpunt":
            neem_terug(knelpunt=plan.knelpuntregels.get(), by="Jansen")
        case "plot":
            koppel_plan(plot=maak_plot(), plan=plan, by="Jansen")
    *nieuw, eerste = lees(plan, cast.invoerder_aa)
    assert (eerste.kop, eerste.wie, eerste.moment) == (
        "plan aangemaakt",
        "rekenvoorbeeld",
        Plan.objects.get(pk=plan.pk).aangemaakt,
    )
    assert nieuw
    if hoe in ("bewaren", "samen"):
        assert zinnen(nieuw[0])["planologische status"] == ("4A Visie", "3 In voorbereiding")
    toen = stand(plan, cast.invoerder_aa, 3)
    assert (toen.rij.status_planologisch, {r.sleutel: r for r in toen.regels}) == ("4A", regels)
    assert _events("PlanEvent", ander).exists() is (hoe == "samen")


@pytest.mark.parametrize("tekst", ["2026-02-31", "20260101", "2026-1-1", "gisteren", "0001-01-01", "9999-12-31", "%00"])
def test_een_adres_met_een_onmogelijke_dag_bestaat_niet(client, cast, maak_plan, tekst):
    client.force_login(cast.invoerder_aa)
    assert client.get(f"/plannen/{maak_plan().pk}/op/{tekst}/").status_code == 404


@pytest.mark.parametrize("tekst", ["2999-01-01", "0001-01-01", "gisteren", ""])
def test_een_getypte_dag_die_niet_kan_krijgt_een_zin(client, cast, maak_plan, tekst):
    client.force_login(cast.invoerder_aa)
    url = reverse("plan-op-dag", args=[maak_plan().pk])
    antwoord = client.get(url, {"dag": tekst})
    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors["dag"]
    assert client.get(url, {"dag": dag(0).isoformat()}).url.endswith(f"/op/{dag(0)}/")
    assert client.get(url).status_code == 200


def test_html_in_een_waarde_blijft_tekst(client, cast, maak_plan):
    plan = maak_plan()
    dagen_later(plan)
    wijzig(plan, by="<b>Jansen</b>", toelichting="<script>alert(1)</script>")
    client.force_login(cast.invoerder_aa)
    for url in (reverse("plan-historie", args=[plan.pk]), reverse("plan-op", args=[plan.pk, dag(0)])):
        pagina = client.get(url).content.decode()
        assert "<script>alert" not in pagina
        assert "<b>Jansen" not in pagina
