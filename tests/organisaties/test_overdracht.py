"""Handing over the work of who leaves: nothing open stays behind, nothing goes where it may not be seen, and who did
what stays as it was."""

import datetime
from dataclasses import replace

import pghistory.models
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kenniskaarten.kaarten.models import Kennisstuk
from programmering.opmerkingen.actions import plaats
from programmering.opmerkingen.selectors import open_vermeldingen
from programmering.partners.actions import Wijziging, dien_in
from programmering.partners.models import Voorstel
from programmering.plannen.actions import VersieConflict, bewaar_plan
from programmering.plannen.models import Plan
from programmering.uitvragen.actions import bewaar_uitvraag, lever_aan
from programmering.uitvragen.models import Aanlevering, Uitvraag
from programmering.uitvragen.selectors import namen_gewijzigd
from programmering.workshops.actions import bewaar_workshop
from programmering.workshops.models import Workshop
from projecten.agendering.actions import bewaar_escalatie
from projecten.agendering.models import Escalatie
from projecten.coaching.models import Contactmoment
from projecten.project.actions import bewaar_actie, rond_actie_af
from projecten.project.models import Actie, Project
from projecten.tafels.actions import bewaar_lid, bewaar_tafel
from projecten.tafels.models import Overlegtafel, Tafellid
from projecten.vraagbaak.actions import beantwoord, bewaar_vraag
from projecten.vraagbaak.models import Antwoord, Vraag
from woonzorg.gebieden.models import Woondealregio
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Logregel
from woonzorg.organisaties.overdracht import SOORTEN, draag_over, opvolgers, overzicht
from woonzorg.organisaties.permissions import Permission, has_permission
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db
VANDAAG = timezone.localdate
GEHEIM = "Deze wethouder wil niet, praat eerst met de griffier"

# Foreign keys to an account that do not go over, and why.
BLIJFT = {
    "account.EmailAddress.user": "the address of the account itself",
    "kenniskaarten.GezetteStap.door": "who ticked the step of the organisation",
    "kenniskaarten.Oordeel.door": "what one found useful; nobody else's word",
    "organisaties.Lidmaatschap.gebruiker": "what one is a member of; ended, not handed over",
    "programmering.Bagbestand.door": "a file between two pages, kept for a day",
    "programmering.Import.door": "who chose the file; it was judged by the rights of that person",
    "programmering.Kladversie.gebruiker": "what somebody typed and did not save; nobody else reads it",
    "programmering.Melding.door": "who answered or handled it; what waits is on the desk of whoever keeps the plans",
    "programmering.Opmerking.door": "who wrote it",
    "projecten.Antwoord.door": "who answered",
    "projecten.Contactmoment.door": "who was there, and whose hours these are",
    "projecten.Projectkennis.door": "who kept it at the project, and said why",
    "projecten.Inzet.gebruiker": "how much of a week somebody works",
}


def velden_naar_een_account() -> set[str]:
    eigen = [
        m
        for m in apps.get_models()
        if not issubclass(m, pghistory.models.Event) and not m.__module__.startswith("pghistory")
    ]
    return {
        f"{model._meta.label}.{veld.name}"
        for model in eigen
        for veld in [*model._meta.fields, *model._meta.many_to_many]
        if veld.related_model is Gebruiker
    }


def test_elk_veld_naar_een_account_gaat_over_of_blijft_met_een_reden():
    """A new one fails here: register its kind in the `overdracht` of its package, or say above why it stays."""
    gaat = [veld for soort in SOORTEN.values() for veld in soort.velden]
    assert len(gaat) == len(set(gaat))
    assert not set(gaat) & BLIJFT.keys()
    assert velden_naar_een_account() == set(gaat) | BLIJFT.keys()


def vers(gebruiker) -> Gebruiker:
    """Without what the object remembers of its memberships."""
    return Gebruiker.objects.get(pk=gebruiker.pk)


def lid_van(cast, naam: str, *rollen: str) -> Gebruiker:
    """Somebody new who is a member of the same as these members of the cast."""
    gebruiker = Gebruiker.objects.create_user(f"{naam.split()[0].lower()}@voorbeeld.nl", naam)
    for rol in rollen:
        lid = getattr(cast, rol).lidmaatschappen.get()
        Lidmaatschap.objects.create(
            gebruiker=gebruiker, organisatie=lid.organisatie, rol=lid.rol, van=datetime.date(2021, 1, 1)
        )
    return gebruiker


def vraag_uit() -> Uitvraag:
    """An uitvraag in Oost that opened today."""
    vandaag = VANDAAG()
    return bewaar_uitvraag(
        uitvraag=Uitvraag(
            provincie_id="PV90", naam="Najaar", peildatum=vandaag, opent=vandaag,
            sluit=vandaag + datetime.timedelta(days=20), terugval_email="wonen@oost.voorbeeld.nl",
        ),
        by="test",
    )  # fmt: skip


ALLES = ("invoerder_aa", "adviseur_oost", "partner", "kernteam")


@pytest.fixture
def van(cast):
    return lid_van(cast, "Vera Vertrekt", *ALLES)


@pytest.fixture
def naar(cast):
    return lid_van(cast, "Olaf Opvolger", *ALLES)


@pytest.fixture
def werk(cast, land, van, maak_plan, maak_plot, maak_project):
    """One open thing of every kind on the name of `van`, and of most also one that is done."""
    maak_plan(plannaam="Hof", behandelaar=van)
    plot = maak_plot(naam="Weide", eigenaar=van, adviseur=van, geclusterd=24)
    for status in ("voorbereiding", "gesloten"):
        bewaar_workshop(
            workshop=Workshop(naam=status, gemeente=land["Aa"], leider=van, leider_naam=van.naam, status=status),
            by="test",
        )
    organisatie = cast.partner.lidmaatschappen.get().organisatie
    voorstel = Voorstel(soort="voorstel", plot=plot, organisatie=organisatie, door=van, bericht="Wij doen mee.")
    dien_in(voorstel=voorstel, regels=[Wijziging("adres", "", "Laan 1")], by=van.naam)
    plaats(plan=Plan.objects.get(), tekst="Kijk je mee?", door=cast.invoerder_aa, vermeld=[vers(van)])
    loopt = maak_project(naam="Loopt", projectleider=van, adviseur=van, partner=None)
    maak_project(naam="Klaar", projectleider=None, adviseur=van, partner=None, fase="in_gebruik")
    for wat in ("Bellen", "Gedaan"):
        bewaar_actie(actie=Actie(project=loopt, wat=wat, eigenaar=van, uiterlijk=VANDAAG()), by="test")
    rond_actie_af(actie=Actie.objects.get(wat="Gedaan"), gedaan=True, by="test")
    escalatie = Escalatie(
        project=loopt, onderwerp="Wie beslist?", niveau="provincie", eigenaar=van, uiterlijk=VANDAAG()
    )
    bewaar_escalatie(escalatie=escalatie, by="test")
    for titel in ("Hoe dan?", "Al geholpen"):
        bewaar_vraag(vraag=Vraag(titel=titel, steller=van, zichtbaarheid="gemeente"), by=van.naam)
    antwoord = Antwoord(vraag=Vraag.objects.get(titel="Al geholpen"), door=van, tekst="Zo.", hielp=True)
    beantwoord(antwoord=antwoord, by=van.naam)
    lever_aan(aanlevering=vraag_uit().aanleveringen.get(gemeente=land["Aa"]), by=van.naam, leveraar=van)
    tafel = bewaar_tafel(tafel=Overlegtafel(woondealregio=Woondealregio.objects.get(naam="Noord"), naam="T"), by="test")
    lid = Tafellid(tafel=tafel, naam="vera vertrekt", functie="wethouder", van=datetime.date(2022, 1, 1))
    lid.organisatie = cast.invoerder_aa.lidmaatschappen.get().organisatie
    bewaar_lid(lid=lid, by="test")
    Kennisstuk.objects.create(
        soort="kenniskaart",
        titel="Grondzaken",
        slug="grond",
        samenvatting="Wat kan.",
        eigenaar="kernteam",
        beheerder=van,
    )


def test_na_de_overdracht_staat_niets_meer_open(cast, van, naar, werk):
    assert {s.naam for s in SOORTEN.values() if s.zoek(van).count() == 1} == set(SOORTEN)
    delen = draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))
    assert [(d.soort.naam, d.gegaan, d.gebleven) for d in delen] == [(naam, 1, 0) for naam in SOORTEN]
    assert [s.naam for s in SOORTEN.values() if s.zoek(van).exists()] == []
    assert [s.naam for s in SOORTEN.values() if s.zoek(naar).count() != 1] == []
    assert [o.tekst for o in open_vermeldingen(vers(naar))] == ["Kijk je mee?"]


def test_wat_gebeurd_is_blijft_op_de_oude_naam(cast, van, naar, werk):
    project = Project.objects.get(naam="Loopt")
    Contactmoment.objects.create(
        project=project, gemeente=project.gemeente, door=van, door_naam=van.naam, taak="II", uren=1
    )
    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))
    assert Workshop.objects.get(status="gesloten").leider == van
    assert Workshop.objects.get(status="voorbereiding").leider_naam == "Olaf Opvolger"
    assert Project.objects.get(naam="Klaar").adviseur == van
    assert Actie.objects.get(wat="Gedaan").eigenaar == van
    assert Vraag.objects.get(titel="Al geholpen").steller == van
    assert Vraag.objects.get(titel="Hoe dan?").steller_naam == "Vera Vertrekt"
    assert Voorstel.objects.get().door_naam == "Vera Vertrekt"
    assert Contactmoment.objects.get().door == van
    oud, nieuw = Tafellid.objects.order_by("pk")
    assert (oud.naam, oud.tot, oud.opvolger, nieuw.naam) == ("vera vertrekt", VANDAAG(), nieuw, "Olaf Opvolger")
    project.refresh_from_db()
    assert (project.leider, project.projectleider_contact) == ("Olaf Opvolger", naar.email)
    # The history says whose it was, and who did this.
    PlanEvent = apps.get_model("programmering", "PlanEvent")
    eerder, laatste = PlanEvent.objects.filter(pgh_obj__plannaam="Hof").order_by("pgh_id")
    assert (eerder.behandelaar_id, laatste.behandelaar_id) == (van.pk, naar.pk)
    assert laatste.pgh_context.metadata["door"] == "beheerder"


def test_opvolger_krijgt_een_mail_met_aantallen_en_zonder_namen(cast, van, naar, werk, maak_plan):
    maak_plan(behandelaar=van)
    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))
    (bericht,) = Bericht.objects.filter(sjabloon="overdracht")
    assert bericht.aan == naar.email
    assert "- 2 plannen\n- 1 plot als eigenaar\n" in bericht.tekst
    for naam in ("Hof", "Weide", "Loopt", "Bellen", "Wie beslist", "Hoe dan"):
        assert naam not in bericht.tekst
    # Nothing more to hand over, nothing more to say.
    assert draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder)) == []
    assert Bericht.objects.filter(sjabloon="overdracht").count() == 1


def test_in_het_logboek(cast, van, naar, werk):
    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))
    regel = Logregel.objects.get(handeling="overdracht")
    assert regel.wie.startswith("beheerder <")
    assert "van Vera Vertrekt <vera@voorbeeld.nl> naar Olaf Opvolger <olaf@voorbeeld.nl>" in regel.wat
    assert "1 plan, 1 plot als eigenaar" in regel.wat


# What cannot go


def test_wat_de_opvolger_niet_mag_hebben_blijft_en_wordt_genoemd(cast, van, werk):
    delen = draag_over(van=vers(van), naar=vers(cast.koepel), door=vers(cast.beheerder))
    gegaan = {d.soort.naam for d in delen if d.gegaan}
    # Who leads a project sees it, with what is for partners.
    assert gegaan == {"projectleider", "actie"}
    assert Plan.objects.get().behandelaar == van
    assert {d.soort.naam for d in overzicht(vers(van), vers(cast.beheerder))} == set(SOORTEN) - gegaan


@pytest.mark.parametrize(
    ("soort", "wie", "gaat"),
    [
        ("plan", "invoerder_aa", 3),
        ("plan", "coordinator_oost", 2),  # not the one for the gemeente only
        ("plan", "adviseur_oost", 0),  # sees them, does not write
        ("plan", "invoerder_bee", 0),
        ("plot-eigenaar", "vaststeller_aa", 2),
        ("plot-eigenaar", "coordinator_oost", 0),  # writes, and does not work there
        ("plot-adviseur", "adviseur_oost", 1),
        ("plot-adviseur", "kernteam", 0),
        ("project-adviseur", "kernteam", 1),
        ("project-adviseur", "coordinator_oost", 0),
        ("vermelding", "adviseur_oost", 1),
        ("vermelding", "kernteam", 0),
    ],
)
def test_wie_wat_kan_overnemen(soort, wie, gaat, cast, van, maak_plan, maak_plot, maak_project):
    plan = maak_plan(behandelaar=van)
    maak_plan(behandelaar=van, status="4A", vertrouwelijkheid="provincie")
    maak_plan(behandelaar=van, status="4A", vertrouwelijkheid="gemeente")
    for vertrouwelijkheid in ("provincie", "gemeente"):
        maak_plot(eigenaar=van, adviseur=van, vertrouwelijkheid=vertrouwelijkheid)
    maak_project(adviseur=van)
    plaats(plan=plan, tekst="x", door=cast.beheerder, vermeld=[vers(van)])
    naar = vers(getattr(cast, wie))
    deel = next(d for d in overzicht(vers(van), vers(cast.beheerder), naar) if d.soort.naam == soort)
    assert (deel.gaat, len(deel.blijven)) == (gaat, deel.aantal - gaat)
    # What was shown is what happens.
    overgang = next(d for d in draag_over(van=vers(van), naar=naar, door=cast.beheerder) if d.soort.naam == soort)
    assert (overgang.gegaan, overgang.gebleven) == (gaat, deel.aantal - gaat)


def test_een_plan_in_de_prullenbak_gaat_mee(cast, van, naar, maak_plan):
    plan = maak_plan(behandelaar=van)
    plaats(plan=plan, tekst="x", door=cast.beheerder, vermeld=[vers(van)])
    Plan.objects.filter(pk=plan.pk).update(verwijderd_op=timezone.now())
    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))
    assert Plan.met_prullenbak.get(pk=plan.pk).behandelaar == naar
    Plan.met_prullenbak.filter(pk=plan.pk).update(verwijderd_op=None)
    assert open_vermeldingen(vers(naar)).count() == 1


def test_wie_al_genoemd_was_wordt_dat_niet_twee_keer(cast, van, naar, maak_plan):
    opmerking = plaats(plan=maak_plan(), tekst="x", door=cast.beheerder, vermeld=[vers(van), vers(naar)])
    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))
    assert list(opmerking.vermeld.all()) == [naar]


def test_een_formulier_dat_nog_open_stond_zet_de_oude_naam_niet_terug(cast, van, naar, maak_plan):
    plan = maak_plan(behandelaar=van)
    oud = plan.versie
    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))
    with pytest.raises(VersieConflict):
        bewaar_plan(plan=plan, regels=None, gereed=True, by="te laat", verwachte_versie=oud)


def test_een_andere_naam_op_een_plan_is_geen_wijziging_voor_een_uitvraag(cast, van, naar, land, maak_plan):
    """Else a gemeente of which somebody leaves would be busy, and could not say that nothing was changed."""
    plan = maak_plan(behandelaar=van)
    apps.get_model("programmering", "PlanEvent").objects.update(pgh_created_at="2026-01-01T00:00Z")
    aanlevering = vraag_uit().aanleveringen.get(gemeente=land["Aa"])

    def stand() -> tuple[str, list[str]]:
        begin = timezone.now() - datetime.timedelta(days=1)
        return Aanlevering.objects.met_stand().get(pk=aanlevering.pk).stand, namen_gewijzigd(land["Aa"].pk, begin)

    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))
    assert stand() == ("niet_begonnen", [])
    plan.refresh_from_db()
    plan.plaats = "Aadorp"
    bewaar_plan(plan=plan, regels=None, gereed=True, by="test")
    assert stand() == ("bezig", [plan.plannaam])


def test_alles_of_niets(cast, van, naar, werk, monkeypatch):
    def kan_niet(*args):
        raise RuntimeError("halverwege")

    monkeypatch.setitem(SOORTEN, "vraag", replace(SOORTEN["vraag"], draag_over=kan_niet))
    with pytest.raises(RuntimeError):
        draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder), einde=VANDAAG())
    assert Plan.objects.get().behandelaar == van
    assert has_permission(vers(van), Permission.PLAN_WIJZIGEN)
    assert not Bericht.objects.filter(sjabloon="overdracht").exists()
    assert not Logregel.objects.filter(handeling="overdracht").exists()


# Ending


def test_lidmaatschappen_eindigen_op_de_gekozen_dag(cast, van, naar):
    dag = VANDAAG() + datetime.timedelta(days=30)
    eerder = VANDAAG() + datetime.timedelta(days=3)
    eerste = van.lidmaatschappen.order_by("pk").first()
    Lidmaatschap.objects.filter(pk=eerste.pk).update(tot=eerder)
    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder), einde=dag)
    assert [lid.tot for lid in van.lidmaatschappen.order_by("pk")] == [eerder, dag, dag, dag]
    assert Logregel.objects.filter(wat__startswith="beëindigd: Vera Vertrekt", wie__startswith="beheerder").count() == 3
    draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder), einde=VANDAAG())
    assert not vers(van).bereik


@pytest.mark.parametrize(("wie", "dagen"), [("beheerder", -1), ("vaststeller_aa", 1)])
def test_wie_of_wanneer_niet_kan(wie, dagen, cast, van, naar):
    dag = VANDAAG() + datetime.timedelta(days=dagen)
    with pytest.raises(ValidationError):
        draag_over(van=vers(van), naar=vers(naar), door=vers(getattr(cast, wie)), einde=dag)
    assert vers(van).bereik


def test_niet_aan_zichzelf_of_aan_een_gesloten_account(cast, van, naar):
    with pytest.raises(ValidationError, match="iemand anders"):
        draag_over(van=vers(van), naar=vers(van), door=vers(cast.beheerder))
    Gebruiker.objects.filter(pk=naar.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="gesloten"):
        draag_over(van=vers(van), naar=vers(naar), door=vers(cast.beheerder))


# A vaststeller, for colleagues


@pytest.fixture
def collega(cast):
    """Of the vaststeller; and of another gemeente as well."""
    collega = lid_van(cast, "Carla Collega", "vaststeller_aa", "invoerder_bee")
    collega.lidmaatschappen.filter(rol="vaststeller").update(rol="invoerder")
    return collega


def test_een_vaststeller_draagt_alleen_over_wat_bij_de_eigen_gemeente_hoort(cast, collega, maak_plan, maak_project):
    opvolger = lid_van(cast, "Olaf Opvolger", "vaststeller_aa", "invoerder_bee")
    maak_plan("Aa", behandelaar=collega)
    maak_plan("Bee", behandelaar=collega)
    maak_project("Bee", projectleider=collega)
    bewaar_vraag(vraag=Vraag(titel="Hoe dan?", steller=collega, zichtbaarheid="gemeente"), by="collega")
    assert [(d.soort.naam, d.aantal) for d in overzicht(vers(collega), vers(cast.vaststeller_aa))] == [("plan", 1)]
    draag_over(van=vers(collega), naar=vers(opvolger), door=vers(cast.vaststeller_aa))
    assert [p.gemeente.naam for p in Plan.objects.filter(behandelaar=collega)] == ["Bee"]
    assert Project.objects.get().projectleider == collega
    assert Vraag.objects.get().steller == collega


def test_een_vaststeller_kiest_een_collega_van_nu(client, cast, collega, maak_plan):
    maak_plan(behandelaar=collega)
    assert list(opvolgers(collega, vers(cast.vaststeller_aa))) == [cast.vaststeller_aa]
    url = reverse("werkoverdracht", args=[collega.pk])
    client.force_login(cast.vaststeller_aa)
    for data in ({"naar": cast.invoerder_bee.pk}, {"naar": "", "email": cast.invoerder_bee.email}, {"naar": "x"}):
        assert client.post(url, data).status_code == 422
    assert Plan.objects.get().behandelaar == collega
    einde = f"{VANDAAG():%Y-%m-%d}"
    assert client.post(url, {"naar": cast.vaststeller_aa.pk, "einde": einde}).status_code == 302
    assert Plan.objects.get().behandelaar == cast.vaststeller_aa
    # Ending is not asked of a vaststeller, and so not done.
    assert vers(collega).bereik
    assert client.get(reverse("werkoverdracht", args=[cast.invoerder_bee.pk])).status_code == 404
    lijst = client.get(reverse("werkoverdracht-lijst")).content.decode()
    assert "Carla Collega" in lijst
    assert "invoerder-bee@" not in lijst
    assert 'href="/beheer/overdracht/"' in client.get("/beheer/").content.decode()
    assert 'href="/beheer/"' in lijst


# By the pages


def test_kiezen_bekijken_en_doen(client, cast, van, naar, werk):
    client.force_login(cast.beheerder)
    assert f'href="/beheer/overdracht/{van.pk}/"' in client.get(reverse("gebruiker", args=[van.pk])).content.decode()
    url = reverse("werkoverdracht", args=[van.pk])
    eerst = client.get(url).content.decode()
    assert "1 plan" in eerst
    assert "Hof" in eerst
    assert "Draag over aan" not in eerst
    blik = client.get(url, {"naar": naar.pk}).content.decode()
    assert "Draag over aan Olaf Opvolger" in blik
    assert "blijft staan" not in blik
    # Looking changes nothing.
    assert Plan.objects.get().behandelaar == van
    antwoord = client.post(url, {"naar": naar.pk}, follow=True).content.decode()
    assert "Nu op naam van Olaf Opvolger: 1 kennisstuk om bij te houden, 1 plan, 1 plot als eigenaar" in antwoord
    assert "Hier staat niets open" in antwoord


def test_wat_blijft_wordt_gezegd_met_de_naam_en_het_waarom(client, cast, van, werk):
    client.force_login(cast.beheerder)
    url = reverse("werkoverdracht", args=[van.pk])
    blik = client.get(url, {"naar": "", "email": "Koepel@voorbeeld.nl"}).content.decode()
    deel = blik[blik.index('id="kop-plan"') : blik.index('id="kop-plot-eigenaar"')]
    assert "koepel mag deze plannen niet wijzigen" in deel
    assert "Hof" in deel
    antwoord = client.post(url, {"naar": "", "email": "koepel@voorbeeld.nl"}, follow=True).content.decode()
    assert "1 plan van Vera Vertrekt bleef staan: koepel mag deze plannen niet wijzigen." in antwoord
    per_stuk = client.get(reverse("werkoverdracht-soort", args=[van.pk, "plan"]), {"email": "koepel@voorbeeld.nl"})
    assert "blijft staan: mag deze plannen niet wijzigen" in per_stuk.content.decode()


def test_wat_alleen_adviseurs_lezen_wordt_geteld_en_niet_genoemd(client, cast, van, naar, maak_project):
    actie = Actie(project=maak_project(), wat=GEHEIM, eigenaar=vers(van), zichtbaarheid="adviseurs")
    bewaar_actie(actie=actie, by="test")
    client.force_login(cast.beheerder)
    url = reverse("werkoverdracht", args=[van.pk])
    for adres in (url, f"{url}?naar={naar.pk}", f"{url}?email=koepel@voorbeeld.nl", f"{url}actie/"):
        inhoud = client.get(adres).content.decode()
        assert GEHEIM not in inhoud
        assert "niet lezen" in inhoud or "niet mag lezen" in inhoud
    client.post(url, {"naar": naar.pk})
    actie.refresh_from_db()
    assert (actie.eigenaar, actie.eigenaar_naam) == (naar, "Olaf Opvolger")
    assert GEHEIM not in Bericht.objects.get(sjabloon="overdracht").tekst


@pytest.mark.parametrize(
    ("data", "melding"),
    [
        ({"naar": ""}, "Kies wie het werk overneemt"),
        ({"email": "niemand@voorbeeld.nl"}, "Nodig deze persoon eerst uit"),
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"email": "weg@voorbeeld.nl"}, "Dit account is gesloten"),
        ({"email": "zelf@voorbeeld.nl"}, "Dit is degene die vertrekt"),
        ({"naar": "99999999999999999999"}, "geldige keuze"),
        ({"email": "koepel@voorbeeld.nl", "einde": "2020-01-01"}, "Deze dag is al voorbij"),
        ({"email": "koepel@voorbeeld.nl", "einde": "31-31-2020"}, "geldige datum"),
    ],
)
def test_wat_niet_kan_wordt_gezegd(data, melding, client, cast, maak_plan):
    van = Gebruiker.objects.create_user("zelf@voorbeeld.nl", "zelf")
    Gebruiker.objects.create_user("weg@voorbeeld.nl", "weg", is_active=False)
    maak_plan(behandelaar=van)
    client.force_login(cast.beheerder)
    url = reverse("werkoverdracht", args=[van.pk])
    for antwoord in (client.get(url, data), client.post(url, data)):
        assert antwoord.status_code == 422
        assert melding in antwoord.content.decode()
    assert Plan.objects.get().behandelaar == van


def test_de_lijst_van_een_soort_bladert(client, cast, van, maak_plan):
    for i in range(52):
        maak_plan(plannaam=f"plan-{i:02}", behandelaar=van)
    client.force_login(cast.beheerder)
    overzicht_ = client.get(reverse("werkoverdracht", args=[van.pk])).content.decode()
    assert "Bekijk ook de andere 32" in overzicht_
    url = reverse("werkoverdracht-soort", args=[van.pk, "plan"])
    eerste, tweede = (client.get(url, {"blad": n}).content.decode() for n in (1, 2))
    assert "plan-49" in eerste
    assert "plan-50" in tweede
    assert client.get(reverse("werkoverdracht-soort", args=[van.pk, "bestaat-niet"])).status_code == 404


def test_meer_werk_kost_niet_meer_vragen(cast, van, naar, werk, maak_plan, django_assert_max_num_queries):
    for _ in range(30):
        maak_plan(behandelaar=van)
    door, wie, opvolger = vers(cast.beheerder), vers(van), vers(naar)
    with django_assert_max_num_queries(80):
        overzicht(wie, door, opvolger)
    with django_assert_max_num_queries(95):
        draag_over(van=wie, naar=opvolger, door=door)


def test_zoeken_op_naam(client, cast, van):
    client.force_login(cast.beheerder)
    url = reverse("werkoverdracht-lijst")
    gevonden = client.get(url, {"q": "vertrekt"}).content.decode()
    assert "Vera Vertrekt" in gevonden
    assert "zorgkantoor@" not in gevonden
    assert "Niemand gevonden" in client.get(url, {"q": "zzz"}).content.decode()
