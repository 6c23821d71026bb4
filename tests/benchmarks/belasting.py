"""Load on a web server: wrk where it is installed, else threads of our own."""

import http.client
import random
import re
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

LUA = """
local paden = {}
for regel in io.lines("%(paden)s") do paden[#paden + 1] = regel end
local i = 0
request = function()
  i = i %% #paden + 1
  return wrk.format("GET", paden[i])
end
"""


@dataclass
class Uitslag:
    """Answers a second, and how many were not good. `lader` says who asked."""

    per_seconde: float
    fouten: int
    lader: str
    duren: list[float] = field(default_factory=list)

    def p95(self) -> float:
        return sorted(self.duren)[int(len(self.duren) * 0.95)]


def bestook(basis: str, paden: list[str], *, koppen: dict[str, str], tegelijk: int, seconden: int) -> Uitslag:
    """As many answers as the server can give to `tegelijk` clients that ask on at once."""
    if wrk := shutil.which("wrk"):
        return _met_wrk(wrk, basis, paden, koppen, tegelijk, seconden)
    return loop_rond(basis, paden, koppen=[koppen], mensen=tegelijk, seconden=seconden)


def _met_wrk(wrk, basis, paden, koppen, tegelijk, seconden) -> Uitslag:
    with tempfile.TemporaryDirectory() as map_:
        lijst, script = Path(map_) / "paden", Path(map_) / "paden.lua"
        lijst.write_text("\n".join(paden))
        script.write_text(LUA % {"paden": lijst})
        opdracht = [wrk, "-t1", f"-c{tegelijk}", f"-d{seconden}s", "-s", str(script)]
        for naam, waarde in koppen.items():
            opdracht += ["-H", f"{naam}: {waarde}"]
        uit = subprocess.run([*opdracht, basis], capture_output=True, text=True, check=True).stdout
    fout = re.search(r"Non-2xx or 3xx responses: (\d+)", uit)
    return Uitslag(float(re.search(r"Requests/sec:\s*([\d.]+)", uit)[1]), int(fout[1]) if fout else 0, "wrk")


def loop_rond(
    basis: str, paden: list[str], *, koppen: list[dict[str, str]], mensen: int, seconden: float, denktijd: float = 0
) -> Uitslag:
    """`mensen` clients that each ask, read and think, `denktijd` seconds on average; each is one of `koppen`."""
    adres = basis.removeprefix("http://")
    uitslag = Uitslag(0, 0, "eigen lader")
    einde = time.monotonic() + seconden

    def mens(nummer: int) -> None:
        vrij = random.Random(nummer)
        verbinding = http.client.HTTPConnection(adres, timeout=60)
        # Nobody starts at the same moment as everybody else.
        time.sleep(vrij.uniform(0, denktijd))
        while time.monotonic() < einde:
            begin = time.perf_counter()
            try:
                verbinding.request("GET", vrij.choice(paden), headers=koppen[nummer % len(koppen)])
                antwoord = verbinding.getresponse()
                antwoord.read()
                goed = antwoord.status == 200
            except (OSError, http.client.HTTPException):
                verbinding.close()
                goed = False
            if goed:
                uitslag.duren.append(time.perf_counter() - begin)
            else:
                uitslag.fouten += 1
            if denktijd:
                time.sleep(vrij.uniform(0.5, 1.5) * denktijd)
        verbinding.close()

    draden = [threading.Thread(target=mens, args=[i]) for i in range(mensen)]
    begin = time.monotonic()
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    uitslag.per_seconde = len(uitslag.duren) / (time.monotonic() - begin)
    return uitslag
