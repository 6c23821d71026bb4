"""What belongs to a gemeente, and what a herindeling does with it. A foreign key that is named nowhere here fails a
test: whoever adds one decides what becomes of its rows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from kenniskaarten.voorbeelden.models import Voorbeeld
from programmering.aanpassingen.models import Aanpassing, Kans
from programmering.boden.models import Bod
from programmering.plannen.models import Plan
from programmering.plots.models import Plot
from programmering.workshops.models import Workshop
from projecten.coaching.models import Contactmoment
from projecten.project.models import Project
from woonzorg.gebieden.models import Gemeente

from .namen import Rij, maak_uniek


@dataclass(frozen=True)
class Soort:
    """One kind of record that moves along. `uniek`: fields that together may occur once in a gemeente; the first of
    them is what gets a suffix. `via`: foreign keys to what it goes along with, the first that is filled in."""

    sleutel: str
    model: type[Model]
    meervoud: str
    uniek: tuple[tuple[str, ...], ...] = ()
    # Rows that such a name says nothing about, by that first field.
    telt_niet: dict[str, Q] = field(default_factory=dict)
    plek: bool = False
    via: tuple[str, ...] = ()
    # A row with a `via` goes along with it whatever a person chooses: the database asks for it, or good sense does.
    volgt: bool = False
    # Whether a person may say, per record, where it goes when a gemeente is split.
    kiesbaar: bool = True

    @property
    def rijen(self) -> QuerySet:
        """All rows, those in the bin too."""
        return getattr(self.model, "met_prullenbak", self.model.objects).order_by("pk")

    @property
    def naamveld(self) -> str:
        velden = {f.name for f in self.model._meta.fields}
        return next(v for v in ("plannaam", "naam", "titel", "partij", "vorm") if v in velden)


WEG = Q(verwijderd_op__isnull=False)
# In this order: what others go along with comes first.
SOORTEN = (
    Soort("plot", Plot, "plots", uniek=(("naam",),), plek=True),
    Soort(
        "plan", Plan, "plannen", uniek=(("plannaam",), ("plancode",)), plek=True, via=("plot",), volgt=True,
        telt_niet={"plannaam": WEG, "plancode": WEG | Q(plancode="")},
    ),
    Soort("kans", Kans, "kansen", uniek=(("naam",),), plek=True),
    Soort("aanpassing", Aanpassing, "aanpassingen", uniek=(("naam", "naar_type", "jaar"),)),
    Soort("bod", Bod, "boden", via=("plot",)),
    Soort("workshop", Workshop, "workshops"),
    Soort("voorbeeld", Voorbeeld, "voorbeelden van de inspiratiekaart"),
    Soort("project", Project, "projecten", uniek=(("naam",),), via=("plan", "plot")),
    Soort("contact", Contactmoment, "contactmomenten", via=("project",), volgt=True, kiesbaar=False),
)  # fmt: skip
OP_SLEUTEL = {soort.sleutel: soort for soort in SOORTEN}

# Foreign keys to Gemeente that have a step of their own.
EIGEN_STAP = {
    "gebieden.Opvolging.van": "written by the herindeling itself",
    "gebieden.Opvolging.naar": "written by the herindeling itself",
    "gebieden.Kerncijfer.gemeente": "of a merge the sum; the old figures stay with the old gemeente",
    "programmering.Opgave.gemeente": "a new version for the successor; the old ones stay, replaced",
    "programmering.Aanlevering.gemeente": "of an open uitvraag about a day on or after the herindeling",
}
# Foreign keys to Gemeente that stay where they are: what was, was of the old gemeente. So are all pghistory events.
GESCHIEDENIS = {
    "programmering.Peilstand.gemeente": "frozen",
    "programmering.Bijdrage.gemeente": "computed anew from what moved",
    "programmering.Voortgang.gemeente": "computed anew from what moved",
}


@dataclass(frozen=True)
class Hernoemd:
    """A name that was taken in the successor, and what it became."""

    soort: str
    veld: str
    van: str
    oud: str
    nieuw: str


def verhuis(soort: Soort, van: Iterable[Gemeente], naar: Gemeente, pks: list[int] | None) -> tuple[int, list[Hernoemd]]:
    """Moves the rows of `van` to `naar`, or only `pks` of them; gives how many, and what had to be renamed."""
    namen = {gemeente.pk: gemeente.naam for gemeente in van}
    komt = soort.rijen.filter(gemeente__in=namen)
    if pks is not None:
        komt = komt.filter(pk__in=pks)
    hernoemd, nieuw = [], defaultdict(dict)
    for velden in soort.uniek:
        for rij, naam in _botsingen(soort, velden, komt, namen, naar):
            nieuw[rij.pk][velden[0]] = naam
            hernoemd.append(Hernoemd(soort.sleutel, velden[0], rij.van, rij.waarden[0], naam))
    mee = {"gemeente": naar, **_bijgewerkt(soort.model)}
    # In one step with its move, so that a new name never stands beside the others of the old gemeente.
    aantal = sum(soort.rijen.filter(pk=pk).update(**namen_, **mee) for pk, namen_ in nieuw.items())
    return aantal + komt.update(**mee), hernoemd


def _botsingen(
    soort: Soort, velden: tuple[str, ...], komt: QuerySet, namen: dict[int, str], naar: Gemeente
) -> list[tuple[Rij, str]]:
    telt = ~soort.telt_niet[velden[0]] if velden[0] in soort.telt_niet else Q()
    er_al = soort.rijen.filter(telt, gemeente=naar).values_list(*velden)
    rijen = [
        Rij(pk, namen[gemeente], tuple(waarden))
        for pk, gemeente, *waarden in komt.filter(telt).values_list("pk", "gemeente_id", *velden)
    ]
    nieuw = maak_uniek(rijen, er_al, soort.model._meta.get_field(velden[0]).max_length)
    return [(rij, nieuw[rij.pk]) for rij in rijen if rij.pk in nieuw]


def _bijgewerkt(model: type[Model]) -> dict:
    """So that a form that was open is told that the record changed."""
    velden = {f.name for f in model._meta.fields}
    # The versie of a workshop is the number of its last act, not of its row.
    versie = {"versie": F("versie") + 1} if "versie" in velden and model is not Workshop else {}
    return versie | ({"gewijzigd": timezone.now()} if "gewijzigd" in velden else {})
