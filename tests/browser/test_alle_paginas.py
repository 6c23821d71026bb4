"""Every page, for four kinds of people: axe, one h1, Dutch, no complaint in the console, no sideways scroll.

The list of pages comes from the url conf by way of the permission table, so a new page is looked at as well.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver, reverse

from programmering.imports.models import Import, Importregel
from tests.browser.conftest import BOZE_NAAM
from tests.herindeling import toegang as herindeling
from tests.kenniskaarten import toegang as kenniskaarten
from tests.programmering import toegang as programmering
from tests.programmering.test_aanpassingen import bestaande_bouw
from tests.projecten import toegang as projecten
from tests.test_toegang import (
    TABEL,
    VAN_ALLAUTH_EIGEN,
    VAN_ALLAUTH_OPEN,
    boden_in_aa,
    namen,
    plot_met_partner,
    workshop_in_aa,
)
from woonzorg.post.actions import stuur

# Answers that are no page.
GEEN_PAGINA = {
    "drieslag-csv", "kwaliteit-csv", "start-stand",
    "security-txt", "gezond", "gebied-csv", "gebied-xlsx", "gebied-pdf", "tegel-gebieden", "tegel-plannen",
    "tegel-plots", "plot-csv", "plot-xlsx", "tegel-plots-zoekt",
    "bod-csv", "bod-xlsx", "boden-per-gemeente-csv", "boden-corporaties-csv",
    "aanpassing-csv", "aanpassing-xlsx", "kans-csv", "kans-xlsx", "tegel-kansen",
    "workshop-pdf", "workshop-xlsx", "workshop-kandidaat", "workshop-boden", "workshop-stand", "workshop-doe",
    "tafel-stand", "tafel-doe", "tafel-tegel",
    "plan-csv", "plan-xlsx", "plan-gpkg", "plan-geojson",
    "api-schema", "api-keten", "api-onbekend", "plek-toets", "plek-buren", "import-voortgang",
    *kenniskaarten.GEEN_PAGINA,
    *programmering.GEEN_PAGINA,
    *projecten.GEEN_PAGINA,
    *herindeling.GEEN_PAGINA,
}  # fmt: skip
ACCOUNT = {
    "anoniem": [
        "account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_inactive",
    ],
    "koepel": ["account_logout", "account_change_password"],
}  # fmt: skip
# Of django-allauth. Nothing leads there (confirming addresses, login by a code), or a mail does (test_inloggen).
ONGEBRUIKT = {
    "account_email", "account_confirm_email", "account_email_verification_sent", "account_confirm_login_code",
    "account_reauthenticate", "account_set_password",
    "account_reset_password_from_key", "account_reset_password_from_key_done",
}  # fmt: skip
EXTRA = {
    "anoniem": [
        "/bestaat-niet/",
        "/gebied/zoek/?q=zzz",
        "/plannen/?q=zzz",
        "/plots/?q=zzz&bij=Atlantis",
        "/plots/?gebied=GM9000&periode=2030&woningtype=geclusterd&schakel=gereserveerd",
        "/boden/?q=zzz",
        "/boden/?gebied=GM9000&periode=2030&woningtype=geclusterd&schakel=bod",
        "/gebied/NL/?soort=gemeente&periode=2036",
        "/in-de-buurt/?q=Aa",
    ],
    "invoerder_aa": [
        "/plannen/?gebied=GM9000&woningtype=geclusterd&schakel=hard&periode=2030",
        "/plannen/samen-wijzigen/?keuze=alle&filter=",
    ],
}
OP_TELEFOON = {
    "anoniem": [
        "workshop-code",
        "workshop-tafel",
        "start",
        "gebied-nl",
        "gebied",
        "plan-lijst",
        "plan",
        "plot-lijst",
        "plot",
        "bod-lijst",
        "bod",
        "boden-per-gemeente",
        "boden-corporaties",
        "aanpassing-lijst",
        "aanpassing",
        "kans-lijst",
        "kans",
        "opgave-lijst",
        "opgave",
        "begrippen",
    ],
    "partner": [
        "bod-nieuw",
        "bod-bewerken",
        "plot-zoekt",
        "plot-interesse",
        "plot-voorstel",
        "plan-voorstel",
        "partner",
        "voorstel",
        "voorstel-lijst",
    ],
    "invoerder_aa": [
        "kwaliteit",
        "workshop",
        "workshop-verslag",
        "partner-toevoegen",
        "voorstel",
        "plot",
        "plot-bewerken",
        "plot-stap",
        "plot-wegen",
        "plot-plan-koppelen",
        "start",
        "plan-bewerken",
        "aanpassing-bewerken",
        "aanpassing-importeren",
        "aanpassing-controle",
        "kans-bewerken",
        "import-lijst",
        "import-nieuw",
        "import",
        "profiel",
    ],
    "beheerder": [
        "gebruiker-lijst",
        "gebruiker",
        "werkoverdracht-lijst",
        "werkoverdracht",
        "werkoverdracht-soort",
        "logboek",
        "berekeningen",
        "opgave-verdelen",
        "opgave-vastleggen",
        "post-lijst",
        "bericht",
        "herindeling",
        "herindeling-verdelen",
    ],
}
for _wie, _namen in [
    *kenniskaarten.OP_TELEFOON.items(),
    *programmering.OP_TELEFOON.items(),
    *projecten.OP_TELEFOON.items(),
]:
    OP_TELEFOON.setdefault(_wie, []).extend(_namen)
REGELS = {"resultTypes": ["violations"], "elementRef": False, "rules": {"region": {"enabled": False}}}


@pytest.fixture
def dingen(wereld, cast, maak_plan, maak_plot, maak_project):
    """What the table calls '@openbaar' and so on."""
    import_ = Import.objects.create(
        bestandsnaam="plannen.geojson", bestand=b"{}", profiel="woningbouwplannen-2020",
        status=Import.Status.GECONTROLEERD, door=cast.invoerder_aa, door_naam="invoerder", totaal=1,
    )  # fmt: skip
    Importregel.objects.create(
        bij=import_, blad="features", nummer=1, plannaam="Aahof", uitkomst=Importregel.Uitkomst.GEWEIGERD
    )
    return {
        "openbaar": wereld.hof.pk, "provincie": wereld.veld.pk, "gemeente": wereld.veld.pk,
        "concept": wereld.concept.pk, "telt_niet_mee": wereld.veld.pk, "import": import_.pk,
        "import_van_bee": import_.pk, "gebruiker": cast.koepel.pk, "collega": cast.vaststeller_aa.pk,
        "lidmaatschap": 0, **workshop_in_aa(cast),
        "bericht": stuur(sjabloon="proef", aan=cast.koepel.email, context={"naam": "koepel"}).pk,
        **plot_met_partner(cast, maak_plot, naam=BOZE_NAAM),
        **boden_in_aa(cast),
        **bestaande_bouw(cast),
        **kenniskaarten.dingen(cast),
        **programmering.dingen(cast, maak_plan),
        **projecten.project_in_aa(cast, maak_project, naam=BOZE_NAAM),
        **herindeling.dingen(),
    }  # fmt: skip


def adressen(wie: str, dingen: dict, alleen=None) -> list[str]:
    uit = []
    for naam in sorted(TABEL):
        if naam in GEEN_PAGINA or (alleen is not None and naam not in alleen):
            continue
        for rij in TABEL[naam]:
            if wie in rij.wie and rij.status == 200 and not rij.post:
                kwargs = {k: dingen[v[1:]] if str(v).startswith("@") else v for k, v in rij.kwargs.items()}
                uit.append(reverse(naam, kwargs=kwargs))
    if alleen is None:
        uit += [reverse(naam) for naam in ACCOUNT.get(wie, [])] + EXTRA.get(wie, [])
    return list(dict.fromkeys(uit))


def test_van_elke_url_is_bekend_of_het_een_pagina_is():
    """A url is in the table, is one of the account pages that are looked at, or is said not to be used."""
    account = {naam for namen_ in ACCOUNT.values() for naam in namen_}
    assert namen(get_resolver().url_patterns) == set(TABEL) | account | ONGEBRUIKT
    assert account | ONGEBRUIKT == VAN_ALLAUTH_OPEN | VAN_ALLAUTH_EIGEN


class Kijker:
    """Looks at pages and remembers which content axe has judged: most pages are the same for several roles."""

    def __init__(self):
        self.axe = Axe()
        self.gezien: set[str] = set()

    def kijk(self, page, adres: str) -> list[str]:
        page.goto(adres, wait_until="load")
        if page.locator("[data-kaart]").count():
            page.locator("[data-kaart][data-klaar]").wait_for(state="attached")
        klachten = []
        if page.locator("html").get_attribute("lang") != "nl":
            klachten.append("lang is niet nl")
        if (aantal := page.locator("h1").count()) != 1:
            klachten.append(f"{aantal} koppen h1")
        te_breed = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if te_breed > 0:
            klachten.append(f"{te_breed} px breder dan het scherm")
        # What differs at every load of the same page: the token, and the signed picture of the plan that was opened.
        inhoud = re.sub(r'name="(csrfmiddlewaretoken|opname)" value="[^"]*"', "", page.inner_html("main"))
        if inhoud not in self.gezien:
            self.gezien.add(inhoud)
            klachten += self.bezwaren(page)
        return [f"{adres}: {klacht}" for klacht in klachten]

    def bezwaren(self, page) -> list[str]:
        return [
            f"{v['id']} ({v['impact']}): {'; '.join(n['html'][:160] for n in v['nodes'][:3])}"
            for v in self.axe.run(page, options=REGELS).response["violations"]
            if v["impact"] in ("serious", "critical")
        ]


def bekijk(rollen: dict, open_venster, dingen, cast, **opties) -> list[str]:
    kijker, klachten = Kijker(), []
    for wie, alleen in rollen.items():
        venster = open_venster(wie=getattr(cast, wie, None), **opties)
        venster.verwacht = ("404 (Not Found)",)
        for adres in adressen(wie, dingen, alleen):
            klachten += [f"{wie} op {klacht}" for klacht in kijker.kijk(venster.page, adres)]
    return klachten


# In two halves, one for each core: axe looks once at what readers of one half see alike.
@pytest.mark.parametrize(
    "lezers",
    [("anoniem", "koepel", "partner", "projectleider"), ("invoerder_aa", "adviseur_oost", "beheerder")],
    ids=["lezers", "schrijvers"],
)
def test_elke_pagina(lezers, open_venster, dingen, cast, settings):
    settings.DEMO = False
    klachten = bekijk(dict.fromkeys(lezers), open_venster, dingen, cast)
    assert not klachten, "\n".join(klachten)


def test_op_een_telefoon(open_venster, dingen, cast, settings):
    settings.DEMO = False
    klachten = bekijk(OP_TELEFOON, open_venster, dingen, cast, breed=390, hoog=844, has_touch=True, is_mobile=True)
    assert not klachten, "\n".join(klachten)


def test_deze_controle_vindt_ook_iets(open_venster):
    """A check that never complains proves nothing."""
    page = open_venster(breed=390).page
    page.goto("/begrippen/")
    page.locator("main").evaluate("main => main.append(document.createElement('button'), new Image())")
    assert {bezwaar.split()[0] for bezwaar in Kijker().bezwaren(page)} == {"button-name", "image-alt"}
