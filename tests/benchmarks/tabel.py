"""One table of measurements: for the terminal, and kept per size in docs/metingen.md."""

import re
from dataclasses import dataclass
from pathlib import Path

KOPPEN = ("Meting", "Portaal", "Vergeleken met", "Verhouding", "Norm")
INLEIDING = """\
# Metingen

Gemaakt door `make bench` (`make bench ARGS=--groot` voor 2 miljoen plannen), op een eigen wegwerpdatabase met
verzonnen plannen. Het portaal en waarmee het vergeleken wordt, zijn om en om gemeten in dezelfde ronde: op een drukke
machine worden beide trager en zegt de verhouding het meest. Tijden zijn medianen, tenzij er iets anders staat.
"""


@dataclass(frozen=True)
class Meting:
    """One line. `norm` is what normen.md asks, in words; empty where it asks nothing."""

    wat: str
    portaal: str
    kaal: str = ""
    verhouding: str = ""
    norm: str = ""

    @property
    def cellen(self) -> tuple[str, ...]:
        return self.wat, self.portaal, self.kaal, self.verhouding, self.norm


def getal(n: float) -> str:
    return f"{n:,.0f}".replace(",", ".")


def tijd(seconden: float) -> str:
    """In s from one second on, else in ms."""
    if seconden >= 1:
        return f"{seconden:.1f} s".replace(".", ",")
    return f"{seconden * 1000:.0f} ms" if seconden >= 0.01 else f"{seconden * 1000:.1f} ms".replace(".", ",")


def keer(een: float, twee: float) -> str:
    return f"{een / twee:.2f} ×".replace(".", ",")


def als_tekst(metingen: list[Meting]) -> str:
    rijen = [KOPPEN, *(m.cellen for m in metingen)]
    breedtes = [max(len(rij[i]) for rij in rijen) for i in range(len(KOPPEN))]
    regels = ["  ".join(cel.ljust(b) for cel, b in zip(rij, breedtes, strict=True)).rstrip() for rij in rijen]
    return "\n".join([regels[0], "-" * sum(breedtes), *regels[1:]])


def schrijf(document: Path, naam: str, kop: str, metingen: list[Meting]) -> None:
    """Puts the part `naam` in the document, in the place of an older one; the other parts stay."""
    rijen = [KOPPEN, ("---",) * len(KOPPEN), *(m.cellen for m in metingen)]
    deel = f"## {naam}\n\n{kop}\n\n" + "\n".join(f"| {' | '.join(rij)} |" for rij in rijen) + "\n"
    oud = document.read_text(encoding="utf-8") if document.exists() else ""
    delen = {d.split("\n", 1)[0]: f"## {d}" for d in re.split(r"^## ", oud, flags=re.M)[1:]}
    delen[naam] = deel
    document.write_text("\n".join([INLEIDING, *(d.rstrip() + "\n" for d in delen.values())]), encoding="utf-8")
