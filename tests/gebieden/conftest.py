"""Four square gemeenten of 10 km in two provincies; woondealregio WD01 crosses from one to the other.

GM0001 GM0002     PV20: GM0001, GM0002      WD01: GM0001, GM0003
GM0003 GM0004     PV21: GM0003, GM0004      WD02: GM0002, GM0004
"""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from woonzorg.gebieden import imports
from woonzorg.gebieden.models import Gemeente, Provincie, Woondealregio

LINKSONDER = (150_000, 450_000)
ZIJDE = 10_000
# Column and row of each square, from the lower left corner.
PLAATS = {"GM0001": (0, 1), "GM0002": (1, 1), "GM0003": (0, 0), "GM0004": (1, 0)}

KOP = (
    "gemeentecode,naam,provinciecode,provincie,woondealregiocode,woondealregio,woondealregio_zekerheid,"
    "coropcode,corop,geldig_van,inwoners_2024,inwoners_75plus_2021\n"
)
REGELS = """\
GM0001,'s-Aa,PV20,Noord,WD01,Westregio,bron,CR01,Corop,2023-01-01,1000,100
GM0002,Bé,PV20,Noord,WD02,Oostregio,hoog,CR01,Corop,2023-01-01,2000,200
GM0003,Cee,PV21,Zuid,WD01,Westregio,midden,CR02,Corop,2023-01-01,3000,300
GM0004,Dee,PV21,Zuid,WD02,Oostregio,laag,CR02,Corop,2023-01-01,4000,400
"""
BRONNEN = 'onderwerp,jaar,bron\ninwoners,2024,"CBS, een"\ninwoners_75plus,2021,"CBS, twee"\n'


def vierkant(code: str, stap: float = 0.0) -> list[list[float]]:
    """Ring of the square of a gemeente in RD; `stap` moves it, in metres."""
    kolom, rij = PLAATS[code]
    x, y = LINKSONDER[0] + kolom * ZIJDE + stap, LINKSONDER[1] + rij * ZIJDE + stap
    return [[x, y], [x + ZIJDE, y], [x + ZIJDE, y + ZIJDE], [x, y + ZIJDE], [x, y]]


def feature(code: str, ring=None, veld: str = "statcode") -> dict:
    vorm = {"type": "Polygon", "coordinates": [ring or vierkant(code)]}
    return {"type": "Feature", "properties": {veld: code, "statnaam": code}, "geometry": vorm}


def collectie(features: list[dict], crs: str | None = "urn:ogc:def:crs:EPSG::28992") -> dict:
    inhoud = {"type": "FeatureCollection", "features": features}
    return inhoud | ({"crs": {"type": "name", "properties": {"name": crs}}} if crs else {})


def schrijf(pad: Path, inhoud: dict) -> Path:
    pad.write_text(json.dumps(inhoud))
    return pad


def laad(*opties) -> str:
    """What `manage.py laad_gebieden` prints."""
    uit = StringIO()
    call_command("laad_gebieden", *map(str, opties), stdout=uit, no_color=True)
    return uit.getvalue()


def _ijkpunten() -> str:
    regels = ["gemeentecode,x_rd,y_rd"]
    for kolom in range(-4, 12):
        for rij in range(-4, 12):
            plaats = (kolom // 4, rij // 4)
            code = next((code for code, waar in PLAATS.items() if waar == plaats), "")
            x, y = LINKSONDER[0] + 1250 + kolom * 2500, LINKSONDER[1] + 1250 + rij * 2500
            regels.append(f"{code},{x},{y}")
    return "\n".join(regels) + "\n"


@pytest.fixture
def feiten(tmp_path, monkeypatch) -> Path:
    """The folder with CSV facts of the four gemeenten, in place of the ones that come with the portal."""
    pad = tmp_path / "feiten"
    pad.mkdir()
    (pad / "gemeenten.csv").write_text(KOP + REGELS)
    (pad / "kerncijfers.csv").write_text(BRONNEN)
    (pad / "ijkpunten.csv").write_text(_ijkpunten())
    monkeypatch.setattr(imports, "DATA", pad)
    return pad


@pytest.fixture
def gemeenten(db) -> dict[str, Gemeente]:
    """The four gemeenten, made without a load; no boundaries."""
    for code, naam in (("PV20", "Noord"), ("PV21", "Zuid")):
        Provincie.objects.create(code=code, naam=naam)
    for code, naam in (("WD01", "Westregio"), ("WD02", "Oostregio")):
        Woondealregio.objects.create(code=code, naam=naam)
    namen = {"GM0001": "'s-Aa", "GM0002": "Bé", "GM0003": "Cee", "GM0004": "Dee"}
    return {
        code: Gemeente.objects.create(
            code=code,
            naam=naam,
            provincie_id="PV20" if PLAATS[code][1] else "PV21",
            woondealregio_id="WD02" if PLAATS[code][0] else "WD01",
            woondealregio_zekerheid="bron",
            geldig_van=date(2023, 1, 1),
        )
        for code, naam in namen.items()
    }
