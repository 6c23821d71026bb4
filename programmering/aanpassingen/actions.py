"""Every write to aanpassingen and kansen: forms, imports and commands come through here.

Of all rows with one BAG id the one of the latest aanpassing counts: the highest year, and within a year the one that
was entered last. All rows of one id lie in one gemeente. The database keeps that there is at most one (a partial
unique constraint); which one is decided here, after locking the rows that exist.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from programmering.plannen.actions import VersieConflict
from programmering.voortgang.vraag import vraag_bijwerking
from woonzorg.getallen import getal

from .bag import BagFout, lees_bag_id
from .models import Aangepastewoning, Aanpassing, Kans

TOON = 10
VROEGSTE_JAAR = 2000
LOCK = 7290003  # any number, as long as nothing else in this database locks on it
VASTGELOPEN = "40P01"  # SQLSTATE of a deadlock
TEGELIJK = (
    "Op hetzelfde moment legde iemand anders een of meer van deze BAG-id's vast. Er is niets bewaard. "
    "Probeer het nog een keer; u ziet dan bij welke aanpassing ze horen."
)


@dataclass(frozen=True)
class Uitkomst:
    """What saving did to the homes of an aanpassing."""

    aanpassing: Aanpassing
    nieuw: int = 0
    verwijderd: int = 0
    # Earlier aanpassing -> homes that count there no longer.
    vervangen: dict[Aanpassing, int] = field(default_factory=dict)
    # Earlier aanpassing -> homes that count there again.
    hersteld: dict[Aanpassing, int] = field(default_factory=dict)

    @property
    def zin(self) -> str:
        """What happened to other aanpassingen, for a message; '' when nothing did."""
        delen = [_aantal_bij(n, a, "niet meer") for a, n in self.vervangen.items()]
        return " ".join(delen + [_aantal_bij(n, a, "weer") for a, n in self.hersteld.items()])


def _aantal_bij(n: int, aanpassing: Aanpassing, hoe: str) -> str:
    woningen = "1 woning telt" if n == 1 else f"{getal(n)} woningen tellen"
    return f"{woningen} {hoe} mee bij '{aanpassing}' ({aanpassing.jaar})."


def lees_bag_ids(regels: Iterable[str]) -> list[str]:
    """Each id once, in order; empty lines fall away. ValidationError names the lines that are wrong."""
    ids, fouten = {}, []
    for nummer, regel in enumerate(regels, start=1):
        if not regel.strip():
            continue
        try:
            ids[lees_bag_id(regel)] = None
        except BagFout as fout:
            fouten.append(f"Regel {nummer} ('{regel.strip()[:40]}'): {fout}")
    if fouten:
        raise ValidationError({"bag_ids": hoogstens(fouten)})
    return list(ids)


def hoogstens(meldingen: list[str], n: int = TOON) -> list[str]:
    """The first messages, and how many there are more."""
    rest = len(meldingen) - n
    return meldingen if rest <= 0 else [*meldingen[:n], f"En nog {getal(rest)} keer zoiets."]


def bewaar_aanpassing(
    *, aanpassing: Aanpassing, bag_ids: Iterable[str] | None, by: str, verwachte_versie: int | None = None
) -> Uitkomst:
    """Saves an aanpassing with exactly these homes; figures follow by themselves after the commit.

    `bag_ids` None leaves the homes as they are. Raises ValidationError when something is wrong or somebody else was
    first, VersieConflict when the stored aanpassing is not the one opened. Nothing is written then.
    """
    ids = None if bag_ids is None else lees_bag_ids(bag_ids)
    was = aanpassing.pk, aanpassing.versie
    try:
        with schrijft(by):
            return _bewaar(aanpassing, ids, verwachte_versie)
    except (ValidationError, VersieConflict):
        # The form goes back to the person with this very object: what was not written has no key.
        aanpassing.pk, aanpassing.versie = was
        aanpassing._state.adding = was[0] is None
        raise


@contextmanager
def schrijft(by: str):
    """One transaction in the name of `by`. What the database refuses for another session becomes plain words."""
    try:
        with transaction.atomic(), pghistory.context(door=by):
            _verlicht_triggers()
            yield
            vraag_bijwerking()
    except IntegrityError as fout:
        match getattr(getattr(fout.__cause__, "diag", None), "constraint_name", ""):
            case "aangepastewoning_een_keer_in_het_land" | "aangepastewoning_eenmalig":
                raise ValidationError({"bag_ids": TEGELIJK}) from fout
            case "aanpassing_eenmalig":
                raise ValidationError(
                    "Iemand anders legde deze aanpassing zojuist vast. Open die, en vul aan."
                ) from fout
        raise
    except OperationalError as fout:
        if getattr(fout.__cause__, "sqlstate", "") != VASTGELOPEN:
            raise
        raise ValidationError({"bag_ids": TEGELIJK}) from fout


def _verlicht_triggers() -> None:
    """Tells the triggers of this transaction that none is switched off; else each row finds out by an error."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def _bewaar(aanpassing: Aanpassing, ids: list[str] | None, verwachte_versie: int | None) -> Uitkomst:
    oud_jaar = _vergrendel_aanpassing(aanpassing, verwachte_versie)
    if fout := fout_in_jaar(aanpassing.jaar):
        raise ValidationError({"jaar": fout})
    aanpassing.full_clean()
    huidig = set(aanpassing.adressen.values_list("bag_id", flat=True)) if aanpassing.pk else set()
    wens = huidig if ids is None else set(ids)
    erbij, eraf = wens - huidig, huidig - wens
    vergrendel_woningen(huidig | erbij)
    _weiger_wat_elders_telt(aanpassing, wens, erbij)
    aanpassing.gewijzigd = timezone.now()
    aanpassing.versie += bool(aanpassing.pk)
    aanpassing.save()
    aanpassing.adressen.filter(bag_id__in=eraf).delete()
    vervangen = voeg_woningen_toe({aanpassing.pk: erbij})
    # Another year may bring this one before or after others that hold the same homes.
    anders = eraf | huidig if oud_jaar not in (None, aanpassing.jaar) else eraf
    niet_meer, weer = _bepaal_geldigheid(anders)
    niet_meer += vervangen
    anderen = Aanpassing.objects.exclude(pk=aanpassing.pk).in_bulk(niet_meer.keys() | weer.keys())
    return Uitkomst(
        aanpassing,
        nieuw=len(erbij),
        verwijderd=len(eraf),
        vervangen={a: niet_meer[pk] for pk, a in anderen.items() if niet_meer[pk]},
        hersteld={a: weer[pk] for pk, a in anderen.items() if weer[pk]},
    )


def _vergrendel_aanpassing(aanpassing: Aanpassing, verwachte_versie: int | None) -> int | None:
    """The stored year; None for a new aanpassing."""
    if not aanpassing.pk:
        return None
    opgeslagen = Aanpassing.objects.select_for_update().only("versie", "jaar").get(pk=aanpassing.pk)
    if verwachte_versie is not None and opgeslagen.versie != verwachte_versie:
        raise VersieConflict
    return opgeslagen.jaar


def fout_in_jaar(jaar: int | None, dit_jaar: int | None = None) -> str:
    """What is wrong with the year of an aanpassing, in a sentence; '' when it can be. `dit_jaar`: for many rows."""
    if jaar is not None and jaar < VROEGSTE_JAAR:
        return f"Geef het jaar in vier cijfers, vanaf {VROEGSTE_JAAR}."
    if jaar is not None and jaar > (dit_jaar or timezone.localdate().year):
        return f"{jaar} ligt in de toekomst. Wat nog moet gebeuren is een bod op bestaande bouw, geen aanpassing."
    return ""


def vergrendel_woningen(ids: Iterable[str]) -> None:
    """One writer of homes at a time, and locks on all rows with these ids.

    Locking the rows alone is not enough: an id that nobody has yet has no row, and who comes second would judge
    without it and then push the first one aside. What is true after it must be read by a later statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    rijen = Aangepastewoning.objects.filter(bag_id__in=list(ids)).order_by("bag_id", "pk")
    # Evaluated for its locks only.
    list(rijen.select_for_update(of=("self",)).values_list("pk"))


def volgorde(aanpassing: Aanpassing) -> tuple[int, int]:
    """Of all aanpassingen with one home the highest of these counts."""
    return aanpassing.jaar, aanpassing.pk


class Woning(NamedTuple):
    """A row of a home, without the weight of a model: there may be tens of thousands."""

    pk: int
    geldig: bool
    aanpassing: Aanpassing


def lees_woningen(ids: Iterable[str]) -> dict[str, list[Woning]]:
    """All rows with these ids, each with its aanpassing and gemeente; two queries.

    Not one with a join: with tens of thousands of ids PostgreSQL may look every id up in every aanpassing, which
    takes minutes.
    """
    rijen = Aangepastewoning.objects.filter(bag_id__in=list(ids)).order_by("pk")
    rijen = list(rijen.values_list("bag_id", "aanpassing_id", "pk", "geldig"))
    aanpassingen = Aanpassing.objects.select_related("gemeente").in_bulk({rij[1] for rij in rijen})
    per_id: dict[str, list[Woning]] = {}
    for bag_id, aanpassing_id, pk, geldig in rijen:
        per_id.setdefault(bag_id, []).append(Woning(pk, geldig, aanpassingen[aanpassing_id]))
    return per_id


def _weiger_wat_elders_telt(aanpassing: Aanpassing, wens: set[str], erbij: set[str]) -> None:
    fouten = []
    for bag_id, rijen in lees_woningen(wens).items():
        anderen = [r.aanpassing for r in rijen if r.aanpassing.pk != aanpassing.pk]
        laatste = max(anderen, key=volgorde, default=None)
        if laatste is None:
            continue
        if laatste.gemeente_id != aanpassing.gemeente_id:
            fouten.append(f"{bag_id}: {andere_gemeente(laatste.gemeente.naam)}")
        elif bag_id in erbij and volgorde(laatste) > (aanpassing.jaar, aanpassing.pk or laatste.pk + 1):
            fouten.append(f"{bag_id}: {latere(laatste.naam, laatste.jaar)}")
    if fouten:
        raise ValidationError({"bag_ids": hoogstens(fouten)})


def andere_gemeente(gemeente: str) -> str:
    """Names the gemeente to call and no more: which of its aanpassingen holds the id is for that gemeente."""
    return f"deze woning staat al bij een aanpassing van de gemeente {gemeente}. Overleg met die gemeente."


def latere(naam: str, jaar: int) -> str:
    return f"deze woning telt al mee bij een latere aanpassing, '{naam}' ({jaar})."


def voeg_woningen_toe(per_aanpassing: dict[int, set[str]]) -> Counter:
    """Writes ids as counting here; rows of earlier aanpassingen with them count no longer.

    Who calls has locked them and found that no later aanpassing and no other gemeente holds them. Gives, per earlier
    aanpassing, how many homes it lost.
    """
    alle = [bag_id for ids in per_aanpassing.values() for bag_id in ids]
    eerder = Aangepastewoning.objects.filter(bag_id__in=alle, geldig=True)
    vervangen = Counter(eerder.values_list("aanpassing_id", flat=True))
    if vervangen:
        eerder.update(geldig=False)
    rijen = [Aangepastewoning(aanpassing_id=pk, bag_id=i) for pk, ids in per_aanpassing.items() for i in ids]
    # In one order: two sessions that bring the same ids then wait for each other at the first of them.
    Aangepastewoning.objects.bulk_create(sorted(rijen, key=lambda rij: rij.bag_id), batch_size=5000)
    return vervangen


def _bepaal_geldigheid(ids: Iterable[str]) -> tuple[Counter, Counter]:
    """Lets of each id the row of the latest aanpassing count. Gives per aanpassing what it lost and got back."""
    uit, aan = [], []
    for rijen in lees_woningen(ids).values():
        laatste = max(rijen, key=lambda r: volgorde(r.aanpassing))
        uit += [r for r in rijen if r.geldig and r is not laatste]
        aan += [] if laatste.geldig else [laatste]
    # First off, then on: at no moment two that count.
    Aangepastewoning.objects.filter(pk__in=[r.pk for r in uit]).update(geldig=False)
    Aangepastewoning.objects.filter(pk__in=[r.pk for r in aan]).update(geldig=True)
    return Counter(r.aanpassing.pk for r in uit), Counter(r.aanpassing.pk for r in aan)


def verwijder_aanpassing(*, aanpassing: Aanpassing, by: str) -> Uitkomst:
    """Deletes an aanpassing with its homes; earlier ones get them back. History keeps what it was."""
    with schrijft(by):
        Aanpassing.objects.select_for_update().filter(pk=aanpassing.pk).first()
        ids = list(aanpassing.adressen.values_list("bag_id", flat=True))
        vergrendel_woningen(ids)
        aanpassing.delete()
        _, weer = _bepaal_geldigheid(ids)
        hersteld = {a: weer[pk] for pk, a in Aanpassing.objects.in_bulk(weer.keys()).items()}
        return Uitkomst(aanpassing, verwijderd=len(ids), hersteld=hersteld)


# --- Kansen -------------------------------------------------------------------------------------------------


@transaction.atomic
def bewaar_kans(*, kans: Kans, by: str, verwachte_versie: int | None = None) -> Kans:
    """Saves a kans. It counts in no figure. Raises ValidationError, or VersieConflict as above."""
    opgeslagen = Kans.objects.select_for_update().filter(pk=kans.pk).values_list("versie", flat=True).first()
    if kans.pk and opgeslagen is None:
        raise ValidationError("Deze kans is intussen verwijderd. Leg haar zo nodig opnieuw vast.")
    if opgeslagen and verwachte_versie not in (None, opgeslagen):
        raise VersieConflict
    kans.full_clean()
    kans.gewijzigd = timezone.now()
    try:
        with pghistory.context(door=by), transaction.atomic():
            kans.versie += bool(kans.pk)
            kans.save()
    except IntegrityError:
        kans.validate_constraints()  # the name, taken by another session after this one looked
        raise
    return kans


@transaction.atomic
def verwijder_kans(*, kans: Kans, by: str) -> None:
    with pghistory.context(door=by):
        kans.delete()
