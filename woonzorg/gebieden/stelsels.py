"""The coordinate systems that the portal takes in, and the box around the Netherlands in each of them."""

import re
from dataclasses import dataclass

BUITEN_NEDERLAND = "coördinaten liggen buiten Nederland (assen verwisseld?)"
_CRS84 = re.compile(r"(?:OGC|CRS).*[:/]CRS84$", re.IGNORECASE)
_EPSG = re.compile(r"EPSG(?:/[\d.]+/|:[\d.]*:|:)(\d+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Stelsel:
    """A CRS that boundaries may come in; `vak` is a generous box around the Netherlands, in x, y order."""

    srid: int
    naam: str
    vak: tuple[float, float, float, float]


_GRADEN = (2.0, 50.2, 7.8, 56.0)
STELSELS = {
    # The box reaches into the North Sea, since some files draw gemeenten up to the sea border.
    28992: Stelsel(28992, "RD (EPSG:28992)", (-70_000, 280_000, 310_000, 900_000)),
    4326: Stelsel(4326, "WGS84 (EPSG:4326)", _GRADEN),
    4258: Stelsel(4258, "ETRS89 (EPSG:4258)", _GRADEN),
}


def stelsel_van_naam(naam: str) -> Stelsel | None:
    """The CRS behind a name as GeoJSON files write it (urn, url or EPSG:…); None for any other."""
    if _CRS84.search(naam):
        return STELSELS[4326]
    treffer = _EPSG.search(naam)
    if not treffer or len(treffer[1]) > 6:
        return None
    # 7415 is RD with heights; the heights are dropped.
    return STELSELS.get(28992 if treffer[1] == "7415" else int(treffer[1]))
