"""What changed between two moments, as a table and as a picture: the same on each page that shows it."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from programmering.peilstanden.calculations import Deel
from programmering.peilstanden.forms import CATEGORIE_NAAM, DEEL_NAAM
from programmering.peilstanden.selectors import Regel, Vergelijking
from programmering.peilstanden.waterval import BREED, LINKS, waterval
from woonzorg.getallen import getal

from .keten import WONINGTYPE_NAAM

register = template.Library()
TREDE_NAAM = {"toen": "Toen", "nu": "Nu"} | {d: DEEL_NAAM[d] for d in Deel}


@register.filter
def met_teken(n: int) -> str:
    """+12, −3, 0: a change, not an amount."""
    return f"+{getal(n)}" if n > 0 else getal(n)


@register.filter
def tegendeel(n: int) -> int:
    return -n


@register.filter
def categorienaam(categorie: str) -> str:
    return CATEGORIE_NAAM[categorie]


@register.filter
def toen_tekst(vergelijking: Vergelijking) -> str:
    return date_format(vergelijking.basis.van, "j F Y")


@register.filter
def nu_tekst(vergelijking: Vergelijking) -> str:
    """The later moment as a column is called."""
    return date_format(vergelijking.basis.naar, "j F Y") if vergelijking.basis.naar else "nu"


@register.filter
def onderschrift(vergelijking: Vergelijking) -> str:
    """Both moments with what they are worth: belongs to every figure of a comparison."""
    basis = vergelijking.basis
    nu = date_format(basis.naar, "j F Y") if basis.naar else date_format(localtime(basis.moment), "j F Y, H:i")
    delen = [f"{date_format(basis.van, 'j F Y')} (vastgesteld) naast {nu} ({vergelijking.status})"]
    if basis.weggelaten:
        n = len(basis.weggelaten)
        wie = "gemeente die niet te vergelijken is" if n == 1 else "gemeenten die niet te vergelijken zijn"
        delen.append(f"zonder {getal(n)} {wie}")
    return " · ".join([*delen, "exclusief geteld"])


@register.filter
def plannen_url(vergelijking: Vergelijking, categorie: str = "geclusterd", deel: str = "") -> str:
    vraag = {**vergelijking.vraag, "woningtype": categorie, "deel": deel}
    return f"{reverse('peilstand-verschil')}?{urlencode(vraag)}"


def _rij(vergelijking: Vergelijking, regel: Regel, klik: bool) -> dict:
    v = regel.verschil

    def cel(n: int, deel: str) -> dict:
        return {"aantal": n, "url": plannen_url(vergelijking, regel.categorie, deel) if klik and n else ""}

    return {
        "naam": CATEGORIE_NAAM[regel.categorie],
        "verschil": v,
        "delen": [cel(n, deel) for deel, n in v.delen],
        "samen": {
            "aantal": v.verschil,
            "url": plannen_url(vergelijking, regel.categorie) if klik and v.iets else "",
        },
        "naar_hard": cel(v.naar_hard, "naar_hard"),
        "naar_zacht": cel(v.naar_zacht, "naar_zacht"),
    }


@register.inclusion_tag("peilstanden/_verschillen.html")
def verschiltabel(
    vergelijking: Vergelijking,
    *,
    buiten: bool = True,
    klik: bool = True,
    toen: str = "",
    nu: str = "",
    uitleg: str = "",
):
    """A row per woningtype with its four parts; `buiten` adds what stands beside the three, apart from them.

    `toen`, `nu` and `uitleg` replace what the columns and the caption say of themselves.
    """
    return {
        "vergelijking": vergelijking,
        "rijen": [_rij(vergelijking, r, klik) for r in vergelijking.regels],
        "buiten": [_rij(vergelijking, r, klik) for r in vergelijking.buiten] if buiten else [],
        "kolommen": [DEEL_NAAM[d] for d in Deel],
        "naar_zacht": any(r.verschil.naar_zacht for r in (*vergelijking.regels, *vergelijking.buiten)),
        "toen": toen or toen_tekst(vergelijking),
        "nu": nu or nu_tekst(vergelijking),
        "uitleg": uitleg or f"Woningen die plannen nog te bouwen hebben, hard en zacht. {onderschrift(vergelijking)}",
    }


@register.inclusion_tag("peilstanden/_watervallen.html")
def watervallen(vergelijking: Vergelijking):
    """A waterfall per woningtype, each with a scale of its own, said so beside it."""
    panelen = []
    for regel in vergelijking.regels:
        beeld = waterval(regel.verschil)
        treden = [{"trede": t, "naam": TREDE_NAAM[t.soort], "tekst": _tredetekst(t)} for t in beeld.treden]
        panelen.append(
            {
                "naam": WONINGTYPE_NAAM[regel.categorie],
                "woningtype": regel.categorie,
                "beeld": beeld,
                "treden": treden,
                "omschrijving": "; ".join(f"{t['naam'].lower()} {t['tekst']}" for t in treden),
                "zin": _zin(regel),
            }
        )
    return {"vergelijking": vergelijking, "panelen": panelen, "breed": BREED, "links": LINKS}


def _tredetekst(trede) -> str:
    return getal(trede.aantal) if trede.is_stand else met_teken(trede.aantal)


def _zin(regel: Regel) -> str:
    n = regel.verschil.verschil
    if n == 0:
        return "Evenveel woningen te bouwen als toen."
    return f"{getal(abs(n))} {'woning' if abs(n) == 1 else 'woningen'} {'meer' if n > 0 else 'minder'} te bouwen."
