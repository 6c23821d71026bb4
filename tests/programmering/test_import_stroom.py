"""From a file to plans: dry run, committing, the second import, rights and boundaries."""

import datetime
import json
from dataclasses import replace

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmering.imports import actions, lezers
from programmering.imports import profiel as profielen
from programmering.imports.models import Import, Importregel
from programmering.plannen.actions import als_regels, zet_aantallen
from programmering.plannen.models import Plan, Planregel
from programmering.plannen.regels import Regel
from programmering.voortgang.models import Markering
from woonzorg.gebieden.models import Gemeente, Grens, Opvolging
from woonzorg.gebieden.stelsels import BUITEN_NEDERLAND
from woonzorg.organisaties.models import Logregel

from ..conftest import regels_van
from .test_import_controle import PROFIEL, bestand, feature, vierkantje

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def geen_wachtrij(monkeypatch):
    monkeypatch.setattr("programmering.voortgang.vraag.stuur", lambda: None)


def controleer(*features, door=None, **leden) -> Import:
    import_ = actions.ontvang(
        bestandsnaam="plannen.geojson",
        inhoud=bestand(*features, **leden),
        profielnaam=PROFIEL,
        srid=None,
        door=door,
        door_naam="test",
    )
    actions.controleer_import(import_.pk, gebonden=door is not None)
    import_.refresh_from_db()
    assert import_.status == Import.Status.GECONTROLEERD, import_.fout
    return import_


def leg_vast(*features, door=None, **leden) -> Import:
    import_ = controleer(*features, door=door, **leden)
    assert actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk, gebonden=door is not None)
    import_.refresh_from_db()
    assert import_.status == Import.Status.VASTGELEGD, import_.fout
    return import_


def uitkomsten(import_) -> dict:
    return {u: n for u, n in import_.samenvatting["uitkomsten"].items() if n}


def meldingen(import_, nummer=1) -> list[str]:
    return [m["melding"] for m in import_.regels.get(nummer=nummer).meldingen]


def vak(x, y=450_500, zijde=100):
    return {"type": "Polygon", "coordinates": [vierkantje(x, y, zijde)]}


# --- Dry run and commit --------------------------------------------------------------------------------------


def test_niets_geschreven_voor_het_vastleggen(land):
    import_ = controleer(feature(OPLONB=10))
    assert uitkomsten(import_) == {"nieuw": 1}
    assert (import_.verwerkt, import_.totaal) == (1, 1)
    assert not Plan.objects.exists()
    assert not Markering.objects.exists()


def test_vastleggen_schrijft_plan_regels_en_markering(land):
    import_ = leg_vast(
        feature(OP202024=7, OPLONB=3, WTYPAPP=6), feature(OBJECTID=2, Plannaam="Zacht", Planstatus="4A Visie", OPLONB=1)
    )
    plan = Plan.objects.get(plancode="wbp2020-1")
    assert (plan.gemeente, plan.plannaam, plan.invoerstatus) == (land["Aa"], "De Verzonnen Hof", "gereed")
    assert (plan.klasse, plan.vertrouwelijkheid) == ("hard", "openbaar")
    assert (plan.versie, plan.peildatum) == (1, datetime.date(2020, 2, 13))
    assert plan.geometrie.srid == 28992
    assert round(plan.geometrie.area) == 10_000
    assert plan.bron == "Woningbouwplannen 2020"
    assert Plan.objects.get(plancode="wbp2020-2").vertrouwelijkheid == "provincie"
    assert {r.sleutel: r.gepland for r in als_regels(plan)} == {
        ("nieuwbouw", "nieuwbouw"): 10,
        ("wonen_en_zorg", "onbekend"): 10,
        ("woningtype", "meergezins"): 6,
        ("woningtype", "onbekend"): 4,
        ("betaalbaarheid", "onbekend"): 10,
        ("flex", "permanent"): 10,
    }
    assert set(Markering.objects.values_list("plan_id", flat=True)) == {p.pk for p in Plan.objects.all()}
    assert import_.regels.get(nummer=1).plan == plan
    assert bytes(import_.bestand) == b""
    assert Logregel.objects.filter(handeling="import", wat__startswith="Vastgelegd").exists()


def test_de_geschiedenis_weet_door_welke_import(land):
    from pghistory.models import Context

    import_ = leg_vast(feature(OPLONB=1))
    assert Context.objects.get().metadata == {"door": "test", "import": import_.pk}


def test_een_plan_zonder_status_is_concept(land):
    import_ = leg_vast(feature(Planstatus="Onbekend", OPLONB=1))
    plan = Plan.objects.get()
    assert (plan.invoerstatus, plan.klasse) == ("concept", "niet_meetellend")
    assert import_.samenvatting["met_waarschuwing"] == 1


def test_de_drie_tellingen_zijn_samen_alle_rijen(land):
    import_ = controleer(
        feature(OPLONB=1),
        feature(OBJECTID=2, Plannaam="Leeg"),
        feature(OBJECTID=3, Plannaam="Fout", Planstatus="9Z", OPLONB=-1),
        {"type": "iets anders"},
    )
    assert uitkomsten(import_) == {"nieuw": 2, "geweigerd": 2}
    assert import_.samenvatting["met_waarschuwing"] == 1
    assert import_.regels.count() == 4
    regel = import_.regels.get(nummer=3)
    assert (regel.blad, regel.plannaam) == ("features", "Fout")
    assert {("Planstatus", "9Z"), ("OPLONB", "-1")} <= {(m["kolom"], m["waarde"]) for m in regel.meldingen}
    assert {"kolom", "waarde", "melding", "soort", "reden"} == set(regel.meldingen[0])
    redenen = {(r["kolom"], r["reden"]): r["aantal"] for r in import_.samenvatting["redenen"]}
    assert redenen["OPLONB", "Een aantal woningen kan niet negatief zijn."] == 1


def test_kolommen_die_het_profiel_niet_kent_worden_genoemd(land):
    assert controleer(feature(OPLONB=1, Nieuw=3)).samenvatting["onbekende_kolommen"] == ["Nieuw"]


def test_een_bestand_van_een_andere_bron_wordt_niet_aangenomen(land):
    with pytest.raises(lezers.Leesfout, match="Planstatus"):
        controleer(feature(zonder=["Planstatus"]))
    assert not Import.objects.exists()


def test_opnieuw_controleren_begint_van_voren_af_aan(land):
    import_ = controleer(feature(OPLONB=1), feature(OBJECTID=2, Plannaam="B", OPLONB=1))
    # As a killed worker leaves it: half the rows, and a status that says it runs.
    import_.regels.filter(nummer=2).delete()
    Import.objects.filter(pk=import_.pk).update(status=Import.Status.CONTROLEREN, verwerkt=1)
    actions.controleer_import(import_.pk, gebonden=False)
    import_.refresh_from_db()
    assert (import_.status, import_.regels.count(), import_.verwerkt) == (Import.Status.GECONTROLEERD, 2, 2)


def test_twee_keer_vastleggen_schrijft_een_keer(land):
    import_ = leg_vast(feature(OPLONB=1))
    actions.leg_import_vast(import_.pk)
    assert not actions.vraag_vastleggen(import_.pk)
    assert Plan.objects.count() == 1


def test_een_weggegooide_import_laat_niets_achter(land):
    import_ = controleer(feature(OPLONB=1))
    assert actions.gooi_weg(import_)
    actions.controleer_import(import_.pk)
    actions.leg_import_vast(import_.pk)
    assert not Import.objects.exists()
    assert not Importregel.objects.exists()
    assert not Plan.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_een_fout_halverwege_laat_niets_achter_en_kan_opnieuw(land, monkeypatch):
    monkeypatch.setattr("programmering.imports.beoordelen.BLOK", 2)
    import_ = controleer(*(feature(OBJECTID=i, Plannaam=f"P{i}", OPLONB=1) for i in range(5)))
    actions.vraag_vastleggen(import_.pk)

    def val_om(verwerkt, totaal):
        if verwerkt >= 4:
            raise RuntimeError("de stekker eruit")

    with pytest.raises(RuntimeError):
        actions.leg_import_vast(import_.pk, gebonden=False, meld=val_om)
    assert not Plan.objects.exists()
    assert not Markering.objects.exists()
    import_.refresh_from_db()
    assert import_.status == Import.Status.GECONTROLEERD
    assert actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk, gebonden=False)
    assert Plan.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_een_gedode_werker_en_dan_nog_eens(land, monkeypatch):
    """kill -9 raises nothing that anyone catches: the status stays 'wordt vastgelegd', the task comes again."""
    import_ = controleer(feature(OPLONB=1))
    actions.vraag_vastleggen(import_.pk)
    monkeypatch.setattr(actions, "_terug_naar_gecontroleerd", lambda pk: None)

    def gedood(verwerkt, totaal):
        raise SystemExit

    with pytest.raises(SystemExit):
        actions.leg_import_vast(import_.pk, gebonden=False, meld=gedood)
    assert not Plan.objects.exists()
    actions.leg_import_vast(import_.pk, gebonden=False)
    import_.refresh_from_db()
    assert import_.status == Import.Status.VASTGELEGD
    assert Plan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_de_database_keurt_het_resultaat_goed(land):
    """Deferred rules only speak at a real commit."""
    leg_vast(
        *(
            feature(OBJECTID=i, Plannaam=f"P{i}", OP202024=3 * i, Op20302050=i, WTYPAPP=i, KOOP=2 * i)
            for i in range(1, 30)
        )
    )
    assert Plan.objects.count() == 29
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM programmering_plan WHERE NOT programmering_plan_klopt(id)")
        assert cursor.fetchone() == (0,)


def test_het_aantal_queries_hangt_niet_van_de_rijen_af(land):
    def queries(aantal):
        rijen = [feature(OBJECTID=i, Plannaam=f"P{i}", OPLONB=1) for i in range(aantal)]
        with CaptureQueriesContext(
            connection,
        ) as eerste:
            leg_vast(*rijen)
        with CaptureQueriesContext(connection) as tweede:
            leg_vast(*(r | {"properties": r["properties"] | {"Planstatus": "4A Visie"}} for r in rijen))
        Plan.objects.all().delete()
        return len(eerste), len(tweede)

    assert queries(3) == queries(40)


def test_wat_sinds_de_controle_veranderde_wordt_geweigerd(land):
    leg_vast(feature(OPLONB=10), feature(OBJECTID=2, Plannaam="B", OPLONB=1))
    import_ = controleer(
        feature(Planstatus="3 In voorbereiding", OPLONB=10), feature(OBJECTID=2, Plannaam="C", OPLONB=1)
    )
    assert uitkomsten(import_) == {"gewijzigd": 2}
    Plan.objects.filter(plancode="wbp2020-1").update(status_planologisch="2A")
    actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk, gebonden=False)
    import_.refresh_from_db()
    assert uitkomsten(import_) == {"gewijzigd": 1, "geweigerd": 1}
    assert "Sinds de controle" in meldingen(import_)[-1]
    assert Plan.objects.get(plancode="wbp2020-1").status_planologisch == "2A"
    assert Plan.objects.get(plancode="wbp2020-2").plannaam == "C"


# --- The second import --------------------------------------------------------------------------------------


def test_hetzelfde_bestand_nog_eens_is_niets_nieuws(land):
    rijen = [feature(OP202024=7, WTYPAPP=3), feature(OBJECTID=2, OPLONB=1), feature(OBJECTID=3, Plannaam="Leeg")]
    leg_vast(*rijen)
    voor = list(Plan.objects.order_by("pk").values("pk", "versie", "gewijzigd", "plannaam", "bron_waarden"))
    tweede = leg_vast(*rijen)
    assert uitkomsten(tweede) == {"ongewijzigd": 3}
    assert list(Plan.objects.order_by("pk").values("pk", "versie", "gewijzigd", "plannaam", "bron_waarden")) == voor
    assert Planregel.objects.count() == 11


def deel_in(plan, **woningen):
    """Divides wonen en zorg as someone does in the form: everything in the years of nieuwbouw, first come first."""
    regels = [r for r in als_regels(plan) if r.groep != "wonen_en_zorg"]
    over = dict(next(r for r in regels if r.groep == "nieuwbouw").rest_per_jaar)
    for categorie, n in woningen.items():
        jaren = {}
        for jaar in list(over):
            neem = min(n - sum(jaren.values()), over[jaar])
            if neem:
                jaren[jaar] = neem
                over[jaar] -= neem
        regels.append(Regel("wonen_en_zorg", categorie, gepland=n, rest_per_jaar=jaren))
    over = {jaar: n for jaar, n in over.items() if n}
    regels.append(Regel("wonen_en_zorg", "onbekend", gepland=sum(over.values()), rest_per_jaar=over))
    zet_aantallen(plan=plan, aantallen=regels, by="invoerder")


def wonen_en_zorg(plan) -> dict:
    return {
        r.categorie: r.rest_per_jaar for r in als_regels(Plan.objects.get(pk=plan.pk)) if r.groep == "wonen_en_zorg"
    }


def test_een_indeling_van_mensen_blijft_staan(land):
    rij = feature(OP202024=10)
    leg_vast(rij)
    plan = Plan.objects.get()
    deel_in(plan, nultreden=4, zorggeschikt=3)
    verdeeld = wonen_en_zorg(plan)
    assert uitkomsten(leg_vast(rij)) == {"ongewijzigd": 1}
    assert wonen_en_zorg(plan) == verdeeld


def test_meer_woningen_in_de_bron_komen_bij_nog_niet_ingedeeld(land):
    leg_vast(feature(OP202024=10))
    plan = Plan.objects.get()
    deel_in(plan, nultreden=10)
    import_ = leg_vast(feature(OP202024=15))
    assert uitkomsten(import_) == {"gewijzigd": 1}
    assert wonen_en_zorg(plan) == {
        "nultreden": {str(j): 2 for j in range(2020, 2025)},
        "onbekend": {str(j): 1 for j in range(2020, 2025)},
    }
    plan.refresh_from_db()
    assert plan.versie == 3
    wijzigingen = {w["veld"]: (w["oud"], w["nieuw"]) for w in import_.regels.get().wijzigingen}
    assert wijzigingen["Nieuwbouw"] == ("10 (2020–2024: 2 per jaar)", "15 (2020–2024: 3 per jaar)")
    assert wijzigingen["Wonen en zorg: nog niet ingedeeld"] == ("0", "5 (2020–2024: 1 per jaar)")
    assert "Wonen en zorg: nultreden" not in wijzigingen


def test_minder_woningen_dan_er_zijn_ingedeeld_weigert_de_rij(land):
    leg_vast(feature(OP202024=10))
    plan = Plan.objects.get()
    deel_in(plan, nultreden=8)
    verdeeld = wonen_en_zorg(plan)
    import_ = leg_vast(feature(OP202024=5))
    assert uitkomsten(import_) == {"geweigerd": 1}
    assert "Wonen en zorg 2 ingedeeld" in meldingen(import_)[0]
    assert wonen_en_zorg(plan) == verdeeld
    # Room enough: what was not divided gives way.
    assert uitkomsten(leg_vast(feature(OP202024=9))) == {"gewijzigd": 1}


def test_gerealiseerd_uit_het_portaal_blijft_staan(land):
    leg_vast(feature(OP202024=10))
    plan = Plan.objects.get()
    klaar = [replace(r, gepland=14, gerealiseerd=4, gerealiseerd_per_jaar={"2019": 4}) for r in als_regels(plan)]
    zet_aantallen(plan=plan, aantallen=klaar, by="invoerder")
    leg_vast(feature(OP202024=15))
    nieuwbouw = Planregel.objects.get(plan=plan, groep="nieuwbouw")
    assert (nieuwbouw.gepland, nieuwbouw.gerealiseerd, nieuwbouw.gerealiseerd_per_jaar) == (19, 4, {"2019": 4})


def test_alleen_wat_de_bron_veranderde_wordt_overgenomen(land):
    leg_vast(feature(Planstatus="4A Visie", OPLONB=1))
    Plan.objects.update(plantype="herstructurering", vertrouwelijkheid="gemeente", toelichting="van ons")
    import_ = leg_vast(feature(Planstatus="4B Optie", OPLONB=1))
    plan = Plan.objects.get()
    assert (plan.status_planologisch, plan.plantype) == ("4B", "herstructurering")
    assert (plan.vertrouwelijkheid, plan.toelichting) == ("gemeente", "van ons")
    assert import_.regels.get().wijzigingen == [
        {"veld": "Planologische status", "oud": "4A Visie", "nieuw": "4B Optie"}
    ]
    assert not import_.regels.get().heeft_waarschuwing


def test_aan_beide_kanten_gewijzigd_is_een_waarschuwing_en_de_bron_gaat_voor(land):
    leg_vast(feature(Planstatus="4A Visie", OPLONB=1))
    Plan.objects.update(status_planologisch="3")
    import_ = leg_vast(feature(Planstatus="4B Optie", OPLONB=1))
    assert Plan.objects.get().status_planologisch == "4B"
    assert meldingen(import_) == ["In het portaal gewijzigd: 3 In voorbereiding; de bron zegt nu 4B Optie."]
    assert uitkomsten(leg_vast(feature(Planstatus="4B Optie", OPLONB=1))) == {"ongewijzigd": 1}


def test_wordt_hard_dan_ook_openbaar(land):
    leg_vast(feature(Planstatus="4A Visie", OPLONB=1))
    leg_vast(feature(OPLONB=1))
    assert Plan.objects.get().vertrouwelijkheid == "openbaar"


def test_krijgt_een_plan_een_status_dan_telt_het(land):
    leg_vast(feature(Planstatus="", OPLONB=1))
    leg_vast(feature(Planstatus="3 In voorbereiding", OPLONB=1))
    assert Plan.objects.get().invoerstatus == "gereed"
    leg_vast(feature(Planstatus="Onbekend", OPLONB=1))
    assert Plan.objects.get().invoerstatus == "concept"


def test_een_kolom_die_de_bron_mist_maakt_niets_leeg(land):
    leg_vast(feature(OPLONB=5, KOOP=5, Sloop=-2))
    kaal = feature(OPLONB=5, zonder=("KOOP", "HUUR", "HRKPONB", "Sloop", "datum", "Plantype"))
    import_ = leg_vast(kaal)
    assert uitkomsten(import_) == {"ongewijzigd": 1}
    assert Planregel.objects.get(groep="sloop").gepland == 2
    assert Planregel.objects.get(groep="betaalbaarheid").categorie == "koop_onbekend"
    # Nor does what the source once said get lost.
    assert uitkomsten(leg_vast(feature(OPLONB=5, KOOP=5, Sloop=-2))) == {"ongewijzigd": 1}


def test_wat_het_portaal_al_heeft_wordt_wel_onthouden(land):
    leg_vast(feature(Planstatus="4A Visie", OPLONB=1))
    Plan.objects.update(status_planologisch="4B")
    assert uitkomsten(leg_vast(feature(Planstatus="4B Optie", OPLONB=1))) == {"ongewijzigd": 1}
    plan = Plan.objects.get()
    assert plan.bron_waarden["velden"]["status_planologisch"] == "4B"
    assert plan.versie == 1
    # So a change made in the portal afterwards is no longer overruled by the same file.
    Plan.objects.update(status_planologisch="3")
    assert uitkomsten(leg_vast(feature(Planstatus="4B Optie", OPLONB=1))) == {"ongewijzigd": 1}


def test_een_plan_van_mensen_met_dezelfde_plancode(land, maak_plan):
    aantallen = regels_van(geclusterd=20, jaar="onbekend")
    plan = maak_plan(plancode="wbp2020-1", status="4A", vertrouwelijkheid="gemeente", gereed=False, aantallen=aantallen)
    import_ = leg_vast(feature(Planstatus="4A Visie", OPLONB=25))
    assert uitkomsten(import_) == {"gewijzigd": 1}
    plan.refresh_from_db()
    assert (plan.plannaam, plan.invoerstatus, plan.vertrouwelijkheid) == ("De Verzonnen Hof", "concept", "gemeente")
    assert wonen_en_zorg(plan) == {"geclusterd": {"onbekend": 20}, "onbekend": {"onbekend": 5}}


# --- The shape ------------------------------------------------------------------------------------------------


def test_een_vlak_binnen_vijf_centimeter_is_hetzelfde(land):
    leg_vast(feature(vak(141_000), OPLONB=1))
    assert uitkomsten(leg_vast(feature(vak(141_000.03), OPLONB=1))) == {"ongewijzigd": 1}
    gedraaid = {"type": "Polygon", "coordinates": [vierkantje(141_000)[::-1]]}
    assert uitkomsten(leg_vast(feature(gedraaid, OPLONB=1))) == {"ongewijzigd": 1}


def test_een_ander_vlak_wordt_overgenomen(land):
    leg_vast(feature(vak(141_000), OPLONB=1))
    import_ = leg_vast(feature(vak(141_000, zijde=200), OPLONB=1))
    assert import_.regels.get().wijzigingen == [{"veld": "Plek", "oud": "10.000 m²", "nieuw": "40.000 m², ander vlak"}]
    assert round(Plan.objects.get().geometrie.area) == 40_000


def test_een_in_het_portaal_getekend_vlak_blijft_tot_de_bron_verandert(land):
    leg_vast(feature(vak(141_000), OPLONB=1))
    getekend = MultiPolygon(Polygon.from_bbox((142_000, 450_500, 142_010, 450_510)), srid=28992)
    Plan.objects.update(geometrie=getekend)
    assert uitkomsten(leg_vast(feature(vak(141_000), OPLONB=1))) == {"ongewijzigd": 1}
    assert Plan.objects.get().geometrie.equals(getekend)
    import_ = leg_vast(feature(vak(143_000), OPLONB=1))
    assert "In het portaal gewijzigd" in meldingen(import_)[0]
    assert Plan.objects.get().geometrie.extent[0] == 143_000


def test_wgs84_en_etrs89_komen_op_dezelfde_plek(land):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_AsGeoJSON(ST_Transform(ST_MakeEnvelope(141000, 450500, 141100, 450600, 28992), 4326), 9)"
        )
        graden = json.loads(cursor.fetchone()[0])
    leg_vast(feature(vak(141_000), OPLONB=1))
    assert uitkomsten(controleer(feature(graden, OPLONB=1), crs=None)) == {"ongewijzigd": 1}
    etrs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4258"}}
    assert uitkomsten(controleer(feature(graden, OPLONB=1), crs=etrs))["ongewijzigd"] == 1


def test_zonder_vlak_komt_het_plan_niet_op_de_kaart(land):
    rij = feature(OPLONB=1) | {"geometry": None}
    import_ = leg_vast(rij)
    assert "niet op de kaart" in meldingen(import_)[0]
    assert Plan.objects.get().geometrie is None
    leg_vast(feature(vak(141_000), OPLONB=1))
    assert Plan.objects.get().geometrie is not None
    assert uitkomsten(leg_vast(rij)) == {"ongewijzigd": 1}
    assert Plan.objects.get().geometrie is not None


def test_een_kruisende_rand_wordt_hersteld(land):
    strik = [[141_000, 450_500], [141_100, 450_600], [141_100, 450_500], [141_000, 450_600], [141_000, 450_500]]
    import_ = leg_vast(feature({"type": "Polygon", "coordinates": [strik]}, OPLONB=1))
    assert "hersteld" in meldingen(import_)[0]
    assert Plan.objects.get().geometrie.valid


def test_een_vlak_zonder_oppervlak_wordt_geweigerd(land):
    lijn = [[141_000, 450_500], [141_100, 450_500], [141_050, 450_500], [141_000, 450_500]]
    import_ = controleer(feature({"type": "Polygon", "coordinates": [lijn]}, OPLONB=1))
    assert "blijft niets over" in meldingen(import_)[0]
    assert uitkomsten(import_) == {"geweigerd": 1}


def test_snippers_vallen_op(land):
    vlakken = {"type": "MultiPolygon", "coordinates": [[vierkantje(141_000)], [vierkantje(142_000, zijde=1)]]}
    assert "1 deel(en) van minder dan 25 m²" in meldingen(controleer(feature(vlakken, OPLONB=1)))[0]


def test_verwisselde_assen(land):
    verwisseld = {"type": "Polygon", "coordinates": [[[y, x] for x, y in vierkantje()]]}
    import_ = controleer(feature(verwisseld, OPLONB=1))
    assert meldingen(import_) == [BUITEN_NEDERLAND]
    assert uitkomsten(import_) == {"geweigerd": 1}


# --- Which gemeente ---------------------------------------------------------------------------------------------

IN_BEE = vak(155_000)


@pytest.mark.parametrize("naam", ["Aa", "aa", " AA ", "Aa (O.)"])
def test_gemeente_op_naam(land, naam):
    assert uitkomsten(controleer(feature(Gem_naam=naam, OPLONB=1))) == {"nieuw": 1}


@pytest.mark.parametrize(
    ("gemeente", "provincie", "zin"),
    [
        ("Zet", "Oost", "Gemeente 'Zet' bestaat niet in Oost."),
        ("Aa", "West", "Gemeente 'Aa' bestaat niet in West. Wel in Oost."),
    ],
)
def test_gemeente_die_er_niet_is(land, gemeente, provincie, zin):
    import_ = controleer(feature(Gem_naam=gemeente, Provincie=provincie, OPLONB=1))
    assert meldingen(import_) == [zin]


def beeindig(gemeente, *opvolgers):
    dag = datetime.date(2021, 1, 1)
    Gemeente.objects.filter(pk=gemeente.pk).update(geldig_tot=dag)
    for opvolger in opvolgers:
        Opvolging.objects.create(van=gemeente, naar=opvolger, datum=dag)


def test_een_opgeheven_gemeente_wordt_haar_opvolger(land):
    beeindig(land["Cee"], land["Aa"])
    leg_vast(feature(Gem_naam="Cee", OPLONB=1))
    assert Plan.objects.get().gemeente == land["Aa"]


def test_een_opgeheven_gemeente_zonder_of_met_meer_opvolgers(land):
    beeindig(land["Cee"], land["Aa"], land["Bee"])
    assert "verdeeld over Aa, Bee" in meldingen(controleer(feature(Gem_naam="Cee", OPLONB=1)))[0]
    Opvolging.objects.all().delete()
    assert "weet niet welke gemeente" in meldingen(controleer(feature(Gem_naam="Cee", OPLONB=1)))[0]


def test_een_benadering_beslist_niet(land):
    import_ = leg_vast(feature(IN_BEE, OPLONB=1))
    assert Plan.objects.get().gemeente == land["Aa"]
    assert "grens bij benadering in Bee" in meldingen(import_)[0]


def test_een_officiele_grens_beslist(land):
    Grens.objects.update(bron="officieel")
    import_ = leg_vast(feature(IN_BEE, OPLONB=1))
    assert Plan.objects.get().gemeente == land["Bee"]
    assert meldingen(import_) == [
        "Het vlak ligt volgens de officiële grens in Bee, niet in Aa. Het plan staat in het portaal bij Bee."
    ]
    assert uitkomsten(leg_vast(feature(IN_BEE, OPLONB=1))) == {"ongewijzigd": 1}


def test_officiele_grenzen_die_later_komen_verdubbelen_niets(land):
    leg_vast(feature(IN_BEE, OPLONB=1))
    Grens.objects.update(bron="officieel")
    import_ = leg_vast(feature(IN_BEE, OPLONB=1))
    assert uitkomsten(import_) == {"ongewijzigd": 1}
    assert "Het plan staat in het portaal bij Aa." in meldingen(import_)[0]
    # Until the source moves it: then the boundary decides.
    import_ = leg_vast(feature(vak(156_000), OPLONB=1))
    assert Plan.objects.get().gemeente == land["Bee"]
    assert {"veld": "Gemeente", "oud": "Aa", "nieuw": "Bee"} in import_.regels.get().wijzigingen


def test_op_zee(land):
    zee = vak(141_000, y=480_000)
    assert "geen enkele gemeente" in meldingen(controleer(feature(zee, OPLONB=1)))[0]
    Grens.objects.update(bron="officieel")
    assert meldingen(controleer(feature(zee, OPLONB=1))) == [BUITEN_NEDERLAND]


# --- Names and keys -----------------------------------------------------------------------------------------------


def test_dezelfde_naam_krijgt_de_plancode_erachter(land):
    rijen = [feature(OPLONB=1), feature(OBJECTID=2, OPLONB=2)]
    import_ = leg_vast(*rijen)
    assert set(Plan.objects.values_list("plannaam", flat=True)) == {
        "De Verzonnen Hof",
        "De Verzonnen Hof (wbp2020-2)",
    }
    assert not meldingen(import_, 1)
    assert "'De Verzonnen Hof (wbp2020-2)'" in meldingen(import_, 2)[0]
    tweede = leg_vast(*reversed(rijen))
    assert uitkomsten(tweede) == {"ongewijzigd": 2}
    # The source renames it: the name is free, and nobody changed it in the portal.
    derde = leg_vast(rijen[0], feature(OBJECTID=2, Plannaam="Anders", OPLONB=2))
    assert Plan.objects.get(plancode="wbp2020-2").plannaam == "Anders"
    assert not derde.regels.get(nummer=2).heeft_waarschuwing


def test_de_naam_van_een_plan_dat_er_al_was(land, maak_plan):
    maak_plan(plannaam="De Verzonnen Hof")
    leg_vast(feature(OPLONB=1))
    assert Plan.objects.filter(plannaam="De Verzonnen Hof (wbp2020-1)").exists()


def test_een_lange_naam_blijft_binnen_de_maat(land):
    naam = "x" * 200
    leg_vast(feature(Plannaam=naam, OPLONB=1), feature(OBJECTID=2, Plannaam=naam, OPLONB=1))
    assert {len(p.plannaam) for p in Plan.objects.all()} == {200}


def test_dezelfde_plancode_twee_keer_in_het_bestand(land):
    import_ = controleer(feature(OPLONB=1), feature(Plannaam="Ander", OPLONB=1))
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 1}
    assert meldingen(import_, 2) == ["Deze plancode staat al in rij 1 van het bestand."]


def test_dezelfde_naam_en_code_in_een_andere_gemeente(land):
    import_ = leg_vast(feature(OPLONB=1), feature(vak(155_000), Gem_naam="Bee", Provincie="West", OPLONB=1))
    assert uitkomsten(import_) == {"nieuw": 2}
    assert Plan.objects.filter(plannaam="De Verzonnen Hof").count() == 2


@pytest.mark.parametrize("naam", ["<img src=x onerror=alert(1)>", "=1+1", "@SUM(A1)", "'; DROP TABLE x; --", "%s%(a)s"])
def test_vreemde_namen_zijn_gewoon_tekst(land, naam):
    leg_vast(feature(Plannaam=naam, OPLONB=1))
    assert Plan.objects.get().plannaam == naam


# --- Rights ---------------------------------------------------------------------------------------------------


def test_buiten_het_werkgebied_wordt_geweigerd_en_zegt_niets(land, cast, maak_plan):
    maak_plan("Bee", plancode="wbp2020-2", plannaam="Geheim")
    rijen = [
        feature(OPLONB=1),
        feature(vak(155_000), OBJECTID=2, Gem_naam="Bee", Provincie="West", Plannaam="Geheim", OPLONB=1),
        feature(vak(156_000), OBJECTID=3, Gem_naam="Bee", Provincie="West", Plannaam="Nieuw", OPLONB=1),
    ]
    import_ = leg_vast(*rijen, door=cast.invoerder_aa)
    assert uitkomsten(import_) == {"nieuw": 1, "geweigerd": 2}
    buiten = [r.meldingen for r in import_.regels.filter(nummer__gt=1)]
    assert buiten[0] == [m | {"waarde": "Bee"} for m in buiten[1]]
    assert [m["melding"] for m in buiten[0]] == ["Deze gemeente valt buiten uw werkgebied."]
    assert Plan.objects.filter(gemeente=land["Bee"]).count() == 1


def test_een_officiele_grens_opent_geen_deur(land, cast):
    Grens.objects.update(bron="officieel")
    assert uitkomsten(leg_vast(feature(IN_BEE, OPLONB=1), door=cast.invoerder_aa)) == {"geweigerd": 1}
    assert not Plan.objects.exists()


def test_wie_zijn_rechten_kwijt_is_legt_niets_meer_vast(land, cast):
    import_ = controleer(feature(OPLONB=1), door=cast.invoerder_aa)
    cast.invoerder_aa.lidmaatschappen.all().delete()
    actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk)
    import_.refresh_from_db()
    assert uitkomsten(import_) == {"geweigerd": 1}
    assert not Plan.objects.exists()


def test_wie_is_verwijderd_legt_niets_meer_vast(land, cast):
    """Without its owner an import is not suddenly one by command, which may write everywhere."""
    import_ = controleer(feature(OPLONB=1), door=cast.invoerder_aa)
    cast.invoerder_aa.delete()
    actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk)
    import_.refresh_from_db()
    assert uitkomsten(import_) == {"geweigerd": 1}
    assert not Plan.objects.exists()


def test_een_plan_dat_men_niet_mag_zien_blijft_onzichtbaar(land, cast):
    rij = feature(Planstatus="4A Visie", OPLONB=1)
    leg_vast(rij)
    Plan.objects.update(vertrouwelijkheid="gemeente", plantype="herstructurering")
    assert uitkomsten(leg_vast(rij, door=cast.coordinator_oost)) == {"ongewijzigd": 1}
    import_ = leg_vast(feature(Planstatus="4B Optie", OPLONB=1), door=cast.coordinator_oost)
    assert meldingen(import_) == ["U mag dit plan niet bijwerken. De gemeente kan dat wel."]
    assert import_.regels.get().wijzigingen == []
    assert Plan.objects.get().status_planologisch == "4A"


# --- The command ------------------------------------------------------------------------------------------------


@pytest.fixture
def pad(tmp_path):
    pad = tmp_path / "plannen.geojson"
    pad.write_bytes(bestand(feature(OPLONB=1), feature(OBJECTID=2, Plannaam="B"), feature(OBJECTID=3, Planstatus="?")))
    return pad


def test_commando_zonder_vastleggen_laat_niets_achter(land, pad, capsys):
    call_command("importeer_plannen", pad, profiel=PROFIEL, rijen=True)
    uit = capsys.readouterr().out
    for regel in ("geïmporteerd: 1", "met waarschuwing: 1", "geweigerd: 1", "nieuw: 2, gewijzigd: 0, ongewijzigd: 0"):
        assert regel in uit.splitlines()
    assert "features, rij 3" in uit
    assert not Plan.objects.exists()
    assert not Import.objects.exists()


def test_commando_met_vastleggen(land, pad, capsys):
    call_command("importeer_plannen", pad, profiel=PROFIEL, vastleggen=True)
    assert Plan.objects.count() == 2
    call_command("importeer_plannen", pad, profiel=PROFIEL, vastleggen=True)
    assert "nieuw: 0, gewijzigd: 0, ongewijzigd: 2" in capsys.readouterr().out
    assert Import.objects.filter(door=None, status=Import.Status.VASTGELEGD).count() == 2


def test_commando_met_verkeerde_invoer(land, pad, tmp_path):
    with pytest.raises(CommandError, match=PROFIEL):
        call_command("importeer_plannen", pad, profiel="bestaat-niet")
    with pytest.raises(CommandError, match="bestaat niet"):
        call_command("importeer_plannen", tmp_path / "weg.geojson", profiel=PROFIEL)
    with pytest.raises(CommandError, match="map"):
        call_command("importeer_plannen", tmp_path, profiel=PROFIEL)
    pad.write_text("geen json")
    with pytest.raises(CommandError, match="GeoJSON"):
        call_command("importeer_plannen", pad, profiel=PROFIEL)
    with pytest.raises(CommandError, match="Coördinatenstelsel"):
        call_command("importeer_plannen", pad, profiel=PROFIEL, crs="EPSG:3857")


def test_een_ander_profiel_dan_bij_de_controle(land, monkeypatch):
    import_ = controleer(feature(OPLONB=1))
    nieuw = replace(profielen.laad(PROFIEL), versie=99)
    monkeypatch.setattr(profielen, "laad", lambda naam: nieuw)
    actions.vraag_vastleggen(import_.pk)
    actions.leg_import_vast(import_.pk)
    import_.refresh_from_db()
    assert import_.status == Import.Status.MISLUKT
    assert "profiel is gewijzigd" in import_.fout
    assert not Plan.objects.exists()
