"""What can be found: the sources of knowledge, one registry for search and for proposing.

Apps that may not be imported here register theirs from `apps.ready`. A source starts at what the reader may see
(`for_user`), so nobody finds, counts or is proposed what that reader may not open.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import CombinedSearchVector
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.safestring import SafeString

from kenniskaarten.passend.situatie import Kandidaat, Situatie

from .calculations import Rij
from .markdown import ZonderOpmaak
from .taal import Term, eenmaal, kop, veilig


@dataclass(frozen=True)
class Vondst:
    """One thing as it is shown: safe to put in a page."""

    bron: str
    sleutel: int
    soort: str
    titel: str
    url: str
    kort: str = ""
    fragment: SafeString = field(default_factory=SafeString)
    # What a reader should know before opening it: 'concept', 'rekenvoorbeeld'.
    merken: tuple[str, ...] = ()

    @property
    def soortnaam(self) -> str:
        return soortnaam(self.soort)

    @property
    def bewaarbaar(self) -> bool:
        return BRONNEN[self.bron].bewaarbaar


class Bron(ABC):
    """A source. `naam` and the key of a row point at a thing for good: what readers say of it hangs on that."""

    naam: str
    # Of each kind in it: one, and more of them.
    soorten: Mapping[str, tuple[str, str]]
    # Whether a thing in it can be kept at a project.
    bewaarbaar = True

    @abstractmethod
    def rangen(self, user, termen: tuple[Term, ...]) -> Iterable[Rij]:
        """How well each term fits what `user` may read; nothing of what fits none."""

    @abstractmethod
    def toon(self, user, sleutels: Collection[int], termen: tuple[Term, ...] = ()) -> dict[int, Vondst]:
        """Of these keys those that `user` may read, with an excerpt when terms are given."""

    def kandidaten(self, user, situatie: Situatie, gevonden: Collection[int]) -> Iterable[Kandidaat]:
        """What could be proposed; `gevonden` are the keys that the text of the situation found."""
        return ()

    def woorden(self, user) -> Iterable[str]:
        """Texts with words that are spelled right, to suggest what was meant."""
        return ()


@dataclass(frozen=True)
class Tabelbron(Bron):
    """A source that is a table with `zoek`, a tsvector."""

    naam: str
    soorten: Mapping[str, tuple[str, str]]
    vind: Callable[[Any], QuerySet]
    tekst: tuple[str, ...]
    titel: str = "titel"
    kort: str = "samenvatting"
    # A field that says the kind, where there is more than one.
    soortveld: str = ""
    # Words that stand in another column, such as the kind itself: a tsvector added to `zoek`.
    bij: Any = None
    merken: Callable[[Any], tuple[str, ...]] = lambda rij: ()
    kandidaat: Callable[[Any], dict] | None = None

    def rangen(self, user, termen):
        vector = CombinedSearchVector(F("zoek"), "||", self.bij, "dutch") if self.bij else None
        return self.rangen_in(self.vind(user), termen, "pk", vector)

    def rangen_in(self, rijen: QuerySet, termen: tuple[Term, ...], sleutel: str, vector=None) -> Iterable[Rij]:
        """Of rows with `zoek`, which belong to the thing with this key."""
        soort = F(self.soortveld) if self.soortveld else Value(next(iter(self.soorten)))
        kolommen = {f"rang_{i}": term.rang(F("_vector")) for i, term in enumerate(termen)}
        rijen = (
            rijen.order_by()
            .annotate(_vector=vector or F("zoek"), _soort=soort, **kolommen)
            .filter(_vector=eenmaal(termen))
        )
        for pk, naam, *rangen in rijen.values_list(sleutel, "_soort", *kolommen):
            yield Rij(self.naam, pk, naam, tuple(rangen))

    def toon(self, user, sleutels, termen=()):
        rijen = self.vind(user).filter(pk__in=sleutels).defer("zoek", *self.tekst[1:])
        if termen:
            delen = [deel for naam in self.tekst for deel in (F(naam), Value("\n"))]
            rijen = rijen.annotate(_geheel=ZonderOpmaak(Concat(*delen, output_field=TextField())))
            rijen = rijen.annotate(_kop=kop(F("_geheel"), eenmaal(termen)))
        return {rij.pk: self._vondst(rij, bool(termen)) for rij in rijen}

    def _vondst(self, rij, met_fragment: bool) -> Vondst:
        return Vondst(
            bron=self.naam,
            sleutel=rij.pk,
            soort=getattr(rij, self.soortveld) if self.soortveld else next(iter(self.soorten)),
            titel=getattr(rij, self.titel),
            url=rij.get_absolute_url(),
            kort=getattr(rij, self.kort) if self.kort else "",
            fragment=veilig(rij._kop, rij._geheel) if met_fragment else SafeString(),
            merken=self.merken(rij),
        )

    def kandidaten(self, user, situatie, gevonden):
        if self.kandidaat is None:
            return
        for rij in self.te_kiezen(user, situatie, gevonden).defer("zoek", *self.tekst[1:]):
            soort = getattr(rij, self.soortveld) if self.soortveld else next(iter(self.soorten))
            yield Kandidaat(self.naam, rij.pk, soort, **self.kandidaat(rij))

    def te_kiezen(self, user, situatie: Situatie, gevonden: Collection[int]) -> QuerySet:
        return self.vind(user)

    def woorden(self, user):
        for rij in self.vind(user).values_list(self.titel, self.kort or self.titel):
            yield from rij


BRONNEN: dict[str, Bron] = {}
# Ways on for who did not find it: of a reader and what was typed a (text, url), or None for who may not.
VERDER: list[Callable[[Any, str], tuple[str, str] | None]] = []


def registreer_bron(bron: Bron) -> None:
    BRONNEN[bron.naam] = bron


def soorten() -> dict[str, tuple[str, str]]:
    """Every kind of every source, in the order in which they were registered: one, and more of them."""
    return {soort: namen for bron in BRONNEN.values() for soort, namen in bron.soorten.items()}


def soortnaam(soort: str) -> str:
    return soorten().get(soort, (soort, soort))[0]


def is_sleutel(tekst: str) -> bool:
    """Whether what was sent can be the key of a row."""
    return tekst.isascii() and tekst.isdigit() and len(tekst) < 18


def toon(user, waar: Iterable[tuple[str, int]], termen: tuple[Term, ...] = ()) -> list[Vondst]:
    """In this order, what `user` may read of these; one query a source."""
    waar = list(waar)
    per_bron = {
        naam: bron.toon(user, [s for b, s in waar if b == naam], termen)
        for naam, bron in BRONNEN.items()
        if any(b == naam for b, _ in waar)
    }
    gevonden = (per_bron.get(bron, {}).get(sleutel) for bron, sleutel in waar)
    return [vondst for vondst in gevonden if vondst is not None]
