"""The cast and the little country that tests share.

The little country is a row of unit squares of 10 km in RD, near the middle of the real one: two provincies, three
woondealregio's (one of which crosses the provincies) and four gemeenten.
"""

import datetime
import itertools

import pytest
from django.contrib.gis.db.backends.postgis.operations import PostGISOperations
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.cache import cache
from django.test import override_settings

from programmering.calculations import WONINGTYPEN
from programmering.plannen.actions import bewaar_plan
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel
from programmering.plots.actions import bewaar_plot
from programmering.plots.models import Plot
from programmering.plots.regels import Capaciteit
from programmering.voortgang.bereken import bereken_volledig
from projecten.project.actions import bewaar_project, voeg_partner_toe
from projecten.project.models import Project
from woonzorg.gebieden.models import Gemeente, Grens, Kerncijfer, Provincie, Woondealregio
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatie, Werkgebied
from woonzorg.organisaties.permissions import Rol
from woonzorg.post.bezorging import bezorg


@pytest.fixture(scope="session", autouse=True)
def static_without_collecting(tmp_path_factory):
    """Static files straight from their folders: collecting them would cost every run seconds."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        STORAGES=storages, STATIC_ROOT=tmp_path_factory.mktemp("static"), WHITENOISE_USE_FINDERS=True
    ):
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """Rate limits count in the cache; no test may run into those of another."""
    cache.clear()


@pytest.fixture(autouse=True)
def outbox(settings, monkeypatch):
    """Mail goes through the outbox, as everywhere; delivered at the commit by the test itself, since no worker runs
    beside it, into `django.core.mail.outbox`. Django's own test environment would go past the outbox."""
    settings.EMAIL_BACKEND = "woonzorg.post.backend.Outbox"
    settings.POST_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr("woonzorg.post.vraag.vraag_nu", bezorg)


ZIJDE = 10_000
OORSPRONG = (140_000, 450_000)


def vierkant(kolom: int) -> MultiPolygon:
    x, y = OORSPRONG[0] + kolom * ZIJDE, OORSPRONG[1]
    return MultiPolygon(Polygon.from_bbox((x, y, x + ZIJDE, y + ZIJDE)), srid=28992)


@pytest.fixture
def land(db):
    """Provincies Oost and West; gemeenten Aa, Bee (regio Noord, both provincies), Cee (Zuid), Dee (Ver)."""
    oost, west = Provincie.objects.bulk_create(
        [Provincie(code="PV90", naam="Oost"), Provincie(code="PV91", naam="West")]
    )
    noord, zuid, ver = Woondealregio.objects.bulk_create(
        [Woondealregio(code=f"WD9{i}", naam=naam) for i, naam in enumerate(["Noord", "Zuid", "Ver"])]
    )
    indeling = [
        ("Aa", oost, noord, 4000),
        ("Bee", west, noord, 3000),
        ("Cee", oost, zuid, 2000),
        ("Dee", west, ver, 1000),
    ]
    gemeenten = Gemeente.objects.bulk_create(
        Gemeente(
            code=f"GM900{i}",
            naam=naam,
            provincie=provincie,
            woondealregio=regio,
            woondealregio_zekerheid="hoog",
            geldig_van=datetime.date(2020, 1, 1),
        )
        for i, (naam, provincie, regio, _) in enumerate(indeling)
    )
    Kerncijfer.objects.bulk_create(
        Kerncijfer(gemeente=gemeente, onderwerp="inwoners_75plus", jaar=2021, waarde=ouderen, bron="verzonnen")
        for gemeente, (*_, ouderen) in zip(gemeenten, indeling, strict=True)
    )
    Grens.objects.bulk_create(
        Grens(soort="gemeente", code=gemeente.code, bron="benadering", geometrie=vierkant(i))
        for i, gemeente in enumerate(gemeenten)
    )
    return {gemeente.naam: gemeente for gemeente in gemeenten}


class Cast:
    """People by what they are; each logs in with `client.force_login(cast.invoerder_aa)`. Nearly every test has them:
    a few statements make them all."""

    LEDEN = [
        ("invoerder-aa", Rol.INVOERDER, "gemeente", "gemeente", "GM9000"),
        ("vaststeller-aa", Rol.VASTSTELLER, "gemeente", "gemeente", "GM9000"),
        ("invoerder-bee", Rol.INVOERDER, "gemeente", "gemeente", "GM9001"),
        ("adviseur-oost", Rol.ADVISEUR, "provincie", "provincie", "PV90"),
        ("coordinator-oost", Rol.COORDINATOR, "provincie", "provincie", "PV90"),
        ("koepel", Rol.LEZER, "koepel", "land", "NL"),
        ("zorgkantoor", Rol.LEZER, "zorgkantoor", "woondealregio", "WD90"),
        ("partner", Rol.PARTNER, "corporatie", "gemeente", "GM9000"),
        ("kernteam", Rol.KERNTEAM, "ondersteuningsteam", "land", "NL"),
        ("beheerder", Rol.BEHEERDER, "beheer", "land", "NL"),
    ]
    # Leads a project (`maak_project`), and is member of nothing; logged in, and member of nothing.
    LOS = ["projectleider", "vreemde"]

    def __init__(self, gemeenten):
        namen = [*(naam for naam, *_ in self.LEDEN), *self.LOS]
        nieuw = [Gebruiker(email=f"{naam}@voorbeeld.nl", naam=naam) for naam in namen]
        for gebruiker in nieuw:
            gebruiker.set_unusable_password()
        mensen = Gebruiker.objects.bulk_create(nieuw)
        organisaties = Organisatie.objects.bulk_create(
            Organisatie(naam=f"organisatie {naam}", soort=soort) for naam, _, soort, *_ in self.LEDEN
        )
        Werkgebied.objects.bulk_create(
            Werkgebied(organisatie=organisatie, soort=gebiedssoort, code=code)
            for organisatie, (*_, gebiedssoort, code) in zip(organisaties, self.LEDEN, strict=True)
        )
        Lidmaatschap.objects.bulk_create(
            Lidmaatschap(gebruiker=gebruiker, organisatie=organisatie, rol=rol, van=datetime.date(2020, 1, 1))
            for gebruiker, organisatie, (_, rol, *_) in zip(mensen, organisaties, self.LEDEN, strict=False)
        )
        for naam, gebruiker in zip(namen, mensen, strict=True):
            setattr(self, naam.replace("-", "_"), gebruiker)

    def __iter__(self):
        return iter(vars(self).items())


@pytest.fixture
def cast(land):
    return Cast(land)


_nummer = itertools.count(1)


def regels_van(
    *, nultreden=0, geclusterd=0, zorggeschikt=0, regulier=0, onbekend=0, jaar=2027, gerealiseerd=0, corporatie=0
):
    """Rows of a small plan: everything in one year; `gerealiseerd` of each type is realised in 2024."""
    typen = {
        "nultreden": nultreden,
        "geclusterd": geclusterd,
        "zorggeschikt": zorggeschikt,
        "regulier": regulier,
        "onbekend": onbekend,
    }

    def regel(groep, categorie, n, klaar, corporatie=0):
        rest = {str(jaar): n - klaar} if n - klaar else {}
        return Regel(groep, categorie, n, klaar, rest, {"2024": klaar} if klaar else {}, corporatie)

    rijen = [regel("wonen_en_zorg", t, n, min(gerealiseerd, n), min(corporatie, n)) for t, n in typen.items() if n]
    totaal, klaar = sum(r.gepland for r in rijen), sum(r.gerealiseerd for r in rijen)
    return [regel("nieuwbouw", "nieuwbouw", totaal, klaar), *rijen]


@pytest.fixture
def maak_plan(land):
    """Makes a plan through the same action that forms use; gereed unless `gereed=False`."""

    def maak(gemeente="Aa", *, gereed=True, status="1A", vertrouwelijkheid="openbaar", aantallen=None, **velden):
        i = next(_nummer)
        x, y = OORSPRONG[0] + (ord(gemeente[0]) - ord("A")) * ZIJDE + 500 + i % 80 * 100, OORSPRONG[1] + 500
        plan = Plan(
            gemeente=land[gemeente],
            plannaam=velden.pop("plannaam", f"Plan {i}"),
            status_planologisch=status,
            vertrouwelijkheid=vertrouwelijkheid,
            geometrie=MultiPolygon(Polygon.from_bbox((x, y, x + 50, y + 50)), srid=28992),
            **velden,
        )
        regels = aantallen if aantallen is not None else regels_van(geclusterd=20)
        return bewaar_plan(plan=plan, regels=regels, gereed=gereed, by="test")

    return maak


@pytest.fixture
def maak_plot(land):
    """Makes a kandidaat plot through the action that forms use; homes by woningtype, expected in 2029."""

    def maak(gemeente="Aa", *, plek=None, regels=None, vertrouwelijkheid="openbaar", **velden):
        i = next(_nummer)
        x, y = OORSPRONG[0] + (ord(gemeente[0]) - ord("A")) * ZIJDE + 500 + i % 80 * 100, OORSPRONG[1] + 5000
        if regels is None:
            regels = [Capaciteit(t, velden.pop(t), 2029) for t in WONINGTYPEN if t in velden]
        plot = Plot(
            gemeente=land[gemeente],
            naam=velden.pop("naam", f"Plot {i}"),
            vertrouwelijkheid=vertrouwelijkheid,
            geometrie=plek or MultiPolygon(Polygon.from_bbox((x, y, x + 50, y + 50)), srid=28992),
            **velden,
        )
        return bewaar_plot(plot=plot, regels=regels, by="test")

    return maak


@pytest.fixture
def maak_project(cast, land):
    """Makes a project through the action that forms use: led by cast.projectleider, coached by cast.adviseur_oost,
    with the corporatie of cast.partner as a partner; each can be left out by None."""

    def maak(gemeente="Aa", **velden):
        partner = velden.pop("partner", cast.partner)
        project = Project(
            gemeente=land[gemeente],
            naam=velden.pop("naam", f"Project {next(_nummer)}"),
            projectleider=velden.pop("projectleider", cast.projectleider),
            adviseur=velden.pop("adviseur", cast.adviseur_oost),
            **velden,
        )
        bewaar_project(project=project, by="test")
        if partner:
            organisatie = partner.lidmaatschappen.get().organisatie
            voeg_partner_toe(project=project, rol="corporatie", organisatie=organisatie, by="test")
        return project

    return maak


@pytest.fixture
def herbereken():
    return bereken_volledig


def pytest_collection_modifyitems(items):
    """A test that commits ends in a flush, reference rows of the migrations included; give those back each time.

    Tests that start and kill services of their own stay together in one process of a parallel run.
    """
    for item in items:
        if "tests/cluster/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("cluster"))
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture(scope="session", autouse=True)
def legen_zonder_truncate():
    """A test that commits ends in a flush. Emptying what holds rows costs milliseconds; a TRUNCATE of every table makes
    a thousand new files each time."""

    def sql_flush(ops, style, tables, *, reset_sequences=False, allow_cascade=False):
        namen = [ops.quote_name(tabel) for tabel in tables]
        vraag = " UNION ALL ".join(f"(SELECT '{naam}' FROM {naam} LIMIT 1)" for naam in namen)
        with ops.connection.cursor() as cursor:
            cursor.execute(vraag)
            vol = [naam for (naam,) in cursor.fetchall()]
        # No trigger stands in the way, nor does it write history of this.
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {naam}" for naam in vol)]

    with pytest.MonkeyPatch.context() as mp:
        mp.setattr(PostGISOperations, "sql_flush", sql_flush)
        yield
