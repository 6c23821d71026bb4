"""The report as sheets of a workbook: the same rows as the page and the PDF."""

from .calculations import WONINGTYPEN
from .selectors import Verslag


def _nr(plek) -> int | None:
    return plek.nummer if plek else None


def maak_bladen(verslag: Verslag, *, contact: bool = False) -> list[tuple]:
    v = verslag
    deelnemerkolommen = ["naam", "organisatie", "soort", *(["contact"] if contact else [])]
    return [
        (
            "plekken",
            [
                "nummer", "naam", "samengevoegd met", "gezet door", *(f"past: {w}" for w in WONINGTYPEN), "jaar",
                *(f"geboden: {w}" for w in WONINGTYPEN), "gemiddelde", "wegers", "stemmen", "gekozen", "waarom",
            ],
            [
                [
                    p.plek.nummer, p.plek.naam, ", ".join(map(str, p.nummers)), p.van,
                    *(getattr(p.plek, w) for w in WONINGTYPEN), p.plek.jaar, *(p.geboden[w] for w in WONINGTYPEN),
                    p.gemiddelde, p.wegers, p.stemmen, "ja" if p.plek.gekozen else "nee", p.plek.reden,
                ]
                for p in v.plekken
            ],
        ),
        (
            "boden",
            ["partij", "soort", "deelnemer", "plek", "woningtype", "aantal", "jaar", "bouwvorm"],
            [
                [
                    d.organisatie, d.get_soort_display(), d.naam, _nr(plek), b.woningtype, b.aantal, b.jaar,
                    b.get_bouwvorm_display(),
                ]
                for b, d, plek in v.boden
            ]
            + [["samen", None, None, None, w, v.geboden[w], None, None] for w in WONINGTYPEN],
        ),
        (
            "wegingen",
            ["plek", "naam", "criterium", "gemiddelde", "wegers", "waarom"],
            [[p.nummer, p.naam, c.naam, gem, wegers, " | ".join(redenen)] for p, c, gem, wegers, redenen in v.wegingen],
        ),
        ("stemmen", ["plek", "naam", "stemmen"], [[p.plek.nummer, p.plek.naam, p.stemmen] for p in v.plekken]),
        ("vragen", ["vraag", "plek", "gesteld door"], [[q.tekst, _nr(plek), van] for q, van, plek in v.vragen]),
        (
            "belafspraken",
            ["wie belt", "met wie", "waarover", "plek", "voor"],
            [[b.wie, b.met, b.waarover, _nr(plek), b.voor] for b, _, plek in v.bellen],
        ),
        (
            "deelnemers",
            deelnemerkolommen,
            [
                [d.naam, d.organisatie, d.get_soort_display(), *([d.contact] if contact else [])]
                for d in v.deelnemers
            ],
        ),
    ]  # fmt: skip
