"""The recompute against a plain-Python twin, and its promises: whole, incremental equals full, nothing lost."""

import datetime
import random
from collections import Counter

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmering.aanpassingen.models import Aangepastewoning, Aanpassing
from programmering.boden.models import Bod, Bodregel
from programmering.plannen.actions import als_regels, bewaar_plan, verwijder_plan, zet_aantallen
from programmering.plannen.models import Plan, Telregel
from programmering.plannen.regels import Regel
from programmering.plots.models import Plot, Plotregel
from programmering.plots.regels import Capaciteit
from programmering.voortgang.bereken import bereken_volledig, werk_bij
from programmering.voortgang.models import Berekening, Bijdrage, Markering, Voortgang
from tests.conftest import regels_van

pytestmark = pytest.mark.django_db


def tweeling() -> Counter:
    """The counted figures in plain Python, from the plans as stored: what the SQL must give, cell by cell."""
    cellen: Counter = Counter()
    minimum = Telregel.objects.filter(geldig_van__lte=datetime.date.today()).order_by("-geldig_van").first().minimum
    for plan in Plan.objects.select_related("gemeente").prefetch_related("regels"):
        if plan.invoerstatus != "gereed" or plan.status_planologisch in ("5A", "5B", "onbekend"):
            continue
        hard = plan.status_planologisch in ("1A", "1B", "2A", "2B")
        bouwvorm = "transformatie" if plan.plantype in ("pand_transformatie", "transformatiegebied") else "nieuwbouw"
        regels = [r for r in als_regels(plan) if r.groep in ("wonen_en_zorg", "sloop")]
        cluster = sum(r.gepland for r in regels if r.categorie in ("geclusterd", "zorggeschikt"))
        gebieden = [
            ("land", "NL"),
            ("provincie", plan.gemeente.provincie_id),
            ("woondealregio", plan.gemeente.woondealregio_id),
            ("gemeente", plan.gemeente.code),
        ]
        for r in regels:
            categorie = r.categorie
            if categorie in ("geclusterd", "zorggeschikt") and cluster < minimum and not plan.breidt_uit:
                categorie = "nultreden"
            stukken = [("gerealiseerd", int(j), n) for j, n in sorted(r.gerealiseerd_per_jaar.items())]
            onbekend = r.gerealiseerd - sum(r.gerealiseerd_per_jaar.values())
            stukken.append(("gerealiseerd", plan.peildatum.year, onbekend))
            klasse = "hard" if hard else "zacht"
            jaren = sorted((int(j), n) for j, n in r.rest_per_jaar.items() if j != "onbekend")
            stukken += [(klasse, j, n) for j, n in jaren]
            stukken.append((klasse, 0, r.rest_per_jaar.get("onbekend", 0)))
            cumulatief = 0
            for schakel, jaar, n in stukken:
                voor, cumulatief = cumulatief, cumulatief + n
                if not n:
                    continue
                corporatie = r.waarvan_corporatie * cumulatief // r.gepland - r.waarvan_corporatie * voor // r.gepland
                for soort, code in gebieden:
                    sleutel = (soort, code, jaar, categorie, schakel, bouwvorm, plan.vertrouwelijkheid)
                    cellen[*sleutel, "aantal"] += n
                    cellen[*sleutel, "corporatie"] += corporatie
    for plot in Plot.objects.select_related("gemeente").prefetch_related("regels", "plannen__regels"):
        _tel_plot(cellen, plot, minimum)
    for bod in Bod.objects.exclude(status="ingetrokken").select_related("gemeente").prefetch_related("regels"):
        for r in bod.regels.all() if bod.gemeente else ():
            corporatie = r.aantal if bod.partij_soort == "corporatie" else 0
            _tel(cellen, bod.gemeente, (r.jaar, r.woningtype, "bod", bod.bouwvorm, bod.vertrouwelijkheid),
                 r.aantal, corporatie)  # fmt: skip
    for a in Aanpassing.objects.select_related("gemeente").prefetch_related("adressen"):
        geldig, alle = sum(w.geldig for w in a.adressen.all()), len(a.adressen.all())
        klein = a.naar_type != "nultreden" and alle < minimum and not a.breidt_uit
        categorie = "nultreden" if klein else a.naar_type
        corporatie = geldig if a.eigenaar_soort == "corporatie" else 0
        _tel(cellen, a.gemeente, (a.jaar, categorie, "aanpassing", "bestaande_bouw", "openbaar"), geldig, corporatie)
    return Counter({sleutel: n for sleutel, n in cellen.items() if n})


def _tel(cellen: Counter, gemeente, rest: tuple, aantal: int, corporatie: int) -> None:
    for soort, code in (
        ("land", "NL"),
        ("provincie", gemeente.provincie_id),
        ("woondealregio", gemeente.woondealregio_id),
        ("gemeente", gemeente.code),
    ):
        cellen[soort, code, *rest, "aantal"] += aantal
        cellen[soort, code, *rest, "corporatie"] += corporatie


TIERS = ["openbaar", "provincie", "gemeente"]


def _tel_plot(cellen: Counter, plot, minimum: int) -> None:
    """Per reader's level: what is left of the plot beside the plans that are seen there; the rest as differences."""
    verlopen = plot.status == "gereserveerd" and plot.reservering_tot < datetime.date.today()
    if plot.status not in ("gereserveerd", "vastgelegd", "in_plan") or verlopen:
        return
    regels = {r.woningtype: r for r in plot.regels.all()}
    cluster = sum(r.aantal for w, r in regels.items() if w != "nultreden")
    vorige: Counter = Counter()
    for tier in TIERS[TIERS.index(plot.vertrouwelijkheid) :]:
        zichtbaar = [
            p
            for p in plot.plannen.all()
            if p.invoerstatus == "gereed"
            and p.status_planologisch not in ("5A", "5B", "onbekend")
            and TIERS.index(p.vertrouwelijkheid) <= TIERS.index(tier)
        ]
        in_plan = Counter()
        for p in zichtbaar:
            for r in p.regels.all():
                if r.groep == "wonen_en_zorg":
                    in_plan[r.categorie] += r.gepland
        typen = ("nultreden", "geclusterd", "zorggeschikt")
        over = {w: max(0, (regels[w].aantal if w in regels else 0) - in_plan[w]) for w in typen}
        teveel = sum(max(0, in_plan[w] - (regels[w].aantal if w in regels else 0)) for w in typen)
        for w in typen:
            af = min(teveel, over[w])
            over[w], teveel = over[w] - af, teveel - af
        nu: Counter = Counter()
        for w, r in regels.items():
            rest = 0 if plot.status == "in_plan" and zichtbaar else over[w]
            klein = w != "nultreden" and cluster < minimum and not plot.breidt_uit
            cel = (r.jaar, "nultreden" if klein else w)
            nu[*cel, "aantal"] += rest
            nu[*cel, "corporatie"] += r.waarvan_corporatie * rest // r.aantal
        for jaar, categorie in {sleutel[:2] for sleutel in nu}:
            verschil = {
                wat: nu[jaar, categorie, wat] - vorige[jaar, categorie, wat] for wat in ("aantal", "corporatie")
            }
            _tel(cellen, plot.gemeente, (jaar, categorie, "gereserveerd", plot.bouwvorm, tier),
                 verschil["aantal"], verschil["corporatie"])  # fmt: skip
        vorige = nu


def sql_figuren() -> Counter:
    cellen: Counter = Counter()
    for v in Voortgang.objects.actief():
        sleutel = (v.soort, v.code, v.jaar, v.categorie, v.schakel, v.bouwvorm, v.tier)
        cellen[*sleutel, "aantal"] += v.aantal
        cellen[*sleutel, "corporatie"] += v.waarvan_corporatie
    return Counter({sleutel: n for sleutel, n in cellen.items() if n})


def willekeurige_regels(rng: random.Random) -> list[Regel]:
    """Random rows that add up: homes are drawn one batch at a time and land in every group alike."""
    jaren = [str(rng.randint(2020, 2040)) for _ in range(3)] + ["onbekend"]
    rest_nb, gereal_nb, onbekend_nb, typen = Counter(), Counter(), 0, []
    for categorie in ("nultreden", "geclusterd", "zorggeschikt", "regulier", "onbekend"):
        if rng.random() < 0.5:
            continue
        rest = {j: rng.randint(0, 12) for j in jaren if rng.random() < 0.5}
        gereal = {str(rng.randint(2018, 2026)): rng.randint(0, 9)} if rng.random() < 0.5 else {}
        zonder_jaar = rng.choice([0, 0, 3])
        gerealiseerd = sum(gereal.values()) + zonder_jaar
        gepland = gerealiseerd + sum(rest.values())
        corporatie = rng.randint(0, gepland)
        typen.append(Regel("wonen_en_zorg", categorie, gepland, gerealiseerd, rest, gereal, corporatie))
        rest_nb.update(rest)
        gereal_nb.update(gereal)
        onbekend_nb += zonder_jaar
    gerealiseerd = sum(gereal_nb.values()) + onbekend_nb
    nieuwbouw = Regel(
        "nieuwbouw", "nieuwbouw", gerealiseerd + sum(rest_nb.values()), gerealiseerd, dict(rest_nb), dict(gereal_nb)
    )
    sloop = [Regel("sloop", "sloop", 5, 0, {"2025": 5})] if rng.random() < 0.3 else []
    return [nieuwbouw, *typen, *sloop]


def willekeurig_plan(rng: random.Random, maak_plan):
    status = rng.choice(["1A", "1B", "1C", "2A", "2B", "2C", "3", "4A", "4B", "5A", "5B"])
    hard = status in ("1A", "1B", "2A", "2B")
    return maak_plan(
        rng.choice(["Aa", "Bee", "Cee", "Dee"]),
        status=status,
        vertrouwelijkheid="openbaar" if hard else rng.choice(["openbaar", "provincie", "gemeente"]),
        plantype=rng.choice(["verdichting", "pand_transformatie", "transformatiegebied"]),
        gereed=rng.random() < 0.9,
        peildatum=datetime.date(rng.randint(2021, 2026), 5, 1),
        breidt_uit=rng.choice(["", "", "De Hof"]),
        breidt_uit_reden="zelfde ontmoetingsruimte",
        aantallen=willekeurige_regels(rng),
    )


def willekeurige_plot(rng: random.Random, maak_plot, maak_plan) -> None:
    typen = [Capaciteit(w, n, rng.choice([0, 2027, 2029, 2033]), rng.randint(0, n))
             for w in ("nultreden", "geclusterd", "zorggeschikt") if (n := rng.choice([0, 5, 20, 40]))]  # fmt: skip
    plot = maak_plot(
        rng.choice(["Aa", "Bee", "Cee", "Dee"]),
        regels=typen,
        vertrouwelijkheid=rng.choice(TIERS),
        bouwvorm=rng.choice(["nieuwbouw", "transformatie"]),
        breidt_uit=rng.choice(["", "", "De Hof"]),
    )
    for _ in range(rng.choice([0, 0, 1, 2])):
        status = rng.choice(["1A", "3", "4A", "5A"])
        maak_plan(
            plot.gemeente.naam,
            plot=plot,
            status=status,
            vertrouwelijkheid="openbaar" if status == "1A" else rng.choice(TIERS),
            gereed=rng.random() < 0.8,
            aantallen=regels_van(nultreden=rng.choice([0, 9, 30]), geclusterd=rng.choice([0, 8, 30]), onbekend=7),
        )
    # Straight to a status: which steps lead there is tested elsewhere.
    status = rng.choice(["kandidaat", "gereserveerd", "gereserveerd", "vastgelegd", "in_plan"])
    Plot.objects.filter(pk=plot.pk).update(
        status=status, reservering_tot=rng.choice([datetime.date(2026, 1, 1), datetime.date(2031, 1, 1)])
    )


def willekeurig_bod(rng: random.Random, land) -> None:
    regio = rng.random() < 0.2
    gemeente = land[rng.choice(["Aa", "Bee", "Cee", "Dee"])]
    bod = Bod.objects.create(
        partij="partij",
        partij_soort=rng.choice(["corporatie", "ontwikkelaar"]),
        gemeente=None if regio else gemeente,
        woondealregio=gemeente.woondealregio if regio else None,
        bouwvorm=rng.choice(["nieuwbouw", "transformatie", "bestaande_bouw"]),
        status=rng.choice(["uitgebracht", "aanvaard", "ingetrokken"]),
        vertrouwelijkheid=rng.choice(TIERS),
    )
    for jaar in (0, 2028):
        Bodregel.objects.create(bod=bod, woningtype="geclusterd", jaar=jaar, aantal=rng.randint(1, 50))


def willekeurige_aanpassing(rng: random.Random, land) -> None:
    i = Aanpassing.objects.count()
    aanpassing = Aanpassing.objects.create(
        gemeente=land[rng.choice(["Aa", "Bee", "Cee", "Dee"])],
        naam=f"Flat {i}",
        soort="verbouwing",
        van_type="regulier",
        naar_type=rng.choice(["nultreden", "geclusterd", "zorggeschikt"]),
        jaar=rng.choice([2024, 2025]),
        bewijs="oplevering",
        eigenaar_soort=rng.choice(["corporatie", "belegger"]),
    )
    for n in range(rng.choice([3, 15])):
        Aangepastewoning.objects.create(aanpassing=aanpassing, bag_id=f"0153{i:06d}{n:06d}", geldig=rng.random() < 0.8)


def leeg_alles() -> None:
    for model in (Bod, Aanpassing, Plan, Plot):
        model.objects.all().delete()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_sql_is_gelijk_aan_de_tweeling(seed, maak_plan, maak_plot, land):
    rng = random.Random(seed)
    leeg_alles()
    for _ in range(rng.randint(0, 4)):
        willekeurige_plot(rng, maak_plot, maak_plan)
        willekeurig_bod(rng, land)
        willekeurige_aanpassing(rng, land)
    for _ in range(rng.randint(1, 12)):
        try:
            willekeurig_plan(rng, maak_plan)
        except Exception as fout:
            assert "nieuwbouw" in str(fout)  # a plan without any home cannot be gereed
    bereken_volledig()
    assert sql_figuren() == tweeling()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_bijwerken_geeft_hetzelfde_als_volledig(seed, maak_plan, maak_plot, land):
    rng = random.Random(seed)
    leeg_alles()
    bereken_volledig()
    for _ in range(10):
        stap = rng.random()
        plan = Plan.objects.filter(plot=None).order_by("?").first()
        if rng.random() < 0.4:
            rng.choice(
                [
                    lambda: willekeurige_plot(rng, maak_plot, maak_plan),
                    lambda: willekeurig_bod(rng, land),
                    lambda: willekeurige_aanpassing(rng, land),
                    lambda: Aangepastewoning.objects.filter(bag_id__endswith="1").update(geldig=False),
                    lambda: Bod.objects.update(gemeente=land["Dee"], woondealregio=None),
                    lambda: Plot.objects.filter(plannen=None).update(
                        gemeente=land["Cee"], reservering_tot="2030-01-01"
                    ),
                    lambda: Plotregel.objects.update(aantal=60),
                    lambda: Plan.objects.exclude(plot=None).update(plot=None),
                ]
            )()
        elif plan is None or stap < 0.5:
            try:
                willekeurig_plan(rng, maak_plan)
            except Exception:
                continue
        elif stap < 0.7:
            verwijder_plan(plan=plan, by="test")
        elif stap < 0.85:
            zet_aantallen(plan=plan, aantallen=regels_van(geclusterd=rng.randint(1, 30)), by="test")
        else:
            plan.gemeente = rng.choice(list(type(plan.gemeente).objects.all()))
            bewaar_plan(plan=plan, regels=None, gereed=False, by="test")
        werk_bij()
    bijgewerkt = sql_figuren()
    volledig = bereken_volledig()
    assert volledig.verschillen == 0
    assert bijgewerkt == sql_figuren() == tweeling()


def test_volledig_vindt_en_herstelt_wat_niet_klopt(maak_plan):
    plan = maak_plan()
    bereken_volledig()
    Bijdrage.objects.filter(plan=plan).update(aantal=999)
    berekening = bereken_volledig()
    assert berekening.verschillen == 1
    assert berekening.verschil_voorbeelden == [plan.pk]
    assert bereken_volledig().verschillen == 0
    assert sql_figuren() == tweeling()


def test_kale_sql_markeert_ook(maak_plan):
    plan = maak_plan()
    bereken_volledig()
    assert not Markering.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programmering_plan SET status_planologisch = '4A' WHERE id = %s", [plan.pk])
    assert list(Markering.objects.values_list("gemeente_id", "plan_id").distinct()) == [(plan.gemeente_id, plan.pk)]
    werk_bij()
    assert set(Voortgang.objects.actief().values_list("schakel", flat=True)) == {"zacht"}


def test_een_opdracht_markeert_een_plan_een_keer(maak_plan):
    """However many of its rows it wrote: an import writes fifteen of them for each plan."""
    plannen = [maak_plan() for _ in range(3)]
    bereken_volledig()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programmering_planregel SET waarvan_corporatie = 0")
    assert sorted(Markering.objects.values_list("plan_id", flat=True)) == sorted(p.pk for p in plannen)


def test_verhuizen_markeert_oude_en_nieuwe_gemeente(maak_plan, land):
    plan = maak_plan("Aa")
    bereken_volledig()
    Plan.objects.filter(pk=plan.pk).update(gemeente=land["Dee"])
    assert set(Markering.objects.values_list("gemeente_id", flat=True)) == {land["Aa"].pk, land["Dee"].pk}
    werk_bij()
    assert not Voortgang.objects.actief().filter(code="GM9000").exists()
    assert Voortgang.objects.actief().get(code="GM9003").aantal == 20


def test_telregel_telt_kleine_clusters_als_nultreden(maak_plan):
    maak_plan(aantallen=regels_van(geclusterd=6, zorggeschikt=5))
    bereken_volledig()
    land = Voortgang.objects.actief().filter(code="NL")
    assert {v.categorie: v.aantal for v in land} == {"nultreden": 11}


def test_telregel_geldt_niet_voor_uitbreiding_van_een_cluster(maak_plan):
    maak_plan(aantallen=regels_van(geclusterd=6), breidt_uit="De Hof", breidt_uit_reden="zelfde ontmoetingsruimte")
    bereken_volledig()
    assert {v.categorie: v.aantal for v in Voortgang.objects.actief().filter(code="NL")} == {"geclusterd": 6}


def test_nieuwe_telregel_werkt_door_bij_de_volgende_ronde(maak_plan):
    maak_plan(aantallen=regels_van(geclusterd=15))
    bereken_volledig()
    Telregel.objects.create(minimum=16, geldig_van=datetime.date.today(), bron="test")
    berekening = werk_bij()
    assert berekening.soort == Berekening.Soort.VOLLEDIG
    assert berekening.verschillen == 0  # a new rule is no fault of the updates
    assert {v.categorie for v in Voortgang.objects.actief().filter(code="NL")} == {"nultreden"}


def test_volledig_vindt_ook_wat_niet_klopt_bij_plots(maak_plot):
    plot = maak_plot(geclusterd=40)
    Plot.objects.filter(pk=plot.pk).update(status="vastgelegd")
    bereken_volledig()
    Bijdrage.objects.filter(plot=plot).update(aantal=1)
    assert bereken_volledig().verschillen == 1
    assert bereken_volledig().verschillen == 0
    assert sql_figuren() == tweeling()


def test_zonder_markering_gebeurt_er_niets(maak_plan):
    maak_plan()
    bereken_volledig()
    assert werk_bij() is None


def test_vertrouwelijk_landelijk_pas_vanaf_drie_plannen_in_drie_gemeenten(maak_plan):
    for gemeente in ("Aa", "Bee"):
        maak_plan(gemeente, status="4A", vertrouwelijkheid="provincie")
        maak_plan(gemeente, status="4A", vertrouwelijkheid="gemeente")
    assert bereken_volledig().vertrouwelijk == {}
    maak_plan("Cee", status="4A", vertrouwelijkheid="provincie")
    assert bereken_volledig().vertrouwelijk == {"2030": {"geclusterd": 100}}


def test_niets_halfs_bij_een_fout(maak_plan, monkeypatch):
    maak_plan()
    eerste = bereken_volledig()
    maak_plan()
    monkeypatch.setattr("programmering.voortgang.bereken.voer_uit", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        werk_bij()
    assert Berekening.objects.actief().get().pk == eerste.pk
    assert Voortgang.objects.actief().get(code="NL").aantal == 20
    assert Markering.objects.exists()
    monkeypatch.undo()
    werk_bij()
    assert Voortgang.objects.actief().get(code="NL").aantal == 40
