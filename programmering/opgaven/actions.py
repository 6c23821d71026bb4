"""Writing opgaven. A figure is never edited: a new version replaces the geldende one, and the old one stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from programmering.calculations import WONINGTYPEN
from woonzorg.gebieden.models import Gemeente, Kerncijfer

from .calculations import verdeel_opgave
from .models import LandelijkeOpgave, Opgave, Opgaveperiode, Opgavestatus

# A list of names longer than this is cut off: who reads it needs the pattern.
MAX_NAMEN = 5


class Versieconflict(ValidationError):
    """Someone saved another version since this one was opened. `geldend` is what stands now (None: nothing)."""

    def __init__(self, geldend: Opgave | None):
        self.geldend = geldend
        wie = f" door {geldend.door}" if geldend and geldend.door else ""
        super().__init__(
            f"Deze opgave is intussen gewijzigd{wie}. Vergelijk wat er nu staat met wat u invulde. "
            "Bewaart u nog een keer, dan geldt wat u invulde.",
            code="versieconflict",
        )


@dataclass(frozen=True)
class Verdeling:
    """What a division by key comes to, before or after it is written."""

    sleutel: str
    totalen: dict[str, int]
    nieuw: list[Opgave] = field(default_factory=list)
    gelijk: int = 0
    # Gemeenten whose opgave is agreed or vastgesteld: a division leaves them alone.
    afgesproken: int = 0
    # Sum over all gemeenten as it is after this division, agreements included.
    som: dict[str, int] = field(default_factory=dict)

    @property
    def per_type(self) -> list[tuple[str, int, int, int]]:
        """(woningtype, national figure, sum over gemeenten, difference) for each type that is divided."""
        return [(t, aantal, self.som[t], self.som[t] - aantal) for t, aantal in self.totalen.items()]


def landelijk_van(periode: Opgaveperiode) -> dict[str, int | None]:
    """National figure per woningtype; None where it has not been decided. One query."""
    bekend = dict(LandelijkeOpgave.objects.filter(periode__slug=periode.slug).values_list("woningtype", "aantal"))
    return {woningtype: bekend.get(woningtype) for woningtype in WONINGTYPEN}


def bereken_verdeling(
    *, periode: Opgaveperiode, sleutel: str = Kerncijfer.Onderwerp.INWONERS_75PLUS, rekenvoorbeeld=False, door=""
) -> Verdeling:
    """What verdeel_indicatief would write now; writes nothing itself.

    `sleutel` is an onderwerp of Kerncijfer; of each gemeente that exists today the most recent year counts.
    The national figure is divided over all of them, so that indications add up to it as long as no agreement
    differs. Raises ValidationError when a gemeente lacks the figure: zero would be a guess.
    """
    if sleutel not in Kerncijfer.Onderwerp.values:
        raise ValidationError("Deze verdeelsleutel bestaat niet.", code="sleutel")
    landelijk = landelijk_van(periode)
    if all(aantal is None for aantal in landelijk.values()):
        return Verdeling(sleutel="", totalen={})
    gemeenten = {gemeente.pk: gemeente for gemeente in Gemeente.objects.geldig_op()}
    cijfers = {
        cijfer.gemeente_id: cijfer
        for cijfer in Kerncijfer.objects.filter(onderwerp=sleutel, gemeente__in=gemeenten).laatste()
    }
    _eis_compleet(gemeenten, cijfers, sleutel)
    # By code, so that who gets the last home does not depend on the order in which gemeenten were loaded.
    deel = verdeel_opgave(landelijk, {gemeenten[pk].code: cijfer.waarde for pk, cijfer in cijfers.items()})
    naam = _sleutelnaam(sleutel, cijfers.values())
    geldend = {o.gemeente_id: o for o in Opgave.objects.geldend().filter(periode=periode)}
    nieuw, gelijk = [], 0
    blijft = [opgave for opgave in geldend.values() if opgave.status != Opgavestatus.INDICATIEF]
    afgesproken = len(blijft)
    for pk, gemeente in gemeenten.items():
        opgave = Opgave(
            gemeente=gemeente,
            periode=periode,
            status=Opgavestatus.INDICATIEF,
            sleutel=naam,
            rekenvoorbeeld=rekenvoorbeeld,
            door=door,
            **deel[gemeente.code],
        )
        bestaand = geldend.get(pk)
        if bestaand and bestaand.status != Opgavestatus.INDICATIEF:
            continue
        if bestaand and _zegt_hetzelfde(bestaand, opgave):
            gelijk += 1
            blijft.append(bestaand)
        else:
            nieuw.append(opgave)
    totalen = {type_: aantal for type_, aantal in landelijk.items() if aantal is not None}
    som = {type_: sum(getattr(opgave, type_) or 0 for opgave in [*blijft, *nieuw]) for type_ in totalen}
    return Verdeling(naam, totalen, nieuw, gelijk, afgesproken, som)


@transaction.atomic
def verdeel_indicatief(
    *, periode: Opgaveperiode, sleutel: str = Kerncijfer.Onderwerp.INWONERS_75PLUS, rekenvoorbeeld=False, door=""
) -> Verdeling:
    """Writes an indicatieve opgave for each gemeente that exists today, from the national figures.

    Replaces earlier indications by a new version, leaves what is afgesproken or vastgesteld alone, and writes
    nothing where nothing changes. An indication of a gemeente that has ended stops counting: its share is in
    the division over the others. Without any national figure nothing happens.
    """
    _een_schrijver(periode)
    verdeling = bereken_verdeling(periode=periode, sleutel=sleutel, rekenvoorbeeld=rekenvoorbeeld, door=door)
    if not verdeling.totalen:
        return verdeling
    nu = timezone.now()
    indicaties = Opgave.objects.geldend().filter(periode=periode, status=Opgavestatus.INDICATIEF)
    indicaties.filter(gemeente__in=[o.gemeente_id for o in verdeling.nieuw]).update(vervangen_op=nu)
    indicaties.exclude(gemeente__in=Gemeente.objects.geldig_op()).update(vervangen_op=nu)
    versies = _laatste_versies(periode)
    for opgave in verdeling.nieuw:
        opgave.versie = versies.get(opgave.gemeente_id, 0) + 1
        opgave.aangemaakt = nu
    Opgave.objects.bulk_create(verdeling.nieuw)
    return verdeling


@transaction.atomic
def leg_vast(
    *,
    gemeente: Gemeente,
    periode: Opgaveperiode,
    aantallen: Mapping[str, int | None],
    status: str,
    besluit: str,
    datum: date | None,
    link: str = "",
    door: str = "",
    verwachte_versie: int | None = None,
) -> Opgave:
    """Writes an agreed or vastgestelde opgave as a new version, in the place of the geldende one.

    A herijking is the same: a new version with a besluit of its own. `aantallen` per woningtype; one that is
    left out or None means that nothing was agreed for it. With `verwachte_versie` (0: there was none) the
    version that was on the screen must still be the geldende one. Returns the geldende version unchanged when
    it says exactly this already.

    Raises ValidationError with plain sentences, Versieconflict when someone else was first.
    """
    _een_schrijver(periode)
    geldend = Opgave.objects.geldend().filter(gemeente=gemeente, periode=periode).first()
    if verwachte_versie is not None and verwachte_versie != (geldend.versie if geldend else 0):
        raise Versieconflict(geldend)
    opgave = Opgave(
        gemeente=gemeente,
        periode=periode,
        versie=_laatste_versies(periode, gemeente).get(gemeente.pk, 0) + 1,
        status=status,
        besluit=besluit.strip(),
        datum=datum,
        link=link.strip(),
        door=door,
        **{woningtype: aantallen.get(woningtype) for woningtype in WONINGTYPEN},
    )
    controleer(opgave)
    if geldend and _zegt_hetzelfde(geldend, opgave):
        return geldend
    nu = timezone.now()
    opgave.aangemaakt = nu
    try:
        # In a savepoint, so that the caller's transaction stays usable after the message.
        with transaction.atomic():
            Opgave.objects.geldend().filter(gemeente=gemeente, periode=periode).update(vervangen_op=nu)
            opgave.save(force_insert=True)
    except IntegrityError as fout:
        raise Versieconflict(Opgave.objects.geldend().filter(gemeente=gemeente, periode=periode).first()) from fout
    return opgave


def controleer(opgave: Opgave) -> None:
    """Raises ValidationError, by field, for what an agreed opgave must have before it can be written."""
    fouten = {}
    if all(getattr(opgave, woningtype) is None for woningtype in WONINGTYPEN):
        fouten["nultreden"] = "Vul voor minstens één woningtype een aantal in. Nul is ook een aantal."
    if opgave.status not in (Opgavestatus.AFGESPROKEN, Opgavestatus.VASTGESTELD):
        fouten["status"] = "Kies of de opgave is afgesproken of vastgesteld."
    if not opgave.besluit:
        fouten["besluit"] = "Vul in welk besluit of welke afspraak dit is, en van wie."
    if opgave.datum is None:
        fouten["datum"] = "Vul de datum van het besluit in."
    elif opgave.datum > timezone.localdate():
        fouten["datum"] = "De datum van het besluit ligt in de toekomst. Leg de opgave vast als het besluit er is."
    if opgave.gemeente.geldig_tot and opgave.gemeente.geldig_tot <= timezone.localdate():
        fouten["__all__"] = f"{opgave.gemeente} bestaat niet meer. Leg de opgave vast bij de opvolger."
    try:
        # What spans rows is kept by the lock and the database; asking it here would cost three queries.
        opgave.clean_fields(exclude=["gemeente", "periode", *fouten])
    except ValidationError as fout:
        fouten |= {veld: meldingen for veld, meldingen in fout.message_dict.items() if veld not in fouten}
    if fouten:
        raise ValidationError(fouten)


def _een_schrijver(periode: Opgaveperiode) -> None:
    """One writer per periode at a time, so that a division and an agreement never cross each other.

    NO KEY: inserting an opgave locks the row it refers to, and those must not wait for each other.
    """
    Opgaveperiode.objects.select_for_update(no_key=True).get(pk=periode.pk)


def _laatste_versies(periode: Opgaveperiode, gemeente: Gemeente | None = None) -> dict[int, int]:
    """{gemeente_id: last version number}, replaced ones included."""
    rijen = Opgave.objects.filter(periode=periode)
    if gemeente is not None:
        rijen = rijen.filter(gemeente=gemeente)
    return dict(rijen.order_by().values_list("gemeente_id").annotate(laatste=Max("versie")))


_INHOUD = (*WONINGTYPEN, "status", "besluit", "datum", "link", "sleutel", "rekenvoorbeeld")


def _zegt_hetzelfde(een: Opgave, ander: Opgave) -> bool:
    return all(getattr(een, veld) == getattr(ander, veld) for veld in _INHOUD)


def _eis_compleet(gemeenten: dict[int, Gemeente], cijfers: dict[int, Kerncijfer], sleutel: str) -> None:
    naam = Kerncijfer.Onderwerp(sleutel).label
    if not any(cijfer.waarde for cijfer in cijfers.values()):
        raise ValidationError(f"Er zijn geen kerncijfers over {naam}. Laad eerst de gebieden.", code="kerncijfers")
    zonder = sorted(gemeente.naam for pk, gemeente in gemeenten.items() if pk not in cijfers)
    if zonder:
        meer = f" en {len(zonder) - MAX_NAMEN} andere" if len(zonder) > MAX_NAMEN else ""
        raise ValidationError(
            f"Het kerncijfer '{naam}' ontbreekt voor {', '.join(zonder[:MAX_NAMEN])}{meer}. Er is niets verdeeld.",
            code="kerncijfers",
        )


def _sleutelnaam(sleutel: str, cijfers) -> str:
    jaren = sorted({cijfer.jaar for cijfer in cijfers})
    jaar = str(jaren[0]) if len(jaren) == 1 else f"{jaren[0]}–{jaren[-1]}"
    return f"{Kerncijfer.Onderwerp(sleutel).label}, {jaar}"
