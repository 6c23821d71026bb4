"""One table: url × role → status. Generated from the url conf: a url that is missing from it fails the test.

Rows give who may come in; anyone else who is logged in gets 404, and who is not is sent to the login page.
"""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from programmering.boden.actions import Aantal, bewaar_bod
from programmering.boden.models import Bod
from programmering.imports.models import Import
from programmering.partners.actions import Wijziging, dien_in, voeg_partner_toe
from programmering.partners.models import Voorstel
from programmering.workshops.actions import bewaar_workshop
from programmering.workshops.models import Workshop
from tests.herindeling import toegang as herindeling
from tests.kenniskaarten import toegang as kenniskaarten
from tests.programmering import toegang as programmering
from tests.programmering.test_aanpassingen import bestaande_bouw
from tests.projecten import toegang as projecten
from tests.rollen import (
    BEHEER,
    GEMEENTE_AA,
    IEDEREEN,
    INDIENERS,
    INGELOGD,
    LEIDERS_AA,
    OOST,
    PLOTTERS_AA,
    VASTLEGGERS_AA,
    WIJZIGERS,
    Rij,
)
from woonzorg.gebieden.models import Gemeente
from woonzorg.post.actions import stuur

pytestmark = pytest.mark.django_db

TABEL: dict[str, list[Rij]] = {
    # Everyone
    # Who only leads a project starts at the projects.
    "start": [Rij(IEDEREEN - {"projectleider"}, anders=302)],
    "start-stand": [Rij(WIJZIGERS)],
    # Who is logged in and a member of something; the stranger is one of a koepel here.
    "ondersteuning": [Rij(INGELOGD - {"projectleider"})],
    "demo": [Rij(set(), anders=404)],
    "begrippen": [Rij(IEDEREEN)],
    "toegankelijkheid": [Rij(IEDEREEN)],
    "security-txt": [Rij(IEDEREEN)],
    "gezond": [Rij(IEDEREEN)],
    "gebied-nl": [Rij(IEDEREEN)],
    "gebied": [
        Rij(IEDEREEN, {"code": "GM9000"}),
        Rij(IEDEREEN, {"code": "PV90"}),
        Rij(set(), {"code": "GM0000"}, anders=404),
    ],
    "gebied-csv": [Rij(IEDEREEN, {"code": "WD90"})],
    "gebied-xlsx": [Rij(IEDEREEN, {"code": "WD90"})],
    "gebied-pdf": [Rij(IEDEREEN, {"code": "WD90"})],
    "zoek-gebied": [Rij(IEDEREEN)],
    "tegel-gebieden": [Rij(IEDEREEN, {"soort": "gemeente", "z": 7, "x": 65, "y": 42})],
    "tegel-plannen": [Rij(IEDEREEN, {"z": 7, "x": 65, "y": 42})],
    "api-schema": [Rij(IEDEREEN)],
    "api-keten": [Rij(IEDEREEN)],
    "api-onbekend": [Rij(set(), anders=404)],
    # Plans
    "plan-lijst": [Rij(IEDEREEN)],
    "plan-csv": [Rij(IEDEREEN)],
    "plan-xlsx": [Rij(IEDEREEN)],
    "plan-gpkg": [Rij(IEDEREEN)],
    "plan-geojson": [Rij(IEDEREEN)],
    "plan": [
        Rij(IEDEREEN, {"pk": "@openbaar"}),
        Rij(GEMEENTE_AA | OOST | BEHEER, {"pk": "@provincie"}, anders=404),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@gemeente"}, anders=404),
        Rij(GEMEENTE_AA | BEHEER | {"coordinator_oost"}, {"pk": "@concept"}, anders=404),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@telt_niet_mee"}, anders=404),
    ],
    "plan-nieuw": [Rij(WIJZIGERS)],
    "plan-bewerken": [
        Rij(GEMEENTE_AA | BEHEER | {"coordinator_oost"}, {"pk": "@openbaar"}),
        Rij(GEMEENTE_AA | BEHEER | {"coordinator_oost"}, {"pk": "@provincie"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@gemeente"}),
        Rij(GEMEENTE_AA | BEHEER | {"coordinator_oost"}, {"pk": "@concept"}),
    ],
    "plan-verwijderen": [
        Rij(set(), {"pk": "@gemeente"}, post=True, overslaan=GEMEENTE_AA | BEHEER),
    ],
    # Quality: who may read what is internal of some plan.
    "kwaliteit": [Rij(WIJZIGERS | OOST)],
    "kwaliteit-csv": [Rij(WIJZIGERS | OOST)],
    # Places: without a shape the answer says what is missing, without a box it is refused.
    "plek-toets": [Rij(WIJZIGERS, post=True)],
    "plek-buren": [Rij(WIJZIGERS, status=400)],
    # Plots
    "plot-lijst": [Rij(IEDEREEN)],
    "plot-csv": [Rij(IEDEREEN)],
    "plot-xlsx": [Rij(IEDEREEN)],
    "tegel-plots": [Rij(IEDEREEN, {"z": 7, "x": 65, "y": 42})],
    "plot": [
        Rij(IEDEREEN, {"pk": "@plot"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@plot_gemeente"}, anders=404),
    ],
    "plot-nieuw": [Rij(WIJZIGERS)],
    "plot-bewerken": [Rij(PLOTTERS_AA, {"pk": "@plot"}), Rij(GEMEENTE_AA | BEHEER, {"pk": "@plot_gemeente"})],
    "plot-wegen": [Rij(PLOTTERS_AA, {"pk": "@plot"}), Rij(GEMEENTE_AA | BEHEER, {"pk": "@plot_gemeente"})],
    "plot-stap": [
        Rij(PLOTTERS_AA, {"pk": "@plot", "naar": "in_gesprek"}),
        Rij(PLOTTERS_AA, {"pk": "@plot", "naar": "vastgelegd"}, status=422, post=True),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@plot_gemeente", "naar": "vervallen"}),
    ],
    "plot-plan-maken": [
        Rij(PLOTTERS_AA, {"pk": "@plot"}, status=302, post=True),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@plot_gemeente"}, status=302, post=True),
    ],
    "plot-plan-koppelen": [Rij(PLOTTERS_AA, {"pk": "@plot"}), Rij(GEMEENTE_AA | BEHEER, {"pk": "@plot_gemeente"})],
    # A plan that does not belong to this plot.
    "plot-plan-ontkoppelen": [Rij(set(), {"pk": "@plot", "plan_pk": "@openbaar"}, post=True)],
    "plot-criteria": [Rij({"kernteam"} | BEHEER)],
    # Partners and voorstellen
    "plot-zoekt": [Rij(IEDEREEN)],
    "tegel-plots-zoekt": [Rij(IEDEREEN, {"z": 7, "x": 65, "y": 42})],
    "partner-toevoegen": [
        Rij(PLOTTERS_AA, {"pk": "@plot"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@plot_gemeente"}),
    ],
    "partner": [Rij(PLOTTERS_AA | {"partner"}, {"pk": "@plot", "partner": "@plotpartner"})],
    "partner-beeindigen": [Rij(PLOTTERS_AA, {"pk": "@plot", "partner": "@plotpartner"}, status=422, post=True)],
    "commitment-weg": [
        Rij(
            PLOTTERS_AA | {"partner"},
            {"pk": "@plot", "partner": "@plotpartner", "niveau": "directie"},
            status=302,
            post=True,
        )
    ],
    "plot-interesse": [Rij(INDIENERS, {"pk": "@plot"}), Rij(BEHEER, {"pk": "@plot_gemeente"})],
    "plot-voorstel": [Rij(INDIENERS, {"pk": "@plot"}), Rij(BEHEER, {"pk": "@plot_gemeente"})],
    "plan-voorstel": [Rij(INDIENERS, {"pk": "@openbaar"}), Rij(BEHEER, {"pk": "@gemeente"})],
    "voorstel-lijst": [Rij(WIJZIGERS | INDIENERS)],
    "voorstel": [Rij(PLOTTERS_AA | {"partner"}, {"pk": pk}) for pk in ("@interesse", "@voorstel")],
    "voorstel-intrekken": [
        # Who decides does not withdraw.
        Rij({"partner"}, {"pk": "@voorstel"}, status=302, post=True),
    ],
    # Boden
    "bod-lijst": [Rij(IEDEREEN)],
    "bod-csv": [Rij(IEDEREEN)],
    "bod-xlsx": [Rij(IEDEREEN)],
    "boden-per-gemeente": [Rij(IEDEREEN)],
    "boden-per-gemeente-csv": [Rij(IEDEREEN)],
    "boden-corporaties": [Rij(IEDEREEN)],
    "boden-corporaties-csv": [Rij(IEDEREEN)],
    "bod-nieuw": [Rij(WIJZIGERS | {"partner"})],
    "bod": [
        Rij(IEDEREEN, {"pk": "@bod"}),
        Rij(GEMEENTE_AA | OOST | BEHEER | {"partner"}, {"pk": "@bod_aanvaard"}, anders=404),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@bod_gemeente"}, anders=404),
    ],
    "bod-bewerken": [
        Rij(PLOTTERS_AA | {"partner"}, {"pk": "@bod"}),
        Rij(PLOTTERS_AA, {"pk": "@bod_aanvaard"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@bod_gemeente"}),
    ],
    # Without a step the answer says that one is missing.
    "bod-status": [
        Rij(PLOTTERS_AA | {"partner"}, {"pk": "@bod"}, status=422, post=True),
        Rij(PLOTTERS_AA, {"pk": "@bod_aanvaard"}, status=422, post=True),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@bod_gemeente"}, status=422, post=True),
    ],
    # Drieslag
    "drieslag-lijst": [Rij(IEDEREEN)],
    "drieslag-csv": [Rij(IEDEREEN)],
    # Opgave
    "opgave-lijst": [Rij(IEDEREEN)],
    "opgave": [Rij(IEDEREEN, {"code": "GM9000"})],
    "opgave-vastleggen": [Rij(VASTLEGGERS_AA, {"code": "GM9000", "periode": "2030"})],
    "opgave-verdelen": [Rij(BEHEER)],
    # Existing homes
    "aanpassing-lijst": [Rij(IEDEREEN)],
    "aanpassing-csv": [Rij(IEDEREEN)],
    "aanpassing-xlsx": [Rij(IEDEREEN)],
    "aanpassing": [Rij(IEDEREEN, {"pk": "@aanpassing"})],
    "aanpassing-nieuw": [Rij(WIJZIGERS)],
    "aanpassing-bewerken": [Rij(GEMEENTE_AA | BEHEER | {"coordinator_oost"}, {"pk": "@aanpassing"})],
    "aanpassing-verwijderen": [
        Rij(set(), {"pk": "@aanpassing"}, post=True, overslaan=GEMEENTE_AA | BEHEER | {"coordinator_oost"}),
    ],
    "aanpassing-importeren": [Rij(WIJZIGERS)],
    # Who may import is sent back when there is no such check of the own: to that person it has expired.
    "aanpassing-controle": [
        Rij({"invoerder_aa"}, {"sleutel": "@controle"}, overslaan=WIJZIGERS - {"invoerder_aa"}),
        Rij(WIJZIGERS - {"invoerder_aa"}, {"sleutel": "@controle"}, status=302, overslaan={"invoerder_aa"}),
    ],
    "kans-lijst": [Rij(IEDEREEN)],
    "kans-csv": [Rij(IEDEREEN)],
    "kans-xlsx": [Rij(IEDEREEN)],
    "kans": [
        Rij(IEDEREEN, {"pk": "@kans"}),
        Rij(GEMEENTE_AA | OOST | BEHEER, {"pk": "@kans_provincie"}, anders=404),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@kans_gemeente"}, anders=404),
    ],
    "kans-nieuw": [Rij(WIJZIGERS)],
    "kans-bewerken": [
        Rij(GEMEENTE_AA | BEHEER | {"coordinator_oost"}, {"pk": "@kans"}),
        Rij(GEMEENTE_AA | BEHEER, {"pk": "@kans_gemeente"}),
    ],
    "kans-verwijderen": [Rij(set(), {"pk": "@kans_gemeente"}, post=True, overslaan=GEMEENTE_AA | BEHEER)],
    "tegel-kansen": [Rij(IEDEREEN, {"z": 7, "x": 65, "y": 42})],
    # Workshops: for who leads one by the account, at the table by a cookie that none of these has
    "workshop-lijst": [Rij(LEIDERS_AA | {"invoerder_bee"})],
    "workshop-nieuw": [Rij(LEIDERS_AA | {"invoerder_bee"})],
    "workshop": [Rij(LEIDERS_AA, {"pk": "@workshop"})],
    "workshop-wijzigen": [Rij(LEIDERS_AA, {"pk": "@workshop"})],
    "workshop-verslag": [Rij(LEIDERS_AA, {"pk": "@workshop"})],
    "workshop-pdf": [Rij(LEIDERS_AA, {"pk": "@workshop"})],
    "workshop-xlsx": [Rij(LEIDERS_AA, {"pk": "@workshop"})],
    "workshop-kandidaat": [Rij(LEIDERS_AA, {"pk": "@workshop"}, status=302, post=True)],
    "workshop-boden": [Rij(LEIDERS_AA, {"pk": "@workshop"}, status=302, post=True)],
    "workshop-stand": [Rij(LEIDERS_AA, {"pk": "@workshop"})],
    "workshop-doe": [Rij(LEIDERS_AA, {"pk": "@workshop"}, status=422, post=True)],
    "workshop-code": [Rij(IEDEREEN)],
    "workshop-tafel": [Rij(IEDEREEN, {"code": "@workshop_code"}), Rij(set(), {"code": "999999"}, anders=404)],
    "tafel-stand": [Rij(set(), {"code": "@workshop_code"}, anders=404)],
    "tafel-doe": [Rij(set(), {"code": "@workshop_code"}, post=True, anders=404)],
    "tafel-tegel": [Rij(IEDEREEN, {"z": 7, "x": 65, "y": 42})],
    # Imports
    "import-lijst": [Rij(WIJZIGERS)],
    "import-nieuw": [Rij(WIJZIGERS)],
    "import": [
        Rij({"invoerder_aa", "beheerder"}, {"pk": "@import"}),
        Rij({"vaststeller_aa", "beheerder"}, {"pk": "@import_opgaven"}),
    ],
    "import-voortgang": [Rij({"invoerder_aa", "beheerder"}, {"pk": "@import"})],
    "import-overlap": [Rij({"invoerder_aa", "beheerder"}, {"pk": "@import"})],
    # Without an answer the question comes back.
    "import-stelsel": [Rij({"invoerder_aa", "beheerder"}, {"pk": "@import"}, status=422, post=True)],
    # A row that this import does not have.
    "import-vlak": [Rij(set(), {"pk": "@import", "nummer": 1})],
    "import-vastleggen": [Rij(set(), {"pk": "@import_van_bee"}, post=True, overslaan=BEHEER | {"invoerder_bee"})],
    "import-weggooien": [Rij(set(), {"pk": "@import_van_bee"}, post=True, overslaan=BEHEER | {"invoerder_bee"})],
    "profiel-lijst": [Rij(WIJZIGERS)],
    "profiel": [Rij(WIJZIGERS, {"slug": "woningbouwplannen-2020"})],
    # Beheer
    "beheer": [Rij(BEHEER | {"kernteam", "vaststeller_aa"})],
    # A vaststeller hands over for the own organisation only.
    "werkoverdracht-lijst": [Rij(BEHEER | {"vaststeller_aa"})],
    "werkoverdracht": [Rij(BEHEER, {"pk": "@gebruiker"}), Rij(BEHEER | {"vaststeller_aa"}, {"pk": "@collega"})],
    "werkoverdracht-soort": [
        Rij(BEHEER, {"pk": "@gebruiker", "soort": "plan"}),
        Rij(BEHEER | {"vaststeller_aa"}, {"pk": "@collega", "soort": "plan"}),
    ],
    "gebruiker-lijst": [Rij(BEHEER)],
    "gebruiker-uitnodigen": [Rij(BEHEER)],
    "gebruiker": [Rij(BEHEER, {"pk": "@gebruiker"})],
    "lidmaatschap-beeindigen": [Rij(BEHEER, {"pk": "@lidmaatschap"}, status=302, post=True)],
    "logboek": [Rij(BEHEER)],
    "post-lijst": [Rij(BEHEER)],
    "bericht": [Rij(BEHEER, {"pk": "@bericht"})],
    "bericht-opnieuw": [Rij(BEHEER, {"pk": "@bericht"}, status=302, post=True)],
    "post-opnieuw": [Rij(BEHEER, status=302, post=True)],
    "post-proef": [Rij(BEHEER, status=302, post=True)],
    "berekeningen": [Rij(BEHEER)],
    "herbereken": [Rij(BEHEER, status=302, post=True)],
    **kenniskaarten.TABEL,
    **programmering.TABEL,
    **projecten.TABEL,
    **herindeling.TABEL,
}

# Pages of django-allauth: they handle one's own account only, and who is not logged in goes to the login page.
VAN_ALLAUTH_OPEN = {
    "account_login", "account_signup", "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive",
    "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code",
}  # fmt: skip
VAN_ALLAUTH_EIGEN = {"account_reauthenticate", "account_email", "account_change_password", "account_set_password"}


def namen(patronen) -> set[str]:
    gevonden = set()
    for patroon in patronen:
        if isinstance(patroon, URLResolver):
            gevonden |= namen(patroon.url_patterns)
        else:
            gevonden.add(patroon.name or str(patroon.pattern))
    return gevonden


def test_elke_url_staat_in_de_tabel():
    assert namen(get_resolver().url_patterns) == set(TABEL) | VAN_ALLAUTH_OPEN | VAN_ALLAUTH_EIGEN


@pytest.fixture
def dingen(cast, maak_plan, maak_plot, maak_project, herbereken):
    plannen = {
        "openbaar": maak_plan(),
        "provincie": maak_plan(status="4A", vertrouwelijkheid="provincie"),
        "gemeente": maak_plan(status="4A", vertrouwelijkheid="gemeente"),
        "concept": maak_plan(gereed=False),
        "telt_niet_mee": maak_plan(status="5A"),
    }
    herbereken()
    return {naam: plan.pk for naam, plan in plannen.items()} | {
        "import": _import(cast.invoerder_aa).pk,
        "import_van_bee": _import(cast.invoerder_bee).pk,
        **workshop_in_aa(cast),
        "gebruiker": cast.koepel.pk,
        "collega": cast.vaststeller_aa.pk,
        "bericht": stuur(sjabloon="proef", aan=cast.koepel.email, context={"naam": "koepel"}).pk,
        **plot_met_partner(cast, maak_plot),
        **boden_in_aa(cast),
        **bestaande_bouw(cast),
        **kenniskaarten.dingen(cast),
        **programmering.dingen(cast, maak_plan),
        **projecten.project_in_aa(cast, maak_project),
        **herindeling.dingen(),
        "lidmaatschap": cast.vreemde.lidmaatschappen.create(
            organisatie=cast.koepel.lidmaatschappen.get().organisatie, rol="lezer"
        ).pk,
    }


def boden_in_aa(cast) -> dict[str, int]:
    """A public bod of the corporatie, an accepted one for the provincie, and one for the gemeente only."""
    aa, organisatie = Gemeente.objects.get(code="GM9000"), cast.partner.lidmaatschappen.get().organisatie
    soorten = {
        "bod": {"organisatie": organisatie, "vertrouwelijkheid": "openbaar"},
        "bod_aanvaard": {"organisatie": organisatie, "status": "aanvaard"},
        "bod_gemeente": {"partij": "Fonds", "partij_soort": "investeerder", "vertrouwelijkheid": "gemeente"},
    }
    regels = [Aantal("geclusterd", 2027, 20), Aantal("zorggeschikt", 0, 6)]
    return {s: bewaar_bod(bod=Bod(gemeente=aa, **velden), regels=regels, by="test").pk for s, velden in soorten.items()}


def plot_met_partner(cast, maak_plot, **velden) -> dict[str, int]:
    """A plot in Aa with the corporatie as partner, its interest in one more role, and its proposal."""
    plot, organisatie = maak_plot(geclusterd=24, **velden), cast.partner.lidmaatschappen.get().organisatie
    partner = voeg_partner_toe(
        plot=plot, rol="corporatie_investeerder", naam="", organisatie=organisatie, contact="06 12345678", by="test"
    )
    van = {"plot": plot, "organisatie": organisatie, "door": cast.partner, "bericht": "Wij doen graag mee."}
    interesse = Voorstel(soort="interesse", rol="lokale_gemeenschap", **van)
    wijziging = [Wijziging("aantal_geclusterd", "24", "30"), Wijziging("adres", "", "Laan 1")]
    return {
        "plot": plot.pk,
        "plot_gemeente": maak_plot(vertrouwelijkheid="gemeente").pk,
        "plotpartner": partner.pk,
        "interesse": dien_in(voorstel=interesse, regels=[], by="partner").pk,
        "voorstel": dien_in(voorstel=Voorstel(soort="voorstel", **van), regels=wijziging, by="partner").pk,
    }


def workshop_in_aa(cast) -> dict:
    workshop = bewaar_workshop(
        workshop=Workshop(
            naam="Plekken in Aa", gemeente=Gemeente.objects.get(code="GM9000"), leider=cast.invoerder_aa,
            leider_naam="invoerder", status="open",
        ),
        by="test",
    )  # fmt: skip
    return {"workshop": workshop.pk, "workshop_code": workshop.code}


def _import(door):
    return Import.objects.create(
        bestandsnaam="plannen.geojson",
        bestand=b"{}",
        profiel="woningbouwplannen-2020",
        status=Import.Status.GECONTROLEERD,
        door=door,
        door_naam=door.naam,
    )


# Making what the urls are about costs far more than asking for them.
DELEN = 8


@pytest.mark.parametrize("deel", range(DELEN))
def test_tabel(deel, client, cast, dingen, settings, monkeypatch):
    settings.DEMO = False
    # Nothing is sent to a broker here: whether the button works is tested with a real one.
    monkeypatch.setattr("woonzorg.start.gezond._worker", lambda: True)
    monkeypatch.setattr("programmering.tasks.bereken_volledig.delay", lambda: None)
    afwijkend = []
    for naam in sorted(TABEL)[deel::DELEN]:
        with transaction.atomic():
            afwijkend += _probeer(naam, client, cast, dingen)
            # The next url finds everything as it was.
            transaction.set_rollback(True)
    assert not afwijkend, "\n".join(afwijkend)


def _probeer(naam: str, client, cast, dingen) -> list[str]:
    """Asks for every row of this url as everyone; what answers otherwise than the table says."""
    afwijkend = []
    for rij in TABEL[naam]:
        kwargs = {k: dingen[v[1:]] if str(v).startswith("@") else v for k, v in rij.kwargs.items()}
        url = "/api/v1/bestaat-niet" if naam == "api-onbekend" else reverse(naam, kwargs=kwargs)
        for wie in sorted(IEDEREEN - rij.overslaan):
            client.logout()
            if wie != "anoniem":
                client.force_login(getattr(cast, wie))
            antwoord = client.post(url) if rij.post else client.get(url)
            if wie in rij.wie:
                verwacht = rij.status
            elif wie == "anoniem":
                verwacht = rij.anders or 302
            else:
                verwacht = rij.anders or 404
            if antwoord.status_code != verwacht:
                afwijkend.append(f"{naam}: {wie} op {url} krijgt {antwoord.status_code}, niet {verwacht}")
    return afwijkend


@pytest.mark.parametrize("naam", sorted(VAN_ALLAUTH_EIGEN))
def test_eigen_account_vraagt_om_inloggen(naam, client):
    antwoord = client.get(reverse(naam))
    assert antwoord.status_code == 302
    assert antwoord.url.startswith(reverse("account_login"))


def test_niemand_meldt_zichzelf_aan(client):
    antwoord = client.post(
        reverse("account_signup"), {"email": "nieuw@voorbeeld.nl", "password1": "een-heel-lang-geheim-1"}
    )
    assert antwoord.status_code == 200
    assert b"password1" not in antwoord.content


def test_wie_geen_lid_meer_is_is_er_bij_het_volgende_verzoek_uit(client, cast, maak_plan):
    plan = maak_plan(status="4A", vertrouwelijkheid="gemeente")
    client.force_login(cast.invoerder_aa)
    assert client.get(plan.get_absolute_url()).status_code == 200
    cast.invoerder_aa.lidmaatschappen.all().delete()
    assert client.get(plan.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("pad", ["/api/v1/keten/", "/api/v1/openapi.json/", "/api/v1/"])
def test_api_kent_geen_schuine_streep(pad, client):
    antwoord = client.get(pad)
    assert antwoord.status_code == 404
    assert antwoord["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("pad", "status"),
    [
        ("/plannen/?woningtype=%00", 200),
        ("/plannen/?bouwvorm=a%00b", 200),
        ("/kansen/nieuw/?gemeente=%00", 200),
        ("/kaart/plannen/7/65/42.mvt?schakel=%00", 200),
        ("/opgave/GM%00/", 404),
        ("/w/%00/", 404),
        ("/api/v1/keten%00", 404),
    ],
)
def test_een_nulteken_is_geen_storing(pad, status, client, cast):
    client.force_login(cast.beheerder)
    assert client.get(pad).status_code == status


def test_de_api_zegt_zelf_wat_er_mis_is_met_een_nulteken(client, db):
    antwoord = client.get("/api/v1/keten?gebied=%00")
    assert (antwoord.status_code, antwoord["Content-Type"]) == (404, "application/problem+json")
