"""Of a gemeente that is split: which record goes to which successor, and why. Reads only."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.gis.db.models.functions import Area, Intersection
from django.contrib.gis.geos import GEOSGeometry

from woonzorg.gebieden.models import Gemeente, Grens
from woonzorg.gebieden.soorten import Gebiedssoort

from .models import Herindeling
from .verhuizing import SOORTEN, Soort


@dataclass(frozen=True)
class Toewijzing:
    """`vast`: nobody chooses, it goes along with something else."""

    soort: str
    pk: int
    naam: str
    naar: str
    waarom: str
    vast: bool = False

    @property
    def sleutel(self) -> str:
        return f"{self.soort}:{self.pk}"


def beslissende_grenzen(herindeling: Herindeling) -> dict[str, GEOSGeometry]:
    """By code of the successor: the boundary that was given, else an official one of the new division."""
    gegeven = {grens.code: grens.geometrie for grens in herindeling.grenzen.all()} if herindeling.pk else {}
    officieel = Grens.objects.filter(
        soort=Gebiedssoort.GEMEENTE,
        bron=Grens.Bron.OFFICIEEL,
        code__in=herindeling.bestaand,
        jaar__gte=herindeling.datum.year,
    )
    return {grens.code: grens.geometrie for grens in officieel} | gegeven


def plaats(herindeling: Herindeling, van: Gemeente) -> list[Toewijzing]:
    """Where each record of `van` goes: along with its plot, plan or project, else as a person chose, else by its
    place, else to the successor that gets the rest. A few queries a kind, however many records."""
    grenzen = beslissende_grenzen(herindeling)
    gevonden: dict[tuple[str, int], Toewijzing] = {}
    for soort in SOORTEN:
        for toewijzing in _van_soort(soort, herindeling, van, grenzen, gevonden):
            gevonden[toewijzing.soort, toewijzing.pk] = toewijzing
    return list(gevonden.values())


def _van_soort(soort: Soort, herindeling: Herindeling, van: Gemeente, grenzen, gevonden) -> Iterator[Toewijzing]:
    ligging = _ligging(soort, van, grenzen, alle=set(grenzen) == set(herindeling.naar)) if soort.plek else {}
    for rij in soort.rijen.filter(gemeente=van).values("pk", soort.naamveld, *soort.via):
        pk = rij["pk"]
        mee = next((gevonden[v, rij[v]] for v in soort.via if (v, rij[v]) in gevonden), None)
        gekozen = herindeling.keuzes.get(f"{soort.sleutel}:{pk}", "")
        if mee and (soort.volgt or not gekozen):
            naar, waarom = mee.naar, f"gaat mee met {mee.soort} '{mee.naam}'"
        elif gekozen:
            naar, waarom = gekozen, "met de hand gekozen"
        elif pk in ligging:
            naar, waarom = ligging[pk][0], f"ligt daar ({ligging[pk][1]} % van het vlak)"
        else:
            naar, waarom = herindeling.standaard, "de rest"
        yield Toewijzing(
            soort.sleutel, pk, str(rij[soort.naamveld]), naar, waarom, bool(mee and soort.volgt) or not soort.kiesbaar
        )


def _ligging(
    soort: Soort, van: Gemeente, grenzen: dict[str, GEOSGeometry], *, alle: bool
) -> dict[int, tuple[str, int]]:
    """{pk: (code, whole percentage)} of the successor in which most of it lies; nothing for what lies in none.

    As long as not `alle` boundaries are known, what lies for less than half in one may lie for more in another.
    """
    per_rij: dict[int, list[tuple[float, str, float]]] = defaultdict(list)
    for code, grens in grenzen.items():
        raakt = soort.rijen.filter(gemeente=van, geometrie__intersects=grens)
        met_m2 = raakt.annotate(m2=Area("geometrie"), binnen=Area(Intersection("geometrie", grens)))
        for pk, m2, binnen in met_m2.values_list("pk", "m2", "binnen"):
            if binnen and binnen.sq_m > 0:
                per_rij[pk].append((binnen.sq_m, code, m2.sq_m))
    beste = {pk: max(delen) for pk, delen in per_rij.items()}
    return {pk: (code, round(100 * binnen / m2)) for pk, (binnen, code, m2) in beste.items() if alle or binnen > m2 / 2}
