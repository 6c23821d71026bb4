"""Knowledge kept at a project."""

import pytest
from django.urls import reverse

from projecten.kennis.models import Projectkennis
from projecten.kennis.selectors import bewaard_bij
from tests.kenniskaarten.test_zoeken import maak_stuk, maak_vraag  # noqa: F401

pytestmark = pytest.mark.django_db
BOOS = "<img src=x onerror=alert(1)>"


@pytest.fixture
def project(maak_project):
    return maak_project()


@pytest.fixture
def kaart(maak_stuk):  # noqa: F811
    return maak_stuk("Minder parkeren")


def bewaar(client, project, bron, sleutel):
    return client.post(reverse("projectkennis-bewaren", args=[project.pk]), {"bron": bron, "sleutel": sleutel})


def test_bewaren_vraagt_waarom_en_staat_bij_het_project(client, cast, project, kaart):
    client.force_login(cast.projectleider)
    naar = bewaar(client, project, "kennisstuk", kaart.pk)
    rij = Projectkennis.objects.get()
    assert naar.url == reverse("projectkennis", args=[project.pk, rij.pk])
    assert client.post(naar.url, {"reden": f"  {BOOS} helpt bij de norm "}).status_code == 302
    pagina = client.get(project.get_absolute_url()).content.decode()
    assert "Minder parkeren" in pagina and "&lt;img src=x onerror=alert(1)&gt; helpt bij de norm" in pagina
    assert "Bewaard door projectleider" in pagina and BOOS not in pagina
    # A second time it stays as it was.
    bewaar(client, project, "kennisstuk", kaart.pk)
    assert Projectkennis.objects.get().reden.endswith("helpt bij de norm")


def test_weghalen_laat_de_kennis_staan(client, cast, project, kaart):
    client.force_login(cast.adviseur_oost)
    bewaar(client, project, "kennisstuk", kaart.pk)
    rij = Projectkennis.objects.get()
    client.post(reverse("projectkennis-verwijderen", args=[project.pk, rij.pk]))
    assert not Projectkennis.objects.exists()
    kaart.refresh_from_db()


def test_wie_een_vraag_niet_mag_lezen_ziet_haar_ook_hier_niet(client, cast, project, maak_vraag):  # noqa: F811
    vraag = maak_vraag("Hoe krijg ik de wethouder mee?", zichtbaarheid="adviseurs")
    client.force_login(cast.adviseur_oost)
    bewaar(client, project, "vraag", vraag.pk)
    assert [b.vondst.titel for b in bewaard_bij(project, cast.adviseur_oost)] == [vraag.titel]
    for wie in (cast.partner, cast.invoerder_aa, cast.projectleider):
        assert bewaard_bij(project, wie) == []
        client.force_login(wie)
        assert vraag.titel not in client.get(project.get_absolute_url()).content.decode()
        assert bewaar(client, project, "vraag", vraag.pk).status_code in (302, 404)
    assert Projectkennis.objects.get().door == cast.adviseur_oost


@pytest.mark.parametrize(
    ("bron", "sleutel", "status"),
    [("kennisstuk", 10**9, 404), ("onbekend", 1, 302), ("begrip", 1, 302), ("kennisstuk", "x", 302), ("", "", 302)],
)
def test_wat_er_niet_is_wordt_niet_bewaard(client, cast, project, bron, sleutel, status):
    client.force_login(cast.adviseur_oost)
    assert bewaar(client, project, bron, sleutel).status_code == status
    assert not Projectkennis.objects.exists()


def test_een_te_lange_reden_blijft_getypt(client, cast, project, kaart):
    client.force_login(cast.adviseur_oost)
    url = bewaar(client, project, "kennisstuk", kaart.pk).url
    antwoord = client.post(url, {"reden": "x" * 501})
    assert antwoord.status_code == 422 and "x" * 501 in antwoord.content.decode()


def test_van_zoeken_naar_bewaren(client, cast, project, kaart):
    client.force_login(cast.adviseur_oost)
    data = {"q": "parkeren", "bij": f"project-{project.pk}"}
    pagina = client.get("/kennis/zoeken/", data).content.decode()
    assert reverse("projectkennis-bewaren", args=[project.pk]) in pagina and project.naam in pagina
    # What has no key that holds can be found and not kept.
    begrip = client.get("/kennis/zoeken/", data | {"q": "traplift"}).content.decode()
    assert "Nultreden" in begrip and "Bewaar bij dit project" not in begrip
    client.force_login(cast.koepel)
    pagina = client.get("/kennis/zoeken/", data).content.decode()
    assert "Bewaar bij dit project" not in pagina and project.naam not in pagina
