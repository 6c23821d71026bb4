"""From a code or a name to a Gebied, and from a Gebied to those inside it."""

import re
import unicodedata

from django.db.models import Exists, OuterRef, Value

from .models import Gemeente, Provincie, Woondealregio
from .soorten import LAND, Gebied, Gebiedssoort

# What people call them; the official names do not contain these words.
ROEPNAMEN = {
    "den haag": "'s-Gravenhage",
    "den bosch": "'s-Hertogenbosch",
    "friesland": "Fryslân",
    "mra": "Metropoolregio Amsterdam",
}


CODE = re.compile(r"(PV|WD)[0-9]{2}|GM[0-9]{4}")


def zoek_gebied(code: str) -> Gebied | None:
    """The gebied with this code, None when there is none. No query for NL, one otherwise.

    An ended gemeente is found too (old figures keep it); of a code with several periods, the last one.
    """
    if code == LAND.code:
        return LAND
    if not CODE.fullmatch(code):
        return None
    rijen = {
        "PV": Provincie.objects.all(),
        "WD": Woondealregio.objects.all(),
        "GM": Gemeente.objects.order_by("-geldig_van"),
    }.get(code[:2])
    rij = rijen.filter(code=code).first() if rijen is not None else None
    return rij.gebied if rij else None


def onderliggende(gebied: Gebied, soort: str) -> list[Gebied]:
    """The gebieden of this soort that share a present gemeente with `gebied`, by name; one query.

    Crosswise: within a provincie every woondealregio with a gemeente there, also one that reaches beyond it;
    within a woondealregio every provincie it touches. Nothing lies below in soort land: [].
    """
    gemeenten = Gemeente.objects.geldig_op().in_gebied(gebied)
    match soort:
        case Gebiedssoort.GEMEENTE:
            rijen = gemeenten
        case Gebiedssoort.PROVINCIE:
            rijen = Provincie.objects.filter(Exists(gemeenten.filter(provincie_id=OuterRef("pk"))))
        case Gebiedssoort.WOONDEALREGIO:
            rijen = Woondealregio.objects.filter(Exists(gemeenten.filter(woondealregio_id=OuterRef("pk"))))
        case _:
            return []
    return [Gebied(soort, code, naam) for code, naam in rijen.values_list("code", "naam")]


def zoek_op_naam(q: str, limiet: int = 20) -> list[Gebied]:
    """Gebieden whose name contains q, without regard to capitals and accents, or whose code is q; one query.

    Names that begin with q come first. Also 'den haag' and 'friesland'. Ended gemeenten are left out.
    """
    q = q.replace("\0", "").strip()
    if not q:
        return []
    q = ROEPNAMEN.get(q.lower(), q)
    soorten = (
        (Gebiedssoort.PROVINCIE, Provincie.objects.all()),
        (Gebiedssoort.WOONDEALREGIO, Woondealregio.objects.all()),
        (Gebiedssoort.GEMEENTE, Gemeente.objects.geldig_op()),
    )
    delen = [_op_naam(rijen, q, soort) for soort, rijen in soorten]
    gevonden = [Gebied(*rij) for rij in delen[0].union(*delen[1:], all=True).order_by("naam", "soort")]
    if LAND.naam.lower().startswith(q.lower()) or q.upper() == LAND.code:
        gevonden.insert(0, LAND)
    gevonden.sort(key=lambda gebied: not kaal(gebied.naam).startswith(kaal(q)))
    return gevonden[:limiet]


def _op_naam(rijen, q: str, soort: str):
    passend = rijen.filter(naam__unaccent__icontains=q) | rijen.filter(code__iexact=q)
    return passend.order_by().annotate(soort=Value(soort)).values_list("soort", "code", "naam")


def kaal(naam: str) -> str:
    """Lower case without accents: 'Súdwest' becomes 'sudwest'."""
    return "".join(teken for teken in unicodedata.normalize("NFD", naam.lower()) if not unicodedata.combining(teken))
