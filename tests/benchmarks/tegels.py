"""Vector tiles of plans over HTTP, authorisation and all, against the very SQL of those tiles by pgbench."""

import random
import re
import subprocess
import tempfile
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmering.plannen.models import Plan
from programmering.plannen.tegels import plannen_tegel
from scripts.diensten import find_binaries

from .belasting import bestook
from .paginas import gebruikers, koppen_van
from .tabel import Meting, getal, keer

ZOOMS = range(7, 14)
PER_ZOOM = 60
TEGELIJK = 4
SECONDEN = 10


def _tegels() -> list[tuple[int, int, int]]:
    """Tiles with something in them, drawn the same way each time; of low zooms there are only a few."""
    gevonden = []
    with connection.cursor() as cursor:
        for z in ZOOMS:
            cursor.execute(
                "SELECT DISTINCT floor((ST_X(tegelpunt) + 20037508.342789) / (40075016.685578 / 2 ^ %(z)s))::int, "
                "floor((20037508.342789 - ST_Y(tegelpunt)) / (40075016.685578 / 2 ^ %(z)s))::int "
                "FROM programmering_plan WHERE tegelpunt IS NOT NULL ORDER BY 1, 2",
                {"z": z},
            )
            alle = [(z, x, y) for x, y in cursor.fetchall()]
            gevonden += random.Random(z).sample(alle, min(PER_ZOOM, len(alle)))
    random.Random(0).shuffle(gevonden)
    return gevonden


def _sql_van(tegels, gebruiker) -> list[str]:
    plannen = Plan.objects.for_user(gebruiker or AnonymousUser())
    opdrachten = []
    for z, x, y in tegels:
        with CaptureQueriesContext(connection) as gevangen:
            plannen_tegel(plannen, z, x, y)
        opdrachten.append(gevangen[-1]["sql"])
    return opdrachten


def _pgbench(opzet, opdrachten: list[str]) -> float:
    """Tiles a second: one script that asks for all of them, one after another, by as many clients."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("".join(" ".join(o.split()) + ";\n" for o in opdrachten))
        script.flush()
        uit = subprocess.run(
            [
                str(find_binaries() / "pgbench"),
                *("-n", "-M", "simple", "-c", str(TEGELIJK), "-j", "1", "-T", str(SECONDEN), "-f", script.name),
                *("-h", str(opzet.postgres.socket_folder), "-U", "portal", "proef"),
            ],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path("/"),
        ).stdout
    return float(re.search(r"tps = ([\d.]+)", uit)[1]) * len(opdrachten)


def meet(opzet, web) -> list[Meting]:
    tegels = _tegels()
    paden = [f"/kaart/plannen/{z}/{x}/{y}.mvt" for z, x, y in tegels]
    metingen = []
    for naam, gebruiker in gebruikers().items():
        koppen = koppen_van(gebruiker)
        bestook(web.adres, paden, koppen=koppen, tegelijk=TEGELIJK, seconden=2)
        uitslag = bestook(web.adres, paden, koppen=koppen, tegelijk=TEGELIJK, seconden=SECONDEN)
        kaal = _pgbench(opzet, _sql_van(tegels, gebruiker))
        fouten = f", {uitslag.fouten} fout" if uitslag.fouten else ""
        welke = f"{len(tegels)} tegels, zoom {ZOOMS[0]}–{ZOOMS[-1]}, {uitslag.lader}"
        metingen.append(
            Meting(
                f"Vectortegels van plannen, {naam} ({welke})",
                f"{getal(uitslag.per_seconde)}/s{fouten}",
                f"dezelfde SQL, pgbench: {getal(kaal)}/s",
                keer(uitslag.per_seconde, kaal),
                "≥ 0,5 ×",
            )
        )
    return metingen
