"""From what a resident typed, or where somebody is, to a gemeente and, when it is known, a point in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError

from kenniskaarten.voorbeelden.plek import RD, punt_van
from woonzorg.gebieden.locatieserver import (
    PdokZwijgt,
    TeVaakGevraagd,
    Vondst,
    als_postcode,
    zoek_postcode,
    zoek_woonplaats,
)
from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.gebieden.soorten import Gebied, Gebiedssoort
from woonzorg.gebieden.zoeken import ROEPNAMEN, kaal, zoek_op_naam

LENGTE = 100
# Metres outside every boundary at which a point still belongs to the nearest gemeente: boundaries are generalised.
SPELING = 3_000


@dataclass(frozen=True)
class Plek:
    """`punt` in RD, None when only the gemeente is known."""

    gemeente: Gemeente
    naam: str
    punt: Point | None = None


@dataclass(frozen=True)
class Keuze:
    """One of several places that can be meant."""

    naam: str
    vraag: str


@dataclass(frozen=True)
class Uitkomst:
    """A place, or what to choose from, or a sentence that says why there is none and what to do."""

    plek: Plek | None = None
    keuzes: list[Keuze] = field(default_factory=list)
    melding: str = ""
    # What was typed names a larger gebied, that has a page of its own.
    gebied: Gebied | None = None


def zoek_plek(q: str, gemeente: str, punt: str, mag: Callable[[], bool]) -> Uitkomst:
    """`q` as typed, the code of a chosen `gemeente`, `punt` as 'latitude, longitude'; `mag` as in the Locatieserver."""
    q = " ".join(q.replace("\0", "").split())[:LENGTE]
    if punt:
        return _op_punt(punt)
    if postcode := als_postcode(q):
        return _op_postcode(postcode, mag)
    if gemeente and (rij := _gemeente(gemeente)):
        return _in_gemeente(q, rij, mag)
    return _op_naam(q, mag) if q else Uitkomst()


def _gemeente(code: str) -> Gemeente | None:
    rijen = Gemeente.objects.geldig_op().select_related("provincie", "woondealregio")
    return rijen.filter(code=code.replace("\0", "")).first()


def gemeente_bij(punt: Point) -> Gemeente | None:
    """The gemeente that has this point, or lies within a few kilometres of it. Two queries."""
    codes = Gemeente.objects.geldig_op().values("code")
    grens = (
        Grens.objects.filter(soort=Gebiedssoort.GEMEENTE, code__in=codes, geometrie__dwithin=(punt, SPELING))
        .annotate(afstand=Distance("geometrie", punt))
        .order_by("afstand", "code")
        .first()
    )
    return _gemeente(grens.code) if grens else None


def _op_punt(tekst: str) -> Uitkomst:
    try:
        punt = punt_van(tekst)
    except ValidationError:
        return Uitkomst(melding="Wij kunnen deze plek niet lezen. Typ uw postcode of gemeente.")
    gemeente = gemeente_bij(punt)
    if gemeente is None:
        return Uitkomst(melding="Deze plek ligt niet in een Nederlandse gemeente. Typ uw postcode of gemeente.")
    return Uitkomst(Plek(gemeente, "uw plek", punt))


def _bij(vondst: Vondst) -> Plek | None:
    """The code of PDOK first; one that we do not have yet, or no longer, by where it lies."""
    punt = Point(*vondst.punt, srid=RD)
    gemeente = _gemeente(vondst.gemeentecode) or gemeente_bij(punt)
    return Plek(gemeente, vondst.naam, punt) if gemeente else None


def _op_postcode(postcode: str, mag: Callable[[], bool]) -> Uitkomst:
    try:
        vondst = zoek_postcode(postcode, mag)
    except PdokZwijgt:
        return Uitkomst(melding=f"Wij kunnen nu niet opzoeken waar postcode {postcode} is. {TYP_GEMEENTE}")
    except TeVaakGevraagd:
        return Uitkomst(melding=f"Er zijn van uw adres net erg veel postcodes opgezocht. {TYP_GEMEENTE}")
    plek = _bij(vondst) if vondst else None
    if plek is None:
        return Uitkomst(melding=f"Postcode {postcode} kennen wij niet. Kijk of zij klopt, of typ uw gemeente.")
    return Uitkomst(plek)


TYP_GEMEENTE = "Typ de naam van uw gemeente, bijvoorbeeld Enschede: die kennen wij wel."


def _in_gemeente(q: str, gemeente: Gemeente, mag: Callable[[], bool]) -> Uitkomst:
    """A choice out of several: the woonplaats in this gemeente, or the gemeente itself."""
    if q and kaal(q) != kaal(gemeente.naam):
        for vondst in _woonplaatsen(q, mag) or []:
            plek = _bij(vondst)
            if plek and plek.gemeente == gemeente:
                return Uitkomst(plek)
    return Uitkomst(Plek(gemeente, gemeente.naam))


def _woonplaatsen(q: str, mag: Callable[[], bool]) -> list[Vondst] | None:
    """None when PDOK cannot be asked."""
    try:
        return zoek_woonplaats(q, mag)
    except (PdokZwijgt, TeVaakGevraagd):
        return None


def _op_naam(q: str, mag: Callable[[], bool]) -> Uitkomst:
    gebieden = zoek_op_naam(q)
    gemeenten = [g for g in gebieden if g.soort == Gebiedssoort.GEMEENTE]
    gezocht = kaal(ROEPNAMEN.get(q.lower(), q))
    precies = [g for g in gemeenten if gezocht in (kaal(g.naam), g.code.lower())]
    if len(precies) == 1:
        return Uitkomst(Plek(_gemeente(precies[0].code), precies[0].naam))
    woonplaatsen = [] if precies else _woonplaatsen(q, mag)
    plekken = [plek for plek in map(_bij, woonplaatsen or []) if plek]
    if len(plekken) == 1:
        return Uitkomst(plekken[0])
    if plekken:
        return Uitkomst(keuzes=[_keuze(p.naam, p.gemeente) for p in plekken], melding=f"Welk {q} bedoelt u?")
    return _uit_gemeenten(q, gemeenten, gebieden, pdok_zwijgt=woonplaatsen is None)


def _keuze(naam: str, gemeente: Gemeente | Gebied) -> Keuze:
    anders = kaal(naam) != kaal(gemeente.naam)
    tekst = f"{naam}, gemeente {gemeente.naam}" if anders else naam
    return Keuze(tekst, urlencode({"q": naam, "gemeente": gemeente.code}))


def _uit_gemeenten(q: str, gemeenten: list[Gebied], gebieden: list[Gebied], *, pdok_zwijgt: bool) -> Uitkomst:
    if len(gemeenten) == 1:
        return Uitkomst(Plek(_gemeente(gemeenten[0].code), gemeenten[0].naam))
    if gemeenten:
        return Uitkomst(keuzes=[_keuze(g.naam, g) for g in gemeenten], melding="Welke gemeente bedoelt u?")
    if gebieden:
        groter = gebieden[0]
        return Uitkomst(melding=f"{groter.naam} is geen gemeente. Typ uw postcode, plaats of gemeente.", gebied=groter)
    if pdok_zwijgt:
        return Uitkomst(melding=f"Wij kennen geen gemeente {q}, en kunnen plaatsen nu niet opzoeken. {TYP_GEMEENTE}")
    return Uitkomst(
        melding=f"Wij vonden geen plaats met de naam {q}. Typ uw postcode, of een plaats bij u in de buurt."
    )
