"""Acts in a workshop: once, in order, undone, hidden and merged; and what comes of it."""

import io
import threading
import uuid

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from programmering.boden.models import Bod
from programmering.plots.models import Criterium, Plot
from programmering.workshops.actions import Geweigerd, bewaar_workshop, doe, schuif_aan
from programmering.workshops.models import (
    Belafspraak,
    Deelnemer,
    Handeling,
    Stem,
    Weging,
    Workshop,
    Workshopbod,
    Workshopplek,
)
from programmering.workshops.oogst import maak_kandidaat, neem_boden_over
from programmering.workshops.selectors import keten_van, uitslag_van, verslag_van

pytestmark = pytest.mark.django_db

AA, BEE = "145000, 455000", "155000, 455000"


def maak_workshop(land, cast, **velden):
    waarden = {
        "naam": "Plekken in Aa",
        "gemeente": land["Aa"],
        "leider": cast.invoerder_aa,
        "leider_naam": "invoerder",
        "datum": "2026-11-20",
        "status": "open",
    }
    workshop = bewaar_workshop(workshop=Workshop(**waarden | velden), by="test")
    return Workshop.objects.get(pk=workshop.pk)


@pytest.fixture
def workshop(land, cast):
    return maak_workshop(land, cast)


class Tafel:
    """Acts in few words; keys of places by their number."""

    def __init__(self, workshop):
        self.workshop = workshop

    def deelnemer(self, naam="Deelnemer A", organisatie="Noord Wonen", soort="corporatie"):
        wie = Deelnemer(naam=naam, organisatie=organisatie, soort=soort, contact="06-12345678")
        return schuif_aan(workshop=self.workshop, deelnemer=wie, sleutel=uuid.uuid4())

    def doe(self, soort, wie=None, sleutel=None, /, **data):
        sleutel = sleutel or uuid.uuid4()
        by = str(wie) if wie else "leider"
        self.workshop = doe(workshop=self.workshop, sleutel=sleutel, soort=soort, data=data, deelnemer=wie, by=by)
        return sleutel

    def plek(self, wie=None, /, naam="School", coordinaten=AA, **data):
        sleutel = self.doe("plek", wie, naam=naam, coordinaten=coordinaten, **data)
        return Workshopplek.objects.get(workshop=self.workshop, sleutel=sleutel)

    def terug(self, nummer=None):
        return self.doe("ongedaan", nummer=nummer or self.workshop.versie)


@pytest.fixture
def tafel(workshop):
    return Tafel(workshop)


def test_een_handeling_twee_keer_versturen_is_een_keer_doen(tafel):
    eerste = tafel.deelnemer()
    sleutel = uuid.uuid4()
    for _ in range(2):
        tafel.doe("plek", eerste, sleutel, naam="School", coordinaten=AA)
    assert Workshopplek.objects.count() == 1
    assert tafel.workshop.versie == Handeling.objects.count() == 2


def test_een_sleutel_van_een_ander_doet_niets(tafel):
    eerste, tweede = tafel.deelnemer(), tafel.deelnemer("Deelnemer B")
    sleutel = tafel.doe("vraag", eerste, tekst="Van wie is de grond?")
    with pytest.raises(Geweigerd):
        tafel.doe("vraag", tweede, sleutel, tekst="Iets anders")


def test_twee_keer_aanschuiven_met_dezelfde_sleutel_is_een_deelnemer(workshop):
    sleutel = uuid.uuid4()
    paar = [
        schuif_aan(
            workshop=workshop,
            deelnemer=Deelnemer(naam="Deelnemer A", organisatie="Noord", soort="corporatie"),
            sleutel=sleutel,
        )
        for _ in range(2)
    ]
    assert paar[0] == paar[1]
    assert Deelnemer.objects.count() == 1


def test_een_getikt_punt_wordt_een_vierkant(tafel):
    plek = tafel.plek(tafel.deelnemer())
    assert (plek.nummer, plek.punt) == (1, True)
    assert plek.geometrie.area == pytest.approx(2500)


def test_een_getekend_vlak_houdt_zijn_vorm(tafel):
    hoeken = "145000, 455000\n145100, 455000\n145100, 455080"
    plek = tafel.plek(tafel.deelnemer(), coordinaten="", hoekpunten=hoeken)
    assert (plek.punt, plek.geometrie.area) == (False, pytest.approx(4000))


@pytest.mark.parametrize(
    ("data", "veld", "zin"),
    [
        ({"naam": "X", "coordinaten": BEE}, "coordinaten", "buiten Aa"),
        ({"naam": "X", "coordinaten": ""}, "coordinaten", "Tik op de kaart"),
        ({"naam": "X", "coordinaten": "hier"}, "coordinaten", "twee getallen"),
        ({"naam": "", "coordinaten": AA}, "naam", "vereist"),
        ({"naam": "X", "coordinaten": AA, "nultreden": "-1"}, "nultreden", "0"),
        ({"naam": "X", "coordinaten": AA, "jaar": "31"}, "jaar", "2000"),
        ({"naam": "X\x00", "coordinaten": AA}, "naam", "Null"),
        (
            {"naam": "X", "hoekpunten": "145000, 455000\n147000, 455000\n147000, 457000"},
            "hoekpunten",
            "100 hectare",
        ),
    ],
)
def test_wat_niet_klopt_wordt_met_een_reden_geweigerd(tafel, data, veld, zin):
    eerste = tafel.deelnemer()
    with pytest.raises(Geweigerd) as fout:
        tafel.doe("plek", eerste, **data)
    assert zin in " ".join(fout.value.message_dict[veld])
    assert not Workshopplek.objects.exists()


@pytest.mark.parametrize(
    ("soort", "data"),
    [
        ("bod", {"woningtype": "geclusterd", "aantal": "0"}),
        ("bod", {"woningtype": "villa", "aantal": "3"}),
        ("bod", {"woningtype": "geclusterd", "aantal": "3", "plek": str(uuid.uuid4())}),
        ("wegen", {"plek": "x", "criterium": "bereikbaarheid", "score": 9}),
        ("stemmen", {"plek": None, "aan": True}),
        ("vraag", {"tekst": ""}),
        ("vraag", {"tekst": ["x"] * 300}),
        ("bellen", {"wie": "A", "met": "B", "waarover": "C", "voor": "morgen"}),
        ("verbergen", {"wat": "plek", "id": "onzin"}),
        ("verbergen", {"wat": "deelnemer", "id": "1"}),
        ("stap", {"stap": "kiezen"}),
        ("status", {"status": "gesloten"}),
        ("ongedaan", {"nummer": 1}),
        ("onzin", {}),
    ],
)
def test_deelnemer_kan_niets_wat_niet_mag(tafel, soort, data):
    eerste = tafel.deelnemer()
    with pytest.raises(Geweigerd):
        tafel.doe(soort, eerste, **data)
    assert Handeling.objects.count() == 1


def test_alleen_de_eigen_plek_en_het_eigen_bod(tafel):
    eerste, tweede = tafel.deelnemer(), tafel.deelnemer("Deelnemer B")
    plek = tafel.plek(eerste)
    bod = tafel.doe("bod", eerste, woningtype="geclusterd", aantal=20, plek=str(plek.sleutel))
    for soort, data in [
        ("plek_wijzigen", {"plek": str(plek.sleutel), "naam": "Van mij"}),
        ("verbergen", {"wat": "plek", "id": str(plek.sleutel)}),
        ("verbergen", {"wat": "bod", "id": str(bod)}),
    ]:
        with pytest.raises(Geweigerd, match="iemand anders"):
            tafel.doe(soort, tweede, **data)
    tafel.doe("plek_wijzigen", eerste, plek=str(plek.sleutel), naam="Schoolplein", geclusterd=12)
    plek.refresh_from_db()
    assert (plek.naam, plek.geclusterd) == ("Schoolplein", 12)
    assert plek.geometrie.area == pytest.approx(2500)


def test_een_plek_waar_anderen_iets_bij_zetten_haalt_niemand_zelf_weg(tafel):
    eerste, tweede = tafel.deelnemer(), tafel.deelnemer("Deelnemer B")
    plek = tafel.plek(eerste)
    tafel.doe("bod", tweede, woningtype="geclusterd", aantal=20, plek=str(plek.sleutel))
    with pytest.raises(Geweigerd, match="Anderen"):
        tafel.doe("verbergen", eerste, wat="plek", id=str(plek.sleutel))


def test_met_de_eigen_plek_gaat_niet_de_plek_van_een_ander_weg(tafel):
    eerste, tweede = tafel.deelnemer(), tafel.deelnemer("Deelnemer B")
    van_anne, van_bas = tafel.plek(eerste), tafel.plek(tweede, naam="Kerk")
    tafel.doe("samenvoegen", plek=str(van_bas.sleutel), naar=str(van_anne.sleutel))
    with pytest.raises(Geweigerd, match="Anderen"):
        tafel.doe("verbergen", eerste, wat="plek", id=str(van_anne.sleutel))


def test_wegen_overschrijft_de_eigen_score(tafel):
    eerste = tafel.deelnemer()
    plek = tafel.plek(eerste)
    criterium = Criterium.objects.filter(actief=True).first()
    for score in (2, 4):
        tafel.doe("wegen", eerste, plek=str(plek.sleutel), criterium=criterium.slug, score=score)
    assert Weging.objects.get().score == 4
    tafel.terug()
    assert Weging.objects.get().score == 2
    tafel.terug(tafel.workshop.versie - 2)
    assert uitslag_van(tafel.workshop).plekken[0].scores == {}


def test_stemmen_tot_het_op_is_en_terughalen(tafel):
    eerste = tafel.deelnemer()
    plekken = [tafel.plek(eerste, naam=f"Plek {i}") for i in range(4)]
    for plek in plekken[:3]:
        tafel.doe("stemmen", eerste, plek=str(plek.sleutel), aan=True)
    with pytest.raises(Geweigerd, match="3 stemmen al gegeven"):
        tafel.doe("stemmen", eerste, plek=str(plekken[3].sleutel), aan=True)
    tafel.doe("stemmen", eerste, plek=str(plekken[0].sleutel), aan=False)
    tafel.doe("stemmen", eerste, plek=str(plekken[3].sleutel), aan=True)
    assert [p.stemmen for p in uitslag_van(tafel.workshop).plekken] == [0, 1, 1, 1]


def test_samenvoegen_neemt_alles_mee_en_terug_geeft_alles_terug(tafel):
    eerste, tweede = tafel.deelnemer(), tafel.deelnemer("Deelnemer B")
    een, twee = tafel.plek(eerste), tafel.plek(tweede, naam="Kerk")
    for wie, plek in ((eerste, een), (tweede, twee)):
        tafel.doe("stemmen", wie, plek=str(plek.sleutel), aan=True)
        tafel.doe("bod", wie, woningtype="nultreden", aantal=5, plek=str(plek.sleutel))
    tafel.doe("samenvoegen", plek=str(twee.sleutel), naar=str(een.sleutel))
    samen = tafel.workshop.versie
    (uitslag,) = uitslag_van(tafel.workshop).plekken
    assert (uitslag.nummers, uitslag.stemmen, uitslag.geboden["nultreden"]) == ((2,), 2, 10)
    # Who still speaks of the old place, speaks of the one that stayed.
    tafel.doe("bod", tweede, woningtype="nultreden", aantal=1, plek=str(twee.sleutel))
    assert Workshopbod.objects.latest("pk").plek == een
    # The vote for the merged place is taken back by way of the place that stayed.
    tafel.doe("stemmen", tweede, plek=str(een.sleutel), aan=False)
    assert Stem.objects.get(plek=twee).verborgen
    with pytest.raises(Geweigerd, match="twee verschillende"):
        tafel.doe("samenvoegen", plek=str(twee.sleutel), naar=str(een.sleutel))
    tafel.terug(samen)
    assert len(uitslag_van(tafel.workshop).plekken) == 2


def test_op_een_verborgen_plek_kan_niets_meer(tafel):
    eerste = tafel.deelnemer()
    plek = tafel.plek(eerste)
    tafel.doe("verbergen", wat="plek", id=str(plek.sleutel))
    with pytest.raises(Geweigerd, match="verborgen"):
        tafel.doe("bod", eerste, woningtype="nultreden", aantal=5, plek=str(plek.sleutel))
    tafel.doe("tonen", wat="plek", id=str(plek.sleutel))
    tafel.doe("bod", eerste, woningtype="nultreden", aantal=5, plek=str(plek.sleutel))


def test_de_laatste_handelingen_van_ieder_zijn_terug_te_draaien(tafel):
    eerste, tweede = tafel.deelnemer(), tafel.deelnemer("Deelnemer B")
    plek = tafel.plek(eerste, geclusterd=10)
    gezet = tafel.workshop.versie
    tafel.doe("vraag", tweede, tekst="Van wie is de grond?")
    tafel.doe("bellen", tweede, wie="Deelnemer B", met="Deelnemer A", waarover="grond", voor="2026-12-01")
    tafel.terug()
    assert Belafspraak.objects.get().verborgen
    tafel.doe("plek_wijzigen", plek=str(plek.sleutel), naam="Plein", geclusterd=30)
    gewijzigd = tafel.workshop.versie
    tafel.doe("plek_wijzigen", plek=str(plek.sleutel), naam="Plein", geclusterd=40)
    with pytest.raises(Geweigerd, match="Daarna is er nog iets aan gewijzigd"):
        tafel.terug(gewijzigd)
    tafel.terug()
    tafel.terug(gewijzigd)
    plek.refresh_from_db()
    assert (plek.naam, plek.geclusterd) == ("School", 10)
    with pytest.raises(Geweigerd, match="al ongedaan"):
        tafel.terug(gewijzigd)
    tafel.terug(gezet)
    assert uitslag_van(tafel.workshop).plekken == []
    nummers = list(Handeling.objects.values_list("nummer", flat=True))
    assert nummers == list(range(1, tafel.workshop.versie + 1))


def test_een_verplaatste_plek_gaat_terug_naar_waar_zij_lag(tafel):
    plek = tafel.plek(tafel.deelnemer())
    was = plek.geometrie
    tafel.doe("plek_wijzigen", plek=str(plek.sleutel), naam="School", coordinaten="146000, 456000")
    tafel.terug()
    plek.refresh_from_db()
    assert plek.geometrie.equals(was)
    assert plek.punt


def test_een_geweerde_deelnemer_komt_terug(tafel):
    eerste = tafel.deelnemer()
    tafel.doe("verbergen", wat="deelnemer", id=str(eerste.pk))
    assert verslag_van(tafel.workshop).deelnemers == []
    tafel.doe("tonen", wat="deelnemer", id=str(eerste.pk))
    assert verslag_van(tafel.workshop).deelnemers == [eerste]


def test_gesloten_is_gesloten_tot_hij_heropent(tafel):
    eerste = tafel.deelnemer()
    sleutel = tafel.doe("vraag", eerste, tekst="Van wie is de grond?")
    tafel.doe("status", status="gesloten")
    # Arrived after all, of before: it stands there already.
    tafel.doe("vraag", eerste, sleutel, tekst="Van wie is de grond?")
    for wie in (eerste, None):
        with pytest.raises(Geweigerd, match="gesloten"):
            tafel.doe("vraag", wie, tekst="Nog een")
    with pytest.raises(Geweigerd):
        tafel.deelnemer("Deelnemer B")
    tafel.doe("status", status="open")
    tafel.doe("vraag", eerste, tekst="Nog een")


def test_voor_de_opening_alleen_de_leider(land, cast):
    tafel = Tafel(maak_workshop(land, cast, status="voorbereiding"))
    tafel.plek()
    with pytest.raises(Geweigerd):
        tafel.deelnemer()


@pytest.mark.django_db(transaction=True)
def test_twee_schrijvers_tegelijk_houden_alles_en_de_nummers_sluiten_aan(land, cast):
    tafel = Tafel(maak_workshop(land, cast))
    wie = [tafel.deelnemer(naam) for naam in ("Deelnemer A", "Deelnemer B", "Cor")]
    klaar = threading.Barrier(len(wie))
    fouten = []

    def schrijf(deelnemer):
        try:
            klaar.wait()
            for i in range(8):
                doe(
                    workshop=tafel.workshop,
                    sleutel=uuid.uuid4(),
                    soort="plek",
                    data={"naam": f"{deelnemer.naam} {i}", "coordinaten": AA},
                    deelnemer=deelnemer,
                    by=str(deelnemer),
                )
        except Exception as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [threading.Thread(target=schrijf, args=[d]) for d in wie]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert fouten == []
    assert list(Workshopplek.objects.values_list("nummer", flat=True)) == list(range(1, 25))
    versie = Workshop.objects.get().versie
    assert list(Handeling.objects.values_list("nummer", flat=True)) == list(range(1, versie + 1))
    assert versie == 27


# What comes of it


@pytest.fixture
def gewogen(tafel):
    """Two chosen places: of one the homes are known, of the other only the boden; and one that was not chosen."""
    eerste, tweede = tafel.deelnemer(), tafel.deelnemer("Deelnemer B", "Zorg Aa", "zorgorganisatie")
    een = tafel.plek(eerste, geclusterd=24, jaar=2030, reden="Dicht bij de winkels")
    twee = tafel.plek(tweede, naam="Kerk")
    drie = tafel.plek(eerste, naam="Weiland")
    criteria = list(Criterium.objects.filter(actief=True))[:2]
    for wie, score in ((eerste, 2), (tweede, 3)):
        for criterium in criteria:
            tafel.doe("wegen", wie, plek=str(een.sleutel), criterium=criterium.slug, score=score, reden="zo is het")
        tafel.doe("stemmen", wie, plek=str(een.sleutel), aan=True)
    tafel.doe("bod", eerste, woningtype="geclusterd", aantal=20, jaar=2031, plek=str(twee.sleutel))
    tafel.doe("bod", tweede, woningtype="zorggeschikt", aantal=10, plek=str(twee.sleutel))
    tafel.doe("bod", tweede, woningtype="geclusterd", aantal=6, jaar=2029, plek=str(twee.sleutel))
    tafel.doe("bod", eerste, woningtype="nultreden", aantal=40)
    tafel.doe("vraag", tweede, tekst="Van wie is de grond?", plek=str(een.sleutel))
    tafel.doe(
        "bellen",
        eerste,
        wie="Deelnemer A",
        met="Deelnemer B",
        waarover="de kerk",
        voor="2026-12-01",
        plek=str(twee.sleutel),
    )
    for plek in (een, twee):
        tafel.doe("kiezen", plek=str(plek.sleutel), aan=True)
    tafel.drie = drie
    return tafel


def test_gekozen_plekken_worden_in_een_keer_kandidaat(gewogen, cast):
    oogst = maak_kandidaat(workshop=gewogen.workshop, user=cast.invoerder_aa)
    assert (len(oogst.gemaakt), oogst.gelaten) == (2, [])
    school, kerk = Plot.objects.get(naam="School"), Plot.objects.get(naam="Kerk")
    assert school.status == "kandidaat"
    assert "Plekken in Aa" in school.bron
    assert [(r.woningtype, r.aantal, r.jaar) for r in school.regels.all()] == [("geclusterd", 24, 2030)]
    per_type = {r.woningtype: (r.aantal, r.jaar, r.waarvan_corporatie) for r in kerk.regels.all()}
    assert per_type == {"geclusterd": (26, 2031, 20), "zorggeschikt": (10, 0, 0)}
    assert [s.score for s in school.scores.all()] == [3, 3]
    assert "gewogen door 2 deelnemers in workshop Plekken in Aa" in school.scores.first().reden
    assert school.stappen.get().naar == "kandidaat"
    assert maak_kandidaat(workshop=gewogen.workshop, user=cast.invoerder_aa).gemaakt == []
    assert Plot.objects.count() == 2


def test_een_naam_die_al_bestaat_krijgt_een_nummer(gewogen, cast):
    maak_kandidaat(workshop=gewogen.workshop, user=cast.invoerder_aa)
    ander = Tafel(maak_workshop({"Aa": gewogen.workshop.gemeente}, cast))
    plek = ander.plek(naam="School")
    ander.doe("kiezen", plek=str(plek.sleutel), aan=True)
    (plot,) = maak_kandidaat(workshop=ander.workshop, user=cast.invoerder_aa).gemaakt
    assert plot.naam == "School (2)"


def test_boden_worden_overgenomen_en_niet_dubbel(gewogen, cast):
    assert len(neem_boden_over(workshop=gewogen.workshop, user=cast.invoerder_aa).gemaakt) == 3
    assert neem_boden_over(workshop=gewogen.workshop, user=cast.invoerder_aa).gemaakt == []
    zorg = Bod.objects.get(partij="Zorg Aa")
    assert (zorg.partij_soort, zorg.vertrouwelijkheid, zorg.status) == ("zorgorganisatie", "gemeente", "uitgebracht")
    assert {(r.woningtype, r.aantal, r.jaar) for r in zorg.regels.all()} == {
        ("zorggeschikt", 10, 0),
        ("geclusterd", 6, 2029),
    }
    assert zorg.plot is None
    # The place became a plot afterwards: the bod finds it.
    maak_kandidaat(workshop=gewogen.workshop, user=cast.invoerder_aa)
    neem_boden_over(workshop=gewogen.workshop, user=cast.invoerder_aa)
    zorg.refresh_from_db()
    assert zorg.plot.naam == "Kerk"
    assert Bod.objects.count() == 3


def test_een_bod_van_de_gemeente_wijzigt_alleen_wie_daar_boden_beheert(gewogen, cast):
    neem_boden_over(workshop=gewogen.workshop, user=cast.invoerder_aa)
    maak_kandidaat(workshop=gewogen.workshop, user=cast.invoerder_aa)
    neem_boden_over(workshop=gewogen.workshop, user=cast.adviseur_oost)
    assert not Bod.objects.filter(plot__isnull=False).exists()


def test_een_bod_dat_niet_kan_houdt_de_andere_niet_tegen(gewogen, cast):
    cor = gewogen.deelnemer("Cor", "Groot Wonen")
    for _ in range(2):
        gewogen.doe("bod", cor, woningtype="geclusterd", aantal=10_000, jaar=2030)
    oogst = neem_boden_over(workshop=gewogen.workshop, user=cast.invoerder_aa)
    assert len(oogst.gemaakt) == 3
    assert "Groot Wonen" in oogst.gelaten[0]


def test_wie_daar_geen_plots_maakt_hoort_wie_wel(gewogen, cast):
    oogst = maak_kandidaat(workshop=gewogen.workshop, user=cast.adviseur_oost)
    assert oogst.gemaakt == []
    assert "iemand van die gemeente" in oogst.gelaten[0]
    assert neem_boden_over(workshop=gewogen.workshop, user=cast.adviseur_oost).gemaakt == []


def test_in_een_regio_beslist_de_plek_over_de_gemeente(land, cast):
    tafel = Tafel(maak_workshop(land, cast, gemeente=None, woondealregio=land["Aa"].woondealregio))
    eerste = tafel.deelnemer()
    for naam, waar in (("In Aa", AA), ("In Bee", BEE)):
        plek = tafel.plek(eerste, naam=naam, coordinaten=waar, geclusterd=12)
        tafel.doe("bod", eerste, woningtype="geclusterd", aantal=12, plek=str(plek.sleutel))
        tafel.doe("kiezen", plek=str(plek.sleutel), aan=True)
    tafel.doe("bod", eerste, woningtype="nultreden", aantal=30)
    with pytest.raises(Geweigerd):
        tafel.plek(eerste, coordinaten="165000, 455000")
    oogst = maak_kandidaat(workshop=tafel.workshop, user=cast.invoerder_aa)
    assert [p.gemeente.naam for p in oogst.gemaakt] == ["Aa"]
    assert "In Bee ligt in Bee" in oogst.gelaten[0]
    (plot,) = maak_kandidaat(workshop=tafel.workshop, user=cast.invoerder_bee).gemaakt
    assert plot.gemeente == land["Bee"]
    neem_boden_over(workshop=tafel.workshop, user=cast.beheerder)
    assert {(b.gemeente and b.gemeente.naam, b.woondealregio and b.woondealregio.naam) for b in Bod.objects.all()} == {
        ("Aa", None),
        ("Bee", None),
        (None, "Noord"),
    }


def cellen(antwoord, blad):
    boek = load_workbook(io.BytesIO(antwoord.content))
    return [list(rij) for rij in boek[blad].iter_rows(values_only=True)]


def test_pagina_pdf_en_xlsx_zeggen_hetzelfde(gewogen, cast, client):
    client.force_login(cast.invoerder_aa)
    pk = [gewogen.workshop.pk]
    pagina = client.get(reverse("workshop-verslag", args=pk)).content.decode()
    xlsx = client.get(reverse("workshop-xlsx", args=pk))
    plekken = cellen(xlsx, "plekken")
    kop = next(rij for rij in plekken if rij[0] == "nummer")
    school = dict(zip(kop, next(rij for rij in plekken if rij[1] == "School"), strict=True))
    assert (school["gemiddelde"], school["wegers"], school["stemmen"], school["gekozen"]) == (2.5, 2, 2, "ja")
    assert "2,5" in pagina
    samen = {rij[4]: rij[5] for rij in cellen(xlsx, "boden") if rij[0] == "samen"}
    assert samen == {"nultreden": 40, "geclusterd": 26, "zorggeschikt": 10}
    assert cellen(xlsx, "wegingen")[-1][3:] == [2.5, 2, "zo is het | zo is het"]
    assert cellen(xlsx, "belafspraken")[-1][:3] == ["Deelnemer A", "Deelnemer B", "de kerk"]
    for tekst in ("Dicht bij de winkels", "Van wie is de grond?", "1 december 2026", "06-12345678"):
        assert tekst in pagina
    pdf = client.get(reverse("workshop-pdf", args=pk))
    assert pdf.content.startswith(b"%PDF")


def test_contactgegevens_gaan_niet_vanzelf_mee(gewogen, cast, client):
    client.force_login(cast.invoerder_aa)
    url = reverse("workshop-xlsx", args=[gewogen.workshop.pk])
    assert "contact" not in cellen(client.get(url), "deelnemers")[2]
    assert "06-12345678" in [c for rij in cellen(client.get(url, {"contact": 1}), "deelnemers") for c in rij]


def test_vertrouwelijke_cijfers_alleen_als_de_leider_van_de_gemeente_het_koos(land, cast, maak_plan, herbereken):
    maak_plan(status="4A", vertrouwelijkheid="gemeente")
    herbereken()

    def zacht(**velden):
        workshop = maak_workshop(land, cast, **velden)
        return next(r.zacht for r in keten_van(workshop).regels if r.woningtype == "geclusterd")

    assert zacht() == 0
    assert zacht(toon_vertrouwelijk=True) == 20
    assert zacht(toon_vertrouwelijk=True, leider=cast.invoerder_bee) == 0
    assert zacht(toon_vertrouwelijk=True, leider=cast.adviseur_oost) == 0
    assert zacht(toon_vertrouwelijk=True, leider=None) == 0
    regio = {"gemeente": None, "woondealregio": land["Aa"].woondealregio}
    assert zacht(toon_vertrouwelijk=True, **regio) == 0
