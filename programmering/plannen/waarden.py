"""How the fields and numbers of a plan read to people, and what differs between two states of it."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.gis.db.models.functions import Area
from django.db.models import F, Func, TextField
from django.utils.formats import date_format

from woonzorg.gebieden.models import Gemeente
from woonzorg.getallen import getal
from woonzorg.organisaties.models import Gebruiker

from .lijsten import CATEGORIEEN, Groep, Knelpunt
from .models import Plan
from .regels import ONBEKEND, Regel

LEEG = "niet ingevuld"
# In the order of the form; the bin and the bookkeeping are no fields to people.
VELDEN = {
    naam: str(Plan._meta.get_field(naam).verbose_name)
    for naam in (
        "gemeente", "plannaam", "plancode", "plaats", "geometrie", "status_planologisch", "vertrouwelijkheid",
        "status_project", "realisatiekans", "peildatum", "plantype", "opdrachtgever_soort", "opdrachtgever_naam",
        "woonmilieu", "instellingsterrein", "sleutelproject", "studentenwoningen", "gebiedsontwikkeling", "breidt_uit",
        "breidt_uit_reden", "knelpunten", "toelichting", "behandelaar", "plot", "invoerstatus", "bron",
    )
}  # fmt: skip
AANTALLEN = "aantallen"


@dataclass(frozen=True)
class Wijziging:
    """One thing that differs: of a field, or of a number in the grid (`veld` is then AANTALLEN)."""

    veld: str
    label: str
    oud: str
    nieuw: str


def met_plek(rijen):
    """Adds `m2` and `plekmerk` (two places with the same mark are the same) and leaves the shape itself unread."""
    als_bytes = Func(F("geometrie"), function="ST_AsBinary")
    merk = Func(als_bytes, function="md5", output_field=TextField())
    return rijen.defer("geometrie").annotate(m2=Area("geometrie"), plekmerk=merk)


@dataclass(frozen=True)
class Namen:
    """Names of what a plan points at, for a set of states: three queries at most, and none for what is the same."""

    gemeenten: Mapping[int, str] = field(default_factory=dict)
    gebruikers: Mapping[int, str] = field(default_factory=dict)
    plots: Mapping[int, str] = field(default_factory=dict)


def lees_namen(standen: Iterable, user) -> Namen:
    standen = list(standen)

    def ids(veld: str) -> set[int]:
        return {pk for s in standen if (pk := getattr(s, veld))}

    def namen(rijen, veld: str) -> dict[int, str]:
        return dict(rijen.filter(pk__in=pks).values_list("pk", "naam")) if (pks := ids(veld)) else {}

    # By name: plots are built on plans. Which plot, only for who may see it.
    plots = apps.get_model("programmering", "Plot").objects.for_user(user)
    return Namen(
        namen(Gemeente.objects.all(), "gemeente_id"),
        namen(Gebruiker.objects.all(), "behandelaar_id"),
        namen(plots, "plot_id"),
    )


def toon(stand, veld: str, namen: Namen) -> str:
    """The value of a field in this state, as a sentence about it would say it."""
    match veld:
        case "gemeente":
            return namen.gemeenten.get(stand.gemeente_id, "onbekende gemeente")
        case "behandelaar":
            return namen.gebruikers.get(stand.behandelaar_id, "iemand zonder account") if stand.behandelaar_id else LEEG
        case "plot":
            return namen.plots.get(stand.plot_id, "een plot") if stand.plot_id else "geen"
        case "geometrie":
            return f"{getal(stand.m2.sq_m)} m²" if stand.m2 else "geen plek"
        case "knelpunten":
            keuzes = dict(Knelpunt.choices)
            return ", ".join(keuzes.get(k, k) for k in stand.knelpunten) or LEEG
        case "realisatiekans":
            return f"{stand.realisatiekans} %" if stand.realisatiekans else LEEG
    return _toon_gewoon(Plan._meta.get_field(veld), getattr(stand, veld))


def _toon_gewoon(veld, waarde) -> str:
    if veld.choices:
        return str(dict(veld.flatchoices).get(waarde, waarde))
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime.date):
        return date_format(waarde, "j F Y")
    return str(waarde) if waarde not in (None, "") else LEEG


def _merk(stand, veld: str):
    """What is compared: the shape by its mark, the rest by itself."""
    return stand.plekmerk if veld == "geometrie" else getattr(stand, Plan._meta.get_field(veld).attname)


def is_anders(oud, nieuw, veld: str) -> bool:
    return _merk(oud, veld) != _merk(nieuw, veld)


def verschillen(oud, nieuw, namen: Namen, mag: Callable[..., bool]) -> list[Wijziging]:
    """Fields that differ between two states; `mag(veld, oud, nieuw)` says whether the reader may read both."""
    return [
        Wijziging(veld, label, van, _verplaatst(naar) if veld == "geometrie" and van == naar else naar)
        for veld, label in VELDEN.items()
        if is_anders(oud, nieuw, veld) and mag(veld, oud, nieuw)
        for van, naar in [(toon(oud, veld, namen), toon(nieuw, veld, namen))]
    ]


def _verplaatst(maat: str) -> str:
    return f"{maat}, verplaatst of anders van vorm"


def regelnaam(groep: str, categorie: str) -> str:
    """'Geclusterd', or with its group where a name occurs more than once."""
    naam = CATEGORIEEN.get(groep, {}).get(categorie, categorie)
    dubbel = sum(naam in c.values() for c in CATEGORIEEN.values()) > 1
    return f"{naam} ({dict(Groep.choices).get(groep, groep).lower()})" if dubbel else naam


def regelverschillen(oud: Regel | None, nieuw: Regel | None) -> list[Wijziging]:
    """The numbers of one row that differ, each by its name; a row that is not there is all zeros."""
    regel = nieuw or oud
    if regel is None:
        return []
    van, naar = _cellen(oud), _cellen(nieuw)
    naam = regelnaam(regel.groep, regel.categorie)
    return [
        Wijziging(AANTALLEN, f"{naam}, {wat}", getal(van.get(wat, 0)), getal(naar.get(wat, 0)))
        for wat in sorted({*van, *naar}, key=_volgorde)
        if van.get(wat, 0) != naar.get(wat, 0)
    ]


def _cellen(regel: Regel | None) -> dict[str, int]:
    if regel is None:
        return {}
    cellen = {
        "totaal gepland": regel.gepland,
        "gerealiseerd": regel.gerealiseerd,
        "waarvan corporatie": regel.waarvan_corporatie,
    }
    cellen |= {f"gerealiseerd in {jaar}": n for jaar, n in regel.gerealiseerd_per_jaar.items()}
    for jaar, n in regel.rest_per_jaar.items():
        cellen["nog te bouwen, jaar onbekend" if jaar == ONBEKEND else f"nog te bouwen in {jaar}"] = n
    return cellen


def _volgorde(wat: str) -> tuple[int, str]:
    vooraan = ("totaal gepland", "gerealiseerd", "waarvan corporatie")
    return (vooraan.index(wat), "") if wat in vooraan else (len(vooraan), wat)


def zonder_herhaling(wijzigingen: list[Wijziging]) -> list[Wijziging]:
    """Leaves out rows of a division that nobody made: they repeat what nieuwbouw says, number by number."""
    per_regel: dict[str, list[tuple[str, str, str]]] = {}
    for w in wijzigingen:
        naam, _, wat = w.label.partition(", ")
        per_regel.setdefault(naam, []).append((wat, w.oud, w.nieuw))
    nieuwbouw = per_regel.get("Nieuwbouw")
    weg = {regelnaam(groep, c) for groep, c in (("woningtype", "onbekend"), ("betaalbaarheid", "onbekend"),
                                               ("flex", "permanent"))}  # fmt: skip
    weg = {naam for naam in weg if nieuwbouw and per_regel.get(naam) == nieuwbouw}
    return [w for w in wijzigingen if w.label.partition(", ")[0] not in weg]
