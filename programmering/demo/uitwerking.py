"""From a design to a plan and its rows: years, groups that add up, statuses, a name and a shape."""

import json
from collections.abc import Sequence
from datetime import date
from math import sqrt
from random import Random

from programmering.calculations import WONINGTYPEN
from programmering.opgaven.calculations import verdeel
from programmering.plannen.lijsten import HARD, ZACHT, planklasse

from .gegevens import (
    CORPORATIE_VAN,
    EENGEZINS,
    GROND_PER_WONING,
    KNELPUNTEN,
    MAX_OPPERVLAKTE,
    MINIMUM_CLUSTER,
    OPDRACHTGEVERS,
    PRIJZEN,
    PROJECTSTATUSSEN,
    STATUSSEN,
    TOELICHTINGEN,
    ZORGKNELPUNTEN,
)
from .namen import kies_namen
from .ontwerp import Corporatieteller, Gemeentebasis, Jaarcel, Ontwerp

# Columns of the two tables, in the order of the tuples that `als_rijen` gives.
PLANKOLOMMEN = (
    "gemeente_id", "plancode", "plannaam", "vertrouwelijkheid", "opdrachtgever_soort", "opdrachtgever_naam",
    "plantype", "status_project", "status_planologisch", "knelpunten", "woonmilieu", "studentenwoningen",
    "sleutelproject", "instellingsterrein", "realisatiekans", "breidt_uit", "breidt_uit_reden", "toelichting",
    "invoerstatus", "peildatum", "breedte", "hoogte", "hoek",
)  # fmt: skip
REGELKOLOMMEN = (
    "gemeente_id", "plancode", "groep", "categorie", "gepland", "gerealiseerd", "rest_per_jaar",
    "gerealiseerd_per_jaar", "waarvan_corporatie",
)  # fmt: skip


def werk_uit(rng: Random, gemeente: Gemeentebasis, ontwerpen: list[Ontwerp], teller: Corporatieteller) -> list:
    namen = kies_namen(rng, len(ontwerpen), gemeente.bezet)
    codes = _plancodes(gemeente, len(ontwerpen))
    peildatum = date(2026, 10, 1) if rng.random() < 0.6 else date(2026, 11, 1)
    stedelijk = min(1.0, gemeente.inwoners / 180_000)
    plannen = []
    for ontwerp, naam, code in zip(ontwerpen, namen, codes, strict=True):
        plan = _plan(rng, gemeente, ontwerp, teller, stedelijk)
        plan |= {"plannaam": naam, "plancode": code, "gemeente_id": gemeente.id}
        # One in twenty has not been looked at for a year.
        plan["peildatum"] = date(2025, 10, 1) if _mag_oud_zijn(ontwerp) and rng.random() < 0.08 else peildatum
        plannen.append((plan, _regels(rng, ontwerp, plan, teller)))
        _geef_vorm(rng, plan, plannen[-1][1])
    return plannen


def _mag_oud_zijn(ontwerp: Ontwerp) -> bool:
    """A plan whose homes were delivered this year cannot have figures of last year."""
    return "g" not in ontwerp.doel


def _plancodes(gemeente: Gemeentebasis, aantal: int) -> list[str]:
    codes = (f"{gemeente.code[2:]}-{nummer:04d}" for nummer in range(1, aantal + len(gemeente.bezet) + 1))
    return [code for code in codes if code not in gemeente.bezet][:aantal]


def _kies(rng: Random, keuzes: Sequence[tuple[str, int]]) -> str:
    return rng.choices([k for k, _ in keuzes], weights=[w for _, w in keuzes])[0]


def _plan(rng: Random, gemeente: Gemeentebasis, ontwerp: Ontwerp, teller: Corporatieteller, stedelijk: float) -> dict:
    status = _kies(rng, STATUSSEN[ontwerp.soort])
    opdrachtgever = _opdrachtgever(rng, ontwerp, teller)
    totaal = sum(max(doel, ontwerp.van(deel)) for deel, doel in ontwerp.doel.items())
    woonmilieu = _kies(rng, _woonmilieus(stedelijk))
    knelpunten = _knelpunten(rng, ontwerp)
    cluster = ontwerp.cluster
    hard = planklasse(status) == "hard"
    return {
        "vertrouwelijkheid": _vertrouwelijkheid(rng, ontwerp, status),
        "opdrachtgever_soort": opdrachtgever,
        "opdrachtgever_naam": {
            "gemeente": f"Gemeente {gemeente.naam}",
            "woningcorporatie": f"Woningcorporatie (voorbeeld) {gemeente.regionaam}",
        }.get(opdrachtgever, ""),
        "plantype": _plantype(rng, totaal, woonmilieu),
        "status_project": _kies(rng, PROJECTSTATUSSEN.get(ontwerp.soort) or PROJECTSTATUSSEN[status]),
        "status_planologisch": status,
        "knelpunten": knelpunten,
        "woonmilieu": woonmilieu,
        "studentenwoningen": not ontwerp.zorg and totaal > 40 and stedelijk > 0.5 and rng.random() < 0.06,
        "sleutelproject": totaal > 250 and rng.random() < 0.3,
        "instellingsterrein": cluster >= MINIMUM_CLUSTER and rng.random() < 0.12,
        "realisatiekans": _realisatiekans(rng, ontwerp.soort) if not hard or rng.random() < 0.4 else None,
        "breidt_uit": "Bestaand complex (voorbeeld)" if ontwerp.breidt_uit else "",
        "breidt_uit_reden": "Deelt de ontmoetingsruimte van het bestaande complex." if ontwerp.breidt_uit else "",
        "toelichting": TOELICHTINGEN.get(knelpunten[0], "") if knelpunten else "",
        "invoerstatus": "concept" if ontwerp.soort in ("concept", "onbekend") else "gereed",
    }


def _opdrachtgever(rng: Random, ontwerp: Ontwerp, teller: Corporatieteller) -> str:
    if not ontwerp.cluster:
        return _kies(rng, OPDRACHTGEVERS)
    if rng.random() < teller.kans():
        return "woningcorporatie"
    return _kies(
        rng, (("projectontwikkelaar", 42), ("meerdere", 22), ("anders", 18), ("particulieren", 10), ("gemeente", 8))
    )


def _woonmilieus(stedelijk: float) -> tuple[tuple[str, int], ...]:
    """The larger the gemeente, the more of its plans lie in town."""
    s = round(100 * stedelijk)
    return (
        ("centrum_stedelijk", 4 + s * 30 // 100),
        ("buiten_centrum", 18 + s * 30 // 100),
        ("groen_stedelijk", 18 + s * 12 // 100),
        ("dorps", 46 - s * 42 // 100),
        ("landelijk", 14 - s * 12 // 100),
    )


def _plantype(rng: Random, totaal: int, woonmilieu: str) -> str:
    uitbreiding = "uitbreiding_uitleg" if totaal >= 12 else "uitbreiding_overig"
    uitleg = {"centrum_stedelijk": 2, "buiten_centrum": 14, "groen_stedelijk": 34, "dorps": 42, "landelijk": 55}
    return _kies(
        rng,
        (
            (uitbreiding, uitleg[woonmilieu]),
            ("verdichting", 34),
            ("herstructurering", 16),
            ("pand_transformatie", 12 if totaal <= 150 else 0),
            ("transformatiegebied", 10 if totaal > 60 else 2),
        ),
    )


def _knelpunten(rng: Random, ontwerp: Ontwerp) -> list[str]:
    if ontwerp.soort == "afgerond":
        return ["geen"] if rng.random() < 0.5 else []
    hoeveel = rng.choices((-1, 0, 1, 2, 3), weights=(8, 20, 40, 23, 9))[0]
    if hoeveel < 1:
        return ["geen"] if hoeveel == 0 else []
    lijst = ZORGKNELPUNTEN if ontwerp.cluster else KNELPUNTEN
    return list(dict.fromkeys(_kies(rng, lijst) for _ in range(hoeveel)))


def _vertrouwelijkheid(rng: Random, ontwerp: Ontwerp, status: str) -> str:
    if status in HARD:
        return "openbaar"
    if status in ZACHT and ontwerp.soort != "concept":
        return _kies(rng, (("openbaar", 62), ("provincie", 31), ("gemeente", 7)))
    return _kies(rng, (("gemeente", 60), ("provincie", 40)))


def _realisatiekans(rng: Random, soort: str) -> int | None:
    van, tot = {"hard": (7, 10), "uitvoering": (9, 10), "afgerond": (10, 10), "zacht": (4, 8)}.get(soort, (1, 6))
    return 10 * rng.randint(van, tot) if rng.random() < 0.6 else None


def _jaren(rng: Random, soort: str, deel: str, aantal: int) -> list[Jaarcel]:
    """The years in which this part of a plan is, or was, delivered: one to four, one after the other."""
    duur = 1 if aantal < 45 else 2 if aantal < 140 else 3 if aantal < 500 else 4
    if deel == "u":
        return [("rest", "onbekend")]
    if deel == "g":
        laatste = 2026 if soort == "uitvoering" else rng.choices(range(2022, 2027), weights=(14, 18, 21, 23, 24))[0]
        return [("gerealiseerd", str(jaar)) for jaar in range(max(2022, laatste - duur + 1), laatste + 1)]
    if deel == "l":
        eerste = rng.choices((2031, 2032, 2033, 2034, 2035, 2037), weights=(34, 25, 17, 12, 9, 3))[0]
        return [("rest", str(jaar)) for jaar in range(eerste, eerste + duur)]
    if soort == "uitvoering":
        # Building goes on where it began; a few are late, which the list of contradictions should find.
        eerste = rng.choices((2025, 2026, 2027, 2028), weights=(2, 28, 55, 15))[0]
    elif soort == "hard":
        eerste = rng.choices((2025, 2026, 2027, 2028, 2029), weights=(2, 6, 42, 32, 18))[0]
    else:
        eerste = rng.choices((2027, 2028, 2029, 2030), weights=(8, 26, 36, 30))[0]
    return [("rest", str(jaar)) for jaar in range(eerste, min(eerste + duur, 2031))]


def _wonen_en_zorg(rng: Random, ontwerp: Ontwerp) -> dict[str, dict[Jaarcel, int]]:
    """Categorie -> year -> homes. A cluster is one building: it is delivered in one year, a large one in two."""
    tabel: dict[str, dict[Jaarcel, int]] = {}
    for deel, doel in ontwerp.doel.items():
        jaren = _jaren(rng, ontwerp.soort, deel, max(doel, ontwerp.van(deel)))
        vrij = max(0, doel - ontwerp.van(deel))
        vaag = ontwerp.soort in ("later", "niet", "concept", "onbekend")
        onbekend = vrij if rng.random() < (0.22 if vaag else 0.06) else 0
        aantallen = {
            **{type_: ontwerp.zorg.get((type_, deel), 0) for type_ in WONINGTYPEN},
            "regulier": vrij - onbekend,
            "onbekend": onbekend,
        }
        for categorie, aantal in aantallen.items():
            cellen = jaren
            if categorie in ("geclusterd", "zorggeschikt"):
                begin = rng.randrange(len(jaren))
                cellen = jaren[begin : begin + (1 if aantal < 60 else 2)]
            verdeling = verdeel(aantal, {cel: rng.randint(2, 4) for cel in cellen})
            for cel, n in verdeling.items():
                if n:
                    rij = tabel.setdefault(categorie, {})
                    rij[cel] = rij.get(cel, 0) + n
    return tabel


def _regels(rng: Random, ontwerp: Ontwerp, plan: dict, teller: Corporatieteller) -> list[tuple]:
    """Rows of all groups; every group but sloop sums to nieuwbouw, in total, realised and per year."""
    zorg = _wonen_en_zorg(rng, ontwerp)
    per_jaar: dict[Jaarcel, int] = {}
    for rij in zorg.values():
        for cel, aantal in rij.items():
            per_jaar[cel] = per_jaar.get(cel, 0) + aantal
    # The year of delivery was not written down: it counts in the year of the peildatum, marked.
    zonder_jaar = ontwerp.soort == "afgerond" and rng.random() < 0.03
    corporatie = _corporatie(rng, plan["opdrachtgever_soort"], zorg)
    if plan["invoerstatus"] == "gereed" and planklasse(plan["status_planologisch"]) != "niet_meetellend":
        teller.totaal += ontwerp.cluster
        teller.corporatie += corporatie.get("geclusterd", 0) + corporatie.get("zorggeschikt", 0)
    groepen = {
        "nieuwbouw": {"nieuwbouw": per_jaar},
        "wonen_en_zorg": zorg,
        "woningtype": _splits(rng, per_jaar, _woningtypen(plan, ontwerp, per_jaar)),
        "betaalbaarheid": _splits(rng, per_jaar, _prijzen(plan, ontwerp)),
        "flex": {"flexwoning" if rng.random() < 0.015 else "permanent": per_jaar},
        "sloop": {"sloop": _sloop(rng, plan["plantype"], per_jaar)},
    }
    regels = [
        (groep, categorie, *_rij(cellen, zonder_jaar), corporatie.get(categorie, 0) if groep == "wonen_en_zorg" else 0)
        for groep, categorieen in groepen.items()
        for categorie, cellen in categorieen.items()
        if cellen
    ]
    if ontwerp.soort == "concept" and rng.random() < 0.5:
        # Half of the concepts do not add up yet: that is what a concept is for.
        groep, categorie, gepland, *rest = regels[0]
        regels[0] = (groep, categorie, gepland + rng.randint(1, 9), *rest)
    return regels


def _rij(cellen: dict[Jaarcel, int], zonder_jaar: bool) -> tuple[int, int, str, str]:
    gerealiseerd = {jaar: n for (wat, jaar), n in sorted(cellen.items()) if wat == "gerealiseerd"}
    rest = {jaar: n for (wat, jaar), n in sorted(cellen.items()) if wat == "rest"}
    af = sum(gerealiseerd.values())
    return af + sum(rest.values()), af, json.dumps(rest), json.dumps({} if zonder_jaar else gerealiseerd)


def _corporatie(rng: Random, opdrachtgever: str, zorg: dict[str, dict[Jaarcel, int]]) -> dict[str, int]:
    deel = CORPORATIE_VAN.get(opdrachtgever, 0.0)
    if opdrachtgever == "projectontwikkelaar" and rng.random() < 0.2:
        # Built by a developer, taken over by a corporatie.
        deel = 0.3
    if not deel:
        return {}
    return {categorie: round(deel * sum(rij.values())) for categorie, rij in zorg.items() if categorie != "onbekend"}


def _splits(rng: Random, per_jaar: dict[Jaarcel, int], gewicht: dict[str, int]) -> dict[str, dict[Jaarcel, int]]:
    """Divides the homes of each year; each plan leans its own way."""
    eigen = {categorie: round(w * 100 * rng.uniform(0.4, 1.6)) for categorie, w in gewicht.items() if w}
    tabel: dict[str, dict[Jaarcel, int]] = {categorie: {} for categorie in eigen}
    for cel, aantal in per_jaar.items():
        for categorie, n in verdeel(aantal, eigen).items():
            if n:
                tabel[categorie][cel] = n
    return tabel


def _woningtypen(plan: dict, ontwerp: Ontwerp, per_jaar: dict[Jaarcel, int]) -> dict[str, int]:
    if ontwerp.soort in ("later", "niet", "onbekend"):
        return {"onbekend": 1}
    if plan["plantype"] == "pand_transformatie":
        return {"meergezins": 1}
    # Homes for the elderly are mostly apartments: the larger their share, the fewer eengezins.
    deel = 1 - 0.85 * ontwerp.cluster / max(1, sum(per_jaar.values()))
    eengezins = round(EENGEZINS[plan["woonmilieu"]] * max(0.0, deel))
    return {"eengezins": eengezins, "meergezins": 100 - eengezins}


def _prijzen(plan: dict, ontwerp: Ontwerp) -> dict[str, int]:
    if ontwerp.soort in ("niet", "onbekend"):
        return {"onbekend": 1}
    prijzen = PRIJZEN.get(plan["opdrachtgever_soort"], PRIJZEN[""])
    return prijzen | {"onbekend": 60} if ontwerp.soort == "later" else prijzen


def _sloop(rng: Random, plantype: str, per_jaar: dict[Jaarcel, int]) -> dict[Jaarcel, int]:
    """Homes that go first, where a neighbourhood is rebuilt."""
    if plantype != "herstructurering":
        return {}
    aantal = round(sum(per_jaar.values()) * rng.uniform(0.2, 0.8))
    wat, jaar = min(per_jaar)
    if wat == "rest" and jaar != "onbekend":
        jaar = str(max(2026, int(jaar) - 1))
    return {(wat, jaar): aantal} if aantal else {}


def _geef_vorm(rng: Random, plan: dict, regels: list[tuple]) -> None:
    """Width and length in metres and a turn in radians of the rectangle that fits the number of homes."""
    woningen = regels[0][2]
    oppervlakte = min(
        MAX_OPPERVLAKTE, max(400.0, woningen * GROND_PER_WONING[plan["woonmilieu"]] * rng.uniform(0.7, 1.3))
    )
    verhouding = rng.uniform(1.0, 2.2)
    plan["breedte"] = round(sqrt(oppervlakte * verhouding), 1)
    plan["hoogte"] = round(sqrt(oppervlakte / verhouding), 1)
    plan["hoek"] = round(rng.uniform(0, 3.14159), 4)


def als_rijen(plannen: list[tuple[dict, list]]) -> tuple[list[tuple], list[tuple]]:
    """The same as tuples for COPY, in the order of PLANKOLOMMEN and REGELKOLOMMEN."""
    planrijen = [tuple(plan[kolom] for kolom in PLANKOLOMMEN) for plan, _ in plannen]
    regelrijen = [(plan["gemeente_id"], plan["plancode"], *regel) for plan, regels in plannen for regel in regels]
    return planrijen, regelrijen
