"""Reads for the pages of boden: the homes of one page, the sum of a list, and boden beside the opgave."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q, Sum

from programmering.calculations import WONINGTYPEN, Keten, Periode
from programmering.keten.selectors import Ketenlezer
from programmering.plannen.historie import Gebeurtenis, lees_historie
from programmering.plots.models import WONINGTYPEN as WONINGTYPE_KEUZES
from programmering.voortgang.models import Bijdrage, Schakel
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.soorten import Gebied, Gebiedssoort
from woonzorg.gebieden.zoeken import onderliggende

from .calculations import (
    CLUSTERTYPEN,
    Bodsom,
    Corporatiedeel,
    Corporatiestand,
    Gebiedstand,
    Typestand,
    bodsom,
    deel,
    streven,
    tel_op,
)
from .filters import BodFilter, regio_q
from .lijsten import Bodstatus, Partijsoort
from .models import Bod, Bodregel

NAMEN = dict(WONINGTYPE_KEUZES)


@dataclass(frozen=True)
class BodMetTelling:
    """A bod with its homes within the chosen filter, the three woningtypen apart."""

    bod: Bod
    per_type: dict[str, int]

    @property
    def typen(self) -> list[tuple[str, int]]:
        return [(w, self.per_type.get(w, 0)) for w in WONINGTYPEN]


def met_telling(boden, filter_: BodFilter) -> list[BodMetTelling]:
    """One query for all boden of a page."""
    boden = list(boden)
    per_bod: dict[int, dict[str, int]] = defaultdict(dict)
    rijen = filter_.woningen.filter(bod__in=[b.pk for b in boden]).order_by()
    for r in rijen.values("bod_id", "type").annotate(n=Sum("aantal")):
        per_bod[r["bod_id"]][r["type"]] = r["n"]
    return [BodMetTelling(b, per_bod.get(b.pk, {})) for b in boden]


def som(boden, filter_: BodFilter) -> list[tuple[str, int]]:
    """The homes of all boden of the list, per woningtype by name; without the withdrawn ones unless asked for."""
    rijen = filter_.woningen.filter(bod__in=boden.order_by().values("pk")).order_by()
    if not filter_.op_figuur and not filter_.met_ingetrokken:
        rijen = rijen.exclude(bod__status=Bodstatus.INGETROKKEN)
    per_type = {r["type"]: r["n"] for r in rijen.values("type").annotate(n=Sum("aantal"))}
    return [(NAMEN[w], per_type.get(w, 0)) for w in WONINGTYPEN]


def per_jaar(boden, filter_: BodFilter):
    """(bod, woningtype, jaar, aantal) of a list: the second sheet of the workbook."""
    rijen = filter_.woningen.filter(bod__in=boden.order_by().values("pk"))
    return rijen.order_by("bod_id", "type", "jaar").values_list("bod_id", "type", "jaar", "aantal")


def historie(bod: Bod) -> list[Gebeurtenis]:
    """Latest first; two queries."""
    BodEvent, RegelEvent = (apps.get_model("programmering", naam) for naam in ("BodEvent", "BodregelEvent"))
    return lees_historie(
        BodEvent.objects.filter(pgh_obj_id=bod.pk),
        RegelEvent.objects.filter(bod_id=bod.pk),
        nieuw="bod ingevoerd",
        regeltekst=lambda event: f"aantal {event.woningtype} in {event.jaar or 'een onbekend jaar'}",
    )


# Boden beside the opgave


def _sommen(rijen, periode: Periode, type_veld: str, *sleutel: str, prefix: str = "bod__") -> dict[tuple, Bodsom]:
    """Sums of bijdragen or bodregels per `sleutel` and woningtype; one query."""
    binnen = Q(jaar__range=(periode.van_jaar, periode.tot_jaar))
    groepen = (
        rijen.order_by()
        .values(*sleutel, type_veld, f"{prefix}status", f"{prefix}bouwvorm")
        .annotate(binnen=Sum("aantal", filter=binnen, default=0), buiten=Sum("aantal", filter=~binnen, default=0))
    )
    return tel_op(
        (
            (*(r[s] for s in sleutel), r[type_veld]),
            bodsom(r[f"{prefix}status"], r[f"{prefix}bouwvorm"], binnen=r["binnen"], buiten=r["buiten"]),
        )
        for r in groepen
    )


def bodbijdragen(user, gebied: Gebied):
    """What the keten counts as bod in `gebied`, for this reader."""
    return Bijdrage.objects.for_user(user).in_gebied(gebied).filter(schakel=Schakel.BOD)


def regioregels(user, gebied: Gebied):
    """Rows of boden on a whole woondealregio around or in `gebied`, that this reader may see; they add to no figure."""
    waar = regio_q(gebied)
    if gebied.soort == Gebiedssoort.GEMEENTE:
        waar = Q(woondealregio__in=Gemeente.objects.filter(code=gebied.code).values("woondealregio"))
    boden = Bod.objects.for_user(user).tellend().filter(waar)
    return Bodregel.objects.filter(bod__in=boden.order_by().values("pk"))


def _ketens(lezer: Ketenlezer, gebied: Gebied) -> list[Keten]:
    gemeenten = onderliggende(gebied, Gebiedssoort.GEMEENTE)
    return lezer.ketens_onder(gebied, Gebiedssoort.GEMEENTE, gemeenten)


def per_gemeente(*, lezer: Ketenlezer, gebied: Gebied) -> list[Gebiedstand]:
    """Each gemeente of `gebied`: boden against the opgave. As many queries for 342 as for one."""
    sommen = _sommen(bodbijdragen(lezer.user, gebied), lezer.periode, "categorie", "gemeente__code")
    return [
        Gebiedstand(
            k.gebied,
            tuple(
                Typestand(w, k.regel(w).opgave, sommen.get((k.gebied.code, w), Bodsom())) for w in WONINGTYPEN
            ),
        )
        for k in _ketens(lezer, gebied)
    ]  # fmt: skip


def op_hele_regios(*, lezer: Ketenlezer, gebied: Gebied) -> list[Gebiedstand]:
    """Boden on a whole woondealregio, not yet divided over gemeenten; only regio's that have one. One query."""
    velden = ("bod__woondealregio_id", "bod__woondealregio__naam")
    sommen = _sommen(regioregels(lezer.user, gebied), lezer.periode, "woningtype", *velden)
    regios = sorted({(naam, code) for code, naam, _ in sommen})
    return [
        Gebiedstand(
            Gebied(Gebiedssoort.WOONDEALREGIO, code, naam),
            tuple(Typestand(w, None, sommen.get((code, naam, w), Bodsom())) for w in WONINGTYPEN),
        )
        for naam, code in regios
    ]


# Corporaties, and who else offers


@dataclass(frozen=True)
class Partijstand:
    """Boden of one corporatie: geclusterd and zorggeschikt apart, on gemeenten and on whole regio's apart."""

    naam: str
    geclusterd: Bodsom
    zorggeschikt: Bodsom
    regio_geclusterd: Bodsom
    regio_zorggeschikt: Bodsom

    @property
    def per_type(self) -> tuple[Bodsom, Bodsom]:
        return self.geclusterd, self.zorggeschikt

    @property
    def in_totaal(self) -> int:
        """For the order of the rows only."""
        return self.geclusterd.samen + self.zorggeschikt.samen


def per_corporatie(*, lezer: Ketenlezer, gebied: Gebied) -> list[Partijstand]:
    """The largest first; two queries."""
    corporatie, cluster = {"bod__partij_soort": Partijsoort.CORPORATIE}, list(CLUSTERTYPEN)
    # Names are shown, so the boden themselves must be visible too: a bijdrage follows its bod a moment later.
    zichtbaar = Bod.objects.for_user(lezer.user).order_by().values("pk")
    gemeenten = bodbijdragen(lezer.user, gebied).filter(bod__in=zichtbaar, categorie__in=cluster, **corporatie)
    regios = regioregels(lezer.user, gebied).filter(woningtype__in=cluster, **corporatie)
    lokaal = _sommen(gemeenten, lezer.periode, "categorie", "bod__partij")
    regionaal = _sommen(regios, lezer.periode, "woningtype", "bod__partij")
    standen = [
        Partijstand(naam, *(bron.get((naam, w), Bodsom()) for bron in (lokaal, regionaal) for w in CLUSTERTYPEN))
        for naam in {naam for naam, _ in (*lokaal, *regionaal)}
    ]
    return sorted(standen, key=lambda s: (-s.in_totaal, s.naam.casefold()))


def corporaties_per_gemeente(*, lezer: Ketenlezer, gebied: Gebied) -> list[Corporatiestand]:
    """Each gemeente: boden of corporaties, and what they realise and plan, against half of the opgave."""
    sommen = _sommen(
        bodbijdragen(lezer.user, gebied).filter(bod__partij_soort=Partijsoort.CORPORATIE),
        lezer.periode, "categorie", "gemeente__code",
    )  # fmt: skip

    def van(keten: Keten, woningtype: str) -> Corporatiedeel:
        regel = keten.regel(woningtype)
        return Corporatiedeel(
            opgave=regel.opgave,
            gerealiseerd=regel.corporatie_gerealiseerd,
            # Hard, zacht and gereserveerd, as wherever the portal says 'gepland'.
            gepland=regel.waarvan_corporatie - regel.corporatie_gerealiseerd,
            bod=sommen.get((keten.gebied.code, woningtype), Bodsom()).samen,
        )

    return [Corporatiestand(k.gebied, *(van(k, w) for w in CLUSTERTYPEN)) for k in _ketens(lezer, gebied)]


@dataclass(frozen=True)
class Soortstand:
    """What one kind of party offers of the two, beside the part it is expected to realise."""

    soort: str
    naam: str
    geclusterd: int
    zorggeschikt: int
    streven: int | None

    @property
    def deel(self) -> float | None:
        return deel(self.geclusterd + self.zorggeschikt, self.streven)


def per_soort(*, lezer: Ketenlezer, gebied: Gebied) -> list[Soortstand]:
    """Kinds of parties that offer something or have a part to play. Three queries.

    The opgave is that of the whole gebied: a sum of the gemeenten that this reader may see would be too low.
    """
    sommen = _sommen(bodbijdragen(lezer.user, gebied), lezer.periode, "categorie", "bod__partij_soort")
    keten = lezer.keten(gebied)
    uit = []
    for soort, naam in Partijsoort.choices:
        g, z = (sommen.get((soort, w), Bodsom()).samen for w in CLUSTERTYPEN)
        doel = streven(*(keten.regel(w).opgave for w in CLUSTERTYPEN), soort)
        if g or z or doel is not None:
            uit.append(Soortstand(soort, naam, g, z, doel))
    return uit
