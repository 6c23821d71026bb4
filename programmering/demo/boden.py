"""The boden of the demo, and the voorstellen on its plots, drawn from the seed. No database."""

from datetime import date
from random import Random

from programmering.boden.lijsten import Partijsoort
from programmering.partners.lijsten import Partnerrol

from . import plekgegevens as g
from .ontwerp import Gemeentebasis
from .plots import S, dagen, grootte, kies
from .stuk import Stuk

REKENVOORBEELD = "Rekenvoorbeeld: "
"""How the text of a voorstel begins: it has no mark of its own."""
INTERESSE = (
    "Wij denken graag mee over deze plek en willen weten wat er al is afgesproken.",
    "Deze plek past bij wat wij in deze regio willen doen.",
    "Wij hebben hier ruimte om mee te doen, ook met de ontmoetingsruimte.",
)


def maak_boden(rng: Random, gemeente: Gemeentebasis, aantal: int, plots: list[Stuk], laaddag: date) -> list[Stuk]:
    # A bod may be seen by who may not see the plot: only public plots are named in one.
    open_plots = [p.doc["naam"] for p in plots if _openbaar(p) and p.doc["status"] in (S.IN_GESPREK, S.GERESERVEERD)]
    return [_bod(rng, gemeente, open_plots, laaddag) for _ in range(aantal)]


def _openbaar(plot: Stuk) -> bool:
    return plot.doc["vertrouwelijkheid"] == "openbaar"


def _bod(rng: Random, gemeente: Gemeentebasis, plots: list[str], laaddag: date) -> Stuk:
    soort = kies(rng, [(soort, gewicht) for soort, (_, gewicht) in g.PARTIJ.items()])
    partij, bekend = _partij(rng, soort, gemeente)
    # A gemeente or a group of residents does not bid on a whole region.
    hele_regio = soort not in (Partijsoort.GEMEENTE, Partijsoort.BEWONERSINITIATIEF) and rng.random() < 0.06
    oud = rng.randint(2, 420)
    # An answer takes weeks: what was offered this month still waits for one.
    status = kies(rng, g.BODSTATUS) if oud > 30 else "uitgebracht"
    sinds = oud if status == "uitgebracht" else rng.randint(1, oud - 14)
    bouwvorm = kies(rng, g.BODBOUWVORM)
    op_plot = not hele_regio and bouwvorm != "bestaande_bouw" and plots and rng.random() < 0.35
    return bodstuk(
        gemeente,
        hele_regio=hele_regio,
        partij=partij,
        partij_soort=soort,
        organisatie=bekend,
        plot=rng.choice(plots) if op_plot else None,
        bouwvorm=bouwvorm,
        status=status,
        datum=dagen(laaddag, -oud).isoformat(),
        status_datum=dagen(laaddag, -sinds).isoformat(),
        document=rng.choice(g.DOCUMENTEN),
        vertrouwelijkheid=kies(rng, (("openbaar", 60), ("provincie", 31), ("gemeente", 9))),
        regels=_regels(rng, 3 if hele_regio else 1),
    )


def bodstuk(gemeente: Gemeentebasis, *, hele_regio=False, **doc) -> Stuk:
    doc = {
        "gemeente_id": None if hele_regio else gemeente.id,
        "woondealregio": gemeente.woondealregio if hele_regio else None,
        "organisatie": False,
        "plot": None,
        "document": "",
        "toelichting": "",
    } | doc
    doc["partij_soort"] = str(doc["partij_soort"])
    doc["regels"] = sorted(doc["regels"], key=lambda r: (r["jaar"], r["woningtype"]))
    return Stuk("bod", gemeente.id, doc)


def bodregel(woningtype: str, jaar: int, aantal: int) -> dict:
    return {"woningtype": woningtype, "jaar": jaar, "aantal": aantal}


def _partij(rng: Random, soort: str, gemeente: Gemeentebasis) -> tuple[str, bool]:
    if soort == Partijsoort.GEMEENTE:
        naam = f"Gemeente {gemeente.naam}"
        return naam, naam in g.EIGEN_GEMEENTEN
    if soort == Partijsoort.INVESTEERDER and rng.random() < 0.4:
        return g.INVESTEERDER, True
    if gemeente.woondealregio == g.TWENTE and rng.random() < 0.6:
        if soort == Partijsoort.CORPORATIE:
            return g.CORPORATIE, True
        if soort == Partijsoort.ZORGORGANISATIE:
            return g.ZORGORGANISATIE, True
    waar = gemeente.naam if soort == Partijsoort.BEWONERSINITIATIEF else gemeente.regionaam
    return f"{g.PARTIJ[soort][0]} (voorbeeld) {waar}", False


def _regels(rng: Random, factor: int) -> list[dict]:
    """Per woningtype one year, or a building in two parts a year after each other."""
    regels = []
    for woningtype in kies(rng, g.BODTYPEN):
        jaar, aantal = kies(rng, g.BODJAAR), factor * grootte(rng, woningtype)
        if jaar and aantal >= 40 and rng.random() < 0.6:
            regels += [bodregel(woningtype, jaar, aantal // 2), bodregel(woningtype, jaar + 1, aantal - aantal // 2)]
        else:
            regels.append(bodregel(woningtype, jaar, aantal))
    return regels


def maak_interesse(rng: Random, gemeente: Gemeentebasis, plots: list[Stuk], laaddag: date) -> list[Stuk]:
    """Interest of the organisations of the cast in a public plot where their role is still empty."""
    in_twente = gemeente.woondealregio == g.TWENTE
    if rng.random() > (0.7 if in_twente else 0.06):
        return []
    rol = Partnerrol.ZORGORGANISATIE if in_twente else Partnerrol.CORPORATIE_INVESTEERDER
    vrij = [
        p for p in plots
        if _openbaar(p) and p.doc["status"] in (S.KANDIDAAT, S.IN_GESPREK, S.GERESERVEERD)
        and all(partner["rol"] != rol for partner in p.doc["partners"])
    ]  # fmt: skip
    if not vrij:
        return []
    organisatie, door = (g.ZORGORGANISATIE, "partner.zorgorganisatie") if in_twente else (
        g.INVESTEERDER, "partner.investeerder",
    )  # fmt: skip
    return [
        voorstelstuk(
            gemeente,
            soort="interesse",
            plot=rng.choice(vrij).doc["naam"],
            organisatie=organisatie,
            door=f"{door}@demo.example",
            rol=str(rol),
            bericht=rng.choice(INTERESSE),
            datum=dagen(laaddag, -rng.randint(1, 40)).isoformat(),
        )
    ]


def voorstelstuk(gemeente: Gemeentebasis, *, bericht: str, regels: list[dict] = (), **doc) -> Stuk:
    doc = {"gemeente_id": gemeente.id, "bericht": REKENVOORBEELD + bericht, "regels": list(regels)} | doc
    doc["regels"] = sorted(doc["regels"], key=lambda r: r["veld"])
    return Stuk("voorstel", gemeente.id, doc)
