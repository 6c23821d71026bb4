"""The opgave of a successor: of a merge the sum, of a split a share by a stated key. Old versions stay, replaced."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from programmering.calculations import WONINGTYPEN
from programmering.opgaven.calculations import verdeel
from programmering.opgaven.models import Opgave, Opgaveperiode, Opgavestatus
from woonzorg.gebieden.models import Gemeente, Kerncijfer

from .lijsten import Sleutel
from .models import Herindeling

# From least to most certain: a sum is no more certain than its least certain part.
RANG = [Opgavestatus.INDICATIEF, Opgavestatus.AFGESPROKEN, Opgavestatus.VASTGESTELD]


@dataclass(frozen=True)
class Deel:
    """What one opgave brings along to one successor."""

    uit: Opgave
    aantallen: Mapping[str, int | None]


def gewichten_van(herindeling: Herindeling, naar: list[Gemeente]) -> dict[str, int]:
    """By what the opgave of a split gemeente is divided, by code. ValidationError when the key says nothing."""
    if herindeling.sleutel == Sleutel.OPGEGEVEN:
        gewichten = {g.code: herindeling.gewichten.get(g.code) or 0 for g in naar}
        if not sum(gewichten.values()):
            raise ValidationError("Vul bij minstens één opvolger een getal in waarnaar de opgave wordt verdeeld.")
        return gewichten
    cijfers = Kerncijfer.objects.filter(gemeente__in=naar).per_gemeente(Kerncijfer.Onderwerp.INWONERS_75PLUS)
    zonder = [g.naam for g in naar if g.pk not in cijfers]
    if zonder:
        raise ValidationError(
            f"Van {', '.join(zonder)} is het aantal inwoners van 75 jaar en ouder niet bekend. Geef zelf op naar welke "
            "getallen de opgave wordt verdeeld."
        )
    return {g.code: cijfers[g.pk] for g in naar}


def verhuis_opgaven(
    herindeling: Herindeling, van: list[Gemeente], naar: list[Gemeente], by: str
) -> tuple[list[dict], list[str]]:
    """New versions for the successors; gives what they came to be, and what a person should know."""
    oud = list(
        Opgave.objects.geldend().filter(gemeente__in=[*van, *naar]).select_related("gemeente", "periode").order_by("pk")
    )
    weg = {gemeente.pk for gemeente in van}
    delen: dict[tuple[int, int], list[Deel]] = defaultdict(list)
    gewichten = None
    for opgave in oud:
        if opgave.gemeente_id not in weg:
            continue
        if len(naar) == 1:
            delen[naar[0].pk, opgave.periode_id].append(Deel(opgave, _aantallen(opgave)))
            continue
        gewichten = gewichten or gewichten_van(herindeling, naar)
        for gemeente, aantallen in _verdeeld(opgave, naar, gewichten):
            delen[gemeente.pk, opgave.periode_id].append(Deel(opgave, aantallen))
    eigen = {(o.gemeente_id, o.periode_id): o for o in oud if o.gemeente_id not in weg}
    return _schrijf(herindeling, naar, delen, eigen, by), _ontbreekt(oud, van, naar)


def _aantallen(opgave: Opgave) -> dict[str, int | None]:
    return {w: getattr(opgave, w) for w in WONINGTYPEN}


def _verdeeld(opgave: Opgave, naar: list[Gemeente], gewichten: dict[str, int]):
    per_type = {w: verdeel(n, gewichten) for w, n in _aantallen(opgave).items() if n is not None}
    for gemeente in naar:
        yield gemeente, {w: per_type[w][gemeente.code] if w in per_type else None for w in WONINGTYPEN}


def _schrijf(herindeling: Herindeling, naar: list[Gemeente], delen, eigen, by: str) -> list[dict]:
    nu = timezone.now()
    gemeenten, perioden = {g.pk: g for g in naar}, Opgaveperiode.objects.in_bulk()
    bronnen = {deel.uit.pk for lijst in delen.values() for deel in lijst}
    vervangen = bronnen | {eigen[sleutel].pk for sleutel in delen if sleutel in eigen}
    Opgave.objects.filter(pk__in=vervangen).update(vervangen_op=nu)
    hoogste = {
        (gemeente, periode): versie
        for gemeente, periode, versie in Opgave.objects.filter(gemeente__in=naar)
        .order_by()
        .values_list("gemeente_id", "periode_id")
        .annotate(laatste=Max("versie"))
    }
    uitkomst = []
    for (gemeente, periode), lijst in sorted(delen.items()):
        was = eigen.get((gemeente, periode))
        alle = ([Deel(was, _aantallen(was))] if was else []) + lijst
        opgave = _maak(herindeling, gemeenten[gemeente], perioden[periode], alle)
        opgave.versie, opgave.aangemaakt, opgave.door = hoogste.get((gemeente, periode), 0) + 1, nu, by[:300]
        opgave.save(force_insert=True)
        uitkomst.append(
            {
                "gemeente": gemeenten[gemeente].naam,
                "periode": perioden[periode].naam,
                "status": opgave.get_status_display(),
                "uit": [deel.uit.gemeente.naam for deel in alle],
                "aantallen": [
                    {"woningtype": w, "wordt": getattr(opgave, w), "was": getattr(was, w, None)} for w in WONINGTYPEN
                ],
            }
        )
    return uitkomst


def _maak(herindeling: Herindeling, gemeente: Gemeente, periode: Opgaveperiode, delen: list[Deel]) -> Opgave:
    status = min((deel.uit.status for deel in delen), key=RANG.index)
    links = {deel.uit.link for deel in delen} - {""}
    namen = " en ".join(dict.fromkeys(deel.uit.gemeente.naam for deel in delen))
    wat = (
        "aandeel in de opgave van"
        if herindeling.is_splitsing
        else "som van de opgave van"
        if len(delen) > 1
        else "opgave van"
    )
    return Opgave(
        gemeente=gemeente,
        periode=periode,
        status=status,
        besluit=""
        if status == Opgavestatus.INDICATIEF
        else f"Herindeling per {_dag(herindeling.datum)}: {wat} {namen}"[:300],
        datum=None if status == Opgavestatus.INDICATIEF else herindeling.datum,
        link=links.pop() if len(links) == 1 else "",
        sleutel=f"herindeling, {wat} {namen}"[:100] if status == Opgavestatus.INDICATIEF else "",
        rekenvoorbeeld=all(deel.uit.rekenvoorbeeld for deel in delen),
        **{w: _som([deel.aantallen[w] for deel in delen]) for w in WONINGTYPEN},
    )


def _dag(datum: date) -> str:
    return date_format(datum, "j F Y")


def _som(aantallen: list[int | None]) -> int | None:
    """None only where none of them has an opgave: no opgave is not an opgave of zero."""
    bekend = [n for n in aantallen if n is not None]
    return sum(bekend) if bekend else None


def _ontbreekt(oud: list[Opgave], van: list[Gemeente], naar: list[Gemeente]) -> list[str]:
    """Periods in which some have an opgave and others do not: the sum is then of a part."""
    alle = [*van, *(g for g in naar if len(naar) == 1 and g.geldig_van and any(o.gemeente_id == g.pk for o in oud))]
    meldingen = []
    for periode in {o.periode_id: o.periode for o in oud}.values():
        met = {o.gemeente_id for o in oud if o.periode_id == periode.pk}
        zonder = [g.naam for g in alle if g.pk not in met]
        if zonder and met & {g.pk for g in van}:
            meldingen.append(
                f"{', '.join(zonder)} heeft geen opgave voor {periode.naam}. De nieuwe is de som van wat er wel is."
            )
    return meldingen
