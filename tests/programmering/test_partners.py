"""Partners of a plot, what they committed to, what they propose: actions, pages, mails, and what nobody else sees."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from programmering.partners.actions import (
    INTERESSE,
    AlBesloten,
    Besluit,
    Wijziging,
    beeindig_partner,
    besluit,
    dien_in,
    haal_commitment_weg,
    trek_in,
    voeg_partner_toe,
    zet_commitment,
)
from programmering.partners.models import Plotpartner, Voorstel
from programmering.partners.selectors import partners_van
from programmering.plannen.actions import VersieConflict, bewaar_plan
from programmering.plots.actions import bewaar_plot
from programmering.plots.models import Plot
from programmering.plots.regels import Capaciteit
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatie, Werkgebied
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db

BOOS = "<img src=x onerror=alert(1)>"


def organisatie_van(gebruiker) -> Organisatie:
    return gebruiker.lidmaatschappen.get().organisatie


@pytest.fixture
def zorg(cast):
    """A zorgorganisatie that works in Cee, with one member."""
    gebruiker = Gebruiker.objects.create_user("zorg@voorbeeld.nl", "zorg")
    organisatie = Organisatie.objects.create(naam="Zorg Voorbeeld", soort="zorgorganisatie")
    Werkgebied.objects.create(organisatie=organisatie, soort="gemeente", code="GM9002")
    Lidmaatschap.objects.create(
        gebruiker=gebruiker, organisatie=organisatie, rol="partner", van=datetime.date(2020, 1, 1)
    )
    return gebruiker


@pytest.fixture
def plot(maak_plot):
    return maak_plot(naam="De Linde", geclusterd=24)


@pytest.fixture
def partner(plot, cast):
    return voeg_partner_toe(
        plot=plot,
        rol="corporatie_investeerder",
        naam="",
        organisatie=organisatie_van(cast.partner),
        contact="06 12345678",
        by="test",
    )


def meld_interesse(plot, gebruiker, rol="zorgorganisatie", bericht="Wij willen hier zorg bieden."):
    voorstel = Voorstel(
        soort="interesse",
        plot=plot,
        rol=rol,
        organisatie=organisatie_van(gebruiker),
        door=gebruiker,
        bericht=bericht,
    )
    return dien_in(voorstel=voorstel, regels=[], by=str(gebruiker))


def stel_voor(onderwerp, gebruiker, *regels):
    soort = "plot" if isinstance(onderwerp, Plot) else "plan"
    voorstel = Voorstel(
        soort="voorstel",
        organisatie=organisatie_van(gebruiker),
        door=gebruiker,
        bericht="Zo is het volgens ons.",
        **{soort: onderwerp},
    )
    return dien_in(voorstel=voorstel, regels=[Wijziging(*r) for r in regels], by=str(gebruiker))


# Partners and commitment


def test_partner_begint_zonder_commitment_en_vult_de_rol(plot, partner, cast):
    standen = partners_van(plot, cast.invoerder_aa)
    assert [r.slug for r in standen.zoekt] == ["zorgorganisatie", "lokale_gemeenschap"]
    (stand,) = standen.rollen[0].partners
    assert stand.partner.naam == "organisatie partner"
    assert [n.commitment for n in stand.niveaus] == [None, None, None]
    assert partner.events.get(pgh_label="insert").pgh_context.metadata["door"] == "test"


def test_partner_staat_er_een_keer(plot, partner, cast):
    with pytest.raises(ValidationError, match="heeft deze rol al"):
        voeg_partner_toe(
            plot=plot,
            rol="corporatie_investeerder",
            naam="Andere naam",
            organisatie=organisatie_van(cast.partner),
            by="test",
        )
    voeg_partner_toe(plot=plot, rol="zorgorganisatie", naam="Zorg zonder account", by="test")
    with pytest.raises(ValidationError, match="heeft deze rol al"):
        voeg_partner_toe(plot=plot, rol="zorgorganisatie", naam="Zorg zonder account", by="test")


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"naam": "  "}, "Kies een organisatie, of vul de naam"),
        ({"van": datetime.date(2100, 1, 1)}, "ligt in de toekomst"),
        ({"rol": "onzin"}, "geen geldige keuze"),
    ],
)
def test_partner_die_niet_kan(plot, anders, melding):
    with pytest.raises(ValidationError, match=melding):
        voeg_partner_toe(**{"plot": plot, "rol": "zorgorganisatie", "naam": "Zorg", "by": "test"} | anders)
    assert not plot.partners.exists()


def test_vervallen_plot_krijgt_geen_partner(plot):
    Plot.objects.filter(pk=plot.pk).update(status="vervallen")
    with pytest.raises(ValidationError, match="vervallen of verlopen"):
        voeg_partner_toe(plot=plot, rol="zorgorganisatie", naam="Zorg", by="test")


def test_wie_vertrekt_laat_de_rol_leeg_en_zijn_geschiedenis_staan(plot, partner, cast):
    zet_commitment(partner=partner, niveau="directie", datum=datetime.date(2026, 3, 1), toelichting="", by="test")
    with pytest.raises(ValidationError, match="toekomst"):
        beeindig_partner(partner=partner, datum=datetime.date(2100, 1, 1), by="test")
    with pytest.raises(ValidationError, match="was er toen nog niet"):
        beeindig_partner(partner=partner, datum=datetime.date(2000, 1, 1), by="test")
    assert not Plot.objects.zoekt("corporatie_investeerder").filter(pk=plot.pk).exists()
    beeindig_partner(partner=partner, datum=partner.van, by="test")
    assert Plot.objects.zoekt("corporatie_investeerder").filter(pk=plot.pk).exists()
    assert partners_van(plot, cast.invoerder_aa).rollen[0].partners == []
    assert Plotpartner.objects.get().commitments.count() == 1
    with pytest.raises(ValidationError, match="vertrokken"):
        zet_commitment(partner=partner, niveau="directie", datum=partner.van, toelichting="", by="test")


def test_commitment_wordt_vervangen_niet_verdubbeld(partner):
    for dag in (1, 2):
        datum = datetime.date(2026, 3, dag)
        zet_commitment(partner=partner, niveau="bestuurlijk", datum=datum, toelichting="", by="test")
    assert partner.commitments.get().datum == datetime.date(2026, 3, 2)
    assert haal_commitment_weg(partner=partner, niveau="bestuurlijk", by="test")
    assert not haal_commitment_weg(partner=partner, niveau="bestuurlijk", by="test")
    with pytest.raises(ValidationError, match="toekomst"):
        zet_commitment(
            partner=partner, niveau="bestuurlijk", datum=datetime.date(2100, 1, 1), toelichting="", by="test"
        )


def test_contact_en_toelichting_blijven_binnen(plot, partner, cast, zorg):
    zet_commitment(
        partner=partner,
        niveau="bestuurlijk",
        datum=datetime.date(2026, 3, 1),
        toelichting="mits de grondprijs daalt",
        by="test",
    )

    def gezien(user):
        (stand,) = partners_van(plot, user).rollen[0].partners
        return bool(stand.contact), any(n.toelichting for n in stand.niveaus)

    assert gezien(cast.invoerder_aa) == (True, True)
    assert gezien(cast.adviseur_oost) == (True, True)
    assert gezien(cast.partner) == (False, True)
    for ander in (zorg, cast.koepel, cast.invoerder_bee, cast.vreemde):
        assert gezien(ander) == (False, False), ander


def test_eigen_organisatie_legt_haar_commitment_vast(client, plot, partner, cast, zorg):
    url = reverse("partner", args=[plot.pk, partner.pk])
    gegevens = {"niveau": "directie", "datum": "2026-05-01", "toelichting": "besluit van het bestuur"}
    client.force_login(zorg)
    assert client.post(url, gegevens).status_code == 404
    client.force_login(cast.partner)
    pagina = client.get(url).content.decode()
    assert "06 12345678" not in pagina
    assert "Beëindigen" not in pagina
    assert client.post(url, gegevens).status_code == 302
    assert partner.commitments.get().toelichting == "besluit van het bestuur"
    assert (
        client.post(reverse("partner-beeindigen", args=[plot.pk, partner.pk]), {"tot": "2026-05-01"}).status_code == 404
    )
    weg = reverse("commitment-weg", args=[plot.pk, partner.pk, "directie"])
    assert client.post(weg).status_code == 302
    assert not partner.commitments.exists()


def test_gemeente_voegt_toe_en_beeindigt(client, plot, cast):
    client.force_login(cast.invoerder_aa)
    url = reverse("partner-toevoegen", args=[plot.pk])
    vandaag = datetime.date.today().isoformat()
    leeg = client.post(url, {"rol": "zorgorganisatie", "naam": "", "contact": "via de balie", "van": vandaag})
    assert leeg.status_code == 422
    assert "Kies een organisatie, of vul de naam" in leeg.content.decode()
    assert "via de balie" in leeg.content.decode()
    assert client.post(url, {"rol": "zorgorganisatie", "naam": BOOS, "van": vandaag}).status_code == 302
    partner = plot.partners.get()
    pagina = client.get(reverse("partner", args=[plot.pk, partner.pk])).content.decode()
    assert BOOS not in pagina
    assert "&lt;img" in pagina
    fout = client.post(reverse("partner-beeindigen", args=[plot.pk, partner.pk]), {"tot": "2100-01-01"})
    assert fout.status_code == 422
    assert client.post(reverse("partner-beeindigen", args=[plot.pk, partner.pk]), {"tot": vandaag}).status_code == 302
    assert not plot.partners.lopend().exists()
    assert client.get(reverse("partner", args=[plot.pk, partner.pk])).status_code == 404


# Interest and proposals: actions and mails


def test_interesse_mailt_de_eigenaar_en_niemand_anders(plot, cast, zorg):
    plot.eigenaar = cast.invoerder_aa
    plot.save()
    voorstel = meld_interesse(plot, zorg)
    bericht = Bericht.objects.get()
    assert bericht.aan == cast.invoerder_aa.email
    assert bericht.onderwerp == "Interesse van Zorg Voorbeeld in plot De Linde"
    assert "Wij willen hier zorg bieden." in bericht.tekst
    assert reverse("voorstel", args=[voorstel.pk]) in bericht.tekst


def test_zonder_eigenaar_hoort_de_gemeente_het_en_wie_weg_is_niet(plot, cast, zorg):
    plot.eigenaar = cast.invoerder_bee  # not of this gemeente any more
    plot.save()
    cast.vaststeller_aa.is_active = False
    cast.vaststeller_aa.save()
    meld_interesse(plot, zorg)
    assert [b.aan for b in Bericht.objects.all()] == [cast.invoerder_aa.email]


def test_een_gemeente_zonder_account_heeft_de_provincie_nog(maak_plot, cast, zorg):
    meld_interesse(maak_plot("Cee"), zorg)
    assert [b.aan for b in Bericht.objects.all()] == [cast.coordinator_oost.email]


def test_interesse_een_keer_per_rol(plot, cast, zorg):
    meld_interesse(plot, zorg)
    with pytest.raises(ValidationError, match="al interesse gemeld"):
        meld_interesse(plot, zorg)
    assert Voorstel.objects.count() == 1
    assert Bericht.objects.count() == 2  # invoerder and vaststeller, each once


def test_aangenomen_interesse_is_partner_zonder_commitment(plot, cast, zorg):
    voorstel = meld_interesse(plot, zorg)
    Bericht.objects.all().delete()
    besluit(voorstel=voorstel, besluiten={INTERESSE: Besluit(True)}, reden="Welkom", by="invoerder-aa")
    partner = plot.partners.get()
    assert (partner.rol, partner.organisatie.naam, partner.commitments.count()) == (
        "zorgorganisatie",
        "Zorg Voorbeeld",
        0,
    )
    assert partner.contact == "zorg, zorg@voorbeeld.nl"
    bericht = Bericht.objects.get()
    assert bericht.aan == zorg.email
    assert bericht.onderwerp == "Uw interesse is aangenomen: plot De Linde"
    assert "Welkom" in bericht.tekst
    assert "@voorbeeld.nl" not in bericht.tekst


def test_wie_er_al_op_naam_stond_krijgt_zijn_organisatie(plot, cast, zorg):
    bekend = voeg_partner_toe(plot=plot, rol="zorgorganisatie", naam="Zorg Voorbeeld", contact="balie", by="test")
    voorstel = meld_interesse(plot, zorg)
    besluit(voorstel=voorstel, besluiten={INTERESSE: Besluit(True)}, reden="", by="test")
    partner = plot.partners.get()
    assert (partner.pk, partner.organisatie.naam, partner.contact) == (bekend.pk, "Zorg Voorbeeld", "balie")


def test_wie_de_plot_niet_ziet_krijgt_er_geen_mail_over(maak_plot, cast):
    plot = maak_plot("Cee", vertrouwelijkheid="gemeente")  # Cee has nobody, and the provincie may not know
    voeg_partner_toe(plot=plot, rol="zorgorganisatie", naam="", organisatie=organisatie_van(cast.partner), by="test")
    meld_interesse(plot, cast.partner, rol="lokale_gemeenschap")
    assert not Bericht.objects.exists()


def test_tweede_besluit_komt_te_laat_en_mailt_niet(plot, cast, zorg):
    voorstel = meld_interesse(plot, zorg)
    besluit(voorstel=voorstel, besluiten={INTERESSE: Besluit(True)}, reden="", by="de eerste")
    aantal = Bericht.objects.count()
    with pytest.raises(AlBesloten):
        besluit(voorstel=voorstel, besluiten={INTERESSE: Besluit(False)}, reden="nee", by="de tweede")
    with pytest.raises(AlBesloten):
        trek_in(voorstel=voorstel, by="zorg")
    assert Bericht.objects.count() == aantal
    voorstel.refresh_from_db()
    assert (voorstel.status, voorstel.besloten_door) == ("aangenomen", "de eerste")


def test_afwijzen_vraagt_een_reden(plot, zorg, cast):
    voorstel = meld_interesse(plot, zorg)
    with pytest.raises(ValidationError, match="heeft een reden nodig"):
        besluit(voorstel=voorstel, besluiten={INTERESSE: Besluit(False)}, reden=" ", by="test")
    with pytest.raises(ValidationError, match="Kies bij elk veld"):
        besluit(voorstel=voorstel, besluiten={}, reden="", by="test")
    voorstel.refresh_from_db()
    assert voorstel.is_open


def test_voorstel_op_plan_per_veld_door_de_echte_actie(cast, maak_plan):
    plan = maak_plan(status_project="studie")
    voorstel = stel_voor(
        plan, cast.partner, ("status_project", "studie", "ontwerp"), ("plantype", "onbekend", "verdichting")
    )
    versie = plan.versie
    Bericht.objects.all().delete()
    besluit(
        voorstel=voorstel,
        besluiten={"status_project": Besluit(True), "plantype": Besluit(False, "Dat klopt niet")},
        reden="",
        by="invoerder-aa",
        verwachte_versie=versie,
    )
    plan.refresh_from_db()
    assert (plan.status_project, plan.plantype, plan.versie) == ("ontwerp", "onbekend", versie + 1)
    assert plan.invoerstatus == "gereed"
    voorstel.refresh_from_db()
    assert voorstel.status == "deels"
    tekst = Bericht.objects.get().tekst
    assert "Status project: Ontwerp – aangenomen" in tekst
    assert "Plantype: Verdichting – afgewezen (Dat klopt niet)" in tekst


def test_voorstel_op_plot_verandert_capaciteit_en_cijfers(plot, cast, herbereken):
    voorstel = stel_voor(
        plot,
        cast.partner,
        ("aantal_geclusterd", "24", "30"),
        ("aantal_zorggeschikt", "0", "12"),
        ("adres", "", "Laan 1"),
    )
    ja = {r.veld: Besluit(True) for r in voorstel.regels.all()}
    besluit(voorstel=voorstel, besluiten=ja, reden="", by="test", verwachte_versie=plot.versie)
    plot.refresh_from_db()
    assert {r.woningtype: (r.aantal, r.jaar) for r in plot.regels.all()} == {
        "geclusterd": (30, 2029),
        "zorggeschikt": (12, 0),
    }
    assert plot.adres == "Laan 1"
    voorstel.refresh_from_db()
    assert voorstel.status == "aangenomen"


def test_jaar_zonder_woningen_gaat_niet(plot, cast):
    voorstel = stel_voor(plot, cast.partner, ("aantal_nultreden", "0", "10"), ("jaar_nultreden", "0", "2030"))
    besluiten = {"aantal_nultreden": Besluit(False, "te veel"), "jaar_nultreden": Besluit(True)}
    with pytest.raises(ValidationError, match="heeft een jaar maar geen woningen"):
        besluit(voorstel=voorstel, besluiten=besluiten, reden="", by="test")
    voorstel.refresh_from_db()
    assert voorstel.is_open


def test_regel_van_de_plot_houdt_ook_hier(maak_plot, cast):
    plot = maak_plot(regels=[Capaciteit("geclusterd", 24, 2029, waarvan_corporatie=20)])
    voorstel = stel_voor(plot, cast.partner, ("aantal_geclusterd", "24", "10"))
    aantal = Bericht.objects.count()
    with pytest.raises(ValidationError, match="waarvan corporatie"):
        besluit(voorstel=voorstel, besluiten={"aantal_geclusterd": Besluit(True)}, reden="", by="test")
    assert plot.regels.get().aantal == 24
    assert Bericht.objects.count() == aantal


def test_wie_intussen_wijzigde_wordt_niet_overschreven(cast, maak_plan):
    plan = maak_plan(status_project="studie")
    voorstel = stel_voor(plan, cast.partner, ("status_project", "studie", "ontwerp"))
    gezien = plan.versie
    plan.status_project = "realisatie_tot_eerste"
    bewaar_plan(plan=plan, regels=None, gereed=True, by="ander")
    with pytest.raises(VersieConflict):
        besluit(
            voorstel=voorstel,
            besluiten={"status_project": Besluit(True)},
            reden="",
            by="test",
            verwachte_versie=gezien,
        )
    plan.refresh_from_db()
    assert plan.status_project == "realisatie_tot_eerste"


def test_een_voorstel_tegelijk_en_alleen_bekende_velden(cast, maak_plan):
    plan = maak_plan()
    with pytest.raises(ValidationError, match="nog niets gewijzigd"):
        stel_voor(plan, cast.partner)
    with pytest.raises(ValidationError, match="kan geen voorstel"):
        stel_voor(plan, cast.partner, ("realisatiekans", "", "100"))
    voorstel = stel_voor(plan, cast.partner, ("plantype", "onbekend", "verdichting"))
    with pytest.raises(ValidationError, match="wacht hier al een voorstel"):
        stel_voor(plan, cast.partner, ("plantype", "onbekend", "herstructurering"))
    trek_in(voorstel=voorstel, by="partner")
    stel_voor(plan, cast.partner, ("plantype", "onbekend", "herstructurering"))


def test_mail_houdt_rare_namen_als_tekst(maak_plot, cast, zorg):
    meld_interesse(maak_plot(naam=f"{BOOS} & hof"), zorg, bericht="eerste\r\nBcc: ander@voorbeeld.nl")
    bericht = Bericht.objects.first()
    assert bericht.onderwerp == f"Interesse van Zorg Voorbeeld in plot {BOOS} & hof"
    assert "&amp;" not in bericht.tekst


# Who sees what of a voorstel


def test_anderen_zien_niets_van_een_voorstel(client, plot, cast, zorg):
    voorstel = meld_interesse(plot, zorg)
    url = reverse("voorstel", args=[voorstel.pk])
    for wie in (cast.partner, cast.invoerder_bee, cast.koepel, cast.adviseur_oost, cast.vreemde):
        client.force_login(wie)
        assert client.get(url).status_code == 404
        assert client.post(url, {}).status_code == 404
        assert client.post(reverse("voorstel-intrekken", args=[voorstel.pk])).status_code == 404
    client.force_login(cast.partner)
    assert "Zorg Voorbeeld" not in client.get(reverse("voorstel-lijst")).content.decode()


def test_wie_weg_is_bij_de_organisatie_ziet_het_niet_meer(client, plot, zorg):
    voorstel = meld_interesse(plot, zorg)
    client.force_login(zorg)
    assert client.get(voorstel.get_absolute_url()).status_code == 200
    zorg.lidmaatschappen.all().delete()
    assert client.get(voorstel.get_absolute_url()).status_code == 404


def test_indiener_besluit_niet_zelf(client, plot, zorg):
    voorstel = meld_interesse(plot, zorg)
    client.force_login(zorg)
    assert client.post(voorstel.get_absolute_url(), {"besluit-interesse": "ja"}).status_code == 404
    assert not plot.partners.exists()


def test_wat_alleen_de_gemeente_ziet_komt_niet_bij_de_provincie(client, plot, cast, zorg):
    voorstel = meld_interesse(plot, zorg)
    client.force_login(cast.coordinator_oost)
    assert client.get(voorstel.get_absolute_url()).status_code == 200
    plot.vertrouwelijkheid = "gemeente"
    bewaar_plot(plot=plot, regels=None, by="test")
    assert client.get(voorstel.get_absolute_url()).status_code == 404
    client.force_login(zorg)
    plot.naam = "Nieuwe geheime naam"
    bewaar_plot(plot=plot, regels=None, by="test")
    for url in (voorstel.get_absolute_url(), reverse("voorstel-lijst")):
        pagina = client.get(url)
        assert pagina.status_code == 200
        assert "geheime naam" not in pagina.content.decode()
    besluit(voorstel=voorstel, besluiten={INTERESSE: Besluit(False)}, reden="Deze plek is weg", by="test")
    assert "geheime naam" not in Bericht.objects.get(aan=zorg.email).tekst


def test_naam_van_een_particuliere_opdrachtgever_blijft_binnen(client, cast, maak_plan):
    plan = maak_plan(opdrachtgever_soort="particulieren", opdrachtgever_naam="Familie Geheim")
    client.force_login(cast.partner)
    url = reverse("plan-voorstel", args=[plan.pk])
    pagina = client.get(url).content.decode()
    assert "Familie Geheim" not in pagina
    assert "niet openbaar" in pagina
    gegevens = _planvelden(plan, opdrachtgever_naam="Stichting Hof")
    assert client.post(url, gegevens).status_code == 302
    voorstel = Voorstel.objects.get()
    assert [(r.veld, r.oud, r.nieuw) for r in voorstel.regels.all()] == [("opdrachtgever_naam", "", "Stichting Hof")]
    besluit(voorstel=voorstel, besluiten={"opdrachtgever_naam": Besluit(False)}, reden="klopt niet", by="test")
    assert "Familie Geheim" not in client.get(voorstel.get_absolute_url()).content.decode()
    assert not Bericht.objects.filter(tekst__contains="Familie Geheim").exists()


def _planvelden(plan, **anders):
    """A form as the browser sends it: every field, and beside it what was shown."""
    namen = ("status_project", "plantype", "opdrachtgever_soort", "opdrachtgever_naam")
    nu = {n: getattr(plan, n) for n in namen} | {"opdrachtgever_naam": ""}
    return nu | {f"initial-{n}": w for n, w in nu.items()} | {"bericht": "Zo is het"} | anders


# Pages of proposals


def test_alleen_wat_gewijzigd_is_gaat_mee(client, cast, maak_plan):
    plan = maak_plan()
    client.force_login(cast.partner)
    url = reverse("plan-voorstel", args=[plan.pk])
    niets = client.post(url, _planvelden(plan))
    assert niets.status_code == 422
    assert "nog niets gewijzigd" in niets.content.decode()
    gegevens = _planvelden(plan, plantype="verdichting")
    # Changed by the gemeente after the page was opened: not something that this sender proposes to undo.
    plan.status_project = "ontwerp"
    bewaar_plan(plan=plan, regels=None, gereed=True, by="ander")
    assert client.post(url, gegevens).status_code == 302
    assert [r.veld for r in Voorstel.objects.get().regels.all()] == ["plantype"]


def test_voorstel_op_een_plot_door_het_formulier(client, plot, cast):
    client.force_login(cast.partner)
    url = reverse("plot-voorstel", args=[plot.pk])
    begin = {"initial-aantal_geclusterd": "24", "initial-jaar_geclusterd": "2029", "initial-adres": ""}
    gegevens = begin | {"aantal_geclusterd": "18", "jaar_geclusterd": "2029", "jaar_nultreden": "2030", "bericht": "b"}
    fout = client.post(url, gegevens)
    assert fout.status_code == 422
    assert "Vul ook in hoeveel woningen het zijn" in fout.content.decode()
    assert 'value="18"' in fout.content.decode()
    assert client.post(url, gegevens | {"jaar_nultreden": ""}).status_code == 302
    assert [(r.veld, r.oud, r.nieuw) for r in Voorstel.objects.get().regels.all()] == [
        ("aantal_geclusterd", "24", "18")
    ]


def test_gemeente_besluit_op_de_pagina(client, cast, maak_plan):
    plan = maak_plan(status_project="studie")
    voorstel = stel_voor(plan, cast.partner, ("status_project", "studie", "ontwerp"))
    plan.status_project = "definitie"
    bewaar_plan(plan=plan, regels=None, gereed=True, by="ander")
    client.force_login(cast.invoerder_aa)
    url = voorstel.get_absolute_url()
    pagina = client.get(url).content.decode()
    assert "intussen gewijzigd" in pagina
    assert "Definitie" in pagina
    keuze = {"versie": plan.versie, "besluit-status_project": "nee", "reden-status_project": "", "reden": ""}
    fout = client.post(url, keuze)
    assert fout.status_code == 422
    assert "heeft een reden nodig" in fout.content.decode()
    oud = client.post(url, keuze | {"versie": plan.versie - 1, "reden": "Later"})
    assert oud.status_code == 409
    assert "Intussen is hier iets gewijzigd" in oud.content.decode()
    assert "Later" in oud.content.decode()
    assert client.post(url, keuze | {"reden": "Later"}).status_code == 302
    laat = client.post(url, keuze | {"reden": "Later"}, follow=True).content.decode()
    assert "heeft al besloten" in laat


def test_lijst_zet_open_voorop_en_kost_een_vast_aantal_vragen(
    client, cast, maak_plot, zorg, django_assert_max_num_queries
):
    for i in range(6):
        voorstel = meld_interesse(maak_plot(naam=f"Hof {i}"), zorg)
        if i == 5:
            besluit(voorstel=voorstel, besluiten={INTERESSE: Besluit(False)}, reden="nee", by="test")
    client.force_login(cast.invoerder_aa)
    with django_assert_max_num_queries(9):
        pagina = client.get(reverse("voorstel-lijst")).content.decode()
    assert pagina.index("Hof 4") < pagina.index("Hof 5")
    alleen = client.get(reverse("voorstel-lijst"), {"status": "open"}).content.decode()
    assert "Hof 5" not in alleen


# Who is looking for us


def test_wie_zoekt_ons_begint_bij_wat_men_is_en_dichtbij(client, maak_plot, zorg, cast):
    for gemeente in ("Aa", "Cee"):
        maak_plot(gemeente, naam=f"Hof {gemeente}", geclusterd=20)
    vol = maak_plot("Cee", naam="Vol met zorg", geclusterd=20)
    voeg_partner_toe(plot=vol, rol="zorgorganisatie", naam="Zorg", by="test")
    maak_plot("Cee", naam="Niet openbaar", vertrouwelijkheid="provincie")
    client.force_login(zorg)
    pagina = client.get(reverse("plot-zoekt")).content.decode()
    assert pagina.index("Hof Cee") < pagina.index("Hof Aa")
    assert "Vol met zorg" not in pagina
    assert "Niet openbaar" not in pagina
    assert "uw werkgebied" in pagina
    alle = client.get(reverse("plot-zoekt"), {"zoekt": ""}).content.decode()
    assert "Vol met zorg" in alle


def test_wie_zoekt_ons_filtert(client, maak_plot, cast):
    maak_plot("Aa", naam="Hof Aa", geclusterd=20)
    maak_plot("Cee", naam="Hof Cee", nultreden=60)

    def gevonden(**keuze):
        pagina = client.get(reverse("plot-zoekt"), keuze).content.decode()
        return {naam for naam in ("Hof Aa", "Hof Cee") if naam in pagina}

    assert gevonden() == {"Hof Aa", "Hof Cee"}
    assert gevonden(gebied="GM9000") == {"Hof Aa"}
    assert gevonden(woningtype="nultreden") == {"Hof Cee"}
    assert gevonden(minimum="30") == {"Hof Cee"}
    assert gevonden(bij="Aa", straal="10") == {"Hof Aa"}
    assert gevonden(status="gereserveerd") == set()
    assert "kennen we niet" in client.get(reverse("plot-zoekt"), {"bij": "Zzz"}).content.decode()


def test_vol_en_vervallen_zoeken_niemand(client, maak_plot):
    vol = maak_plot(naam="Helemaal vol")
    for rol in ("corporatie_investeerder", "zorgorganisatie", "lokale_gemeenschap"):
        voeg_partner_toe(plot=vol, rol=rol, naam="Iemand", by="test")
    Plot.objects.filter(pk=maak_plot(naam="Vervallen hof").pk).update(status="vervallen")
    pagina = client.get(reverse("plot-zoekt")).content.decode()
    assert "Helemaal vol" not in pagina
    assert "Vervallen hof" not in pagina


def test_wie_zoekt_ons_kost_een_vast_aantal_vragen(client, maak_plot, zorg, django_assert_max_num_queries):
    for i in range(8):
        maak_plot(naam=f"Hof {i}", geclusterd=20)
    client.force_login(zorg)
    with django_assert_max_num_queries(12):
        client.get(reverse("plot-zoekt"))


# Two at once


@pytest.mark.django_db(transaction=True)
def test_twee_besluiten_tegelijk(plot, cast, zorg):
    voorstel = meld_interesse(plot, zorg)
    uitkomst, start = [], threading.Barrier(2)

    def kies(aangenomen):
        try:
            start.wait()
            besluit(voorstel=voorstel, besluiten={INTERESSE: Besluit(aangenomen)}, reden="want", by=str(aangenomen))
            uitkomst.append("besloten")
        except AlBesloten:
            uitkomst.append("te laat")
        finally:
            connection.close()

    draden = [threading.Thread(target=kies, args=[b]) for b in (True, False)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomst) == ["besloten", "te laat"]
    assert Bericht.objects.filter(sjabloon="voorstel-besluit").count() == 1


def test_startpagina_zegt_dat_er_iets_wacht(client, cast, plot, zorg, herbereken):
    herbereken()
    meld_interesse(plot, zorg)
    client.force_login(cast.invoerder_aa)
    assert "1 voorstel wacht op uw besluit" in client.get("/").content.decode()
    for wie in (cast.invoerder_bee, zorg):
        client.force_login(wie)
        assert "op uw besluit" not in client.get("/").content.decode()


def test_tegel_toont_dezelfde_plots_als_de_lijst(client, maak_plot, zorg):
    vol = maak_plot(naam="Vol")
    maak_plot(naam="Geheim", vertrouwelijkheid="gemeente")
    for rol in ("corporatie_investeerder", "zorgorganisatie", "lokale_gemeenschap"):
        voeg_partner_toe(plot=vol, rol=rol, naam="Iemand", by="test")
    url = reverse("tegel-plots-zoekt", args=[9, 263, 168])
    leeg = client.get(url).content
    assert not leeg
    open_ = maak_plot(naam="Zoekt nog")
    punt = open_.geometrie.transform(3857, clone=True).centroid
    schaal = 2**9 / 40_075_016.68
    x, y = int((punt.x + 20_037_508.34) * schaal), int((20_037_508.34 - punt.y) * schaal)
    url = reverse("tegel-plots-zoekt", args=[9, x, y])
    tegel = client.get(url).content
    assert b"Zoekt nog" in tegel
    assert b"Vol" not in tegel
    assert b"Geheim" not in tegel
    assert not client.get(url, {"zoekt": "zorgorganisatie", "bij": "Dee", "straal": "5"}).content
