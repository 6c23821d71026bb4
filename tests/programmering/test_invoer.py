"""Typing a plan: what gereed asks for, what is kept while typing, two people at once, and what the fields mean."""

import datetime
import html
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from programmering.plannen import definities, lijsten
from programmering.plannen.actions import Onvolledig, als_regels, bewaar_plan
from programmering.plannen.forms import PlanForm
from programmering.plannen.klad import bewaar_klad, ruim_op
from programmering.plannen.models import Kladversie, Plan, Planknelpunt, Planregel
from programmering.plannen.opname import VELDEN, lees_opname, neem_op
from programmering.plannen.regels import Regel, vul_aan, wat_ontbreekt, zonder_aanvulling
from programmering.plannen.rooster import cellen, lees_rooster, maak_rooster
from programmering.voortgang.models import Markering
from tests.conftest import OORSPRONG, regels_van
from tests.programmering.test_plannen import IN_AA, velden
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap

# --- What a plan must have before it is gereed: no database ------------------------------------------------

REGELS = vul_aan(regels_van(geclusterd=20))
VOL = {"status": "1A", "opdrachtgever": "gemeente", "plaats": "", "heeft_plek": True, "regels": REGELS}


@pytest.mark.parametrize(
    ("anders", "velden_"),
    [
        ({}, []),
        ({"status": "onbekend"}, ["status_planologisch"]),
        ({"regels": []}, ["nieuwbouw-nieuwbouw"]),
        ({"regels": [], "was_gereed": True}, []),
        ({"opdrachtgever": "onbekend"}, ["opdrachtgever_soort"]),
        ({"heeft_plek": False}, ["plek"]),
        # A plaats is no place on the map, and a hard plan has its ground.
        ({"heeft_plek": False, "plaats": "Dorp"}, ["plek"]),
        ({"status": "3", "heeft_plek": False, "opdrachtgever": "onbekend"}, ["plaats"]),
        ({"status": "1C", "heeft_plek": False, "plaats": " "}, ["plaats"]),
        ({"status": "3", "heeft_plek": False, "plaats": "Dorp", "opdrachtgever": "onbekend"}, []),
        ({"status": "4A", "heeft_plek": False, "opdrachtgever": "onbekend"}, []),
        ({"status": "5B", "heeft_plek": False, "opdrachtgever": "onbekend"}, []),
    ],
)
def test_wat_een_plan_nodig_heeft_hangt_van_zijn_status_af(anders, velden_):
    assert [o.veld for o in wat_ontbreekt(**VOL | anders)] == velden_


def test_wat_niet_optelt_ontbreekt_ook_met_de_rij_erbij():
    regels = vul_aan([Regel("nieuwbouw", "nieuwbouw", 20, 0, {"2027": 17})])
    ontbreekt = {o.veld: o.melding for o in wat_ontbreekt(**VOL | {"regels": regels})}
    assert "3 te weinig" in ontbreekt["nieuwbouw-nieuwbouw"]
    assert ontbreekt["woningtype-onbekend"].startswith("Woningtype: Onbekend: de jaren tellen op tot 17")


def test_wat_niet_is_ingedeeld_volgt_nieuwbouw_vanzelf():
    regels = vul_aan([Regel("nieuwbouw", "nieuwbouw", 20, 0, {"2027": 20})])
    assert [r.groep for r in zonder_aanvulling(regels)] == ["nieuwbouw"]
    assert vul_aan(zonder_aanvulling(regels)) == regels
    # Divided, or with something of its own: left as it is.
    ingedeeld = vul_aan(regels_van(geclusterd=20))
    assert "wonen_en_zorg" in {r.groep for r in zonder_aanvulling(ingedeeld)}
    eigen = [replace(r, waarvan_corporatie=4) if r.groep == "wonen_en_zorg" else r for r in regels]
    assert "wonen_en_zorg" in {r.groep for r in zonder_aanvulling(eigen)}


def test_rooster_telt_per_groep_op_en_zegt_waar_het_anders_is():
    regels = [*regels_van(geclusterd=20, jaar=2030), Regel("woningtype", "eengezins", 15, 0, {"2030": 15})]
    rooster = maak_rooster(regels)
    zorg, typen = (next(g for g in rooster.groepen if g.slug == s) for s in ("wonen_en_zorg", "woningtype"))
    assert {s.kolom: s.aantal for s in zorg.samen if s.aantal} == {"gepland": 20, "2030": 20}
    assert not any(s.anders for s in zorg.samen)
    assert [s.kolom for s in typen.samen if s.anders] == ["gepland", "2030"]


def test_rooster_leest_alleen_gevulde_cellen_en_houdt_de_kolommen_ertussen():
    rij = maak_rooster(regels_van(geclusterd=20, jaar=2030)).rij("wonen_en_zorg", "geclusterd")
    post = QueryDict(mutable=True)
    post.update({naam: tekst for naam, tekst in cellen(rij).items() if tekst})
    rooster, regels, goed = lees_rooster(post)
    assert goed
    assert next(r for r in regels if r.categorie == "geclusterd").rest_per_jaar == {"2030": 20}
    assert rooster.jaren == list(range(rooster.jaren[0], rooster.jaren[-1] + 1))
    assert timezone.localdate().year in rooster.jaren


@pytest.mark.parametrize("jaar", ["²027", "٢٠٢٧", "20277", "1999", "x"])
def test_een_jaar_dat_er_geen_is_wordt_overgeslagen(jaar):
    post = QueryDict(mutable=True)
    post[f"r-sloop-sloop-{jaar}"] = "3"
    assert lees_rooster(post)[1][-1].leeg


# --- Gereed and concept through the form -------------------------------------------------------------------


@pytest.fixture
def invoerder(client, cast):
    client.force_login(cast.invoerder_aa)
    return client


def zonder_plek(plan):
    """As a file brings it that has no shapes."""
    Plan.objects.filter(pk=plan.pk).update(geometrie=None)
    return Plan.objects.get(pk=plan.pk)


def ankers(antwoord) -> list[str]:
    lijst = re.search(r"<ul data-ontbreekt>(.*?)</ul>", antwoord.content.decode())
    return re.findall(r'href="#([^"]+)"', lijst[1]) if lijst else []


def test_gereed_zegt_wat_er_ontbreekt_met_een_verwijzing_naar_elk_veld(invoerder, land):
    antwoord = invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], status_planologisch="1A", toelichting="mijn"))
    assert antwoord.status_code == 422
    assert not Plan.objects.exists()
    pagina = antwoord.content.decode()
    assert ankers(antwoord) == ["id_opdrachtgever_soort", "plek"]
    for anker in ankers(antwoord):
        assert f'id="{anker}"' in pagina
    assert "Dit plan kan nog niet op gereed. Er is niets bewaard; wat u invulde staat er nog." in pagina
    assert "mijn</textarea>" in pagina


def test_een_rij_die_niet_optelt_heeft_haar_eigen_verwijzing(invoerder, land):
    fout = velden(land["Aa"], **{"r-wonen_en_zorg-geclusterd-2027": "17"})
    antwoord = invoerder.post(reverse("plan-nieuw"), fout)
    assert antwoord.status_code == 422
    assert set(ankers(antwoord)) == {"c-wonen_en_zorg-geclusterd", "c-wonen_en_zorg-nultreden"}
    assert 'id="c-wonen_en_zorg-geclusterd"' in antwoord.content.decode()


def test_een_onaf_concept_zegt_op_het_formulier_wat_er_nog_moet(invoerder, land):
    invoerder.post(
        reverse("plan-nieuw"), {"gemeente": land["Aa"].pk, "plannaam": "Idee", "concept": "1"}
        | {n: w for n, w in velden(land["Aa"], status_planologisch="onbekend").items() if not n.startswith("r-")}
        | {"plannaam": "Idee"},
    )  # fmt: skip
    plan = Plan.objects.get(plannaam="Idee")
    assert plan.invoerstatus == "concept"
    antwoord = invoerder.get(reverse("plan-bewerken", args=[plan.pk]))
    assert ankers(antwoord) == ["id_status_planologisch", "c-nieuwbouw-nieuwbouw"]
    assert "Dit ontbreekt nog voordat het plan op gereed kan" in antwoord.content.decode()


def test_wat_een_import_openliet_houdt_geen_andere_wijziging_tegen(invoerder, land, maak_plan):
    """Hard, without opdrachtgever and place: as files bring it. It stays gereed, and what is added must be whole."""
    plan = zonder_plek(maak_plan(plannaam="De Linde"))
    assert (plan.invoerstatus, plan.opdrachtgever_soort) == ("gereed", "onbekend")
    url = reverse("plan-bewerken", args=[plan.pk])
    antwoord = invoerder.get(url)
    assert ankers(antwoord) == ["id_opdrachtgever_soort", "plek"]
    assert "Het plan telt wel mee" in antwoord.content.decode()
    nieuw = velden(land["Aa"], status_planologisch="1A", plaats="Dorp", versie=1)
    assert invoerder.post(url, nieuw).status_code == 302
    plan.refresh_from_db()
    assert (plan.plaats, plan.invoerstatus) == ("Dorp", "gereed")


def test_wie_een_plan_hard_maakt_maakt_het_af(invoerder, land, maak_plan):
    plan = zonder_plek(maak_plan(status="4A"))
    url = reverse("plan-bewerken", args=[plan.pk])
    assert invoerder.post(url, velden(land["Aa"], status_planologisch="1A", versie=1)).status_code == 422
    vol = velden(
        land["Aa"], status_planologisch="1A", versie=1, opdrachtgever_soort="gemeente", coordinaten=IN_AA
    )  # fmt: skip
    assert invoerder.post(url, vol).status_code == 302


def test_een_hard_plan_verliest_zijn_plek_niet(invoerder, land, maak_plan):
    plan = maak_plan(opdrachtgever_soort="gemeente")
    weg = velden(land["Aa"], status_planologisch="1A", opdrachtgever_soort="gemeente", versie=1, plek_wissen="on")
    antwoord = invoerder.post(reverse("plan-bewerken", args=[plan.pk]), weg)
    assert antwoord.status_code == 422
    assert ankers(antwoord) == ["plek"]


def test_alleen_formulieren_vragen_om_een_volledig_plan(maak_plan):
    plan = zonder_plek(maak_plan(gereed=False))
    with pytest.raises(Onvolledig) as fout:
        bewaar_plan(plan=plan, regels=None, gereed=True, by="test", volledig=True)
    assert [o.veld for o in fout.value.ontbreekt] == ["opdrachtgever_soort", "plek"]
    assert bewaar_plan(plan=plan, regels=None, gereed=True, by="import").invoerstatus == "gereed"


def test_een_concept_met_meer_corporatie_dan_woningen_is_geen_storing(invoerder, land, maak_plan):
    te_veel = velden(land["Aa"], concept="1", **{"r-wonen_en_zorg-geclusterd-corporatie": "30"})
    antwoord = invoerder.post(reverse("plan-nieuw"), te_veel)
    assert antwoord.status_code == 422
    assert "waarvan corporatie (30) is meer dan het totaal (20)" in antwoord.content.decode()
    with pytest.raises(ValidationError):
        bewaar_plan(
            plan=maak_plan(gereed=False), regels=[Regel("wonen_en_zorg", "geclusterd", 1, waarvan_corporatie=2)],
            gereed=False, by="test",
        )  # fmt: skip


def test_niet_ingedeelde_groepen_staan_leeg_in_het_formulier_en_groeien_mee(invoerder, land, maak_plan):
    plan = maak_plan(plannaam="De Linde", status="4A", aantallen=[Regel("nieuwbouw", "nieuwbouw", 20, 0, {"2027": 20})])
    url = reverse("plan-bewerken", args=[plan.pk])
    assert invoerder.get(url).context["rooster"].rij("betaalbaarheid", "onbekend").gepland == ""
    meer = {n: w for n, w in velden(land["Aa"], versie=1).items() if not n.startswith("r-")}
    meer |= {"r-nieuwbouw-nieuwbouw-gepland": "30", "r-nieuwbouw-nieuwbouw-2027": "30"}
    assert invoerder.post(url, meer).status_code == 302
    assert {r.gepland for r in als_regels(Plan.objects.get(pk=plan.pk))} == {30}


# --- Behandelaar -------------------------------------------------------------------------------------------


def keuzes(antwoord) -> set[str]:
    return {str(label) for waarde, label in antwoord.context["form"].fields["behandelaar"].choices if waarde}


def test_behandelaar_is_wie_het_plan_maakt_en_anders_een_collega_van_de_gemeente(invoerder, cast, land):
    antwoord = invoerder.get(reverse("plan-nieuw"))
    assert antwoord.context["form"]["behandelaar"].value() == cast.invoerder_aa.pk
    assert keuzes(antwoord) == {"invoerder-aa", "vaststeller-aa"}
    invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], behandelaar=cast.vaststeller_aa.pk))
    assert Plan.objects.get().behandelaar == cast.vaststeller_aa


@pytest.mark.parametrize("wie", ["invoerder_bee", "partner", "koepel"])
def test_een_ander_wordt_geen_behandelaar(wie, invoerder, cast, land):
    antwoord = invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], behandelaar=getattr(cast, wie).pk))
    assert antwoord.status_code == 422
    assert "werkt niet bij deze gemeente" in antwoord.content.decode()


def test_wie_weg_is_wordt_niet_gekozen_maar_blijft_staan_waar_hij_stond(invoerder, cast, land, maak_plan):
    plan = maak_plan(status="4A", behandelaar=cast.vaststeller_aa)
    Lidmaatschap.objects.filter(gebruiker=cast.vaststeller_aa).update(tot=timezone.localdate())
    assert keuzes(invoerder.get(reverse("plan-bewerken", args=[plan.pk]))) == {"invoerder-aa", "vaststeller-aa"}
    assert keuzes(invoerder.get(reverse("plan-nieuw"))) == {"invoerder-aa"}
    anders = velden(land["Aa"], versie=1, behandelaar=cast.vaststeller_aa.pk)
    assert invoerder.post(reverse("plan-bewerken", args=[plan.pk]), anders).status_code == 302


def test_provincie_kiest_wie_bij_de_gekozen_gemeente_hoort(client, cast, land):
    client.force_login(cast.coordinator_oost)
    assert keuzes(client.get(reverse("plan-nieuw"))) == {"coordinator-oost"}
    antwoord = client.post(reverse("plan-nieuw"), velden(land["Aa"], plannaam=""))
    assert keuzes(antwoord) == {"coordinator-oost", "invoerder-aa", "vaststeller-aa"}


# --- Klad --------------------------------------------------------------------------------------------------


def typ(client, wie, url=None, **anders):
    return client.post(url or reverse("plan-klad-nieuw"), {"wie": str(wie.pk), "plannaam": "Half getypt"} | anders)


def test_klad_is_er_weer_zoals_het_getypt_was_ook_wat_niet_klopt(invoerder, cast, land):
    getypt = velden(
        land["Aa"], plannaam="Hof <b>", realisatiekans="veel", coordinaten="ergens", peildatum="nooit",
        toelichting="Regel 1\r\nRegel 2", knelpunten=["stikstof", "beleid"],
        **{"r-nieuwbouw-nieuwbouw-gepland": "twintig", "r-sloop-sloop-2031": "1.200"},
    )  # fmt: skip
    antwoord = typ(invoerder, cast.invoerder_aa, **getypt)
    assert re.fullmatch(r"\d\d:\d\d", antwoord.json()["om"])
    leeg = invoerder.get(reverse("plan-nieuw"))
    assert "U was hiermee bezig op" in leeg.content.decode()
    assert not leeg.context["form"]["plannaam"].value()
    vol = invoerder.get(reverse("plan-nieuw") + "?klad=1")
    form, rooster = vol.context["form"], vol.context["rooster"]
    for naam in ("plannaam", "realisatiekans", "coordinaten", "peildatum", "toelichting", "knelpunten"):
        assert form[naam].value() == getypt[naam]
    assert rooster.rij("nieuwbouw", "nieuwbouw").gepland == "twintig"
    assert rooster.rij("sloop", "sloop").rest_per_jaar[2031] == "1.200"
    assert not form.errors
    assert 'value="Hof &lt;b&gt;"' in vol.content.decode()


def test_klad_ziet_niemand_anders(client, cast, maak_plan):
    plan = maak_plan(status="4A")
    client.force_login(cast.invoerder_aa)
    typ(client, cast.invoerder_aa)
    typ(client, cast.invoerder_aa, reverse("plan-klad", args=[plan.pk]), plannaam="GEHEIM KLAD")
    for wie in (cast.vaststeller_aa, cast.coordinator_oost, cast.beheerder):
        client.force_login(wie)
        for url in (reverse("plan-nieuw"), reverse("plan-bewerken", args=[plan.pk])):
            for vraag in ("", "?klad=1"):
                pagina = client.get(url + vraag).content.decode()
                assert "U was hiermee bezig" not in pagina
                assert "GEHEIM KLAD" not in pagina
                assert "Half getypt" not in pagina


def test_wie_in_een_ander_tabblad_inlogt_bewaart_niet_wat_op_het_scherm_van_de_vorige_staat(client, cast):
    client.force_login(cast.vaststeller_aa)
    assert typ(client, cast.invoerder_aa).status_code == 409
    assert not Kladversie.objects.exists()


def test_een_klad_per_persoon_en_plan_en_de_laatste_geldt(invoerder, cast, maak_plan):
    plan = maak_plan()
    for naam in ("een", "twee"):
        typ(invoerder, cast.invoerder_aa, plannaam=naam)
        typ(invoerder, cast.invoerder_aa, reverse("plan-klad", args=[plan.pk]), plannaam=naam)
    assert list(Kladversie.objects.values_list("inhoud__plannaam__0", flat=True)) == ["twee", "twee"]


def test_een_nulteken_in_een_klad_is_geen_storing(invoerder, cast):
    assert typ(invoerder, cast.invoerder_aa, toelichting="a\0b", **{"x\0y": "1"}).status_code == 200
    assert Kladversie.objects.get().inhoud["toelichting"] == ["ab"]
    assert invoerder.get(reverse("plan-nieuw") + "?klad=1").status_code == 200


@pytest.mark.parametrize(
    "inhoud",
    [
        {"gemeente": ["99999999999999999999"], "behandelaar": ["x"]},
        {"versie": ["x"], "opname": ["x"], "studentenwoningen": ["x"], "tekening": ["{"]},
        {"plannaam": []},
        {},
    ],
)
def test_een_vreemd_klad_breekt_het_formulier_niet(inhoud, invoerder, cast):
    Kladversie.objects.create(gebruiker=cast.invoerder_aa, inhoud=inhoud)
    assert invoerder.get(reverse("plan-nieuw") + "?klad=1").status_code == 200


def test_bewaren_gooit_het_klad_weg_en_dat_van_een_ander_plan_niet(invoerder, cast, land, maak_plan):
    plan = maak_plan(plannaam="De Linde", status="4A")
    url = reverse("plan-klad", args=[plan.pk])
    typ(invoerder, cast.invoerder_aa)
    typ(invoerder, cast.invoerder_aa, url)
    Kladversie.objects.create(gebruiker=cast.vaststeller_aa, plan=plan)
    invoerder.post(reverse("plan-bewerken", args=[plan.pk]), velden(land["Aa"], versie=1))
    assert set(Kladversie.objects.values_list("gebruiker__naam", "plan")) == {
        ("invoerder-aa", None), ("vaststeller-aa", plan.pk),
    }  # fmt: skip
    invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], plannaam="Nieuw"))
    assert not Kladversie.objects.filter(gebruiker=cast.invoerder_aa).exists()


def test_wat_niet_bewaard_kon_worden_ligt_als_klad_klaar(invoerder, cast, land):
    invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], plannaam="", toelichting="niet weg"))
    assert Kladversie.objects.get().inhoud["toelichting"] == ["niet weg"]


def test_een_klad_dat_bleef_liggen_wordt_niet_overschreven_en_niet_gewist(invoerder, cast, land):
    typ(invoerder, cast.invoerder_aa, toelichting="van toen")
    pagina = invoerder.get(reverse("plan-nieuw")).content.decode()
    assert 'name="klad" value="wacht"' in pagina
    assert "data-klad=" not in pagina
    invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], klad="wacht", plannaam=""))
    invoerder.post(reverse("plan-nieuw"), velden(land["Aa"], klad="wacht"))
    assert Plan.objects.exists()
    assert Kladversie.objects.get().inhoud["toelichting"] == ["van toen"]


def test_weggooien(invoerder, cast, maak_plan):
    plan = maak_plan()
    typ(invoerder, cast.invoerder_aa)
    typ(invoerder, cast.invoerder_aa, reverse("plan-klad", args=[plan.pk]))
    antwoord = invoerder.post(reverse("plan-klad-weg", args=[plan.pk]))
    assert antwoord.url == reverse("plan-bewerken", args=[plan.pk])
    assert Kladversie.objects.get().plan is None
    invoerder.post(reverse("plan-klad-weg-nieuw"))
    assert not Kladversie.objects.exists()


def test_klad_verandert_geen_plan_en_geen_cijfer(invoerder, cast, maak_plan, herbereken):
    plan = maak_plan(status="4A")
    herbereken()
    voor = Plan.objects.values().get(pk=plan.pk)
    typ(invoerder, cast.invoerder_aa, reverse("plan-klad", args=[plan.pk]), **{"r-nieuwbouw-nieuwbouw-gepland": "90"})
    assert Plan.objects.values().get(pk=plan.pk) == voor
    assert not Markering.objects.exists()


def test_een_oud_klad_wordt_opgeruimd(cast):
    post = QueryDict("plannaam=x")
    oud = bewaar_klad(gebruiker=cast.invoerder_aa, plan=Plan(), post=post)
    bewaar_klad(gebruiker=cast.vaststeller_aa, plan=Plan(), post=post)
    Kladversie.objects.filter(pk=oud.pk).update(bewaard_op=timezone.now() - datetime.timedelta(days=31))
    assert ruim_op() == 1
    assert Kladversie.objects.get().gebruiker == cast.vaststeller_aa


def test_een_nieuw_teken_voor_wie_opnieuw_inlogde(invoerder):
    antwoord = invoerder.get(reverse("plan-klad-nieuw"))
    assert len(antwoord.json()["csrf"]) > 20
    assert "no-store" in antwoord["Cache-Control"]


# --- Two people, one plan ----------------------------------------------------------------------------------


class Twee:
    """Two people open one plan; the first saves, then the second."""

    def __init__(self, client, cast, land, plan):
        self.client, self.cast, self.land, self.plan = client, cast, land, plan
        self.url = reverse("plan-bewerken", args=[plan.pk])
        self.opname = neem_op(plan, als_regels(plan))
        self.versie = plan.versie

    def gegevens(self, **anders):
        return velden(self.land["Aa"], versie=self.versie, opname=self.opname, **anders)

    def een(self, **anders):
        self.client.force_login(self.cast.vaststeller_aa)
        assert self.client.post(self.url, self.gegevens(**anders)).status_code == 302

    def twee(self, **anders):
        self.client.force_login(self.cast.invoerder_aa)
        antwoord = self.client.post(self.url, self.gegevens(**anders))
        assert antwoord.status_code == 409
        return antwoord

    def kies(self, antwoord, knop="gereed", **keuzes):
        """Sends the conflict page as a browser would: all hidden fields, the preset answers and these."""
        post = {}
        for veld in re.findall(r"<input [^>]+>", antwoord.content.decode().split('class="formulier conflict"')[1]):
            attrs = dict(re.findall(r'(\w+)="([^"]*)"', veld))
            if attrs["type"] == "hidden" or " checked" in veld:
                post.setdefault(attrs["name"], []).append(html.unescape(attrs.get("value", "")))
        post |= {f"keuze-{k.replace('__', '-')}": v for k, v in keuzes.items()} | {knop: "1"}
        return self.client.post(self.url, post)

    def nu(self):
        return Plan.objects.get(pk=self.plan.pk)


@pytest.fixture
def twee(client, cast, land, maak_plan):
    """A plan as `velden` has it, so that only what a test changes is different."""
    plan = maak_plan(
        plannaam="De Linde", status="4A", vertrouwelijkheid="provincie", status_project="studie",
        plantype="verdichting", peildatum=datetime.date(2026, 11, 1),
    )  # fmt: skip
    return Twee(client, cast, land, plan)


def punten(antwoord) -> dict[str, tuple[str, str]]:
    return {p.sleutel: (p.wie, p.gekozen) for p in [*antwoord.context["kiezen"], *antwoord.context["vanzelf"]]}


def test_wie_wat_veranderde_en_alleen_wat_botst_wordt_gevraagd(twee):
    twee.een(plaats="Dorp", toelichting="van de eerste", woonmilieu="dorps")
    antwoord = twee.twee(plancode="A-1", toelichting="van de tweede", woonmilieu="dorps")
    # What both changed to the same is no difference.
    assert punten(antwoord) == {
        "plaats": ("ander", "opgeslagen"), "plancode": ("ik", "mijn"), "toelichting": ("beide", ""),
    }  # fmt: skip
    pagina = antwoord.content.decode()
    for tekst in ("van de eerste", "van de tweede", "vaststeller-aa bewaarde het op", "Dorp", "A-1"):
        assert tekst in pagina
    assert twee.nu().toelichting == "van de eerste"


@pytest.mark.parametrize("keuze", ["mijn", "opgeslagen"])
def test_samen_is_van_allebei_het_nieuwe(twee, keuze):
    twee.een(plaats="Dorp", toelichting="van de eerste")
    antwoord = twee.kies(twee.twee(plancode="A-1", toelichting="van de tweede"), toelichting=keuze)
    assert antwoord.status_code == 302
    plan = twee.nu()
    assert (plan.plaats, plan.plancode) == ("Dorp", "A-1")
    assert plan.toelichting == {"mijn": "van de tweede", "opgeslagen": "van de eerste"}[keuze]
    assert plan.invoerstatus == "gereed"


def test_een_keuze_mag_worden_omgedraaid(twee):
    twee.een(plaats="Dorp")
    twee.kies(twee.twee(plancode="A-1"), plaats="mijn", plancode="opgeslagen")
    assert (twee.nu().plaats, twee.nu().plancode) == ("", "")


def test_wie_niet_kiest_krijgt_de_vraag_nog_eens_en_verliest_niets(twee):
    twee.een(toelichting="van de eerste")
    antwoord = twee.kies(twee.twee(toelichting="van de tweede\r\nmet een regel", plancode="A-1"))
    assert antwoord.status_code == 422
    assert [p.sleutel for p in antwoord.context["ontbrekend"]] == ["toelichting"]
    assert 'href="#keuze-toelichting-opgeslagen"' in antwoord.content.decode()
    assert twee.nu().toelichting == "van de eerste"
    assert twee.kies(antwoord, toelichting="mijn").status_code == 302
    assert twee.nu().toelichting == "van de tweede\r\nmet een regel"
    assert twee.nu().plancode == "A-1"


def rij(groep, categorie, n, jaar=2027):
    return {f"r-{groep}-{categorie}-gepland": str(n), f"r-{groep}-{categorie}-{jaar}": str(n)}


def test_rijen_van_het_rooster_gaan_ook_samen(twee):
    """The one divides the prices, the other the kinds of home; both stand in the plan afterwards."""
    twee.een(**rij("betaalbaarheid", "sociale_huur", 20))
    antwoord = twee.twee(**rij("woningtype", "meergezins", 20))
    assert punten(antwoord) == {
        "r-woningtype-meergezins": ("ik", "mijn"), "r-betaalbaarheid-sociale_huur": ("ander", "opgeslagen"),
    }  # fmt: skip
    assert twee.kies(antwoord).status_code == 302
    regels = {(r.groep, r.categorie): r.gepland for r in als_regels(twee.nu())}
    assert regels["betaalbaarheid", "sociale_huur"] == regels["woningtype", "meergezins"] == 20


def test_een_rij_die_allebei_veranderden_vraagt_om_een_keuze(twee):
    corporatie = "r-wonen_en_zorg-geclusterd-corporatie"
    twee.een(**{corporatie: "5"})
    antwoord = twee.twee(**{corporatie: "9"})
    sleutel = "r-wonen_en_zorg-geclusterd"
    assert punten(antwoord) == {sleutel: ("beide", "")}
    (punt,) = antwoord.context["kiezen"]
    assert (punt.naam, punt.toen) == ("Wonen en zorg: geclusterd", "20 gepland · 0 gerealiseerd · 2027: 20")
    assert "waarvan corporatie 5" in punt.opgeslagen
    assert "waarvan corporatie 9" in punt.mijn
    twee.kies(antwoord, **{sleutel.replace("-", "__"): "opgeslagen"})
    assert twee.nu().regels.get(categorie="geclusterd").waarvan_corporatie == 5


def test_wat_samen_niet_optelt_komt_terug_in_het_formulier(twee):
    twee.een(**rij("nieuwbouw", "nieuwbouw", 30), **rij("wonen_en_zorg", "regulier", 10))
    antwoord = twee.kies(twee.twee(**rij("wonen_en_zorg", "geclusterd", 15), **rij("nieuwbouw", "nieuwbouw", 15)),
                         r__nieuwbouw__nieuwbouw="opgeslagen")  # fmt: skip
    assert antwoord.status_code == 422
    rooster = antwoord.context["rooster"]
    assert rooster.rij("nieuwbouw", "nieuwbouw").gepland == "30"
    assert rooster.rij("wonen_en_zorg", "regulier").gepland == "10"
    assert rooster.rij("wonen_en_zorg", "geclusterd").gepland == "15"
    assert "5 te weinig" in antwoord.content.decode()
    # It was put together on the newest version: mended, it can be saved.
    assert antwoord.context["form"]["versie"].value() == str(twee.nu().versie)


def plek(dx):
    x, y = OORSPRONG[0] + 4000 + dx, OORSPRONG[1] + 4000
    return f"{x}, {y}\n{x + 100}, {y}\n{x + 100}, {y + 100}\n{x}, {y + 100}"


def test_een_plek_die_de_ander_gaf_blijft_staan_als_ik_er_geen_gaf(twee):
    twee.een(hoekpunten=plek(0))
    antwoord = twee.twee(plancode="A-1")
    assert punten(antwoord) == {"plancode": ("ik", "mijn")}
    assert twee.kies(antwoord).status_code == 302
    assert twee.nu().geometrie.area == pytest.approx(10_000)


def test_mijn_plek_blijft_van_mij_als_alleen_ik_er_een_gaf(twee):
    twee.een(plaats="Dorp")
    antwoord = twee.twee(hoekpunten=plek(0))
    assert punten(antwoord)["plek"] == ("ik", "mijn")
    twee.kies(antwoord)
    assert twee.nu().geometrie.area == pytest.approx(10_000)
    assert twee.nu().plaats == "Dorp"


@pytest.mark.parametrize(("keuze", "x"), [("mijn", 900), ("opgeslagen", 0)])
def test_twee_plekken_vragen_om_een_keuze(twee, keuze, x):
    twee.een(hoekpunten=plek(0))
    antwoord = twee.twee(hoekpunten=plek(900))
    assert punten(antwoord)["plek"] == ("beide", "")
    assert twee.kies(antwoord, plek=keuze).status_code == 302
    assert twee.nu().geometrie.extent[0] == pytest.approx(OORSPRONG[0] + 4000 + x, abs=0.01)


def test_eerst_nakijken_bewaart_nog_niets(twee):
    twee.een(plaats="Dorp", toelichting="een")
    antwoord = twee.kies(twee.twee(plancode="A-1", toelichting="twee"), "nakijken")
    assert antwoord.status_code == 200
    form = antwoord.context["form"]
    # What was not chosen yet is still mine.
    assert [form[v].value() for v in ("plaats", "plancode", "toelichting")] == ["Dorp", "A-1", "twee"]
    assert twee.nu().plancode == ""
    post = velden(twee.land["Aa"], plaats="Dorp", plancode="A-1", versie=form["versie"].value())
    assert twee.client.post(twee.url, post).status_code == 302


def test_samen_als_concept(twee):
    twee.een(plaats="Dorp")
    twee.kies(twee.twee(plancode="A-1"), "concept")
    assert (twee.nu().invoerstatus, twee.nu().plaats, twee.nu().plancode) == ("concept", "Dorp", "A-1")


def test_wordt_er_intussen_nog_eens_bewaard_dan_komt_de_vraag_opnieuw(twee):
    twee.een(plaats="Dorp", toelichting="een")
    antwoord = twee.twee(plancode="A-1", toelichting="twee")
    nu = twee.nu()
    nu.toelichting, nu.woonmilieu = "nog nieuwer", "dorps"
    bewaar_plan(plan=nu, regels=None, gereed=True, by="derde")
    antwoord = twee.kies(antwoord, toelichting="mijn")
    assert antwoord.status_code == 409
    assert "intussen nog een keer bewaard" in antwoord.content.decode()
    assert punten(antwoord)["toelichting"] == ("beide", "mijn")
    assert punten(antwoord)["woonmilieu"] == ("ander", "opgeslagen")
    assert twee.kies(antwoord).status_code == 302
    plan = twee.nu()
    assert (plan.plaats, plan.plancode, plan.toelichting, plan.woonmilieu) == ("Dorp", "A-1", "twee", "dorps")


@pytest.mark.parametrize("opname", ["", "onzin", "a:b:c", None])
def test_zonder_goede_opname_wordt_alles_gevraagd(twee, opname):
    twee.opname = opname if opname is not None else neem_op(replace_pk(twee.plan), [])
    twee.versie = 1
    twee.een(plaats="Dorp")
    antwoord = twee.twee(plancode="A-1")
    assert punten(antwoord) == {"plaats": ("beide", ""), "plancode": ("beide", "")}
    assert antwoord.context["kiezen"][0].toen is None
    assert twee.kies(antwoord, plaats="opgeslagen", plancode="mijn").status_code == 302
    assert (twee.nu().plaats, twee.nu().plancode) == ("Dorp", "A-1")


def replace_pk(plan):
    ander = Plan.objects.get(pk=plan.pk)
    ander.pk = plan.pk + 1
    return ander


def test_een_conflict_ligt_ook_als_klad_klaar(twee):
    twee.een(toelichting="van de eerste")
    twee.twee(toelichting="van de tweede")
    assert Kladversie.objects.get(plan=twee.plan).inhoud["toelichting"] == ["van de tweede"]


def test_een_klad_van_voor_andermans_wijziging_botst_ook_na_een_week(twee):
    """Going on with it goes on from the version that was opened then."""
    twee.client.force_login(twee.cast.invoerder_aa)
    typ(twee.client, twee.cast.invoerder_aa, reverse("plan-klad", args=[twee.plan.pk]), **twee.gegevens(plancode="A"))
    twee.een(plaats="Dorp")
    twee.client.force_login(twee.cast.invoerder_aa)
    form = twee.client.get(twee.url + "?klad=1").context["form"]
    post = velden(twee.land["Aa"], plancode="A", versie=form["versie"].value(), opname=form["opname"].value())
    antwoord = twee.client.post(twee.url + "?klad=1", post)
    assert punten(antwoord) == {"plaats": ("ander", "opgeslagen"), "plancode": ("ik", "mijn")}


def test_gekozen_velden_komen_terug_zoals_zij_zijn(twee):
    """Each kind of field, stored and back through the form: ticks, dates, choices, lists, numbers."""
    anders = {
        "sleutelproject": "on", "studentenwoningen": "true", "realisatiekans": "60", "peildatum": "2026-10-01",
        "knelpunten": ["stikstof", "beleid"], "status_project": "ontwerp", "behandelaar": twee.cast.vaststeller_aa.pk,
    }  # fmt: skip
    twee.een(**anders)
    antwoord = twee.twee(plancode="A-1")
    assert {p.mijn for p in antwoord.context["vanzelf"] if p.sleutel == "studentenwoningen"} == {"onbekend"}
    assert twee.kies(antwoord).status_code == 302
    plan = twee.nu()
    assert (plan.sleutelproject, plan.studentenwoningen, plan.realisatiekans) == (True, True, 60)
    assert (plan.peildatum, plan.status_project) == (datetime.date(2026, 10, 1), "ontwerp")
    assert sorted(plan.knelpunten) == ["beleid", "stikstof"]
    assert (plan.behandelaar, plan.plancode) == (twee.cast.vaststeller_aa, "A-1")


def test_opname_leest_terug_wat_zij_opnam(maak_plan):
    plan = maak_plan(knelpunten=["stikstof"], aantallen=regels_van(geclusterd=20, corporatie=4))
    opname = lees_opname(neem_op(plan, als_regels(plan)), plan)
    assert opname.versie == plan.versie
    assert opname.velden["knelpunten"] == ["stikstof"]
    assert opname.regels["wonen_en_zorg", "geclusterd"].waarvan_corporatie == 4
    assert set(opname.velden) == set(VELDEN) == set(PlanForm.Meta.fields)


def test_niemand_anders_krijgt_het_conflict_te_zien(client, cast, land, maak_plan):
    plan = maak_plan(status="4A", vertrouwelijkheid="gemeente")
    for wie in (cast.coordinator_oost, cast.invoerder_bee, cast.koepel):
        client.force_login(wie)
        antwoord = client.post(reverse("plan-bewerken", args=[plan.pk]), velden(land["Aa"], samenvoegen="1"))
        assert antwoord.status_code == 404


# --- What the fields mean ----------------------------------------------------------------------------------

TYPEN = {
    models.ForeignKey: {"gemeente", "persoon", "plot"},
    models.BooleanField: {"ja_nee"},
    models.DateField: {"datum"},
    models.PositiveIntegerField: {"getal"},
    models.PositiveSmallIntegerField: {"getal"},
    models.JSONField: {"jaren"},
    models.TextField: {"tekst"},
    ArrayField: {"keuzes"},
}
# Of the portal itself, and no fact of the plan.
NIET = {
    "id", "tegelpunt", "plek_rd", "bron_waarden", "versie", "aangemaakt", "gewijzigd", "verwijderd_op",
    "verwijderd_door", "plan",
}  # fmt: skip
MODELLEN = {"plan": Plan, "aantallen": Planregel, "knelpunt": Planknelpunt}


@pytest.mark.parametrize("onderdeel", MODELLEN)
def test_elk_veld_van_het_model_heeft_een_definitie_die_klopt(onderdeel):
    model = MODELLEN[onderdeel]
    van_model = {f.name: f for f in model._meta.get_fields() if not f.auto_created and f.name not in NIET}
    gedefinieerd = {d.veld: d for d in definities.definities() if d.onderdeel == onderdeel}
    assert set(gedefinieerd) - {"rest"} == set(van_model)
    for naam, veld in van_model.items():
        definitie = gedefinieerd[naam]
        veld = getattr(veld, "output_field", veld) if isinstance(veld, models.GeneratedField) else veld
        if naam == "geometrie":
            assert definitie.type == "vlakken"
        elif keuzes_ := getattr(veld, "choices", None) or getattr(getattr(veld, "base_field", None), "choices", None):
            assert definitie.type in ("keuze", "keuzes")
            assert [c.code for c in definitie.codes] == [code for code, _ in keuzes_]
        elif naam != "categorie":
            soort = next((t for klasse, t in TYPEN.items() if isinstance(veld, klasse)), {"tekst"})
            assert definitie.type in soort, naam


def test_namen_in_de_definities_zijn_die_van_het_formulier(cast):
    form = PlanForm(user=cast.invoerder_aa)
    for naam in VELDEN:
        definitie = next(d for d in definities.definities() if (d.onderdeel, d.veld) == ("plan", naam))
        assert definitie.naam.lower() == str(form.fields[naam].label).lower()


def test_elke_uitleg_van_een_code_hoort_bij_een_code_die_bestaat():
    codes = tomllib.loads(definities.BESTAND.read_text(encoding="utf-8"))["codes"]
    for groep, uitleg in codes.pop("categorie").items():
        assert set(uitleg) == set(lijsten.CATEGORIEEN[groep])
    for lijst, uitleg in codes.items():
        assert set(uitleg) <= set(definities.CODELIJSTEN[lijst].values)


def test_intern_is_wat_van_een_openbaar_plan_geheim_blijft():
    intern = {d.veld for d in definities.definities() if d.onderdeel == "plan" and d.intern}
    assert {"knelpunten", "realisatiekans", "toelichting", "behandelaar"} <= intern
    assert not intern & {"plannaam", "status_planologisch", "geometrie", "plantype", "klasse"}


def test_begrippen_voor_machines(client, db):
    antwoord = client.get("/api/v1/begrippen")
    assert antwoord.status_code == 200
    per_veld = {(b["onderdeel"], b["veld"]): b for b in antwoord.json()["begrippen"]}
    assert len(per_veld) == len(definities.definities())
    status = per_veld["plan", "status_planologisch"]
    assert (status["type"], status["codelijst"], status["openbaar"]) == ("keuze", "status_planologisch", True)
    assert status["codes"][0]["code"] == "1A"
    assert per_veld["plan", "toelichting"]["openbaar"] is False
    assert per_veld["aantallen", "rest"]["afgeleid"] is True
    assert {"code": "nultreden", "groep": "wonen_en_zorg"}.items() <= per_veld["aantallen", "categorie"]["codes"][
        1
    ].items()
    assert per_veld["plan", "behandelaar"]["sindsVersie"] == "0.4.0"


def test_begrippen_kent_geen_parameters(client, db):
    antwoord = client.get("/api/v1/begrippen?veld=x")
    assert (antwoord.status_code, antwoord["Content-Type"]) == (400, "application/problem+json")
    assert antwoord.json()["errors"] == {"veld": ["Onbekende parameter."]}


def test_begrippen_staan_in_openapi(client, db):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["paths"]["/api/v1/begrippen"]["get"]["operationId"] == "begrippen"
    assert "sindsVersie" in json.dumps(schema["components"]["schemas"]["Begrip"])


def test_dezelfde_uitleg_staat_bij_het_veld_op_de_pagina_en_in_de_api(invoerder, land):
    formulier = invoerder.get(reverse("plan-nieuw")).content.decode()
    pagina = invoerder.get(reverse("begrippen")).content.decode()
    api = invoerder.get("/api/v1/begrippen").content.decode()
    for definitie in definities.definities():
        tekst = escape(definitie.definitie)
        assert tekst in pagina, definitie.veld
        assert definitie.definitie in api
        if definitie.onderdeel == "plan" and definitie.veld in VELDEN:
            assert tekst in formulier, definitie.veld
    for code in definities.categorieen("wonen_en_zorg"):
        assert escape(code.definitie) in formulier
        assert escape(code.definitie) in pagina


def test_de_begrippenlijst_van_de_bouwers_zegt_hetzelfde():
    """docs/begrippen.md names the same statuses as hard and zacht, and each field that has a row of its own."""
    tekst = (Path(__file__).resolve().parents[2] / "docs" / "begrippen.md").read_text(encoding="utf-8")
    (regel,) = [r for r in tekst.splitlines() if r.startswith("| hard, zacht")]
    hard, zacht = re.search(r"status: ([\dA-C ]+) / ([\dA-C ]+) /", regel).groups()
    assert (tuple(hard.split()), tuple(zacht.split())) == (lijsten.HARD, lijsten.ZACHT)
    assert "definities.toml" in tekst
    for woord in ("behandelaar", "kladversie", "opname"):
        assert re.search(rf"^\| [^|]*\b{woord}\b", tekst, re.MULTILINE), woord


def test_het_formulier_kost_weinig_vragen_aan_de_database(invoerder, maak_plan, django_assert_max_num_queries):
    plan = maak_plan()
    with django_assert_max_num_queries(20):
        invoerder.get(reverse("plan-bewerken", args=[plan.pk]))


def test_verwijderde_gebruiker_neemt_zijn_klad_mee(cast, db):
    Kladversie.objects.create(gebruiker=cast.vreemde)
    Gebruiker.objects.filter(pk=cast.vreemde.pk).delete()
    assert not Kladversie.objects.exists()
