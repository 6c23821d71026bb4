"""Knelpunten, agenderingspunten and escalaties: who reads what, the rules of bundling, the answer that flows back."""

import datetime
import io
import threading

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from programmering.plannen.actions import VersieConflict
from projecten.agendering.actions import (
    beantwoord,
    bewaar_escalatie,
    bewaar_knelpunt,
    bewaar_punt,
    bundel,
    haal_uit_punt,
    los_knelpunt_op,
    sluit_escalatie,
    zet_puntstatus,
)
from projecten.agendering.filters import KnelpuntFilter
from projecten.agendering.herinneringen import meld_late_escalaties
from projecten.agendering.lijsten import STAPPEN, Puntstatus
from projecten.agendering.models import Agenderingspunt, Escalatie, Projectknelpunt
from projecten.agendering.overzicht import Rij, rijen, soorten, tekstgroepen
from projecten.agendering.selectors import agendering_op, lees_punt, momenten
from projecten.project.models import Project
from tests.projecten.toegang_agendering import maak_escalatie, maak_knelpunt, maak_punt
from tests.rollen import ADVISEURS, PROJECT_AA, PROJECTLEZERS_AA
from woonzorg.organisaties.models import Gebruiker, Logregel
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db

GEHEIM = "Wethouder wil eigenlijk niet"
VOOR_GEMEENTE = "Netbeheerder noemt 2031"
VOOR_PARTNERS = "Geen aansluiting voor de bouwplaats"
VANDAAG = datetime.date(2026, 11, 26)


@pytest.fixture
def project(maak_project):
    return maak_project(naam="De Linde")


@pytest.fixture
def ander(maak_project):
    return maak_project("Bee", naam="Beekhof", partner=None, projectleider=None, adviseur=None)


@pytest.fixture
def knelpunten(project):
    """One on each level, in the project in Aa."""
    teksten = {"adviseurs": GEHEIM, "gemeente": VOOR_GEMEENTE, "partners": VOOR_PARTNERS}
    return {n: maak_knelpunt(project, omschrijving=t, zichtbaarheid=n) for n, t in teksten.items()}


@pytest.fixture
def punt(knelpunten, ander):
    """On the agenda of the koepels; from Aa what only advisers may read."""
    return maak_punt([knelpunten["adviseurs"], maak_knelpunt(ander, omschrijving="Kabel vol in Bee")])


def keuze(**vraag) -> KnelpuntFilter:
    return KnelpuntFilter(vraag)


# Who reads what

LEZERS = {GEHEIM: ADVISEURS, VOOR_GEMEENTE: PROJECT_AA, VOOR_PARTNERS: PROJECTLEZERS_AA}


def tekst_van(antwoord) -> str:
    """All that an answer says, also inside a workbook; '' when there is none."""
    if antwoord.status_code != 200:
        return ""
    if "spreadsheet" not in antwoord["Content-Type"]:
        return antwoord.content.decode()
    blad = openpyxl.load_workbook(io.BytesIO(antwoord.content)).active
    return "\n".join(str(cel) for rij in blad.iter_rows(values_only=True) for cel in rij)


def test_niemand_leest_meer_dan_bedoeld_is(client, cast, project, knelpunten, punt):
    escalatie = maak_escalatie(project, onderwerp=f"{GEHEIM}, escaleer")
    urls = [
        *(reverse(n) for n in ("knelpunt-lijst", "knelpunt-csv", "knelpunt-xlsx", "agenda-lijst", "escalatie-lijst")),
        reverse("knelpunt-lijst") + "?beeld=soorten",
        reverse("knelpunt-lijst") + "?beeld=soorten&categorie=netcongestie_nuts",
        reverse("knelpunt-lijst") + "?q=wethouder&stand=alle",
        *(k.get_absolute_url() for k in knelpunten.values()),
        *(reverse("knelpunt-bewerken", args=[k.pk]) for k in knelpunten.values()),
        *(reverse("knelpunt-opgelost", args=[k.pk]) for k in knelpunten.values()),
        reverse("agenderingspunt-nieuw") + "?" + "&".join(f"knelpunt={k.pk}" for k in knelpunten.values()),
        punt.get_absolute_url(),
        reverse("agenderingspunt-beantwoorden", args=[punt.pk]),
        escalatie.get_absolute_url(),
        reverse("escalatie-bewerken", args=[escalatie.pk]),
        reverse("escalatie-nieuw", args=[project.pk]) + f"?knelpunt={knelpunten['adviseurs'].pk}",
        project.get_absolute_url(),
        project.get_absolute_url() + "?verhaal=alles",
    ]
    gezien: dict[str, set] = {tekst: set() for tekst in LEZERS}
    for naam, wie in cast:
        client.force_login(wie)
        alles = "\n".join(tekst_van(client.get(url)) for url in urls)
        for tekst, wie_leest in gezien.items():
            wie_leest |= {naam} if tekst in alles else set()
    assert gezien == LEZERS


def test_tellingen_verraden_niets(cast, knelpunten, punt):
    """What one may not read is in no number either."""
    per_lezer = {}
    for naam, wie in cast:
        (soort,) = soorten(wie, keuze()) or [None]
        groepen = tekstgroepen(wie, keuze(categorie="netcongestie_nuts"))
        per_lezer[naam] = (rijen(wie, keuze()).count(), soort.projecten if soort else 0, len(groepen))
    assert per_lezer["kernteam"] == (4, 2, 4)
    assert per_lezer["adviseur_oost"] == (3, 1, 3)
    assert per_lezer["invoerder_aa"] == per_lezer["coordinator_oost"] == (2, 1, 2)
    assert per_lezer["beheerder"] == (3, 2, 3)
    assert per_lezer["invoerder_bee"] == (1, 1, 1)
    assert per_lezer["partner"] == per_lezer["projectleider"] == (1, 1, 1)
    for naam in ("koepel", "zorgkantoor", "vreemde"):
        assert per_lezer[naam] == (0, 0, 0)


def test_een_koepel_ziet_hoe_breed_het_speelt_en_geen_namen(client, cast, punt):
    client.force_login(cast.koepel)
    pagina = client.get(punt.get_absolute_url()).content.decode()
    assert "In 2 projecten, in 2 provincies" in pagina
    for naam in ("De Linde", "Beekhof", "Kabel vol", "Oost", "West", "Gemeente Aa"):
        assert naam not in pagina
    # Who is neither the addressee nor agendeert sees what is of the own projects, and no sum.
    client.force_login(cast.partner)
    pagina = client.get(punt.get_absolute_url()).content.decode()
    assert "projecten, in" not in pagina and "Beekhof" not in pagina


def test_een_concept_kent_alleen_wie_agendeert(client, cast, knelpunten, ander):
    concept = maak_punt([knelpunten["partners"], maak_knelpunt(ander)], geagendeerd=False, titel="Nog niet af")
    for naam, wie in cast:
        client.force_login(wie)
        mag = naam in ("kernteam", "beheerder")
        assert client.get(concept.get_absolute_url()).status_code == (200 if mag else 404)
        for url in ("knelpunt-lijst", "knelpunt-csv", "agenda-lijst"):
            assert ("Nog niet af" in tekst_van(client.get(reverse(url)))) is mag
        detail = tekst_van(client.get(knelpunten["partners"].get_absolute_url()))
        assert ("Nog niet af" in detail) is mag
    # For whoever does not know of it, it is on no agenda.
    assert rijen(cast.partner, keuze(nieuw="ja")).count() == 1


def test_een_ander_punt_dan_aan_ons_is_er_niet(client, cast, punt):
    punt.geadresseerde = "rijk"
    bewaar_punt(punt=punt, by="test")
    client.force_login(cast.koepel)
    assert client.get(punt.get_absolute_url()).status_code == 404
    assert client.post(reverse("agenderingspunt-beantwoorden", args=[punt.pk]), {}).status_code == 404


def test_partner_die_vertrok_ziet_niets_meer(client, cast, project, knelpunten):
    client.force_login(cast.partner)
    assert client.get(knelpunten["partners"].get_absolute_url()).status_code == 200
    project.partners.update(tot=timezone.localdate())
    assert client.get(knelpunten["partners"].get_absolute_url()).status_code == 404
    assert client.get(reverse("knelpunt-lijst")).status_code == 404


def test_niemand_geeft_een_niveau_dat_hij_zelf_niet_leest(client, cast, project):
    url, basis = reverse("knelpunt-nieuw", args=[project.pk]), {"categorie": "stikstof", "sinds": "2026-03-01"}
    client.force_login(cast.projectleider)
    for niveau in ("adviseurs", "gemeente"):
        antwoord = client.post(url, {**basis, "omschrijving": "Typte ik", "zichtbaarheid": niveau})
        assert antwoord.status_code == 422
        assert "Typte ik" in antwoord.content.decode()
    assert client.post(url, {**basis, "omschrijving": "x", "zichtbaarheid": "partners"}).status_code == 302
    assert Projectknelpunt.objects.get().door_naam == "projectleider"


# Plans in the same list


def test_plannen_staan_ertussen_waar_men_hun_knelpunten_mag_lezen(cast, project, maak_plan):
    maak_knelpunt(project, categorie="stikstof")
    maak_plan(plannaam="Eikenhof", knelpunten=["stikstof", "grondprijs"])
    maak_plan(plannaam="Zonder", knelpunten=["geen"])
    maak_plan(plannaam="Leeg", knelpunten=[])
    maak_plan("Bee", plannaam="Beemd", knelpunten=["stikstof"])
    maak_plan(plannaam="Stil", knelpunten=["stikstof"], status="4A", vertrouwelijkheid="gemeente")

    def namen(wie, **vraag):
        return sorted((Rij(*r).naam, Rij(*r).soort) for r in rijen(wie, keuze(**vraag)))

    aa = [("De Linde", "stikstof"), ("Eikenhof", "grondprijs"), ("Eikenhof", "stikstof")]
    assert namen(cast.adviseur_oost) == aa
    assert namen(cast.invoerder_aa) == [*aa, ("Stil", "stikstof")]
    assert namen(cast.invoerder_bee) == [("Beemd", "stikstof")]
    # Who agendeert reads the kinds of knelpunt at every plan that may be seen, the confidential one not.
    assert namen(cast.kernteam) == sorted([*aa, ("Beemd", "stikstof")])
    assert namen(cast.partner) == []
    assert namen(cast.adviseur_oost, bron="plan", categorie="stikstof") == [("Eikenhof", "stikstof")]
    assert namen(cast.adviseur_oost, bron="project") == [("De Linde", "stikstof")]
    assert namen(cast.adviseur_oost, q="eiken") == aa[1:]
    assert namen(cast.adviseur_oost, gebied="GM9002") == namen(cast.adviseur_oost, gebied="GM0001") == []
    assert namen(cast.adviseur_oost, stand="opgelost") == []
    stikstof, grondprijs = soorten(cast.adviseur_oost, keuze())
    assert (stikstof.slug, stikstof.projecten, stikstof.plannen) == ("stikstof", 1, 1)
    assert (grondprijs.slug, grondprijs.projecten, grondprijs.plannen) == ("grondprijs", 0, 1)


def test_wat_in_de_meeste_projecten_speelt_staat_bovenaan(cast, maak_project):
    for gemeente, soort, sinds in (
        ("Aa", "stikstof", "2026-05-01"),
        ("Aa", "grondprijs", "2026-01-01"),
        ("Bee", "stikstof", "2026-02-01"),
        ("Cee", "stikstof", "2026-03-01"),
    ):
        maak_knelpunt(maak_project(gemeente), categorie=soort, sinds=datetime.date.fromisoformat(sinds))
    eerste, tweede = soorten(cast.kernteam, keuze())
    assert (eerste.slug, eerste.projecten, eerste.sinds) == ("stikstof", 3, datetime.date(2026, 2, 1))
    assert [(r.naam, r.projecten) for r in eerste.regios] == [("Noord", 2), ("Zuid", 1)]
    assert tweede.slug == "grondprijs"
    # Twice in one project is one project.
    maak_knelpunt(Projectknelpunt.objects.get(categorie="grondprijs").project, categorie="grondprijs")
    assert soorten(cast.kernteam, keuze())[1].projecten == 1


def test_teksten_die_op_elkaar_lijken_staan_bij_elkaar(cast, land, maak_project):
    teksten = [
        "De netbeheerder kan pas in 2031 een aansluiting leveren",
        "Trafohuisje past niet op het erf",
        "Netbeheerder levert pas in 2032 een aansluiting",
        "De netbeheerder kan pas in 2030 aansluiten",
    ]
    gemaakt = [maak_knelpunt(maak_project(g), omschrijving=t) for g, t in zip(land, teksten, strict=True)]
    eerste, tweede = tekstgroepen(cast.kernteam, keuze(categorie="netcongestie_nuts"))
    assert eerste.nummers == tuple(gemaakt[i].pk for i in (0, 2, 3))
    assert (eerste.projecten, eerste.regios) == (3, 3)
    assert tweede.nummers == (gemaakt[1].pk,)
    # Of another kind it is another knelpunt, however it is written.
    maak_knelpunt(maak_project(), omschrijving=teksten[0], categorie="procedures_bezwaar_beroep")
    assert len(tekstgroepen(cast.kernteam, keuze())) == 3


def test_aantal_vragen_aan_de_database_hangt_niet_van_het_aantal_af(
    client, cast, maak_project, maak_plan, django_assert_max_num_queries
):
    def vul():
        for gemeente in ("Aa", "Cee"):
            project = maak_project(gemeente)
            for soort in ("stikstof", "grondprijs"):
                maak_knelpunt(project, categorie=soort)
            maak_escalatie(project)
            maak_plan(gemeente, knelpunten=["stikstof", "parkeernorm"])
        maak_punt(list(Projectknelpunt.objects.bundelbaar().filter(categorie="stikstof")))

    client.force_login(cast.adviseur_oost)
    adressen = ["knelpunt-lijst", "knelpunt-csv", "agenda-lijst", "escalatie-lijst"]
    urls = [reverse(n) for n in adressen] + [
        reverse("knelpunt-lijst") + "?beeld=soorten",
        reverse("knelpunt-lijst") + "?beeld=soorten&categorie=stikstof",
    ]
    for _ in range(3):
        vul()
        for url in urls:
            with django_assert_max_num_queries(9):
                assert client.get(url).status_code == 200


def test_uitvoer_staat_in_het_logboek_en_heeft_elk_knelpunt(client, cast, project, knelpunten, maak_plan):
    maak_plan(plannaam="=cmd()", knelpunten=["stikstof"])
    client.force_login(cast.invoerder_aa)
    antwoord = client.get(reverse("knelpunt-csv"))
    regels = antwoord.content.decode("utf-8-sig").strip().splitlines()
    assert len(regels) == 4
    assert sum("'=cmd()" in r for r in regels) == 1
    assert Logregel.objects.filter(handeling="export", wat__startswith="knelpunten als csv").count() == 1
    los_knelpunt_op(knelpunt=knelpunten["gemeente"], datum=VANDAAG, hoe="Batterij geplaatst", by="test")
    blad = openpyxl.load_workbook(io.BytesIO(client.get(reverse("knelpunt-xlsx") + "?stand=opgelost").content)).active
    assert [r[9] for r in blad.iter_rows(min_row=4, values_only=True)] == ["Batterij geplaatst"]


@pytest.mark.parametrize(
    "vraag",
    ["q=%00x", "gebied=%00", "gebied=NL", "categorie=niets&beeld=soorten", "blad=999&stand=x", "bron=plan&nieuw=ja"],
)
def test_vreemde_vragen_geven_een_gewone_pagina(client, cast, knelpunten, vraag):
    client.force_login(cast.kernteam)
    for naam in ("knelpunt-lijst", "agenda-lijst", "escalatie-lijst"):
        assert client.get(f"{reverse(naam)}?{vraag}").status_code == 200


# Knelpunten


def test_oplossen_vraagt_een_dag_en_hoe(project, knelpunten):
    knelpunt = knelpunten["partners"]
    for datum, hoe, fout in (
        (timezone.localdate(), "  ", "hoe het is opgelost"),
        (timezone.localdate() + datetime.timedelta(days=1), "Zo", "moet nog komen"),
        (knelpunt.sinds - datetime.timedelta(days=1), "Zo", "latere dag"),
    ):
        with pytest.raises(ValidationError, match=fout):
            los_knelpunt_op(knelpunt=knelpunt, datum=datum, hoe=hoe, by="test")
    los_knelpunt_op(knelpunt=knelpunt, datum=knelpunt.sinds, hoe="Een tweede kabel", by="ander")
    with pytest.raises(ValidationError, match="al opgelost"):
        los_knelpunt_op(knelpunt=knelpunt, datum=knelpunt.sinds, hoe="Nog eens", by="test")
    knelpunt.refresh_from_db()
    assert knelpunt.hoe_opgelost == "Een tweede kabel"
    assert knelpunt.events.order_by("pgh_id").last().pgh_context.metadata["door"] == "ander"


def test_wie_een_oude_pagina_bewaart_maakt_bundelen_en_oplossen_niet_ongedaan(knelpunten, ander):
    oud = Projectknelpunt.objects.get(pk=knelpunten["partners"].pk)
    punt = maak_punt([knelpunten["partners"], maak_knelpunt(ander)])
    los_knelpunt_op(knelpunt=oud, datum=VANDAAG, hoe="Gelukt", by="test")
    oud.omschrijving = "Beter gezegd"
    bewaar_knelpunt(knelpunt=oud, by="test")
    nu = Projectknelpunt.objects.get(pk=oud.pk)
    assert (nu.omschrijving, nu.agenderingspunt, nu.hoe_opgelost) == ("Beter gezegd", punt, "Gelukt")


# Bundling


def test_een_punt_gaat_over_twee_verschillende_projecten(project, ander, knelpunten):
    with pytest.raises(ValidationError, match="twee verschillende projecten"):
        maak_punt(list(knelpunten.values()))
    assert not Agenderingspunt.objects.exists()
    punt = maak_punt([*knelpunten.values(), maak_knelpunt(ander)])
    assert punt.knelpunten.count() == 4
    assert punt.geagendeerd_op == timezone.localdate()


def test_een_knelpunt_zit_in_een_open_punt_en_dat_wordt_gezegd(ander, knelpunten, punt):
    with pytest.raises(ValidationError) as fout:
        maak_punt([knelpunten["adviseurs"], maak_knelpunt(ander)], titel="Tweede")
    assert fout.value.messages == [
        "'Netcongestie en nutsvoorzieningen' van De Linde zit al in het punt 'Netaansluiting'."
    ]
    assert Agenderingspunt.objects.count() == 1
    # More may join an open point.
    bundel(punt=punt, knelpunten=[knelpunten["gemeente"]], by="test")
    assert punt.knelpunten.count() == 3
    # Closed without an answer, its knelpunten are free again; answered, the projects keep their answer.
    zet_puntstatus(punt=punt, naar="afgesloten", by="test")
    tweede = maak_punt([knelpunten["adviseurs"], maak_knelpunt(ander)], titel="Tweede")
    beantwoord(punt=tweede, antwoord="Ja", van="Koepel", datum=timezone.localdate(), by="test")
    with pytest.raises(ValidationError, match="kreeg antwoord in het punt 'Tweede'"):
        maak_punt([knelpunten["adviseurs"], maak_knelpunt(ander)], titel="Derde")


def test_wat_is_opgelost_gaat_op_geen_agenda(ander, knelpunten):
    los_knelpunt_op(knelpunt=knelpunten["partners"], datum=VANDAAG, hoe="Gelukt", by="test")
    with pytest.raises(ValidationError, match="is al opgelost"):
        maak_punt([knelpunten["partners"], maak_knelpunt(ander)])


def test_een_geagendeerd_punt_houdt_twee_projecten(knelpunten, ander, punt):
    with pytest.raises(ValidationError, match="minstens twee projecten"):
        haal_uit_punt(knelpunt=knelpunten["adviseurs"], by="test")
    extra = bundel(punt=punt, knelpunten=[knelpunten["gemeente"]], by="test").knelpunten.get(zichtbaarheid="adviseurs")
    haal_uit_punt(knelpunt=extra, by="test")
    assert punt.knelpunten.count() == 2
    with pytest.raises(ValidationError, match="geen enkel punt"):
        haal_uit_punt(knelpunt=extra, by="test")


def test_agenderen_vraagt_projecten_en_een_dag(knelpunten, ander):
    andere = maak_knelpunt(ander)
    punt = maak_punt([knelpunten["partners"], andere], geagendeerd=False, uiterlijk=None)
    with pytest.raises(ValidationError, match="uiterlijk antwoord"):
        zet_puntstatus(punt=punt, naar="geagendeerd", by="test")
    punt.uiterlijk = timezone.localdate()
    bewaar_punt(punt=punt, by="test")
    haal_uit_punt(knelpunt=andere, by="test")
    with pytest.raises(ValidationError, match="twee verschillende projecten"):
        zet_puntstatus(punt=punt, naar="geagendeerd", by="test")
    bundel(punt=punt, knelpunten=[andere], by="test")
    zet_puntstatus(punt=punt, naar="geagendeerd", by="test")
    punt.uiterlijk = None
    with pytest.raises(ValidationError, match="uiterlijk antwoord"):
        bewaar_punt(punt=punt, by="test")


def test_organisatie_past_bij_de_soort(cast, knelpunten, ander):
    koepel = cast.koepel.lidmaatschappen.get().organisatie
    with pytest.raises(ValidationError, match="is geen Rijk"):
        maak_punt([knelpunten["partners"], maak_knelpunt(ander)], geadresseerde="rijk", organisatie=koepel)


@pytest.mark.parametrize("van", Puntstatus.values)
@pytest.mark.parametrize("naar", Puntstatus.values)
def test_stappen_volgen_de_tabel(punt, van, naar):
    antwoord = {"antwoord": "Ja", "beantwoord_op": VANDAAG} if van == "beantwoord" else {}
    Agenderingspunt.objects.filter(pk=punt.pk).update(status=van, **antwoord)
    punt.refresh_from_db()
    if naar in STAPPEN[van] and naar != "beantwoord":
        assert zet_puntstatus(punt=punt, naar=naar, by="test").status == naar
    else:
        with pytest.raises(ValidationError):
            zet_puntstatus(punt=punt, naar=naar, by="test")


def test_bundelen_van_lijst_tot_punt(client, cast, project, ander, knelpunten):
    andere = maak_knelpunt(ander)
    client.force_login(cast.kernteam)
    url = reverse("agenderingspunt-nieuw")
    gekozen = [knelpunten["adviseurs"].pk, andere.pk]
    pagina = client.get(url, {"knelpunt": gekozen}).content.decode()
    assert "alleen voor adviseurs" in pagina and "In 2 projecten in 2 provincies" in pagina
    # The proposal is made of kinds and numbers, not of what was written.
    voorstel = client.get(url, {"knelpunt": gekozen}).context["form"].initial
    assert GEHEIM not in str(voorstel) and voorstel["titel"] == "Netcongestie en nutsvoorzieningen"
    # What cannot go along is told, and is not counted.
    vast = maak_punt([maak_knelpunt(project), maak_knelpunt(ander)], geagendeerd=False, titel="Al bezet")
    extra = client.get(url, {"knelpunt": [*gekozen, *vast.knelpunten.values_list("pk", flat=True)]})
    assert "zit al in het punt" in extra.content.decode()
    assert extra.context["form"].initial == voorstel
    alleen = client.get(url, {"knelpunt": [k.pk for k in vast.knelpunten.all()]}).content.decode()
    assert "zit al in het punt" in alleen and "Kies eerst knelpunten" in alleen
    vast.knelpunten.all().delete()
    vast.delete()
    velden = {"knelpunt": gekozen, "titel": "Net", "vraag": "Mijn vraag", "geadresseerde": "rijk"}
    antwoord = client.post(url, velden | {"uiterlijk": "2020-01-01"})
    assert antwoord.status_code == 422 and "Mijn vraag" in antwoord.content.decode()
    assert client.post(url, velden | {"knelpunt": gekozen[:1]}).status_code == 422
    antwoord = client.post(url, velden)
    punt = Agenderingspunt.objects.get()
    assert antwoord.url == punt.get_absolute_url()
    assert set(punt.knelpunten.values_list("pk", flat=True)) == set(gekozen)
    toe = client.post(reverse("agenderingspunt-toevoegen"), {"knelpunt": [knelpunten["gemeente"].pk], "punt": punt.pk})
    assert toe.status_code == 302 and punt.knelpunten.count() == 3
    stap = reverse("agenderingspunt-stap", args=[punt.pk])
    geweigerd = client.post(stap, {"naar": "geagendeerd", "versie": punt.versie})
    assert geweigerd.status_code == 422 and "uiterlijk antwoord" in geweigerd.content.decode()


def test_wie_agendeert_bundelt_alleen_wat_hij_leest(client, cast, ander, knelpunten):
    """The beheerder agendeert, and does not read what advisers tell each other."""
    client.force_login(cast.beheerder)
    gekozen = [knelpunten["adviseurs"].pk, maak_knelpunt(ander).pk]
    antwoord = client.post(
        reverse("agenderingspunt-nieuw"),
        {"knelpunt": gekozen, "titel": "Net", "vraag": "Vraag", "geadresseerde": "rijk"},
    )
    assert antwoord.status_code == 422
    assert not Agenderingspunt.objects.exists()


# The answer


def test_het_antwoord_komt_terug_bij_elk_project(client, cast, project, ander, punt):
    beantwoord(punt=punt, antwoord="Voorrang vanaf 2027", van="Koepel", datum=timezone.localdate(), by="koepel")
    for naam, wie in cast:
        mag_aa, mag_bee = project.pk in _projecten(wie), ander.pk in _projecten(wie)
        for waar, mag in ((project, mag_aa), (ander, mag_bee)):
            if not mag:
                continue
            stand = agendering_op(waar, wie)
            punten = {s.punt for s in stand.open if s.punt} | set(stand.punten)
            assert [p.antwoord for p in punten] == ["Voorrang vanaf 2027"], naam
            client.force_login(wie)
            assert "Voorrang vanaf 2027" in client.get(waar.get_absolute_url()).content.decode(), naam
    # The partner learns of the point, and not of the knelpunt that it came from.
    stand = agendering_op(project, cast.partner)
    assert stand.punten == (punt,) and GEHEIM not in str(stand.open)
    assert lees_punt(punt, cast.partner).knelpunten == ()


def _projecten(wie) -> set[int]:
    return set(Project.objects.for_user(wie).values_list("pk", flat=True))


def test_mail_over_het_antwoord_een_keer_en_zonder_andere_projecten(cast, project, ander, knelpunten, punt):
    weg = Gebruiker.objects.create_user("weg@voorbeeld.nl", "weg", is_active=False)
    ander.projectleider = weg
    ander.adviseur = cast.adviseur_oost
    ander.save()
    bundel(punt=punt, knelpunten=[knelpunten["gemeente"]], by="test")
    beantwoord(punt=punt, antwoord="Voorrang", van="Koepel", datum=timezone.localdate(), by="koepel")
    berichten = Bericht.objects.filter(sjabloon="agenderingspunt-beantwoord")
    assert sorted(b.aan for b in berichten) == [cast.adviseur_oost.email, cast.projectleider.email]
    for bericht in berichten:
        assert "Netaansluiting" in bericht.onderwerp and "Voorrang" in bericht.tekst
        for geheim in ("De Linde", "Beekhof", GEHEIM, VOOR_GEMEENTE, "Kabel vol"):
            assert geheim not in bericht.onderwerp + bericht.tekst
    with pytest.raises(ValidationError, match="kan niet 'beantwoord' worden"):
        beantwoord(punt=punt, antwoord="Weer", van="Koepel", datum=timezone.localdate(), by="koepel")
    assert berichten.count() == 2


def test_de_geadresseerde_antwoordt_zelf(client, cast, punt):
    url = reverse("agenderingspunt-beantwoorden", args=[punt.pk])
    velden = {"antwoord": "Wij regelen het", "van": "De koepel", "datum": timezone.localdate(), "versie": punt.versie}
    for wie in (cast.partner, cast.adviseur_oost, cast.zorgkantoor, cast.invoerder_aa):
        client.force_login(wie)
        assert client.get(url).status_code == client.post(url, velden).status_code == 404
    client.force_login(cast.koepel)
    assert client.get(url).context["form"].initial["van"] == "organisatie koepel"
    leeg = client.post(url, velden | {"antwoord": ""})
    assert leeg.status_code == 422 and "De koepel" in leeg.content.decode()
    assert client.post(url, velden).status_code == 302
    punt.refresh_from_db()
    assert (punt.status, punt.antwoord, punt.beantwoord_door) == ("beantwoord", "Wij regelen het", "De koepel")
    # A second one, who opened the page before, is told; nothing is lost.
    laat = client.post(url, velden | {"antwoord": "Mijn versie"})
    assert laat.status_code == 409
    assert "Mijn versie" in laat.content.decode() and "Wij regelen het" in laat.content.decode()
    assert client.get(url).status_code == 302
    # A step or an edit is not for the addressee.
    assert client.post(reverse("agenderingspunt-stap", args=[punt.pk]), {"naar": "afgesloten"}).status_code == 404
    assert client.get(reverse("agenderingspunt-bewerken", args=[punt.pk])).status_code == 404


def test_momenten_van_een_project(cast, project, knelpunten, punt):
    maak_escalatie(project, onderwerp="Naar de wethouder")
    beantwoord(punt=punt, antwoord="Ja", van="Koepel", datum=timezone.localdate(), by="koepel")
    los_knelpunt_op(knelpunt=knelpunten["partners"], datum=VANDAAG, hoe="Gelukt", by="test")
    koppen = {naam: [m[1] for m in momenten(project, wie)] for naam, wie in cast}
    assert len(koppen["kernteam"]) == 3 + 1 + 1 + 2
    assert len(koppen["invoerder_aa"]) == 2 + 1 + 2
    assert sorted(koppen["partner"]) == [
        "Antwoord van Koepel: Netaansluiting",
        "Knelpunt opgelost: Netcongestie en nutsvoorzieningen",
        "Knelpunt: Netcongestie en nutsvoorzieningen",
        "Op de agenda bij de koepels",
    ]
    assert koppen["koepel"] == ["Op de agenda bij de koepels", "Antwoord van Koepel: Netaansluiting"]


# Escalaties


def test_escalatie_heeft_een_eigenaar_die_haar_kan_lezen(cast, project):
    with pytest.raises(ValidationError, match="wie dit oplost"):
        maak_escalatie(project, eigenaar_naam=" ")
    with pytest.raises(ValidationError, match="projectleider kan dit dan niet lezen"):
        maak_escalatie(project, eigenaar=cast.projectleider)
    assert not Escalatie.objects.exists()
    escalatie = maak_escalatie(project, eigenaar=cast.projectleider, zichtbaarheid="partners")
    assert escalatie.eigenaar_naam == "projectleider"
    with pytest.raises(ValidationError, match="ligt voor het begin"):
        maak_escalatie(project, uiterlijk=datetime.date(2026, 2, 1))


def test_escalatie_sluit_niet_zonder_uitkomst(client, cast, project):
    escalatie = maak_escalatie(project)
    with pytest.raises(ValidationError, match="wat eruit kwam"):
        sluit_escalatie(escalatie=escalatie, uitkomst=" ", datum=VANDAAG, by="test")
    client.force_login(cast.adviseur_oost)
    url = reverse("escalatie-sluiten", args=[escalatie.pk])
    assert client.post(url, {"uitkomst": "", "gesloten_op": "2026-11-01"}).status_code == 422
    assert client.post(url, {"uitkomst": "Akkoord", "gesloten_op": "2026-11-01"}).status_code == 302
    with pytest.raises(ValidationError, match="al afgerond"):
        sluit_escalatie(escalatie=escalatie, uitkomst="Nog eens", datum=VANDAAG, by="test")
    with pytest.raises(ValidationError, match="al afgerond"):
        bewaar_escalatie(escalatie=escalatie, by="test")


def test_late_escalatie_is_rood_met_woorden(client, cast, project):
    gisteren = timezone.localdate() - datetime.timedelta(days=1)
    maak_escalatie(project, onderwerp="Te laat", uiterlijk=gisteren)
    maak_escalatie(project, onderwerp="Op tijd")
    client.force_login(cast.kernteam)
    pagina = client.get(reverse("escalatie-lijst")).content.decode()
    assert "1 dag te laat" in pagina and "1 te laat" in pagina
    assert pagina.index("Te laat") < pagina.index("Op tijd")
    pagina = client.get(reverse("escalatie-lijst") + "?stand=te_laat").content.decode()
    assert "Op tijd" not in pagina


def test_late_escalatie_mailt_eigenaar_en_adviseur_een_keer(cast, project):
    dag = timezone.localdate()
    gisteren = dag - datetime.timedelta(days=1)
    escalatie = maak_escalatie(project, eigenaar=cast.kernteam, onderwerp=GEHEIM, uiterlijk=gisteren)
    maak_escalatie(project, uiterlijk=dag)
    dicht = maak_escalatie(project, uiterlijk=gisteren)
    sluit_escalatie(escalatie=dicht, uitkomst="Klaar", datum=dag, by="test")
    assert meld_late_escalaties(gisteren) == 0
    assert meld_late_escalaties(dag) == 2
    assert meld_late_escalaties(dag) == meld_late_escalaties(dag + datetime.timedelta(days=1)) - 1 == 0
    eerste = Bericht.objects.filter(sjabloon="escalatie-te-laat", sleutel__startswith=f"escalatie-{escalatie.pk}-")
    assert sorted(b.aan for b in eerste) == [cast.adviseur_oost.email, cast.kernteam.email]
    # Agreed on another day that passed as well: told again, once.
    escalatie.uiterlijk = gisteren - datetime.timedelta(days=1)
    bewaar_escalatie(escalatie=escalatie, by="test")
    assert meld_late_escalaties(dag) == 2
    assert meld_late_escalaties(dag) == 0


def test_wie_niet_meer_mag_lezen_krijgt_geen_mail(cast, project):
    gisteren = timezone.localdate() - datetime.timedelta(days=1)
    maak_escalatie(project, eigenaar=cast.kernteam, uiterlijk=gisteren)
    cast.adviseur_oost.lidmaatschappen.update(tot=gisteren)
    assert meld_late_escalaties() == 1
    assert Bericht.objects.get(sjabloon="escalatie-te-laat").aan == cast.kernteam.email


# Two at once


def test_wie_intussen_wijzigde_wordt_niet_overschreven(client, cast, punt):
    client.force_login(cast.kernteam)
    url = reverse("agenderingspunt-bewerken", args=[punt.pk])
    oud = punt.versie
    een = Agenderingspunt.objects.get(pk=punt.pk)
    een.titel = "Titel van een ander"
    bewaar_punt(punt=een, by="ander", verwachte_versie=oud)
    velden = {"titel": "Mijn titel", "vraag": punt.vraag, "geadresseerde": "koepel", "versie": oud}
    velden["uiterlijk"] = punt.uiterlijk
    antwoord = client.post(url, velden)
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "Titel van een ander" in pagina and "Mijn titel" in pagina
    assert Agenderingspunt.objects.get().titel == "Titel van een ander"
    # Saved once more, knowingly, it is.
    assert client.post(url, velden | {"versie": een.versie}).status_code == 302
    assert Agenderingspunt.objects.get().titel == "Mijn titel"
    with pytest.raises(VersieConflict):
        zet_puntstatus(punt=een, naar="in_behandeling", by="test")


@pytest.mark.django_db(transaction=True)
def test_twee_bundelen_tegelijk_hetzelfde_knelpunt(knelpunten, ander, maak_project):
    gedeeld, uitkomst, start = knelpunten["partners"], [], threading.Barrier(2)
    anderen = [maak_knelpunt(ander), maak_knelpunt(maak_project("Cee"))]

    def bundel_met(knelpunt, titel):
        try:
            start.wait(timeout=10)
            uitkomst.append(maak_punt([gedeeld, knelpunt], titel=titel, geagendeerd=False))
        except ValidationError as fout:
            uitkomst.append(fout)
        finally:
            connection.close()

    draden = [threading.Thread(target=bundel_met, args=(k, t)) for k, t in zip(anderen, ("een", "twee"), strict=True)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=20)
    (punt,) = [u for u in uitkomst if isinstance(u, Agenderingspunt)]
    (fout,) = [u for u in uitkomst if isinstance(u, ValidationError)]
    assert f"zit al in het punt '{punt}'" in fout.messages[0]
    assert Agenderingspunt.objects.get() == punt
    assert punt.knelpunten.count() == 2
