"""Rows of the files of boden: public fields only, the same as in the list."""

from programmering.boden.selectors import BodMetTelling, Corporatiestand, Gebiedstand

KOLOMMEN = [
    "id", "partij", "soort_partij", "gemeentecode", "gemeente", "woondealregiocode", "woondealregio", "bouwvorm",
    "status", "sinds", "datum", "nultreden", "geclusterd", "zorggeschikt", "document", "link",
]  # fmt: skip
JAARKOLOMMEN = ["id", "partij", "woningtype", "jaar", "woningen"]
OVERZICHTKOLOMMEN = [
    "soort", "code", "naam", "periode", "woningtype", "opgave",
    "uitgebracht_nieuwbouw_transformatie", "aanvaard_nieuwbouw_transformatie",
    "uitgebracht_bestaande_bouw", "aanvaard_bestaande_bouw", "zonder_bod", "andere_of_onbekende_jaren",
]  # fmt: skip
CORPORATIEKOLOMMEN = [
    "gemeentecode", "gemeente", "periode", "woningtype", "opgave", "gerealiseerd_corporaties", "gepland_corporaties",
    "bod_corporaties", "streven_geclusterd_en_zorggeschikt",
]  # fmt: skip


def bodrij(rij: BodMetTelling) -> list:
    bod, n = rij.bod, rij.per_type
    gemeente, regio = bod.gemeente, bod.woondealregio
    return [
        bod.pk, bod.partij, bod.partij_soort, gemeente and gemeente.code, gemeente and gemeente.naam,
        regio and regio.code, regio and regio.naam, bod.bouwvorm, bod.status, bod.status_datum, bod.datum,
        *(n.get(w, 0) for w in ("nultreden", "geclusterd", "zorggeschikt")), bod.document, bod.link,
    ]  # fmt: skip


def jaarrijen(boden: list[BodMetTelling], regels):
    """Year 0 is unknown and stays empty."""
    partij = {rij.bod.pk: rij.bod.partij for rij in boden}
    return ([pk, partij[pk], woningtype, jaar or None, aantal] for pk, woningtype, jaar, aantal in regels)


def kopregels(stand) -> list[str]:
    moment = f"{stand.peildatum:%d-%m-%Y %H:%M}" if stand.peildatum else "nog niet berekend"
    return [f"Boden, woningen exclusief geteld. Peildatum van de cijfers {moment}, {stand.status}."]


def overzichtrijen(standen: list[Gebiedstand], periode: str):
    for stand in standen:
        for t in stand.typen:
            s = t.som
            yield [
                stand.gebied.soort, stand.gebied.code, stand.gebied.naam, periode, t.woningtype, t.opgave,
                s.uitgebracht_nieuw, s.aanvaard_nieuw, s.uitgebracht_bestaand, s.aanvaard_bestaand,
                t.zonder_bod, s.buiten,
            ]  # fmt: skip


def corporatierijen(standen: list[Corporatiestand], periode: str):
    for stand in standen:
        for woningtype in ("geclusterd", "zorggeschikt"):
            d = getattr(stand, woningtype)
            yield [
                stand.gebied.code, stand.gebied.naam, periode, woningtype, d.opgave, d.gerealiseerd, d.gepland,
                d.bod, stand.streven,
            ]  # fmt: skip
