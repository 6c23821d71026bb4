"""A secret in everything that a plan holds, the plan in the bin, and then every url: no answer may hold the secret.

Before that the same urls must show it, or this would prove nothing.
"""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from programmering.imports.models import Importregel
from programmering.opmerkingen.models import Opmerking
from programmering.partners.actions import Wijziging, dien_in
from programmering.partners.models import Voorstel
from programmering.plannen.actions import verwijder_plan
from programmering.plannen.models import Plan, Planknelpunt
from programmering.plots.actions import koppel_plan
from programmering.plots.models import Plot
from programmering.voortgang.models import Voortgang
from projecten.project.models import Project
from tests.conftest import regels_van
from tests.test_toegang import TABEL, dingen  # noqa: F401

pytestmark = pytest.mark.django_db
GEHEIM = "zzgeheimzz"
# A number of homes that nothing else has, as a page writes it and as a file does.
AANTAL = 7919
SPOOR = re.compile(rf"{GEHEIM}|(?<![\w.])7\.?919(?!\w)", re.IGNORECASE)
LEZERS = ("anoniem", "invoerder_aa", "beheerder", "partner")
# The bin itself; mail that went out before; and who splits a gemeente divides what lies in its bin as well.
MAG_WEL = {"plan-prullenbak", "plan-terugzetten", "post-lijst", "bericht", "herindeling-verdelen"}


@pytest.fixture
def geheim_plan(dingen, cast, maak_plan, herbereken):  # noqa: F811
    """A public plan with all that can hang on one; everything of its own says the secret."""
    tekst = dict.fromkeys(
        ("plannaam", "plancode", "plaats", "opdrachtgever_naam", "gebiedsontwikkeling", "breidt_uit", "toelichting",
         "breidt_uit_reden", "bron"), GEHEIM,
    )  # fmt: skip
    herbereken()
    dingen["figuren"] = _figuren()
    plan = maak_plan(
        aantallen=regels_van(geclusterd=AANTAL), knelpunten=["stikstof"], opdrachtgever_soort="gemeente",
        behandelaar=cast.invoerder_aa, **tekst,
    )  # fmt: skip
    Planknelpunt.objects.filter(plan=plan).update(toelichting=GEHEIM)
    koppel_plan(plot=Plot.objects.get(pk=dingen["plot"]), plan=plan, by="test")
    Project.objects.filter(pk=dingen["project"]).update(plan=plan)
    partner = cast.partner.lidmaatschappen.get().organisatie
    voorstel = Voorstel(soort="voorstel", plan=plan, organisatie=partner, door=cast.partner, bericht="Wij bouwen mee.")
    dien_in(voorstel=voorstel, regels=[Wijziging("opdrachtgever_naam", "", "Anders")], by="partner")
    Opmerking.objects.create(plan=plan, tekst=GEHEIM, door=cast.invoerder_aa, door_naam="invoerder-aa")
    Importregel.objects.create(bij_id=dingen["import"], blad="b", nummer=1, plan=plan, uitkomst="nieuw")
    herbereken()
    dingen["geheim_voorstel"] = voorstel.pk
    return plan


def _figuren() -> set:
    """All figures of all gebieden, as everyone's pages add them up."""
    velden = [f.attname for f in Voortgang._meta.concrete_fields if f.name not in ("id", "berekening")]
    return set(Voortgang.objects.actief().values_list(*velden))


def _adressen(dingen: dict, plan: Plan) -> dict[str, str]:  # noqa: F811
    """address -> name of the url: every url of the table, where it is of a plan also for the secret one."""
    eigen = {"@openbaar": plan.pk, "@provincie": plan.pk, "@knelplan": plan.pk, "@voorstel": dingen["geheim_voorstel"]}
    eigen["@planknelpunt"] = plan.knelpuntregels.get().pk
    adressen = {}
    for naam, rijen in TABEL.items():
        for rij in rijen:
            for anders in ({}, eigen):
                kwargs = {
                    k: anders.get(v, dingen[v[1:]]) if str(v).startswith("@") else v for k, v in rij.kwargs.items()
                }
                adressen["/api/v1/x" if naam == "api-onbekend" else reverse(naam, kwargs=kwargs)] = naam
    x, y = plan.tegelpunt.coords
    for z in (6, 10, 14):
        maat = 40_075_016.68 / 2**z
        tegel = reverse("tegel-plannen", args=[z, int((x + 20_037_508.34) / maat), int((20_037_508.34 - y) / maat)])
        adressen[tegel] = "tegel-plannen"
    for vraag in (f"q={GEHEIM}", "woningtype=geclusterd&schakel=hard", "gebied=GM9000&periode=2030"):
        adressen[f"{reverse('plan-lijst')}?{vraag}"] = "plan-lijst"
    return adressen


def _tekst(antwoord, adres: str) -> str:
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    kop = f"{antwoord.headers.get('Location', '')} {antwoord.headers.get('Content-Disposition', '')}"
    if inhoud.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
            inhoud = b" ".join(zip_.read(naam) for naam in zip_.namelist())
    # What was searched for comes back in the field, the addresses of the page and its print.
    return kop + inhoud.decode("utf-8", "replace").replace(f'value="{GEHEIM}"', "").replace(f"q={GEHEIM}", "")


def _waar_het_staat(client, cast, adressen: dict[str, str]) -> set[tuple[str, str]]:
    gevonden = set()
    for wie in LEZERS:
        client.logout()
        if wie != "anoniem":
            client.force_login(getattr(cast, wie))
        for adres, naam in adressen.items():
            antwoord = client.get(adres)
            assert antwoord.status_code < 500, f"{wie} op {adres}"
            if SPOOR.search(_tekst(antwoord, adres)):
                gevonden.add((wie, naam))
    return gevonden


def test_een_plan_in_de_prullenbak_staat_nergens(
    client, cast, dingen, geheim_plan, herbereken, settings, monkeypatch  # noqa: F811
):  # fmt: skip
    settings.DEMO = False
    settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] |= dict.fromkeys(["zoek", "export", "anon", "user"], "100000/min")
    monkeypatch.setattr("woonzorg.start.gezond._worker", lambda: True)
    geheim_plan.refresh_from_db()
    adressen = _adressen(dingen, geheim_plan)
    voor = _waar_het_staat(client, cast, adressen)
    overal = {"plan-lijst", "plan-csv", "plan-xlsx", "plan-geojson", "plan-gpkg", "plan", "tegel-plannen", "project"}
    assert {naam for _, naam in voor} >= overal | {"plot", "voorstel", "voorstel-lijst", "plan-voorstel"}
    assert {naam for _, naam in voor} >= {"plan-knelpunten", "plan-knelpunt"}
    assert _figuren() != dingen["figuren"]

    verwijder_plan(plan=geheim_plan, by="Jansen")
    herbereken()
    assert {(wie, naam) for wie, naam in _waar_het_staat(client, cast, adressen) if naam not in MAG_WEL} == set()
    assert _figuren() == dingen["figuren"]
