"""Merging and splitting: everything moves, sums hold, and a trial is the real thing taken back."""

import datetime
import hashlib
from collections import defaultdict

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Sum, UniqueConstraint
from django.utils import timezone
from pghistory.models import Event

from programmering.opgaven.models import Opgave
from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from programmering.uitvragen.models import Aanlevering, Aanleveropmerking, Uitvraag
from programmering.voortgang.bereken import bereken_volledig, werk_bij
from programmering.voortgang.models import Berekening, Markering, Voortgang
from projecten.coaching.models import Contactmoment
from projecten.project.models import Project
from tests.conftest import regels_van
from woonzorg.gebieden.models import Gemeente, Kerncijfer, Opvolging
from woonzorg.herindeling import actions
from woonzorg.herindeling.models import Herindeling
from woonzorg.herindeling.namen import Rij, maak_uniek
from woonzorg.herindeling.sommen import lees_stand
from woonzorg.herindeling.verhuizing import EIGEN_STAP, GESCHIEDENIS, SOORTEN
from woonzorg.organisaties.models import Logregel

from .conftest import AA, BEE, CEE, DAG, NIEUW, bereid_voor, groei, samenvoeging, splitsing

pytestmark = pytest.mark.django_db
ALLE = [samenvoeging, groei, splitsing]


def afdruk() -> dict[str, str]:
    """A hash of every table but that of herindelingen themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'herindeling_%%' "
            "AND tablename <> 'pghistory_context'"
        )
        uit = {}
        for (tabel,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, '|' ORDER BY t::text), '') FROM \"{tabel}\" t")
            uit[tabel] = hashlib.md5(cursor.fetchone()[0].encode()).hexdigest()
        return uit


def cijfers(soort: str) -> dict:
    """{(woningtype, schakel, jaar): homes} over all gebieden of this kind."""
    rijen = Voortgang.objects.actief().filter(soort=soort).order_by().values("categorie", "schakel", "jaar")
    return {(r["categorie"], r["schakel"], r["jaar"]): r["n"] for r in rijen.annotate(n=Sum("aantal")) if r["n"]}


def per_boven(veld: str, **filter_) -> dict:
    """{(value of `veld`, woningtype, schakel, jaar): homes}."""
    velden = (veld, "categorie", "schakel", "jaar")
    rijen = Voortgang.objects.actief().filter(**filter_).order_by().values(*velden).annotate(n=Sum("aantal"))
    return {tuple(r[v] for v in velden): r["n"] for r in rijen if r["n"]}


# --- What belongs to a gemeente --------------------------------------------------------------------------------


def _sleutels():
    for model in apps.get_models():
        for veld in model._meta.get_fields():
            if veld.concrete and veld.is_relation and veld.related_model is Gemeente:
                yield model, veld


def test_van_elke_verwijzing_naar_een_gemeente_is_bekend_wat_een_herindeling_ermee_doet():
    """Whoever adds a foreign key to Gemeente decides here: it moves, has a step of its own, or is history."""
    bekend = {f"{s.model._meta.label}.gemeente" for s in SOORTEN} | set(EIGEN_STAP) | set(GESCHIEDENIS)
    gevonden = {f"{m._meta.label}.{v.name}" for m, v in _sleutels() if not issubclass(m, Event)}
    assert gevonden == bekend


def test_van_elke_naam_die_een_keer_mag_voorkomen_is_bekend_hoe_een_botsing_wordt_opgelost():
    for soort in SOORTEN:
        uniek = {
            tuple(sorted(set(c.fields) - {"gemeente"}))
            for c in soort.model._meta.constraints
            if isinstance(c, UniqueConstraint) and "gemeente" in c.fields and "id" not in c.fields
        }
        assert uniek == {tuple(sorted(velden)) for velden in soort.uniek}, soort.sleutel


@pytest.mark.parametrize("maak", ALLE)
def test_niets_blijft_achter_en_niets_gaat_verloren(maak, vol):
    voor = {soort.sleutel: soort.rijen.count() for soort in SOORTEN}
    herindeling = maak()
    verslag = actions.voer_uit(herindeling=herindeling, by="test")
    oud = Gemeente.objects.filter(code__in=herindeling.van)
    assert {soort.sleutel: soort.rijen.count() for soort in SOORTEN} == voor
    for soort, rij in zip(SOORTEN, verslag["aantallen"], strict=True):
        assert not soort.rijen.filter(gemeente__in=oud).exists(), soort.sleutel
        assert sum(deel["aantal"] for deel in rij["per_gemeente"]) > 0, soort.sleutel
    assert Plan.met_prullenbak.filter(verwijderd_op__isnull=False).count() == 4
    # What was frozen, and the trail of what was, are no gemeente's to move.
    assert apps.get_model("programmering", "PlanEvent").objects.filter(gemeente__in=oud).exists()


# --- Sums ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("maak", ALLE)
def test_het_land_blijft_gelijk_en_alles_telt_op(maak, vol, opgaven):
    bereken_volledig()
    voor, opgave_voor = (
        cijfers("land"),
        Opgave.objects.geldend()
        .order_by("periode")
        .values("periode")
        .annotate(n=Sum("nultreden"), g=Sum("geclusterd"), z=Sum("zorggeschikt")),
    )
    opgave_voor = list(opgave_voor)
    assert {schakel for _, schakel, _ in voor} == {
        "gerealiseerd", "hard", "zacht", "gereserveerd", "bod", "aanpassing",
    }  # fmt: skip
    actions.voer_uit(herindeling=maak(), by="test")
    assert cijfers("land") == voor
    for soort in ("gemeente", "provincie", "woondealregio"):
        assert cijfers(soort) == voor, soort
    for soort in ("provincie", "woondealregio"):
        assert per_boven("code", soort=soort) == per_boven(f"gemeente__{soort}_id", soort="gemeente"), soort
    opgave_na = (
        Opgave.objects.geldend()
        .order_by("periode")
        .values("periode")
        .annotate(n=Sum("nultreden"), g=Sum("geclusterd"), z=Sum("zorggeschikt"))
    )
    assert list(opgave_na) == opgave_voor
    # No mark is left, and a full run finds the same.
    assert werk_bij() is None
    assert bereken_volledig().verschillen == 0
    assert cijfers("land") == voor


def test_een_som_die_niet_klopt_houdt_alles_tegen(vol, monkeypatch):
    """Had something been left out of the figures, nothing would be written."""
    herindeling = samenvoeging()
    echt, keren = lees_stand, []

    def met_een_te_veel():
        stand = echt()
        keren.append(stand)
        if len(keren) == 2:
            cel = next(iter(stand.per_soort["land"]))
            stand.per_soort["land"][cel] = (999_999, 0)
        return stand

    monkeypatch.setattr(actions, "lees_stand", met_een_te_veel)
    with pytest.raises(ValidationError, match="landelijke cijfers zouden veranderen"):
        actions.voer_uit(herindeling=herindeling, by="test")
    herindeling.refresh_from_db()
    assert herindeling.status == "voorbereid"
    assert Gemeente.objects.get(code=AA).geldig_tot is None
    assert not Gemeente.objects.filter(code="GM9100").exists()


def test_wat_de_dag_zelf_verandert_is_geen_verschil(vol, monkeypatch):
    """A reservation that ran out since the last run counts no more; the herindeling is not to blame."""
    bereken_volledig()
    Plot.objects.filter(gemeente=vol["Bee"]).update(reservering_tot=timezone.localdate() - datetime.timedelta(1))
    Markering.objects.all().delete()
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    assert Berekening.objects.actief().exists()


# --- Trial, once, and when -------------------------------------------------------------------------------------


@pytest.mark.parametrize("maak", ALLE)
def test_een_proef_wijzigt_niets_en_zegt_wat_er_gebeurt(maak, vol, opgaven):
    herindeling = maak()
    bereken_volledig()
    voor = afdruk()
    verslag = actions.proef(herindeling=herindeling, by="test")
    assert afdruk() == voor
    herindeling.refresh_from_db()
    assert (herindeling.verslag, herindeling.status) == (verslag, "voorbereid")
    uitgevoerd = actions.voer_uit(herindeling=herindeling, by="test")
    assert uitgevoerd == verslag


def test_de_proef_kan_voor_de_dag_en_uitvoeren_niet(vol):
    herindeling = samenvoeging(datum=timezone.localdate() + datetime.timedelta(40))
    assert actions.proef(herindeling=herindeling, by="test")["titel"] == "Aa en Bee → Nieuw"
    with pytest.raises(ValidationError, match="de proef kan nu al"):
        actions.voer_uit(herindeling=herindeling, by="test")
    assert Gemeente.objects.geldig_op().count() == 4


def test_een_tweede_keer_zegt_dat_het_al_gedaan_is(vol):
    herindeling = samenvoeging()
    actions.voer_uit(herindeling=herindeling, by="Bea Beheer")
    voor = afdruk()
    with pytest.raises(ValidationError, match=r"al uitgevoerd, op .* door Bea Beheer"):
        actions.voer_uit(herindeling=herindeling, by="test")
    with pytest.raises(ValidationError, match="al uitgevoerd"):
        actions.proef(herindeling=herindeling, by="test")
    with pytest.raises(ValidationError, match="Aa bestaat sinds 1 januari 2026 niet meer en ging op in Nieuw"):
        samenvoeging()
    with pytest.raises(ValidationError, match="al uitgevoerd"):
        actions.gooi_weg(herindeling=herindeling, by="test")
    assert afdruk() == voor


def test_het_spoor_zegt_wie_en_waardoor(vol, maak_plan):
    plan = maak_plan("Bee", plannaam="Hof")
    actions.voer_uit(herindeling=samenvoeging(), by="Bea Beheer")
    laatste = apps.get_model("programmering", "PlanEvent").objects.filter(pgh_obj_id=plan.pk).latest("pgh_id")
    assert laatste.pgh_context.metadata["door"] == "Bea Beheer"
    assert "Nieuw" in laatste.pgh_context.metadata["herindeling"]
    assert Logregel.objects.get(handeling="herindeling").wat == "Aa en Bee → Nieuw"
    plan.refresh_from_db()
    assert (plan.gemeente.naam, plan.versie) == ("Nieuw", 2)


def test_na_elkaar_samenvoegen_en_weer_splitsen(vol):
    actions.voer_uit(herindeling=samenvoeging(), by="test")
    voor = cijfers("land")
    actions.voer_uit(
        herindeling=bereid_voor(
            datum=datetime.date(2026, 6, 1), van=["GM9100"], bestaand=[CEE, "GM9003"], standaard="GM9003",
            sleutel="opgegeven", gewichten={CEE: 1},
        ),
        by="test",
    )  # fmt: skip
    assert cijfers("land") == voor
    assert Opvolging.objects.count() == 4
    assert set(Gemeente.objects.geldig_op().values_list("naam", flat=True)) == {"Cee", "Dee"}


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"van": []}, "Vul in welke gemeente ophoudt"),
        ({"nieuw": []}, "Vul in wie hen opvolgt"),
        ({"van": ["GM0000"]}, "geen gemeente met code GM0000"),
        ({"bestaand": [AA]}, "kan niet ophouden en toch doorgaan"),
        ({"bestaand": [CEE]}, "zijn meer herindelingen"),
        ({"nieuw": [NIEUW | {"code": CEE}]}, "is al van een gemeente"),
        ({"nieuw": [NIEUW | {"code": "GM1"}]}, "GM met vier cijfers"),
        ({"nieuw": [NIEUW | {"naam": "cee"}]}, "al een gemeente die cee heet"),
        ({"nieuw": [NIEUW | {"naam": "  "}]}, "Geef gemeente GM9100 een naam"),
        ({"nieuw": [NIEUW | {"provincie": "PV00"}]}, "Kies de provincie"),
        ({"nieuw": [NIEUW | {"woondealregio": ""}]}, "Kies de woondealregio"),
        ({"nieuw": [NIEUW, NIEUW], "van": [AA]}, "staat er twee keer"),
        ({"datum": datetime.date(2020, 1, 1)}, "bestaat pas sinds 1 januari 2020"),
    ],
)
def test_wat_niet_kan_wordt_gezegd(velden, melding, land):
    with pytest.raises(ValidationError, match=melding):
        samenvoeging(**velden)
    assert not Herindeling.objects.exists()


def test_een_nieuwe_gemeente_mag_heten_als_een_die_ophoudt(vol):
    actions.voer_uit(herindeling=samenvoeging(nieuw=[NIEUW | {"naam": "Aa"}]), by="test")
    assert Gemeente.objects.geldig_op().get(naam="Aa").code == "GM9100"


def test_een_nieuwe_gemeente_in_een_regio_van_geen_van_beide_wordt_gezegd(land):
    verslag = actions.proef(herindeling=samenvoeging(nieuw=[NIEUW | {"woondealregio": "WD92"}]), by="test")
    assert "Nieuw komt in woondealregio Ver; daarvoor was dat Noord. Klopt dat?" in verslag["meldingen"]
    assert "Klopt dat?" not in str(actions.proef(herindeling=samenvoeging(), by="test")["meldingen"])


# --- Names -----------------------------------------------------------------------------------------------------


def test_namen_die_botsen_krijgen_de_oude_gemeente_erachter(vol):
    verslag = actions.voer_uit(herindeling=samenvoeging(), by="test")
    nieuw = Gemeente.objects.get(code="GM9100")
    assert set(nieuw.plannen.filter(plannaam__startswith="Centrum").values_list("plannaam", "plancode")) == {
        ("Centrum (Aa)", "P-1 (Aa)"), ("Centrum (Bee)", "P-1 (Bee)"),
    }  # fmt: skip
    assert set(nieuw.plots.values_list("naam", flat=True)) == {"Weide (Aa)", "Weide (Bee)"}
    assert set(nieuw.projecten.values_list("naam", flat=True)) == {"Hofje (Aa)", "Hofje (Bee)"}
    assert {"soort": "plot", "veld": "naam", "van": "Bee", "oud": "Weide", "nieuw": "Weide (Bee)"} in verslag["namen"]
    assert len(verslag["namen"]) == 2 * 6


def test_wie_er_al_was_houdt_haar_naam(vol):
    actions.voer_uit(herindeling=groei(), by="test")
    assert set(vol["Aa"].plots.values_list("naam", flat=True)) == {"Weide", "Weide (Bee)"}
    assert set(vol["Aa"].aanpassingen.values_list("naam", flat=True)) == {"De Flat", "De Flat (Bee)"}


def test_een_plan_in_de_prullenbak_botst_niet(land, maak_plan):
    weg = maak_plan("Bee", plannaam="Hof")
    Plan.objects.filter(pk=weg.pk).update(verwijderd_op=timezone.now())
    maak_plan("Aa", plannaam="Hof")
    assert actions.voer_uit(herindeling=groei(), by="test")["namen"] == []


@pytest.mark.parametrize(
    ("rijen", "er_al", "lengte", "uitkomst"),
    [
        ([Rij(1, "Aa", ("Hof",))], [], 50, {}),
        ([Rij(1, "Aa", ("Hof",))], [("Hof",)], 50, {1: "Hof (Aa)"}),
        ([Rij(1, "Aa", ("Hof",)), Rij(2, "Bee", ("Hof",))], [], 50, {1: "Hof (Aa)", 2: "Hof (Bee)"}),
        ([Rij(1, "Aa", ("Hof",))], [("Hof",), ("Hof (Aa)",)], 50, {1: "Hof (Aa 2)"}),
        ([Rij(1, "Aa", ("Hof",)), Rij(2, "Aa", ("Hof (Aa)",))], [("Hof",)], 50, {1: "Hof (Aa 2)"}),
        ([Rij(1, "Aa", ("Lange naam",))], [("Lange naam",)], 10, {1: "Lange (Aa)"}),
        ([Rij(1, "Aa", ("Flat", 2025))], [("Flat", 2024)], 50, {}),
    ],
)
def test_maak_uniek(rijen, er_al, lengte, uitkomst):
    assert maak_uniek(rijen, er_al, lengte) == uitkomst
    assert all(len(naam) <= lengte for naam in uitkomst.values())


# --- Opgave and key figures ------------------------------------------------------------------------------------


def test_opgave_van_een_samenvoeging_is_de_som_met_de_laagste_status(vol, opgaven):
    verslag = actions.voer_uit(herindeling=samenvoeging(), by="Bea")
    nieuw = Gemeente.objects.get(code="GM9100")
    nu = nieuw.opgaven.get(periode__slug="2030")
    # None and 11 is 11: of Aa no zorggeschikt was agreed.
    assert (nu.nultreden, nu.geclusterd, nu.zorggeschikt, nu.status, nu.datum, nu.versie) == (
        161, 91, 11, "afgesproken", DAG, 1,
    )  # fmt: skip
    assert nu.besluit == "Herindeling per 1 januari 2026: som van de opgave van Aa en Bee"
    later = nieuw.opgaven.get(periode__slug="2036")
    assert (later.nultreden, later.status, later.besluit, later.datum) == (10, "indicatief", "", None)
    assert any("Bee heeft geen opgave voor" in melding for melding in verslag["meldingen"])
    # The old versions stay, readable, and no longer count.
    oud = Opgave.objects.filter(gemeente=vol["Aa"])
    assert oud.count() == 2 and not oud.geldend().exists()
    assert not Opgave.objects.geldend().filter(gemeente__geldig_tot__isnull=False).exists()


def test_opgave_van_wie_groeit_is_een_nieuwe_versie(vol, opgaven):
    actions.voer_uit(herindeling=groei(), by="test")
    nu = Opgave.objects.geldend().get(gemeente=vol["Aa"], periode__slug="2030")
    assert (nu.versie, nu.nultreden, nu.status) == (2, 161, "afgesproken")
    ongewijzigd = Opgave.objects.geldend().get(gemeente=vol["Aa"], periode__slug="2036")
    assert ongewijzigd.versie == 1


def test_opgave_van_een_splitsing_gaat_naar_rato_en_telt_precies_op(vol, opgaven):
    actions.voer_uit(herindeling=splitsing(), by="test")
    cee, nieuw = (Opgave.objects.geldend().get(gemeente__code=c, periode__slug="2030") for c in (CEE, "GM9100"))
    # 100 in 1 : 2 is 33 + 67, 50 is 17 + 33; Cee had 7, 0 and 5 itself.
    assert (cee.nultreden, cee.geclusterd, cee.zorggeschikt, cee.status, cee.versie) == (40, 17, 5, "indicatief", 2)
    assert (nieuw.nultreden, nieuw.geclusterd, nieuw.zorggeschikt, nieuw.status) == (67, 33, None, "vastgesteld")


def test_splitsen_naar_ouderen_vraagt_dat_die_bekend_zijn(vol, opgaven):
    with pytest.raises(ValidationError, match="Van Nieuw is het aantal inwoners van 75 jaar en ouder niet bekend"):
        actions.proef(herindeling=splitsing(sleutel="inwoners_75plus"), by="test")
    herindeling = bereid_voor(van=[AA], bestaand=[CEE, "GM9003"], standaard=CEE)
    actions.voer_uit(herindeling=herindeling, by="test")
    # Cee has 2000 of them, Dee 1000.
    assert Opgave.objects.geldend().get(gemeente=vol["Dee"], periode__slug="2030").nultreden == 33
    with pytest.raises(ValidationError, match="minstens één opvolger een getal"):
        actions.proef(
            herindeling=bereid_voor(
                datum=datetime.date(2026, 3, 1), van=[CEE], bestaand=[BEE, "GM9003"], standaard=BEE, sleutel="opgegeven"
            ),
            by="test",
        )


def test_kerncijfers_tellen_op_waar_het_jaar_gelijk_is(vol):
    Kerncijfer.objects.create(gemeente=vol["Aa"], onderwerp="inwoners", jaar=2024, waarde=9, bron="x")
    Kerncijfer.objects.create(gemeente=vol["Bee"], onderwerp="inwoners", jaar=2023, waarde=9, bron="x")
    verslag = actions.voer_uit(herindeling=samenvoeging(), by="test")
    cijfer = Gemeente.objects.get(code="GM9100").kerncijfers.get()
    assert (cijfer.onderwerp, cijfer.jaar, cijfer.waarde, cijfer.bron) == (
        "inwoners_75plus", 2021, 7000, "som van Aa en Bee; verzonnen",
    )  # fmt: skip
    assert any("niet bekend: inwoners" in melding for melding in verslag["meldingen"])
    assert vol["Aa"].kerncijfers.count() == 2


def test_een_cijfer_van_de_kleinere_gemeente_zegt_niets_van_de_grotere(vol):
    Kerncijfer.objects.create(gemeente=vol["Aa"], onderwerp="inwoners", jaar=2024, waarde=9000, bron="x")
    verslag = actions.voer_uit(herindeling=groei(), by="test")
    assert list(vol["Aa"].kerncijfers.values_list("onderwerp", "waarde")) == [("inwoners_75plus", 7000)]
    assert any("vervalt 'inwoners' van 2024 (9.000)" in melding for melding in verslag["meldingen"])


# --- Uitvragen -------------------------------------------------------------------------------------------------


@pytest.fixture
def uitvraag(land):
    def maak(peildatum, **velden):
        return Uitvraag.objects.create(
            provincie_id="PV90", naam=f"Uitvraag {peildatum}", peildatum=peildatum, opent=datetime.date(2025, 1, 1),
            sluit=datetime.date(2026, 12, 1), terugval_email="x@voorbeeld.nl", **velden,
        )  # fmt: skip

    return maak


def test_een_open_aanlevering_gaat_op_in_die_van_de_opvolger(vol, uitvraag):
    later = uitvraag(datetime.date(2026, 5, 1))
    van_aa = Aanlevering.objects.create(uitvraag=later, gemeente=vol["Aa"], status="bezig", bericht="wij zijn bezig")
    van_cee = Aanlevering.objects.create(uitvraag=later, gemeente=vol["Cee"])
    Aanleveropmerking.objects.create(aanlevering=van_aa, tekst="waarom?", door="prov")
    actions.voer_uit(herindeling=bereid_voor(van=[AA], bestaand=[CEE]), by="test")
    van_cee.refresh_from_db()
    assert not Aanlevering.objects.filter(pk=van_aa.pk).exists()
    assert (van_cee.status, van_cee.bericht, van_cee.opmerkingen.count()) == ("bezig", "Aa: wij zijn bezig", 1)


def test_een_aanlevering_over_de_tijd_ervoor_blijft_en_dat_wordt_gezegd(vol, uitvraag):
    eerder = uitvraag(datetime.date(2025, 11, 1))
    oud = Aanlevering.objects.create(uitvraag=eerder, gemeente=vol["Aa"])
    verslag = actions.voer_uit(herindeling=samenvoeging(), by="test")
    oud.refresh_from_db()
    assert oud.gemeente == vol["Aa"]
    assert any("Accepteer haar eerst" in melding for melding in verslag["meldingen"])


def test_een_aanlevering_zonder_tegenhanger_verhuist_en_bij_een_splitsing_krijgt_ieder_er_een(vol, uitvraag):
    later = uitvraag(datetime.date(2026, 5, 1))
    van_aa = Aanlevering.objects.create(uitvraag=later, gemeente=vol["Aa"], status="bezig")
    actions.voer_uit(herindeling=splitsing(), by="test")
    van_aa.refresh_from_db()
    assert van_aa.gemeente.code == CEE
    assert set(later.aanleveringen.values_list("gemeente__code", "status")) == {
        (CEE, "bezig"), ("GM9100", "niet_begonnen"),
    }  # fmt: skip


def test_wat_geaccepteerd_is_blijft_van_de_oude_gemeente(vol, uitvraag):
    later = uitvraag(datetime.date(2026, 5, 1))
    rij = Aanlevering.objects.create(
        uitvraag=later, gemeente=vol["Aa"], status="geaccepteerd", geleverd_op=timezone.now()
    )
    verslag = actions.voer_uit(herindeling=samenvoeging(), by="test")
    rij.refresh_from_db()
    assert rij.gemeente == vol["Aa"]
    assert any("al geaccepteerd" in melding for melding in verslag["meldingen"])


# --- Splitting -------------------------------------------------------------------------------------------------


def test_zonder_grenzen_gaat_alles_naar_wie_de_rest_krijgt(vol):
    verslag = actions.voer_uit(herindeling=splitsing(), by="test")
    for rij in verslag["aantallen"]:
        assert rij["per_gemeente"][1] == {"naar": "Nieuw", "aantal": 0}
    assert {t["waarom"] for t in verslag["toewijzingen"] if t["soort"] == "kans"} == {"de rest"}


def test_wat_iemand_kiest_gaat_daarheen_en_neemt_mee_wat_erbij_hoort(vol):
    plot = Plot.objects.get(gemeente=vol["Aa"])
    op_plot = plot.plannen.get()
    plan = Project.objects.get(gemeente=vol["Aa"]).plan
    herindeling = splitsing(
        keuzes={f"plot:{plot.pk}": "GM9100", f"plan:{plan.pk}": "GM9100", f"plan:{op_plot.pk}": CEE}
    )
    actions.voer_uit(herindeling=herindeling, by="test")
    waar = defaultdict(set)
    for soort in SOORTEN:
        for pk, code in soort.rijen.filter(gemeente__code__in=[CEE, "GM9100"]).values_list("pk", "gemeente__code"):
            waar[soort.sleutel, code].add(pk)
    # The plan goes along with its plot, whatever was chosen; the project with its plan, and its contact with that.
    assert waar["plan", "GM9100"] == {plan.pk, op_plot.pk}
    assert Project.objects.get(plan=plan).gemeente.code == "GM9100"
    assert Contactmoment.objects.get(project__plan=plan).gemeente.code == "GM9100"
    assert {b.gemeente.code for b in plot.boden.all()} == {"GM9100"}
    assert Contactmoment.objects.filter(project=None, gemeente__code=CEE).count() == 2


def test_een_plan_van_alleen_nultreden_telt_hetzelfde_in_zijn_nieuwe_gemeente(land, maak_plan):
    plan = maak_plan("Aa", aantallen=regels_van(geclusterd=8, jaar=2028))
    bereken_volledig()
    actions.voer_uit(herindeling=splitsing(keuzes={f"plan:{plan.pk}": "GM9100"}), by="test")
    rij = Voortgang.objects.actief().get(code="GM9100")
    assert (rij.categorie, rij.aantal, rij.jaar) == ("nultreden", 8, 2028)
