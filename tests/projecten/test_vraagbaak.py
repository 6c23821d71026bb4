import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from projecten.agendering.actions import bewaar_knelpunt
from projecten.agendering.models import Projectknelpunt
from projecten.vraagbaak.actions import beantwoord, bewaar_intervisie, bewaar_vraag, rond_vervolg_af, zet_hielp
from projecten.vraagbaak.models import Antwoord, Intervisie, Vraag
from projecten.vraagbaak.selectors import eerdere, mag_vragen, vragen_op
from projecten.vraagbaak.zoeken import fragmenten, lijkt_op
from projecten.zicht import niveaus_voor
from tests.projecten.vraagset import EERDER, STEL, TOETS

pytestmark = pytest.mark.django_db
LIJST = "/vraagbaak/"
GEHEIM = "Hoe krijg ik deze weigerachtige wethouder mee met parkeren?"
BOOS = "<img src=x onerror=alert(1)>"


@pytest.fixture
def stel(cast):
    """Asks a question as `wie`; with `antwoord` it is answered by the kernteam."""

    def maak(titel="Kan de parkeernorm omlaag?", *, wie=None, antwoord="", **velden) -> Vraag:
        wie = wie or cast.adviseur_oost
        vraag = Vraag(titel=titel, steller=wie, **{"zichtbaarheid": "partners"} | velden)
        bewaar_vraag(vraag=vraag, by=str(wie))
        if antwoord:
            beantwoord(antwoord=Antwoord(vraag=vraag, door=cast.kernteam, tekst=antwoord), by="kernteam")
        return vraag

    return maak


def inhoud(client, wie, url, **data) -> str:
    client.force_login(wie)
    return client.get(url, data).content.decode()


def invoer(**velden) -> dict:
    return {"titel": "Hoeveel parkeerplaatsen zijn nodig?", "zichtbaarheid": "partners"} | velden


# Finding


def test_gemeten_wat_wordt_teruggevonden(cast):
    """The figures of docs/metingen.md; `pytest -s` prints them, and what is missed."""
    slugs = {}
    for eerder in EERDER:
        vraag = Vraag(titel=eerder.titel, tekst=eerder.tekst, categorie=eerder.categorie, steller=cast.kernteam)
        slugs[bewaar_vraag(vraag=vraag, by="x").pk] = eerder.slug
        for tekst in eerder.antwoorden:
            beantwoord(antwoord=Antwoord(vraag=vraag, door=cast.kernteam, tekst=tekst), by="x")
    # Nearly as many that have nothing to do with any of it, and no answer yet.
    for i in range(25):
        bewaar_vraag(vraag=Vraag(titel=f"Wie heeft een voorbeeld van bijlage {i}?", steller=cast.kernteam), by="x")
    for naam, paren, minstens1, minstens3 in (("stel", STEL, 21, 23), ("toets", TOETS, 20, 22)):
        gevonden = [(goed, [slugs[v.pk] for v in lijkt_op(cast.kernteam, tekst)]) for tekst, goed in paren]
        eerste = sum(bool(drie) and drie[0] == goed for goed, drie in gevonden)
        bij_drie = sum(goed in drie for goed, drie in gevonden)
        print(f"{naam}: {eerste} van {len(paren)} bovenaan, {bij_drie} bij de eerste drie")
        print(*(f"  gemist: {goed}, wel {drie}" for goed, drie in gevonden if goed not in drie), sep="\n")
        assert (eerste >= minstens1, bij_drie >= minstens3) == (True, True)


def test_het_antwoord_telt_mee_en_zonder_antwoord_is_het_geen_eerder_antwoord(cast, stel):
    goed = stel("Een vraag over iets anders", antwoord="Bij ons hielp een sprinkler met watermist.")
    stel("Moet er een sprinkler in?")
    assert lijkt_op(cast.kernteam, "Is een sprinkler verplicht?") == [goed]


def test_dezelfde_categorie_gaat_voor(cast, stel):
    stel("Wie regelt de vergunning?", antwoord="De gemeente.")
    eigen = stel("Wie regelt de vergunning?", antwoord="De gemeente.", categorie="parkeernorm")
    stel("Wie regelt de vergunning?", antwoord="De gemeente.")
    assert lijkt_op(cast.kernteam, "vergunning regelen", ["parkeernorm"])[0] == eigen


@pytest.mark.parametrize("tekst", ["", "' | !& :* <->", "de het een", "\\' ) ; drop table", "a" * 5000, "🏠"])
def test_elke_tekst_mag(cast, stel, tekst):
    stel(antwoord="Ja.")
    assert eerdere(cast.kernteam, tekst) == []


def test_wat_is_getypt_blijft_tekst_ook_gemarkeerd(client, cast, stel):
    vraag = stel(f"{BOOS} parkeren", antwoord=f"{BOOS} de parkeernorm \ue000 is <b>0,6</b> & meer")
    fragment = fragmenten([vraag], "parkeernorm")[vraag.pk]
    assert "<mark>parkeernorm</mark>" in fragment
    assert "&lt;b&gt;0,6&lt;/b&gt; &amp; meer" in fragment
    for url, data in ((LIJST, {"q": "parkeren"}), (reverse("vraag-lijkt-op"), {"titel": "parkeren"})):
        pagina = inhoud(client, cast.kernteam, url, **data)
        assert "<img src=x" not in pagina
        assert "&lt;img src=x onerror=alert(1)&gt; parkeren" in pagina
        assert pagina.count("<mark>") == pagina.count("</mark>") > 0


def test_van_een_lang_antwoord_het_stuk_dat_erover_gaat(cast, stel):
    lang = f"{'Eerst iets anders. ' * 40}Daarna de sprinkler. {'En nog meer. ' * 40}"
    vragen = [stel("Lang", antwoord=lang), stel("Kort", antwoord="De sprinkler.")]
    lang, kort = (fragmenten(vragen, "sprinkler")[v.pk] for v in vragen)
    assert lang.startswith("… ") and lang.endswith(" …") and len(lang) < 500
    assert "<mark>sprinkler</mark>" in lang
    assert kort == "De <mark>sprinkler</mark>."


# Who may what


def test_wie_vraagt_en_welke_niveaus(cast, maak_project):
    assert not mag_vragen(cast.projectleider)
    maak_project()
    drie, twee, een = (["adviseurs", "gemeente", "partners"], ["gemeente", "partners"], ["partners"])
    verwacht = {"adviseur_oost": drie, "kernteam": drie, "projectleider": een, "partner": een}
    verwacht |= dict.fromkeys(
        ["invoerder_aa", "vaststeller_aa", "invoerder_bee", "coordinator_oost", "beheerder"], twee
    )
    assert {naam: [n for n, _ in niveaus_voor(wie, None)] for naam, wie in cast if mag_vragen(wie)} == verwacht


def test_de_niveaus_zijn_precies_wat_men_zelf_leest(cast, maak_project, stel):
    maak_project()
    for niveau in ("adviseurs", "gemeente", "partners"):
        stel(zichtbaarheid=niveau)
    for naam, wie in cast:
        leest = set(Vraag.objects.for_user(wie).values_list("zichtbaarheid", flat=True))
        biedt = {n for n, _ in niveaus_voor(wie, None)} if mag_vragen(wie) else set()
        assert leest == biedt, naam


def test_wat_alleen_voor_adviseurs_is_lekt_nergens(client, cast, maak_project, stel):
    project = maak_project()
    geheim = stel(GEHEIM, zichtbaarheid="adviseurs", antwoord="Geheim antwoord over parkeren.", project=project)
    bewaar_knelpunt(
        knelpunt=Projectknelpunt(
            project=project, categorie="parkeernorm", omschrijving="parkeren", zichtbaarheid="partners"
        ),
        by="test",
    )
    for naam in ("invoerder_aa", "coordinator_oost", "beheerder", "projectleider", "partner", "koepel", "vreemde"):
        wie = getattr(cast, naam)
        for url, data in (
            (LIJST, {}),
            (LIJST, {"q": "wethouder parkeren", "stand": "beantwoord"}),
            (reverse("vraag-lijkt-op"), {"titel": "Hoe krijg ik een wethouder mee met parkeren?"}),
            (reverse("vraag-nieuw"), {"project": project.pk}),
            (project.get_absolute_url(), {}),
            (geheim.get_absolute_url(), {}),
        ):
            pagina = inhoud(client, wie, url, **data)
            assert "weigerachtige" not in pagina, (naam, url)
            assert "Geheim antwoord" not in pagina, (naam, url)
            assert "1 vraag" not in pagina, (naam, url)
        nieuw = client.post(reverse("vraag-nieuw"), invoer(titel="wethouder mee met parkeren"))
        Vraag.objects.exclude(pk=geheim.pk).delete()
        assert "weigerachtige" not in nieuw.content.decode(), naam
        assert client.post(reverse("vraag-beantwoorden", args=[geheim.pk]), {"tekst": "x"}).status_code == 404
        eigen = vragen_op(project, wie)
        assert geheim not in [r.vraag for r in eigen.eigen + eigen.passend], naam
    assert "weigerachtige" in inhoud(client, cast.kernteam, LIJST)
    assert Antwoord.objects.filter(vraag=geheim).count() == 1


def test_een_niveau_dat_men_zelf_niet_leest_kan_niet(client, cast, maak_project):
    maak_project()
    client.force_login(cast.projectleider)
    for niveau in ("adviseurs", "gemeente"):
        assert client.post(reverse("vraag-nieuw"), invoer(zichtbaarheid=niveau, gezien="true")).status_code == 422
    assert not Vraag.objects.exists()


def test_de_naam_van_het_project_ziet_wie_het_project_ziet(client, cast, maak_project, stel):
    project = maak_project(naam="Hof van Wijzer")
    vraag = stel(project=project, antwoord="Ja, met deelauto's.")
    for naam, ziet in (("invoerder_aa", True), ("projectleider", True), ("invoerder_bee", False)):
        for url in (vraag.get_absolute_url(), LIJST, f"{LIJST}?q=parkeren"):
            assert ("Hof van Wijzer" in inhoud(client, getattr(cast, naam), url)) is ziet, (naam, url)
    assert "Hof van Wijzer" not in inhoud(client, cast.invoerder_bee, f"/vraagbaak/nieuw/?project={project.pk}")


def test_een_project_dat_men_niet_ziet_is_niet_te_kiezen(client, cast, maak_project):
    project = maak_project()
    client.force_login(cast.invoerder_bee)
    antwoord = client.post(reverse("vraag-nieuw"), invoer(project=project.pk, gezien="true"))
    assert antwoord.status_code == 422
    assert not Vraag.objects.exists()


def test_alleen_wie_vroeg_wijzigt_de_vraag(client, cast, maak_project, stel):
    project = maak_project()
    vraag = stel(project=project, wie=cast.projectleider)
    url = reverse("vraag-bewerken", args=[vraag.pk])
    client.force_login(cast.kernteam)
    assert client.post(url, invoer()).status_code == 404
    client.force_login(cast.projectleider)
    assert client.post(url, invoer(titel="Beter gevraagd", project=project.pk)).status_code == 302
    vraag.refresh_from_db()
    assert (vraag.titel, vraag.project, vraag.steller_naam) == ("Beter gevraagd", project, "projectleider")


# Asking


def test_eerst_de_eerdere_antwoorden_dan_pas_de_vraag(client, cast, maak_project, stel):
    project = maak_project()
    stel("Kan de parkeernorm omlaag op een kleine kavel?", antwoord="Ja, met deelauto's.")
    client.force_login(cast.projectleider)
    url = f"{reverse('vraag-nieuw')}?project={project.pk}"
    assert f'<option value="{project.pk}" selected>' in client.get(url).content.decode()
    data = invoer(tekst="Het is druk in de straat.", categorie="parkeernorm", project=project.pk)
    eerst = client.post(url, data)
    pagina = eerst.content.decode()
    assert (eerst.status_code, Vraag.objects.count()) == (200, 1)
    for deel in ("Is dit uw vraag?", "Kan de parkeernorm omlaag", "Hoeveel parkeerplaatsen", "druk in de straat"):
        assert deel in pagina
    assert f'<option value="{project.pk}" selected>' in pagina
    assert '<input type="hidden" name="gezien" value="true">' in pagina
    assert client.post(url, data | {"gezien": "true"}).status_code == 302
    vraag = Vraag.objects.first()
    assert (vraag.steller, vraag.project, vraag.tekst) == (cast.projectleider, project, "Het is druk in de straat.")


def test_lijkt_er_niets_op_dan_staat_de_vraag_er_meteen(client, cast):
    client.force_login(cast.invoerder_aa)
    assert client.post(reverse("vraag-nieuw"), invoer()).status_code == 302


def test_een_lege_vraag_bewaart_niets_en_houdt_wat_er_stond(client, cast):
    client.force_login(cast.invoerder_aa)
    antwoord = client.post(reverse("vraag-nieuw"), invoer(titel="", tekst="Een heel verhaal"))
    assert antwoord.status_code == 422
    assert "Een heel verhaal" in antwoord.content.decode()


# Answering


def test_wie_vroeg_krijgt_een_mail_met_alleen_titel_en_link(cast, stel, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        vraag = stel(wie=cast.invoerder_aa, tekst="vertrouwelijk verhaal", antwoord="het antwoord zelf")
    (bericht,) = mail.outbox
    assert bericht.to == [cast.invoerder_aa.email]
    assert vraag.titel in bericht.subject
    assert vraag.get_absolute_url() in bericht.body
    assert "het antwoord zelf" not in bericht.body
    assert "vertrouwelijk verhaal" not in bericht.body


def test_geen_mail_aan_wie_de_vraag_niet_meer_leest_of_zichzelf_antwoordt(
    cast, maak_project, stel, django_capture_on_commit_callbacks
):
    project = maak_project()
    with django_capture_on_commit_callbacks(execute=True):
        weg = stel(wie=cast.projectleider)
        eigen = stel(wie=cast.kernteam, antwoord="Gevonden!")
        project.projectleider = None
        project.save()
        beantwoord(antwoord=Antwoord(vraag=weg, door=cast.kernteam, tekst="Te laat"), by="kernteam")
    assert mail.outbox == []
    assert eigen.antwoorden.count() == 1


def test_dit_hielp_zet_het_antwoord_bovenaan(client, cast, stel):
    vraag = stel(wie=cast.invoerder_aa, antwoord="Eerste")
    tweede = beantwoord(antwoord=Antwoord(vraag=vraag, door=cast.kernteam, tekst="Tweede"), by="x")
    client.force_login(cast.invoerder_aa)
    url = reverse("antwoord-hielp", args=[vraag.pk, tweede.pk])
    client.post(url)
    assert list(vraag.antwoorden.values_list("tekst", flat=True)) == ["Tweede", "Eerste"]
    client.post(url, {"hielp": "nee"})
    assert not vraag.antwoorden.filter(hielp=True).exists()
    # No project: then nobody but the asker.
    client.force_login(cast.beheerder)
    assert client.post(url).status_code == 404


def test_een_antwoord_bij_een_andere_vraag_is_er_niet(client, cast, stel):
    een, ander = stel(wie=cast.invoerder_aa), stel(wie=cast.kernteam, antwoord="Van een ander")
    client.force_login(cast.invoerder_aa)
    url = reverse("antwoord-hielp", args=[een.pk, ander.antwoorden.get().pk])
    assert client.post(url).status_code == 404


def test_een_link_is_een_webadres(client, cast, stel):
    vraag = stel()
    client.force_login(cast.invoerder_aa)
    url = reverse("vraag-beantwoorden", args=[vraag.pk])
    for link in ("javascript:alert(1)", "ftp://voorbeeld.nl/x"):
        antwoord = client.post(url, {"tekst": "Kijk hier", "link": link})
        assert antwoord.status_code == 422
        assert "Kijk hier" in antwoord.content.decode()
    client.post(url, {"tekst": "Kijk hier", "link": "https://voorbeeld.nl"})
    assert vraag.antwoorden.get().door_naam == "invoerder-aa"


# Lists


def test_filters_in_de_url(client, cast, stel):
    stel("Vraag een", wie=cast.invoerder_aa, categorie="parkeernorm")
    stel("Vraag twee", wie=cast.kernteam, antwoord="Ja.")
    for vraag, ziet in (
        ("stand=onbeantwoord", "een"),
        ("stand=beantwoord", "twee"),
        ("mijn=true", "een"),
        ("categorie=parkeernorm", "een"),
        ("q=parkeren+twee", "twee"),
        ("q=%00&stand=beantwoord", "twee"),
    ):
        pagina = inhoud(client, cast.invoerder_aa, f"{LIJST}?{vraag}")
        assert [n for n in ("een", "twee") if f"Vraag {n}</a>" in pagina] == [ziet], vraag


@pytest.mark.parametrize("vraag", ["", "?q=parkeernorm+kavel"])
def test_de_lijst_kost_altijd_evenveel_vragen(client, cast, maak_project, stel, django_assert_max_num_queries, vraag):
    project = maak_project()
    for i in range(30):
        stel(f"De parkeernorm van kavel {i}", antwoord="Ja.", project=project)
    client.force_login(cast.projectleider)
    with django_assert_max_num_queries(14):
        assert client.get(f"{LIJST}{vraag}").content.decode().count("vraagregel__kop") == 25


# On a project


def test_op_het_project_de_eigen_vragen_en_wat_elders_is_opgelost(
    cast, maak_project, stel, django_assert_max_num_queries
):
    project, ander = maak_project(), maak_project("Bee", partner=None, projectleider=None)
    eigen = stel("Wie kent een goede tuinman?", project=project)
    elders = stel("Kan de norm voor auto's omlaag?", antwoord="Ja, met deelauto's.", project=ander)
    stel("Wie kent een goede kok?", antwoord="Jan.")
    knelpunt = Projectknelpunt(project=project, categorie="parkeernorm", omschrijving="te veel parkeerplaatsen")
    bewaar_knelpunt(knelpunt=knelpunt, by="test")
    with django_assert_max_num_queries(12):
        stand = vragen_op(project, cast.adviseur_oost)
    assert [r.vraag for r in stand.eigen] == [eigen]
    assert [r.vraag for r in stand.passend] == [elders]
    # The knelpunt is not for the projectleider; what it would find would tell what it is about.
    assert vragen_op(project, cast.projectleider).passend == []


# Intervisie


def test_intervisie_is_van_adviseurs_en_de_naam_van_wie_het_project_ziet(client, cast, maak_project):
    west = maak_project("Bee", naam="Het Geheime Hof", partner=None, projectleider=None)
    intervisie = bewaar_intervisie(
        intervisie=Intervisie(titel="Vertrouwen herstellen", casus="Twee partners praten niet.", project=west), by="x"
    )
    for url in (reverse("intervisie-lijst"), intervisie.get_absolute_url()):
        assert "Het Geheime Hof" in inhoud(client, cast.kernteam, url)
        pagina = inhoud(client, cast.adviseur_oost, url)
        assert "Vertrouwen herstellen" in pagina
        assert "Het Geheime Hof" not in pagina
        for naam in ("invoerder_aa", "coordinator_oost", "beheerder", "projectleider"):
            assert "Vertrouwen herstellen" not in inhoud(client, getattr(cast, naam), url), naam
    # Who edits without seeing the project neither learns its name nor takes it away.
    url = reverse("intervisie-bewerken", args=[intervisie.pk])
    assert "Het Geheime Hof" not in inhoud(client, cast.adviseur_oost, url)
    data = {"datum": "2026-05-01", "titel": "Vertrouwen", "casus": "Anders", "project": ""}
    assert client.post(url, data).status_code == 302
    intervisie.refresh_from_db()
    assert (intervisie.titel, intervisie.project) == ("Vertrouwen", west)


def test_vervolg_heeft_iemand_en_kan_af(client, cast):
    with pytest.raises(ValidationError, match="oppakt"):
        bewaar_intervisie(intervisie=Intervisie(titel="t", casus="c", vervolg="Bellen"), by="x")
    gisteren = timezone.localdate() - datetime.timedelta(days=1)
    rij = Intervisie(titel="t", casus="c", vervolg="Bellen", vervolg_wie="Ans", vervolg_uiterlijk=gisteren)
    bewaar_intervisie(intervisie=rij, by="x")
    assert "te laat" in inhoud(client, cast.kernteam, "/intervisie/?vervolg=open")
    client.post(reverse("intervisie-vervolg", args=[rij.pk]))
    rij.refresh_from_db()
    assert rij.vervolg_gedaan_op == timezone.localdate()
    assert "Bellen" not in inhoud(client, cast.kernteam, "/intervisie/?vervolg=open")
    assert rond_vervolg_af(intervisie=rij, gedaan=False, by="x").vervolg_gedaan_op is None
    with pytest.raises(ValidationError, match="geen vervolg"):
        rond_vervolg_af(
            intervisie=bewaar_intervisie(intervisie=Intervisie(titel="t", casus="c"), by="x"), gedaan=True, by="x"
        )


def test_geschiedenis_weet_wie(cast, stel):
    vraag = stel(antwoord="Ja.")
    zet_hielp(antwoord=vraag.antwoorden.get(), hielp=True, by="de steller")
    laatste = vraag.antwoorden.get().events.order_by("pgh_id").last()
    assert (laatste.hielp, laatste.pgh_context.metadata["door"]) == (True, "de steller")
