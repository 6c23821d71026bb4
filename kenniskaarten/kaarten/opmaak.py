"""From the Markdown of who keeps the knowledge to HTML that can do no harm. Pure.

Two locks: the parser takes HTML as text, and what it makes is cut down by nh3 to a short list of elements. Pictures
are those of the stuk itself and nothing else, so that no page tells another server who reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

EXTERN = re.compile(r"^(https?:)?//", re.IGNORECASE)
# What else a link may begin with; any other keeps its words and is no link.
INTERN = ("/", "#", "mailto:")
# The page has the h1; deeper than this is a list.
DIEPST = 4
# So that no heading takes an id of the page itself.
ANKER = "deel-"

ELEMENTEN = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTEN = {
    "a": {"href", "rel"},
    "div": {"role", "aria-label", "tabindex"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "img": {"src", "alt", "loading"},
    "ol": {"start"},
    "th": {"scope"},
}
KLASSEN = {
    "div": {"tabelvak"},
    "h2": {"utrecht-heading-2"},
    "h3": {"utrecht-heading-3"},
    "h4": {"utrecht-heading-3"},
    "table": {"utrecht-table"},
    "td": {"getal"},
    "th": {"getal"},
}


@dataclass(frozen=True)
class Eigen:
    """A bijlage of the stuk, as its text names it: by the name of the file."""

    url: str
    alt: str = ""
    afbeelding: bool = False


@dataclass(frozen=True)
class Kop:
    anker: str
    tekst: str


@dataclass(frozen=True)
class Opgemaakt:
    """`koppen`: those of the highest level, to make a table of contents of. `ontbreekt`: pictures that are not here."""

    html: SafeString
    koppen: tuple[Kop, ...] = ()
    ontbreekt: tuple[str, ...] = ()


_LEZER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def maak_op(tekst: str, bijlagen: Mapping[str, Eigen] | None = None) -> Opgemaakt:
    """The text as HTML; `bijlagen` is what it may show and link to, by name."""
    tokens = _LEZER.parse(tekst)
    bijlagen = bijlagen or {}
    koppen = _zet_koppen(tokens)
    ontbreekt: list[str] = []
    for token in tokens:
        if token.type == "inline":
            _zet_links(token.children, bijlagen)
            ontbreekt += _zet_plaatjes(token, bijlagen)
    _zet_tabellen(tokens)
    eigen = {b.url for b in bijlagen.values()}
    html = nh3.clean(
        _LEZER.renderer.render(tokens, _LEZER.options, {}),
        tags=ELEMENTEN,
        attributes=ATTRIBUTEN,
        allowed_classes=KLASSEN,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        attribute_filter=lambda element, naam, waarde: (
            None if (element, naam) == ("img", "src") and waarde not in eigen else waarde
        ),
    )
    return Opgemaakt(mark_safe(html), tuple(koppen), tuple(ontbreekt))


def _zet_koppen(tokens: list[Token]) -> list[Kop]:
    """No level is left out on the way down, whatever was typed: a reader who goes by headings would miss one."""
    koppen, diepte, gebruikt = [], 1, set()
    for i, token in enumerate(tokens):
        if token.type == "heading_open":
            tekst = _tekst(tokens[i + 1].children)
            diepte = min(max(int(token.tag[1]), 2), diepte + 1, DIEPST)
            token.tag = tokens[i + 2].tag = f"h{diepte}"
            anker = _uniek(ANKER + (slugify(tekst)[:60] or "kop"), gebruikt)
            token.attrs = {"id": anker, "class": f"utrecht-heading-{min(diepte, 3)}"}
            if diepte == 2:
                koppen.append(Kop(anker, tekst))
    return koppen


def _uniek(anker: str, gebruikt: set[str]) -> str:
    nummer, keuze = 1, anker
    while keuze in gebruikt:
        nummer += 1
        keuze = f"{anker}-{nummer}"
    gebruikt.add(keuze)
    return keuze


def _tekst(tokens: list[Token]) -> str:
    return "".join(t.content if t.type in ("text", "code_inline") else " " * (t.type == "softbreak") for t in tokens)


def _zet_links(tokens: list[Token], bijlagen: Mapping[str, Eigen]) -> None:
    weg = False
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrs["href"])
            if bijlage := bijlagen.get(unquote(href)):
                href = bijlage.url
            token.attrs = {"href": href}
            if EXTERN.match(href):
                token.attrs["rel"] = "noopener noreferrer"
            weg = token.hidden = not (EXTERN.match(href) or href.startswith(INTERN))
        elif token.type == "link_close" and weg:
            token.hidden, weg = True, False


def _zet_plaatjes(inline: Token, bijlagen: Mapping[str, Eigen]) -> list[str]:
    """Pictures that the stuk has get their address; of any other the words remain. Gives the names of those."""
    ontbreekt = []
    for i, token in enumerate(inline.children):
        if token.type != "image":
            continue
        naam, alt = unquote(str(token.attrs["src"])), _tekst(token.children or [])
        bijlage = bijlagen.get(naam)
        if bijlage and bijlage.afbeelding:
            token.attrs = {"src": bijlage.url, "alt": "", "loading": "lazy"}
            # The renderer writes the alt from these.
            token.children = [Token("text", "", 0, content=alt or bijlage.alt)]
        else:
            ontbreekt.append(naam)
            inline.children[i] = Token("text", "", 0, content=alt)
    return ontbreekt


def _zet_tabellen(tokens: list[Token]) -> None:
    """In a box of its own that scrolls, and that the keyboard can reach."""
    nummer, nieuw = 0, []
    for token in tokens:
        if token.type == "table_open":
            nummer += 1
            token.attrs = {"class": "utrecht-table"}
            vak = {"class": "tabelvak", "role": "region", "aria-label": f"Tabel {nummer}", "tabindex": "0"}
            nieuw.append(Token("vak_open", "div", 1, attrs=vak, block=True))
        elif token.type in ("th_open", "td_open"):
            rechts = "right" in str(token.attrs.get("style", ""))
            token.attrs = {"class": "getal"} if rechts else {}
            if token.tag == "th":
                token.attrs["scope"] = "col"
        nieuw.append(token)
        if token.type == "table_close":
            nieuw.append(Token("vak_close", "div", -1, block=True))
    tokens[:] = nieuw
