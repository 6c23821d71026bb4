"""The import of a file of plans by its command, against reading that file and no more."""

import itertools
import json
import tempfile
from pathlib import Path

from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db.models import F

from programmering.plannen.models import Plan

from . import werkboek
from .proces import draai
from .tabel import Meting, getal, keer, tijd

RIJEN = 10_000
PROFIEL = "woningbouwplannen-2020"
STATUSSEN = ["1A Onherroepelijk", "2A Vastgesteld", "3 In voorbereiding", "4A Visie", "4B Optie"]
PLANTYPEN = ["Uitleg", "Verdichting", "Transformatie"]
LEES = "import json, pathlib, sys; json.loads(pathlib.Path(sys.argv[1]).read_text())"


def _schrijf(pad: Path, rijen: int, vanaf: int) -> None:
    """A file in the form of the real one, with new plans in places where the demo has plans of its own."""
    namen = {"gem": F("gemeente__naam"), "prov": F("gemeente__provincie__naam")}
    plekken = list(
        Plan.objects.filter(geometrie__isnull=False)
        .order_by("id")
        .annotate(vorm=AsGeoJSON("geometrie", precision=2), **namen)
        .values_list("gem", "prov", "vorm")[:rijen]
    )
    features = []
    for i, (gemeente, provincie, vorm) in enumerate(itertools.islice(itertools.cycle(plekken), rijen), start=vanaf):
        n, a, b = 12 + i % 90, i % 7, i % 5
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "OBJECTID": i,
                    "OBJECTID_1": i,
                    "ET_ID": 0,
                    "Provincie": provincie,
                    "Gem_naam": gemeente,
                    "Plannaam": f"Gemeten plan {i}",
                    "Plantype": PLANTYPEN[i % 3],
                    "Planstatus": STATUSSEN[i % 5],
                    "Aantalrest": n,
                    "Sloop": 0,
                    "OP2019": 0,
                    "OP202024": a,
                    "Op202529": b,
                    "Op20302050": 0,
                    "OPLONB": n - a - b,
                    "WTYPGGB": a,
                    "WTYPAPP": 0,
                    "WTYPONB": n - a,
                    "HUUR": 0,
                    "KOOP": b,
                    "HRKPONB": n - b,
                    "datum": "13-2-2020",
                    "schatting": "",
                    "PSlegenda": 1,
                    "uit": 0,
                    "Shape_Leng": 1.5,
                    "Shape_Area": 2.5,
                },
                "geometry": json.loads(vorm),
            }
        )
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    pad.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))


def _draai(opzet, *opdracht: str, verwacht: str = "") -> tuple[float, float]:
    verbruik = draai(opzet, *opdracht, verwacht=verwacht)
    return verbruik.duur, verbruik.mb


def meet(opzet) -> list[Meting]:
    with tempfile.TemporaryDirectory() as map_:
        klein, groot = Path(map_) / "klein.geojson", Path(map_) / "groot.geojson"
        _schrijf(klein, RIJEN // 10, 1)
        _schrijf(groot, RIJEN, RIJEN)
        importeer = ("manage.py", "importeer_plannen", "--profiel", PROFIEL)
        nieuw, ongewijzigd = f"nieuw: {RIJEN}", f"ongewijzigd: {RIJEN}"
        # The second time there is nothing left to bring up to date: what a command costs before it does anything.
        _draai(opzet, "manage.py", "herbereken")
        start, leeg = _draai(opzet, "manage.py", "herbereken")
        lezen, _ = _draai(opzet, "-c", LEES, str(groot))
        kaal, _ = _draai(opzet, "-c", "pass")
        lezen -= kaal
        _, klein_mb = _draai(opzet, *importeer, str(klein))
        proef, proef_mb = _draai(opzet, *importeer, str(groot), verwacht=nieuw)
        vast, vast_mb = _draai(opzet, *importeer, str(groot), "--vastleggen", verwacht=nieuw)
        opnieuw, _ = _draai(opzet, *importeer, str(groot), "--vastleggen", verwacht=ongewijzigd)
        mb = groot.stat().st_size / 1e6

    def regel(wat: str, seconden: float, **meer) -> Meting:
        netto = seconden - start
        return Meting(
            f"Import van {getal(RIJEN)} plannen (GeoJSON, {getal(mb)} MB), {wat}",
            f"{tijd(netto)}, {getal(RIJEN / netto)} rijen/s",
            f"alleen lezen: {tijd(lezen)}",
            keer(netto, lezen),
            **meer,
        )

    return [
        regel("proef", proef),
        regel("proef en vastleggen", vast),
        regel("hetzelfde bestand nog eens, niets gewijzigd", opnieuw),
        Meting(
            f"Geheugen op het hoogst, {getal(RIJEN // 10)} / {getal(RIJEN)} rijen proef / vastleggen",
            f"{getal(klein_mb)} / {getal(proef_mb)} / {getal(vast_mb)} MB",
            f"commando zonder werk: {getal(leeg)} MB",
            norm="vlak",
        ),
        *werkboek.meet(opzet),
    ]
