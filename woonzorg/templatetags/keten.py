"""The keten, its small form, the trend and the table of gebieden: the same picture on every page."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse

from programmering.calculations import SCHAKELS, WONINGTYPEN, Keten, Ketenregel, Trend
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.getallen import aandeel, getal, procent

from . import meetkunde

register = template.Library()

WONINGTYPE_NAAM = {
    "nultreden": "Nultreden",
    "geclusterd": "Geclusterd",
    "zorggeschikt": "Zorggeschikt",
}
WONINGTYPE_UITLEG = {
    "nultreden": "Zonder trappen te bereiken en te bewonen.",
    "geclusterd": "Nultreden, met een plek om elkaar te ontmoeten. Vanaf 12 woningen.",
    "zorggeschikt": "Geclusterd, en geschikt om zware zorg (Wlz) te geven.",
}
SCHAKEL_NAAM = {
    "gerealiseerd": "gerealiseerd",
    "hard": "hard plan",
    "zacht": "zacht plan",
    "gereserveerd": "gereserveerd",
    "tekort": "tekort",
}
# The six links from opgave to key. `vlak` is the pattern of its block; '' for a link that has no block.
KETENSCHAKELS = (
    ("opgave", "opgave", "Wat er nodig is."),
    ("bod", "", "Wat een partij aanbiedt te bouwen."),
    ("plot", "gereserveerd", "Een plek die voor wonen en zorg is gereserveerd."),
    ("zacht plan", "zacht", "Een plan waarover de gemeente nog moet besluiten."),
    ("hard plan", "hard", "Een plan dat is vastgesteld."),
    ("gerealiseerd", "gerealiseerd", "De sleutel is overgedragen."),
)
BUITEN_NAAM = {"regulier": "Andere woningen", "onbekend": "Nog niet ingedeeld", "sloop": "Sloop"}
LIGGING_NAAM = {"eerder": "eerdere jaren", "later": "latere jaren", "jaar_onbekend": "jaar onbekend"}
STATUS_TEKST = {
    "rekenvoorbeeld": "rekenvoorbeeld",
    "voorlopig": "voorlopig",
    "vastgesteld": "vastgesteld",
}


class Drill:
    """Makes the link from a figure to the records it is made of; '' where there is no list to go to."""

    LIJSTEN = {"gereserveerd": "plot-lijst", "bod": "bod-lijst", "aanpassing": "aanpassing-lijst"}

    def __init__(self, keten: Keten, plannen_url: str | None, bouwvorm: str | None):
        self.plannen = _lijst("plan-lijst") if plannen_url is None else plannen_url
        self.vast = {"gebied": keten.gebied.code, "periode": keten.periode.slug}
        self.bouwvorm = {"bouwvorm": bouwvorm} if bouwvorm else {}

    def __call__(self, woningtype: str, schakel: str = "", ligging: str = "") -> str:
        url = _lijst(self.LIJSTEN[schakel]) if schakel in self.LIJSTEN else self.plannen
        if not (self.plannen and url):
            return ""
        if schakel == "tekort":
            # A shortage has no plans to show: it leads to the places where it sits.
            return "#gebieden"
        welke = {"ligging": ligging} if ligging else {"schakel": schakel}
        delen = {**self.vast, "woningtype": woningtype, **welke, **self.bouwvorm}
        return f"{url}?{urlencode(delen)}"


def _lijst(naam: str) -> str:
    try:
        return reverse(naam)
    except NoReverseMatch:
        return ""


def tekort_label(regel: Ketenregel) -> tuple[str, int | None]:
    if regel.tekort is None:
        return "tekort", None
    return ("overschot", -regel.tekort) if regel.tekort < 0 else ("tekort", regel.tekort)


def _rij(regel: Ketenregel, grootste: int, schakels: Iterable[str], drill: Drill, met_ranglijst: bool) -> dict:
    naam = WONINGTYPE_NAAM[regel.woningtype]

    def link(schakel: str) -> str:
        if schakel == "tekort" and not met_ranglijst:
            return ""
        return drill(regel.woningtype, schakel)

    def omschrijving(schakel: str, aantal: int) -> str:
        deel = aandeel(aantal, regel.opgave)
        return f"{naam}, {SCHAKEL_NAAM[schakel]}: {getal(aantal)} woningen" + (
            f", {deel} van de opgave" if deel else ""
        )

    label, tekort = tekort_label(regel)
    return {
        "regel": regel,
        "naam": naam,
        "uitleg": WONINGTYPE_UITLEG[regel.woningtype],
        "blokken": [
            {"blok": b, "url": link(b.schakel), "tekst": omschrijving(b.schakel, b.aantal)}
            for b in meetkunde.blokken(regel, grootste)
        ],
        "opgave_x": None if regel.opgave is None else meetkunde.pct(meetkunde.plaats(regel.opgave, grootste)),
        "opgave_tekst": "geen opgave" if regel.opgave is None else getal(regel.opgave),
        "cellen": [
            {
                "schakel": s,
                "naam": SCHAKEL_NAAM[s],
                "aantal": getattr(regel, s),
                "aandeel": aandeel(getattr(regel, s), regel.opgave),
                "url": link(s) if getattr(regel, s) else "",
            }
            for s in schakels
        ],
        "tekort": {
            "naam": label,
            "aantal": tekort,
            "aandeel": aandeel(tekort or 0, regel.opgave) if tekort is not None else "",
            "url": link("tekort") if label == "tekort" and tekort else "",
            "vraagt_actie": label == "tekort" and bool(tekort),
        },
        "bod": {
            "aantal": regel.bod,
            "aandeel": aandeel(regel.bod, regel.opgave),
            "url": drill(regel.woningtype, "bod") if regel.bod else "",
        },
        "bestaande_bouw": {
            "aantal": regel.bestaande_bouw,
            "url": drill(regel.woningtype, "aanpassing") if regel.bestaande_bouw else "",
            "tekort": regel.tekort_met_bestaande_bouw,
        },
        "corporatie": regel.waarvan_corporatie,
        "corporatie_aandeel": aandeel(regel.waarvan_corporatie, regel.gedekt),
        "streven": regel.woningtype in ("geclusterd", "zorggeschikt"),
    }


@register.inclusion_tag("includes/_keten.html", takes_context=True)
def keten(
    context,
    keten: Keten,
    *,
    plannen_url: str | None = None,
    downloads: Iterable[tuple[str, str]] = (),
    tabel_url: str = "",
    verdeel_url: str = "",
    verdeel_tekst: str = "",
    bouwvorm: str | None = None,
    ranglijst: bool = False,
    buiten_periode=(),
    kop: str = "",
    kopniveau: int = 2,
):
    """The one picture.

    `ranglijst`: this page has a ranking under #gebieden, to which a tekort leads. `downloads`: what the link says,
    and where it leads.
    """
    grootste = meetkunde.maximum(keten.regels)
    drill = Drill(keten, plannen_url, bouwvorm)
    als = meetkunde.streepjes(grootste)
    return {
        "keten": keten,
        "rijen": [_rij(r, grootste, SCHAKELS, drill, ranglijst) for r in keten.regels],
        "schakels": [(s, SCHAKEL_NAAM[s]) for s in SCHAKELS],
        "ketenkop": [{"naam": naam, "vlak": vlak, "uitleg": uitleg} for naam, vlak, uitleg in KETENSCHAKELS],
        "as": [
            {
                "x": meetkunde.pct(meetkunde.plaats(n, grootste)),
                "tekst": getal(n),
                "anker": "start" if n == 0 else "middle" if meetkunde.plaats(n, grootste) < 94 else "end",
            }
            for n in als
        ],
        "buiten": [
            {
                "naam": BUITEN_NAAM.get(b.categorie, b.categorie),
                "cellen": [
                    {
                        "naam": SCHAKEL_NAAM[s],
                        "aantal": getattr(b, s),
                        "url": drill(b.categorie, s) if getattr(b, s) else "",
                    }
                    for s in ("gerealiseerd", "hard", "zacht")
                ],
            }
            for b in keten.buiten
        ],
        "buiten_periode": [
            {
                "naam": WONINGTYPE_NAAM.get(b.categorie) or BUITEN_NAAM[b.categorie],
                "cellen": [
                    {
                        "naam": naam,
                        "aantal": getattr(b, ligging),
                        "url": drill(b.categorie, ligging=ligging) if getattr(b, ligging) else "",
                    }
                    for ligging, naam in LIGGING_NAAM.items()
                ],
            }
            for b in buiten_periode
        ],
        "vertrouwelijk": [
            {"naam": WONINGTYPE_NAAM[r.woningtype].lower(), "aantal": r.vertrouwelijk}
            for r in keten.regels
            if r.vertrouwelijk is not None
        ],
        "status": STATUS_TEKST.get(keten.status, keten.status),
        "downloads": downloads,
        "tabel_url": tabel_url,
        "verdeel_url": verdeel_url,
        "verdeel_tekst": verdeel_tekst,
        "kop": kop or f"De keten van {keten.gebied.naam}, {keten.periode.naam}",
        "kopniveau": kopniveau,
        "id": f"keten-{keten.gebied.code.lower()}",
    }


@register.inclusion_tag("includes/_keten_klein.html")
def keten_klein(keten: Keten):
    """Three thin bars with their shortage. Each has its own scale: the question is 'how far', not 'how much'."""
    rijen = []
    for regel in keten.regels:
        label, tekort = tekort_label(regel)
        rijen.append(
            {
                "woningtype": regel.woningtype,
                "naam": WONINGTYPE_NAAM[regel.woningtype],
                "blokken": meetkunde.blokken(regel, meetkunde.maximum((regel,))),
                "opgave_x": None
                if regel.opgave is None
                else meetkunde.pct(meetkunde.plaats(regel.opgave, meetkunde.maximum((regel,)))),
                "dekking": procent(regel.dekking) if regel.dekking is not None else "",
                "opgave": regel.opgave,
                "label": label,
                "tekort": tekort,
                "vraagt_actie": label == "tekort" and bool(tekort),
            }
        )
    return {"rijen": rijen}


@register.inclusion_tag("includes/_trend.html")
def trend(trend: Trend, kop: str = "Per jaar: gerealiseerd, gepland en gereserveerd, opgeteld", kopniveau: int = 2):
    """Small multiples, one panel a woningtype; each with a scale of its own, said so beside it."""
    panelen = []
    for regel in trend.regels:
        paneel = meetkunde.paneel(regel, trend.jaren)
        laatste = paneel.kolommen[-1].samen if paneel.kolommen else 0
        panelen.append(
            {
                "paneel": paneel,
                "naam": WONINGTYPE_NAAM[regel.woningtype],
                "woningtype": regel.woningtype,
                "links_tekst": paneel.links - 6,
                "jaarteksten": _jaarteksten(paneel.kolommen),
                "zin": _trendzin(laatste, regel.opgave, trend.jaren[-1] if trend.jaren else None),
            }
        )
    legenda = [(s, SCHAKEL_NAAM[s]) for s in SCHAKELS]
    return {"trend": trend, "panelen": panelen, "legenda": legenda, "kop": kop, "kopniveau": kopniveau}


def _jaarteksten(kolommen) -> list[dict]:
    """First, last and every second year between, counted from the last: labels may not touch."""
    laatste = len(kolommen) - 1
    return [{"x": k.midden, "jaar": str(k.jaar)} for i, k in enumerate(kolommen) if (laatste - i) % 2 == 0]


def _trendzin(samen: int, opgave: int | None, jaar: int | None) -> str:
    if jaar is None:
        return "Geen jaren in deze periode."
    if opgave is None:
        return f"Eind {jaar}: {getal(samen)} woningen, geen opgave."
    if samen >= opgave:
        return f"Eind {jaar}: {getal(samen)} woningen, de opgave van {getal(opgave)} is gehaald."
    return f"Eind {jaar}: {getal(samen)} van de {getal(opgave)} woningen."


SORTEERKOLOMMEN = ("opgave", "gerealiseerd", "gepland", "tekort")


def _van(rij, naam: str):
    """Views hand over plain dicts or objects; templates do not mind and neither do we."""
    return rij[naam] if isinstance(rij, dict) else getattr(rij, naam)


def _gepland(regel: Ketenregel) -> int:
    return regel.hard + regel.zacht + regel.gereserveerd


def _kolomwaarde(regel: Ketenregel, kolom: str) -> int | None:
    return _gepland(regel) if kolom == "gepland" else getattr(regel, kolom)


@register.inclusion_tag("includes/_gebiedentabel.html", takes_context=True)
def gebiedentabel(context, onderliggend, soortnaam: str = "gebied", hoogstens: int = 25):
    """All gebieden below this one with the figures of their ketens; sorted by ?sorteer=, all with ?alles=1."""
    verzoek = context.get("request")
    vraag = verzoek.GET.copy() if verzoek else None
    sorteer = vraag.get("sorteer", "") if vraag is not None else ""
    rijen = list(onderliggend)
    omlaag, sleutel = sorteer.startswith("-"), sorteer.removeprefix("-")
    woningtype, _, kolom = sleutel.partition("-")
    if sleutel == "naam":
        rijen.sort(key=lambda o: _van(o, "gebied").naam.casefold(), reverse=omlaag)
    elif woningtype in WONINGTYPEN and kolom in SORTEERKOLOMMEN:

        def waarde(o) -> tuple[bool, int]:
            n = _kolomwaarde(_van(o, "keten").regel(woningtype), kolom)
            # No opgave stays at the end, whichever way the rest is sorted.
            return (n is None) is not omlaag, n or 0

        rijen.sort(key=waarde, reverse=omlaag)
    else:
        sleutel = ""
    aantal = len(rijen)
    alles = vraag is not None and vraag.get("alles") == "1"
    if not alles:
        rijen = rijen[:hoogstens]

    def url(**wijzig) -> str:
        if vraag is None:
            return "#gebieden-tabel"
        nieuw = vraag.copy()
        for naam, waarde in wijzig.items():
            if waarde is None:
                nieuw.pop(naam, None)
            else:
                nieuw[naam] = waarde
        return f"?{nieuw.urlencode()}#gebieden-tabel"

    def kop(naam: str, eigen: str) -> dict:
        richting = ("neer" if omlaag else "op") if sleutel == eigen else ""
        # Largest first is what one looks for in a figure; names go from a to z.
        oplopend = omlaag if richting else eigen == "naam"
        volgende = eigen if oplopend else f"-{eigen}"
        return {"naam": naam, "url": url(sorteer=volgende), "richting": richting}

    return {
        "aantal": aantal,
        "alles": alles,
        "alles_url": url(alles="1"),
        "minder_url": url(alles=None),
        "soortnaam": soortnaam,
        "naamkop": kop(soortnaam.capitalize(), "naam"),
        "groepen": [
            {
                "naam": WONINGTYPE_NAAM[w],
                "woningtype": w,
                "kolommen": [kop(k, f"{w}-{k}") for k in SORTEERKOLOMMEN],
            }
            for w in WONINGTYPEN
        ],
        "rijen": [
            {
                "naam": _van(o, "gebied").naam,
                "url": _van(o, "url"),
                "cellen": [
                    {
                        "tekst": getal(_kolomwaarde(_van(o, "keten").regel(w), k)),
                        "begin": k == SORTEERKOLOMMEN[0],
                    }
                    for w in WONINGTYPEN
                    for k in SORTEERKOLOMMEN
                ],
            }
            for o in rijen
        ],
    }


@register.filter
def afwijkingen(verschil: dict[str, int | None]) -> list[str]:
    """'nultreden +120' for every woningtype of which the sum differs from the national figure."""
    return [f"{WONINGTYPE_NAAM[w].lower()} {'+' if n > 0 else ''}{getal(n)}" for w, n in verschil.items() if n]


MEERVOUD = {
    Gebiedssoort.PROVINCIE: "provincies",
    Gebiedssoort.WOONDEALREGIO: "woondealregio's",
    Gebiedssoort.GEMEENTE: "gemeenten",
}


@register.filter
def meervoud(soort: str) -> str:
    return MEERVOUD.get(soort, "gebieden")
