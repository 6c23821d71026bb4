"""Plans of every kind, by chance but the same for the same seed: for tests that write plans and read them again."""

import datetime
import random
from collections import Counter

from programmering.plannen import lijsten
from programmering.plannen.actions import als_regels, bewaar_plan
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel

# What is awkward in a cell, one way or another.
TEKSTEN = [
    "",
    "Hof & Laan",
    "=SOM(A1)",
    "+31 6",
    "#N/A",
    "1.234",
    "é 'x' \"y\"",
    "twee\nregels",
    "-",
    "2027",
    "ja",
    "@x",
]


def jaren(rnd, aantal: int, keuze: list[str]) -> dict[str, int]:
    return dict(Counter(rnd.choice(keuze) for _ in range(aantal)))


def verdeel(rnd, cellen: dict[str, int], categorieen: list[str]) -> dict[str, dict[str, int]]:
    """Divides each cell by chance: every group adds up, in total and in every year."""
    uit = {c: Counter() for c in categorieen}
    for cel, n in cellen.items():
        for c in rnd.choices(categorieen, k=n):
            uit[c][cel] += 1
    return uit


def maak_regels(rnd, jaar_bekend: bool = False) -> list[Regel]:
    toekomst = [str(j) for j in rnd.sample(range(2024, 2047), 4)] + ([] if jaar_bekend else ["onbekend"])
    rest = jaren(rnd, rnd.randint(0, 60), toekomst)
    klaar = jaren(rnd, rnd.choice([0, 0, rnd.randint(1, 30)]), ["2022", "2024", "onbekend"])
    if not rest and not klaar:
        rest = {"2030": 5}
    regels = [_regel("nieuwbouw", "nieuwbouw", rest, klaar)]
    for groep, over in lijsten.RESTCATEGORIE.items():
        namen = list(lijsten.CATEGORIEEN[groep])
        gekozen = rnd.choice([namen, rnd.sample(namen, 2), [over]])
        per_rest, per_klaar = verdeel(rnd, rest, gekozen), verdeel(rnd, klaar, gekozen)
        for c in gekozen:
            if per_rest[c] or per_klaar[c]:
                corporatie = rnd.randint(0, sum(per_rest[c].values())) if groep == "wonen_en_zorg" else 0
                regels.append(_regel(groep, c, per_rest[c], per_klaar[c], corporatie))
    if rnd.random() < 0.3:
        regels.append(_regel("sloop", "sloop", jaren(rnd, 7, toekomst), jaren(rnd, rnd.choice([0, 2]), ["2023"])))
    return regels


def _regel(groep, categorie, rest, klaar, corporatie=0) -> Regel:
    gerealiseerd = sum(klaar.values())
    per_jaar = {j: n for j, n in klaar.items() if j != "onbekend"}
    return Regel(groep, categorie, gerealiseerd + sum(rest.values()), gerealiseerd, dict(rest), per_jaar, corporatie)


def maak(rnd: random.Random, gemeente, nummer: int, **anders) -> Plan:
    status = rnd.choice([s for s in lijsten.StatusPlanologisch.values if s != "onbekend"])
    zacht = status not in lijsten.HARD
    uitbreiding = rnd.choice(["", "De oude hof"])
    knelpunten = rnd.choice([[], ["geen"], rnd.sample([k for k in lijsten.Knelpunt.values if k != "geen"], 3)])
    velden = {
        "gemeente": gemeente,
        "plannaam": f"Plan {nummer} {rnd.choice(TEKSTEN)}".replace("\n", " ").strip(),
        "plancode": rnd.choice(["", f"00{nummer}"]),
        "plaats": rnd.choice(TEKSTEN).replace("\n", " "),
        "vertrouwelijkheid": rnd.choice(lijsten.Vertrouwelijkheid.values) if zacht else "openbaar",
        "opdrachtgever_soort": rnd.choice(lijsten.Opdrachtgever.values),
        "opdrachtgever_naam": rnd.choice(TEKSTEN).replace("\n", " "),
        "plantype": rnd.choice(lijsten.Plantype.values),
        "status_project": rnd.choice(lijsten.StatusProject.values),
        "status_planologisch": status,
        "knelpunten": knelpunten,
        "woonmilieu": rnd.choice(lijsten.Woonmilieu.values),
        "studentenwoningen": rnd.choice([None, True, False]),
        "sleutelproject": rnd.choice([True, False]),
        "gebiedsontwikkeling": rnd.choice(["", "Grote stad"]),
        "instellingsterrein": rnd.choice([True, False]),
        "realisatiekans": rnd.choice([None, 10, 70, 100]),
        "breidt_uit": uitbreiding,
        "breidt_uit_reden": "ligt ernaast" if uitbreiding else "",
        "toelichting": rnd.choice(TEKSTEN),
        "peildatum": datetime.date(2026, rnd.randint(1, 11), rnd.randint(1, 28)),
    }
    regels = anders.pop("regels", None) or maak_regels(rnd)
    return bewaar_plan(plan=Plan(**velden | anders), regels=regels, gereed=True, by="test")


def foto(plan: Plan, velden, *, zonder: tuple[str, ...] = ()) -> dict:
    """What a file must give back: the fields, and every number but those in `zonder`."""
    waarden = {v: sorted(getattr(plan, v)) if v == "knelpunten" else getattr(plan, v) for v in velden}
    for regel in als_regels(plan):
        nummers = {n: w for n, w in vars(regel.zonder_nullen()).items() if n not in ("groep", "categorie", *zonder)}
        waarden[regel.sleutel] = nummers
    return waarden
