"""Whether a herindeling can be: what is asked, before anything is touched. ValidationError by field, in words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from woonzorg.gebieden.models import Gemeente, Provincie, Woondealregio
from woonzorg.gebieden.opvolging import opgegaan

from .models import Herindeling

CODE = re.compile(r"GM[0-9]{4}")


@dataclass(frozen=True)
class Partijen:
    """The gemeenten of a herindeling that exist: those that end, and those that go on and grow."""

    van: list[Gemeente]
    bestaand: list[Gemeente]


def eis_uitvoerbaar(herindeling: Herindeling) -> Partijen:
    """The gemeenten it is about. Raises ValidationError with everything that stands in its way."""
    fouten: dict[str, list[str]] = {}
    van = _bestaande(herindeling.van, "van", fouten)
    bestaand = _bestaande(herindeling.bestaand, "bestaand", fouten)
    if not herindeling.van:
        fouten.setdefault("van", []).append("Vul in welke gemeente ophoudt te bestaan.")
    if beide := sorted({g.naam for g in van} & {g.naam for g in bestaand}):
        fouten.setdefault("bestaand", []).append(f"{', '.join(beide)} kan niet ophouden en toch doorgaan.")
    _eis_nieuw(herindeling, fouten)
    _eis_vorm(herindeling, fouten)
    for gemeente in [*van, *bestaand]:
        if gemeente.geldig_van >= herindeling.datum:
            sinds = date_format(gemeente.geldig_van, "j F Y")
            fouten.setdefault("datum", []).append(f"{gemeente} bestaat pas sinds {sinds}. Kies een latere dag.")
    if fouten:
        raise ValidationError(fouten)
    return Partijen(van, bestaand)


def eis_dag(herindeling: Herindeling) -> None:
    if herindeling.datum > timezone.localdate():
        dag = date_format(herindeling.datum, "j F Y")
        raise ValidationError(
            {"datum": f"De herindeling gaat in op {dag}. Voer haar op die dag uit, of later; de proef kan nu al."}
        )


def _bestaande(codes: Iterable[str], veld: str, fouten: dict) -> list[Gemeente]:
    """In the order of the codes, locked against another herindeling; what is wrong goes into `fouten`."""
    rijen = Gemeente.objects.filter(code__in=codes, geldig_tot__isnull=True).select_related(
        "provincie", "woondealregio"
    )
    per_code = {gemeente.code: gemeente for gemeente in rijen}
    for code in codes:
        if code not in per_code:
            fouten.setdefault(veld, []).append(_weg(code))
    return [per_code[code] for code in codes if code in per_code]


def _weg(code: str) -> str:
    weg = opgegaan(code)
    if weg is None:
        return f"Er is geen gemeente met code {code}, of zij houdt later al op te bestaan."
    waarin = f" en ging op in {', '.join(g.naam for g in weg.opvolgers)}" if weg.opvolgers else ""
    return (
        f"{weg.gebied.naam} bestaat sinds {date_format(weg.sinds, 'j F Y')} niet meer{waarin}. Deze herindeling is dus "
        "al gedaan, of zij moet van de opvolger uitgaan."
    )


def _eis_nieuw(herindeling: Herindeling, fouten: dict) -> None:
    codes = [nieuw["code"] for nieuw in herindeling.nieuw]
    gebruikt = set(Gemeente.objects.filter(code__in=codes).values_list("code", flat=True))
    namen = {
        g.naam.casefold() for g in Gemeente.objects.filter(geldig_tot__isnull=True).exclude(code__in=herindeling.van)
    }
    provincies = set(Provincie.objects.values_list("pk", flat=True))
    regios = set(Woondealregio.objects.values_list("pk", flat=True))
    for nieuw in herindeling.nieuw:
        code, naam = nieuw["code"], nieuw["naam"]
        for fout, melding in (
            (not CODE.fullmatch(code), f"'{code}' is geen gemeentecode: GM met vier cijfers."),
            (
                code in gebruikt,
                f"De code {code} is al van een gemeente, van nu of van vroeger. Gebruik de nieuwe CBS-code.",
            ),
            (codes.count(code) > 1, f"De code {code} staat er twee keer."),
            (not naam.strip(), f"Geef gemeente {code} een naam."),
            (naam.strip().casefold() in namen, f"Er is al een gemeente die {naam} heet."),
            (nieuw["provincie"] not in provincies, f"Kies de provincie van {naam or code}."),
            (nieuw["woondealregio"] not in regios, f"Kies de woondealregio van {naam or code}."),
        ):
            if fout:
                fouten.setdefault("nieuw", []).append(melding)


def _eis_vorm(herindeling: Herindeling, fouten: dict) -> None:
    if not herindeling.naar:
        fouten.setdefault("bestaand", []).append("Vul in wie hen opvolgt: een bestaande gemeente, of een nieuwe.")
    if len(herindeling.van) > 1 and herindeling.is_splitsing:
        fouten.setdefault("van", []).append(
            "Meer gemeenten die in meer gemeenten opgaan zijn meer herindelingen. Doe eerst de samenvoeging, en splits "
            "daarna per gemeente."
        )
    if not herindeling.is_splitsing:
        return
    if herindeling.standaard not in herindeling.naar:
        fouten.setdefault("standaard", []).append("Kies welke opvolger krijgt wat nergens anders bij hoort.")
    if vreemd := {*herindeling.keuzes.values(), *(herindeling.toegang or [])} - set(herindeling.naar):
        fouten.setdefault("standaard", []).append(f"{', '.join(sorted(vreemd))} is geen opvolger in deze herindeling.")
