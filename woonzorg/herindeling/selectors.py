"""What the pages of a herindeling show."""

from woonzorg.gebieden.models import Gemeente

from .models import Herindeling
from .plaatsing import Toewijzing, plaats
from .verhuizing import OP_SLEUTEL


def namen_van(herindeling: Herindeling) -> dict[str, str]:
    """Code -> name of all that take part: those that exist or existed, and those still to be made."""
    codes = [*herindeling.van, *herindeling.bestaand]
    namen = dict(Gemeente.objects.filter(code__in=codes).order_by("geldig_van").values_list("code", "naam"))
    return {code: namen.get(code, code) for code in codes} | {n["code"]: n["naam"] for n in herindeling.nieuw}


def titel(herindeling: Herindeling, namen: dict[str, str]) -> str:
    van, naar = ([namen[code] for code in codes] for codes in (herindeling.van, herindeling.naar))
    return f"{_opsomming(van)} → {_opsomming(naar)}"


def met_titels(herindelingen: list[Herindeling]) -> list[tuple[Herindeling, str]]:
    """Each with its title in names; one query for all of them."""
    codes = {code for h in herindelingen for code in (*h.van, *h.bestaand)}
    bekend = dict(Gemeente.objects.filter(code__in=codes).order_by("geldig_van").values_list("code", "naam"))
    namen = {code: bekend.get(code, code) for code in codes}
    return [(h, titel(h, namen | {n["code"]: n["naam"] for n in h.nieuw})) for h in herindelingen]


def _opsomming(namen: list[str]) -> str:
    return " en ".join([", ".join(namen[:-1]), namen[-1]] if len(namen) > 1 else namen)


def toewijzingen_van(herindeling: Herindeling) -> list[Toewijzing]:
    """Of a split that is prepared: where each record goes that a person may have something to say about."""
    van = Gemeente.objects.filter(code__in=herindeling.van, geldig_tot__isnull=True).first()
    if van is None:
        return []
    return [t for t in plaats(herindeling, van) if OP_SLEUTEL[t.soort].kiesbaar]
