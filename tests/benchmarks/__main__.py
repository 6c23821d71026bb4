"""python -m tests.benchmarks [--plannen N] [--groot]: measures, prints one table and keeps it in docs/metingen.md."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from scripts.diensten import CHECKOUT
from tests.benchmarks import tabel
from tests.benchmarks.opzet import Opzet

DOCUMENT = CHECKOUT / "docs" / "metingen.md"
GROOT = 2_000_000


def meld(tekst: str) -> None:
    print(f"→ {tekst}", flush=True)


def gewoon(opzet: Opzet) -> list[tabel.Meting]:
    # Django is set up by now; before, these cannot be imported.
    from tests.benchmarks import importeren, paginas, rekenen, tegels, workshop

    metingen = []
    meld("Volledig berekenen …")
    metingen += rekenen.volledig(keren=7)
    meld("Eén plan wijzigen …")
    metingen += rekenen.een_plan(opzet, keren=25)
    meld("Vormen van de bijdrage …")
    metingen += rekenen.vormen(keren=5)
    with opzet.web() as web:
        meld("Vectortegels …")
        metingen += tegels.meet(opzet, web)
        meld("Pagina's …")
        metingen += paginas.meet(web)
        meld("Workshop …")
        metingen += workshop.meet(web)
    meld("Import …")
    metingen += importeren.meet(opzet)
    return metingen


def groot(opzet: Opzet, aantal: int) -> list[tabel.Meting]:
    from tests.benchmarks import rekenen

    meld(f"{aantal} plannen maken …")
    opzet.vermenigvuldig(aantal)
    meld("Volledig berekenen, de eerste keer met alle bijdragen nieuw …")
    metingen = rekenen.volledig(keren=1, eerste=True)
    meld("Eén plan wijzigen …")
    metingen += rekenen.een_plan(opzet, keren=15)
    meld("Vormen van de bijdrage …")
    metingen += rekenen.vormen(keren=2)
    return metingen


def main() -> int:
    vraag = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    vraag.add_argument("--plannen", type=int, default=20_000, help="hoeveel plannen (standaard %(default)s)")
    vraag.add_argument(
        "--groot",
        type=int,
        nargs="?",
        const=GROOT,
        metavar="N",
        help="daarna ook met zoveel plannen (zonder getal 2 miljoen: een kwartier extra en 12 GB schijf)",
    )
    vraag.add_argument("--map", type=Path, help="waar de wegwerpdatabase komt (standaard een tijdelijke map)")
    opties = vraag.parse_args()

    begin = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="meting-", dir=opties.map) as map_,
        Opzet(Path(map_) / "opstelling") as opzet,
    ):
        meld(f"Eigen PostGIS en Redis, {opties.plannen} plannen …")
        opzet.vul(opties.plannen)
        delen = {f"{tabel.getal(opties.plannen)} plannen": gewoon(opzet)}
        if opties.groot:
            delen[f"{tabel.getal(opties.groot)} plannen"] = groot(opzet, opties.groot)
        kop = opzet.omstandigheden()
    for naam, metingen in delen.items():
        print(f"\n{naam}\n{tabel.als_tekst(metingen)}")
        tabel.schrijf(DOCUMENT, naam, kop, metingen)
    print(f"\n{time.monotonic() - begin:.0f} s; ook in {DOCUMENT.relative_to(CHECKOUT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
