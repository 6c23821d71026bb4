"""Writing gebieden: facts, the division in woondealregio's, boundaries. Upsert by code, nothing made anew.

Callers hold the transaction open around all of it: the SQL hands on temporary tables that end with it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from woonzorg.sql import haal_op, voer_uit

from .imports import Gemeentefeit, Grenzenbestand, Indeling, Invoerfout
from .models import Gemeente, Grens, Kerncijfer, Provincie, Woondealregio
from .opvolging import enkele_opvolgers, volg
from .soorten import Gebiedssoort

# Largest distance in metres (RD) between a border and its drawing: half a screen pixel at the closest zoom of
# the band (a pixel is 1223 m at zoom 7 and 153 m at zoom 10 in EPSG:3857, which stretches 1,6 times here).
TOLERANTIES = {"laag": 375.0, "midden": 47.0, "hoog": 2.0}


@dataclass
class Telling:
    nieuw: int = 0
    gewijzigd: int = 0
    gelijk: int = 0

    @property
    def veranderd(self) -> int:
        return self.nieuw + self.gewijzigd


@dataclass(frozen=True)
class Feitentelling:
    tellingen: dict[type[Model], Telling]
    # Codes that the facts carry but that were ended here: they stay ended.
    opgeheven: list[str]


@dataclass(frozen=True)
class Grenzentelling:
    geladen: int
    veranderd: int
    hersteld: int = 0
    onbekend: tuple[str, ...] = ()
    ontbreekt: tuple[str, ...] = ()
    # Official boundaries that an approximation was not allowed to replace.
    behouden: int = 0


def wacht_op_beurt() -> None:
    """Let loads go one by one; the lock ends with the transaction."""
    voer_uit("gebieden/slot")


# --- Facts -------------------------------------------------------------------------------------------------


@transaction.atomic
def werk_feiten_bij(feiten: list[Gemeentefeit]) -> Feitentelling:
    """Bring provincies, woondealregio's, gemeenten and kerncijfers up to the facts; deletes nothing.

    A division that was given with vervang_woondealregios stays. A gemeente that was ended stays ended. Facts that
    still name it are of before: their figures of the gemeente that took it over are of a smaller one, and left out.
    """
    tellingen = {Provincie: _werk_namen_bij(Provincie, dict(feit.provincie for feit in feiten))}
    gemeenten, opgeheven = _lopende_gemeenten(feiten)
    feiten = [feit for feit in feiten if feit.code not in opgeheven]
    tellingen[Woondealregio] = _werk_regios_bij(feiten, gemeenten)
    tellingen[Gemeente] = _werk_gemeenten_bij(feiten, gemeenten)
    tellingen[Kerncijfer] = _werk_kerncijfers_bij(feiten, opgeheven)
    if any(tellingen[model].gewijzigd for model in (Provincie, Woondealregio, Gemeente)):
        # Names are drawn in the tiles: a new version makes browsers fetch them again.
        Grens.objects.update(gewijzigd=timezone.now())
    return Feitentelling(tellingen, sorted(opgeheven))


def _lopende_gemeenten(feiten: list[Gemeentefeit]) -> tuple[dict[str, Gemeente], set[str]]:
    rijen = Gemeente.objects.filter(code__in=[feit.code for feit in feiten])
    lopend = {gemeente.code: gemeente for gemeente in rijen if gemeente.geldig_tot is None}
    return lopend, {gemeente.code for gemeente in rijen} - set(lopend)


def _werk_namen_bij(model: type[Model], namen: dict[str, str], *, ook_bestaande: bool = True) -> Telling:
    bestaand = model.objects.in_bulk(list(namen))
    gewenst = {
        code: {"code": code, "naam": naam if ook_bestaande or code not in bestaand else bestaand[code].naam}
        for code, naam in namen.items()
    }
    return _upsert(model.objects.all(), bestaand, gewenst)


def _werk_regios_bij(feiten: list[Gemeentefeit], gemeenten: dict[str, Gemeente]) -> Telling:
    eigen = {code for code, gemeente in gemeenten.items() if _is_opgegeven(gemeente)}
    namen = dict(feit.woondealregio for feit in feiten if feit.code not in eigen)
    return _werk_namen_bij(Woondealregio, namen, ook_bestaande=not eigen)


def _is_opgegeven(gemeente: Gemeente) -> bool:
    return gemeente.woondealregio_herkomst == Gemeente.Indeling.OPGEGEVEN


def _werk_gemeenten_bij(feiten: list[Gemeentefeit], gemeenten: dict[str, Gemeente]) -> Telling:
    gewenst = {}
    for feit in feiten:
        velden = {
            "code": feit.code,
            "naam": feit.naam,
            "provincie_id": feit.provincie[0],
            "corop_code": feit.corop[0],
            "corop_naam": feit.corop[1],
        }
        bestaand = gemeenten.get(feit.code)
        if bestaand is None:
            velden["geldig_van"] = feit.geldig_van
        if bestaand is None or not _is_opgegeven(bestaand):
            velden |= {"woondealregio_id": feit.woondealregio[0], "woondealregio_zekerheid": feit.zekerheid}
        gewenst[feit.code] = velden
    return _upsert(Gemeente.objects.all(), gemeenten, gewenst)


def _werk_kerncijfers_bij(feiten: list[Gemeentefeit], opgeheven: set[str]) -> Telling:
    lopend = Gemeente.objects.filter(code__in=[feit.code for feit in feiten], geldig_tot__isnull=True)
    if opgeheven:
        gegroeid = volg(set(Gemeente.objects.filter(code__in=opgeheven).values_list("pk", flat=True)))
        lopend = lopend.exclude(pk__in=gegroeid)
    ids = dict(lopend.values_list("code", "id"))
    bestaand = {
        (cijfer.gemeente_id, cijfer.onderwerp, cijfer.jaar): cijfer
        for cijfer in Kerncijfer.objects.filter(gemeente__in=ids.values())
    }
    gewenst = {
        (ids[feit.code], cijfer.onderwerp, cijfer.jaar): {
            "gemeente_id": ids[feit.code],
            "onderwerp": cijfer.onderwerp,
            "jaar": cijfer.jaar,
            "waarde": cijfer.waarde,
            "bron": cijfer.bron,
        }
        for feit in feiten
        if feit.code in ids
        for cijfer in feit.cijfers
    }
    return _upsert(Kerncijfer.objects.all(), bestaand, gewenst)


def _upsert(rijen: QuerySet, bestaand: dict, gewenst: dict[object, dict]) -> Telling:
    """Make what is missing, change what differs, leave the rest: three queries at most, however many rows."""
    nieuw = [rijen.model(**velden) for sleutel, velden in gewenst.items() if sleutel not in bestaand]
    gewijzigd, namen = [], set()
    for sleutel, velden in gewenst.items():
        rij = bestaand.get(sleutel)
        anders = {naam: waarde for naam, waarde in velden.items() if rij and getattr(rij, naam) != waarde}
        if not anders:
            continue
        for naam, waarde in anders.items():
            setattr(rij, naam, waarde)
        gewijzigd.append(rij)
        namen |= {naam.removesuffix("_id") for naam in anders}
    rijen.bulk_create(nieuw, batch_size=1000)
    if gewijzigd:
        rijen.bulk_update(gewijzigd, sorted(namen), batch_size=1000)
    return Telling(len(nieuw), len(gewijzigd), len(gewenst) - len(nieuw) - len(gewijzigd))


@transaction.atomic
def vervang_woondealregios(indeling: list[Indeling]) -> tuple[Telling, list[str]]:
    """Put gemeenten in the woondealregio's of this division; later facts leave them there.

    Gives the count of gemeenten, and the names of gemeenten that the division leaves out (they keep theirs).
    Raises Invoerfout for codes of gemeenten that do not exist now.
    """
    gemeenten = {gemeente.code: gemeente for gemeente in Gemeente.objects.geldig_op()}
    onbekend = sorted({regel.gemeente for regel in indeling} - set(gemeenten))
    if onbekend:
        raise Invoerfout(f"Deze gemeentecodes bestaan nu niet: {', '.join(onbekend)}. Er is niets gewijzigd.")
    namen = _werk_namen_bij(Woondealregio, {regel.code: regel.naam for regel in indeling})
    if namen.gewijzigd:
        Grens.objects.update(gewijzigd=timezone.now())
    gewenst = {
        regel.gemeente: {
            "woondealregio_id": regel.code,
            "woondealregio_zekerheid": regel.zekerheid,
            "woondealregio_herkomst": Gemeente.Indeling.OPGEGEVEN,
        }
        for regel in indeling
    }
    telling = _upsert(Gemeente.objects.all(), gemeenten, gewenst)
    return telling, sorted(gemeente.naam for code, gemeente in gemeenten.items() if code not in gewenst)


# --- Boundaries --------------------------------------------------------------------------------------------


@transaction.atomic
def neem_officiele_grenzen_over(bestand: Grenzenbestand, *, jaar: int | None = None) -> Grenzentelling:
    """Official boundaries of the present gemeenten, transformed to RD, repaired where needed (counted).

    Features of other gemeenten are left out and named, as are the gemeenten that the file lacks.
    """
    bekend = _huidige_codes()
    bruikbaar = [grens for grens in bestand.grenzen if grens.code in bekend]
    onbekend = sorted({grens.code for grens in bestand.grenzen} - bekend)
    if not bruikbaar:
        raise Invoerfout("In het bestand staat geen enkele gemeente die het portaal kent. Er is niets gewijzigd.")
    voer_uit(
        "gebieden/officieel",
        {
            "codes": [grens.code for grens in bruikbaar],
            "wkb": [grens.wkb for grens in bruikbaar],
            "srid": bestand.stelsel.srid,
        },
    )
    gemaakt = haal_op("gebieden/telling")
    if leeg := [rij["code"] for rij in gemaakt if rij["leeg"]]:
        raise Invoerfout(f"De grens van {', '.join(leeg)} is leeg na herstel. Er is niets gewijzigd.")
    codes = {rij["code"] for rij in gemaakt}
    return Grenzentelling(
        geladen=len(codes),
        veranderd=_neem_over(codes, Grens.Bron.OFFICIEEL, jaar),
        hersteld=sum(rij["hersteld"] for rij in gemaakt),
        onbekend=tuple(onbekend + bestand.zonder_code),
        ontbreekt=tuple(sorted(bekend - codes)),
    )


@transaction.atomic
def maak_benadering(
    ijkpunten: tuple[list[str], list[int], list[int]], *, ook_officiele: bool = False
) -> Grenzentelling:
    """Approximate boundaries from the ijkpunten, for the present gemeenten without an official one.

    `ook_officiele` replaces official boundaries too. Points of a gemeente that ended are of the one it is part of
    now; of one that was split nobody knows whose they are.
    """
    officieel = Grens.objects.filter(soort=Gebiedssoort.GEMEENTE, bron=Grens.Bron.OFFICIEEL)
    houdt = set() if ook_officiele else set(officieel.values_list("code", flat=True))
    bekend = _huidige_codes()
    doel = bekend - houdt
    if not doel:
        return Grenzentelling(geladen=0, veranderd=0, behouden=len(bekend))
    codes, xs, ys = ijkpunten
    nu = enkele_opvolgers()
    codes = [nu.get(code, code) for code in codes]
    voer_uit("gebieden/benadering", {"codes": codes, "x": xs, "y": ys})
    gemaakt = {rij["code"] for rij in haal_op("gebieden/telling")} & doel
    return Grenzentelling(
        geladen=len(gemaakt),
        veranderd=_neem_over(gemaakt, Grens.Bron.BENADERING, None),
        ontbreekt=tuple(sorted(doel - gemaakt)),
        behouden=len(bekend & houdt),
    )


@transaction.atomic
def voeg_grenzen_samen(codes: Iterable[str], naar: str) -> str:
    """The boundary of `naar` becomes the union of those of `codes`; gives its bron, '' when one of them has none.

    Official only when all of them are.
    """
    rijen = Grens.objects.filter(soort=Gebiedssoort.GEMEENTE, code__in=list(codes))
    delen = {grens.code: (grens.bron, grens.jaar) for grens in rijen.only("code", "bron", "jaar")}
    if set(delen) != set(codes):
        return ""
    bronnen, jaren = ({deel[i] for deel in delen.values()} for i in (0, 1))
    officieel = bronnen == {Grens.Bron.OFFICIEEL}
    bron = Grens.Bron.OFFICIEEL if officieel else Grens.Bron.BENADERING
    voer_uit("gebieden/voeg_samen", {"codes": list(codes), "naar": naar})
    _neem_over([naar], bron, jaren.pop() if officieel and len(jaren) == 1 else None)
    return bron


@transaction.atomic
def neem_grenzen_over(grenzen: dict[str, bytes], *, jaar: int | None) -> None:
    """Official boundaries of gemeenten, by code, as WKB in RD."""
    params = {"codes": list(grenzen), "wkb": list(grenzen.values()), "srid": 28992}
    voer_uit("gebieden/officieel", params)
    _neem_over(grenzen, Grens.Bron.OFFICIEEL, jaar)


@transaction.atomic
def vergeet_grenzen(opgeheven: Iterable[str], *, onzeker: Iterable[str] = ()) -> None:
    """Takes away the boundaries of gemeenten that ended; those of `onzeker` no longer decide where a place lies."""
    grenzen = Grens.objects.filter(soort=Gebiedssoort.GEMEENTE)
    grenzen.filter(code__in=list(opgeheven)).delete()
    grenzen.filter(code__in=list(onzeker)).update(bron=Grens.Bron.BENADERING, jaar=None, gewijzigd=timezone.now())


def _huidige_codes() -> set[str]:
    return set(Gemeente.objects.geldig_op().values_list("code", flat=True))


def _neem_over(codes: Iterable[str], bron: str, jaar: int | None) -> int:
    params = {"codes": list(codes), "bron": bron, "jaar": jaar, "nu": timezone.now()}
    return voer_uit("gebieden/neem_over", params)


def zijn_afgeleide_grenzen_bij() -> bool:
    """Whether every boundary has its shapes and every provincie, regio and the land a boundary of its own."""
    telling = Counter(Grens.objects.filter(vorm_hoog__isnull=False).values_list("soort", flat=True))
    met_grens = Grens.objects.filter(soort=Gebiedssoort.GEMEENTE).values("code")
    gemeenten = Gemeente.objects.geldig_op().filter(code__in=met_grens)
    rijen = list(gemeenten.values_list("provincie_id", "woondealregio_id"))
    return telling[Gebiedssoort.GEMEENTE] >= len(rijen) and (
        telling[Gebiedssoort.LAND],
        telling[Gebiedssoort.PROVINCIE],
        telling[Gebiedssoort.WOONDEALREGIO],
    ) == (min(len(rijen), 1), len({provincie for provincie, _ in rijen}), len({regio for _, regio in rijen}))


@transaction.atomic
def werk_afgeleide_grenzen_bij() -> None:
    """Unite gemeenten to provincie, woondealregio and land, and draw the shape of each for each zoom band.

    Needed after any change in boundaries of gemeenten or in what they belong to; a few seconds for the country.
    """
    params = {"vandaag": timezone.localdate(), "nu": timezone.now()}
    voer_uit("gebieden/verenig", params)
    voer_uit("gebieden/vormen", params | TOLERANTIES)
