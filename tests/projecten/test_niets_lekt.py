"""Random people, every url of projecten, and a secret in everything that somebody wrote.

Who may read a secret is told here once more, in plain Python and from the words of the assignment alone: adviser-only
is for advisers and the kernteam of that place, 'gemeente' also for who sees projects there, 'partners' also for the
projectleider and the organisations that take part. No answer of any url, whatever its form, may hold another.
"""

import io
import random
import re
import zipfile
from dataclasses import dataclass, field

import pytest
from django.db.models import CharField, TextField
from django.urls import reverse

from projecten.coaching.models import Contactmoment
from projecten.models import Actie, Document, Escalatie, Projectknelpunt, Vraag
from projecten.project.models import Project
from projecten.zicht import Zichtbaarheid
from tests.projecten import toegang
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatie, Werkgebied
from woonzorg.organisaties.permissions import Rol

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"zz\d+zz")
PLEKKEN = {"Aa": ("GM9000", "WD90", "PV90"), "Bee": ("GM9001", "WD90", "PV91"), "Dee": ("GM9003", "WD92", "PV91")}
ADVISEREN = {Rol.ADVISEUR, Rol.KERNTEAM}
ZIEN = ADVISEREN | {Rol.INVOERDER, Rol.VASTSTELLER, Rol.COORDINATOR, Rol.BEHEERDER}
# What is written: the model and the fields that a person types.
GESCHREVEN = {
    Contactmoment: ("notitie", "wie"),
    Actie: ("wat", "eigenaar_naam"),
    Document: ("naam",),
    Projectknelpunt: ("omschrijving", "hoe_opgelost"),
    Escalatie: ("onderwerp", "eigenaar_naam"),
    Vraag: ("titel", "tekst"),
}


@dataclass
class Mens:
    account: Gebruiker
    rol: str = ""
    codes: set[str] = field(default_factory=set)
    leidt: set[int] = field(default_factory=set)
    doet_mee: set[int] = field(default_factory=set)

    def in_bereik(self, plek: str | None) -> bool:
        return bool(self.codes & {*PLEKKEN.get(plek, ()), "NL"})

    def mag(self, geheim: "Geheim") -> bool:
        if geheim.overal:  # a question is shared across the country, with its readers
            adviseert, ziet = self.rol in ADVISEREN, self.rol in ZIEN
            deelt = bool(self.leidt | self.doet_mee)
        else:
            hier = self.in_bereik(geheim.plek)
            adviseert, ziet = hier and self.rol in ADVISEREN, hier and self.rol in ZIEN
            deelt = geheim.project in self.leidt | self.doet_mee
        match geheim.zichtbaarheid:
            case "adviseurs":
                return adviseert
            case "gemeente":
                return ziet
            case "partners":
                return ziet or deelt
        raise AssertionError(geheim.zichtbaarheid)


@dataclass(frozen=True)
class Geheim:
    plek: str | None
    project: int | None
    zichtbaarheid: str
    overal: bool


@pytest.fixture
def wereld(cast, maak_project):
    """Three projects in three gemeenten of two provincies, all that can hang on each, on each level a copy."""
    objecten = {}
    for plek in PLEKKEN:
        project = maak_project(plek, projectleider=None, adviseur=None)
        objecten[plek] = {"project": project.pk}
        for deel in toegang.DELEN:
            objecten[plek] |= deel.dingen(cast, project)
    for model in GESCHREVEN:
        _op_elk_niveau(model)
    return objecten, _stop_geheimen_in()


def _op_elk_niveau(model) -> None:
    """Of each record one on every level, so that no test rests on what the parts happened to make."""
    for rij in list(model.objects.all()):
        for niveau in set(Zichtbaarheid.values) - {rij.zichtbaarheid}:
            rij.pk, rij._state.adding = None, True
            if model is Contactmoment:
                rij.sleutel = Contactmoment._meta.get_field("sleutel").get_default()
            if model is Actie:
                rij.contact = None
            rij.zichtbaarheid = niveau
            rij.save()


def _stop_geheimen_in() -> dict[str, Geheim]:
    geheimen: dict[str, Geheim] = {}
    assert all(model.objects.exists() for model in GESCHREVEN)
    plekken = dict(Project.objects.values_list("pk", "gemeente__naam"))
    for model, velden in GESCHREVEN.items():
        for rij in model.objects.all():
            for naam in velden:
                assert isinstance(model._meta.get_field(naam), CharField | TextField)
                code = f"zz{len(geheimen)}zz"
                geheimen[code] = Geheim(
                    plekken.get(rij.project_id), rij.project_id, rij.zichtbaarheid, overal=model is Vraag
                )
                model.objects.filter(pk=rij.pk).update(**{naam: code})
    return geheimen


def _bedenk(toeval: random.Random, nummer: int, projecten: dict[str, int]) -> Mens:
    """Somebody with a random role in a random place, who sometimes leads a project or works for a partner of one."""
    mens = Mens(Gebruiker.objects.create_user(f"mens{nummer}@voorbeeld.nl", f"mens {nummer}"))
    organisatie = Organisatie.objects.create(naam=f"huis {nummer}", soort=toeval.choice(["gemeente", "corporatie"]))
    if toeval.random() < 0.85:
        mens.rol = toeval.choice(Rol.values)
        soort, code = toeval.choice(
            [("land", "NL"), ("provincie", "PV90"), ("provincie", "PV91"), ("woondealregio", "WD90")]
            + [("gemeente", codes[0]) for codes in PLEKKEN.values()]
        )
        mens.codes = {code}
        Werkgebied.objects.create(organisatie=organisatie, soort=soort, code=code)
        Lidmaatschap.objects.create(gebruiker=mens.account, organisatie=organisatie, rol=mens.rol, van="2020-01-01")
    for pk in projecten.values():
        if toeval.random() < 0.2:
            Project.objects.filter(pk=pk).update(projectleider=mens.account)
            mens.leidt.add(pk)
        if mens.rol and toeval.random() < 0.2:
            Project.objects.get(pk=pk).partners.create(rol="corporatie", organisatie=organisatie, naam=organisatie.naam)
            mens.doet_mee.add(pk)
    return mens


def _tekst(antwoord) -> str:
    """All that an answer says; of a workbook the text of its sheets."""
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    kop = f"{antwoord.headers.get('Location', '')} {antwoord.headers.get('Content-Disposition', '')}"
    if inhoud.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
            inhoud = b" ".join(zip_.read(naam) for naam in zip_.namelist())
    return kop + inhoud.decode("utf-8", "replace")


def _adressen(objecten: dict[str, dict]) -> list[str]:
    """Every url of projecten, for the things of each of the three projects."""
    return sorted(
        {
            reverse(naam, kwargs={k: dingen[v[1:]] if str(v).startswith("@") else v for k, v in rij.kwargs.items()})
            for dingen in objecten.values()
            for naam, rijen in toegang.TABEL.items()
            for rij in rijen
        }
    )


@pytest.mark.parametrize("zaad", range(4))
def test_geen_enkel_antwoord_zegt_meer_dan_iemand_mag_weten(zaad, client, wereld, settings):
    settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] |= dict.fromkeys(["zoek", "export"], "100000/min")
    objecten, geheimen = wereld
    adressen, toeval = _adressen(objecten), random.Random(zaad)
    projecten = {plek: dingen["project"] for plek, dingen in objecten.items()}
    # The last one who was made the leader leads: the others are told so before anyone looks.
    mensen = [_bedenk(toeval, n, projecten) for n in range(6)]
    for mens in mensen:
        mens.leidt = set(Project.objects.filter(projectleider=mens.account).values_list("pk", flat=True))
    gezien: set[str] = set()
    for mens in mensen:
        client.force_login(mens.account)
        for adres in adressen:
            antwoord = client.get(adres)
            assert antwoord.status_code < 500, adres
            for code in SECRET.findall(_tekst(antwoord)):
                gezien.add(code)
                wie = f"{mens.rol or 'niemand'} in {mens.codes}, leidt {mens.leidt}, doet mee aan {mens.doet_mee}"
                assert mens.mag(geheimen[code]), f"{adres} toont {code} ({geheimen[code]}) aan {wie}"
    # A test in which nothing was ever shown would prove nothing.
    assert len(gezien) > len(geheimen) / 4
    client.logout()
    assert not any(SECRET.search(_tekst(client.get(adres))) for adres in adressen)
