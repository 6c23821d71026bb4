"""Reading gebieden. A provincie and a woondealregio cross each other: both hang on gemeente."""

from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from woonzorg.sql import TEGEL_RAND, NaarTegel, TegelGrens, mvt

from .soorten import LAND, Gebied, Gebiedssoort


def in_gebied_q(gebied: Gebied, pad: str = "") -> Q:
    """Condition 'lies in this gebied' on gemeente, or on anything with a gemeente at the end of `pad`.

    `Plan.objects.filter(in_gebied_q(gebied, "gemeente"))`. Joins nothing but that gemeente; validity of the
    gemeente is not looked at, since old figures keep their old gemeente.
    """
    begin = f"{pad}__" if pad else ""
    match gebied.soort:
        case Gebiedssoort.LAND:
            return Q()
        case Gebiedssoort.PROVINCIE:
            return Q(**{f"{begin}provincie_id": gebied.code})
        case Gebiedssoort.WOONDEALREGIO:
            return Q(**{f"{begin}woondealregio_id": gebied.code})
        case Gebiedssoort.GEMEENTE:
            return Q(**{f"{begin}code": gebied.code})
    raise ValueError(f"Onbekende soort gebied: {gebied.soort}")


class GemeenteQuerySet(QuerySet):
    def geldig_op(self, datum: date | None = None):
        """Only gemeenten that exist on this day, or today; on geldig_tot itself a gemeente is gone."""
        datum = datum or timezone.localdate()
        return self.filter(
            Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=datum),
            geldig_van__lte=datum,
        )

    def in_gebied(self, gebied: Gebied):
        """Only gemeenten in this gebied, of any time; no joins."""
        return self.filter(in_gebied_q(gebied))


class KerncijferQuerySet(QuerySet):
    def in_gebied(self, gebied: Gebied):
        """Only figures of gemeenten in this gebied; one join."""
        return self.filter(in_gebied_q(gebied, "gemeente"))

    def laatste(self):
        """Per gemeente and onderwerp only the most recent year."""
        return self.order_by("gemeente_id", "onderwerp", "-jaar").distinct("gemeente_id", "onderwerp")

    def per_gemeente(self, onderwerp: str) -> dict[int, int]:
        """{gemeente_id: waarde} of the most recent year of one onderwerp; one query."""
        return dict(self.filter(onderwerp=onderwerp).laatste().values_list("gemeente_id", "waarde"))


# Up to and including which zoom a precomputed shape is drawn.
VORM_PER_ZOOM = ((7, "vorm_laag"), (10, "vorm_midden"))


def vorm_bij_zoom(z: int) -> str:
    """Name of the field whose detail fits zoom level z."""
    return next((veld for tot_en_met, veld in VORM_PER_ZOOM if z <= tot_en_met), "vorm_hoog")


class GrensQuerySet(QuerySet):
    def met_naam(self, soort: str):
        """Only boundaries of this soort, each with `naam`; those of ended gemeenten fall out."""
        rijen = self.filter(soort=soort)
        if soort == Gebiedssoort.LAND:
            return rijen.annotate(naam=models.Value(LAND.naam))
        namen = _gebieden(soort).order_by()
        return rijen.filter(code__in=namen.values("code")).annotate(
            naam=Subquery(namen.filter(code=OuterRef("code")).values("naam")[:1])
        )

    def tegel(self, soort: str, z: int, x: int, y: int) -> bytes:
        """Vector tile with layer 'gebieden' (properties code and naam) of one soort; one query.

        Boundaries are public, so there is no for_user. Draws the shape made for this zoom: nothing is
        simplified while someone waits.
        """
        vorm = vorm_bij_zoom(z)
        rijen = (
            self.met_naam(soort)
            .filter(**{f"{vorm}__bboverlaps": TegelGrens(z, x, y, rand=TEGEL_RAND)})
            .annotate(geom=NaarTegel(vorm, z, x, y))
            .values("code", "naam", "geom")
        )
        return mvt(rijen, "gebieden")

    def versie(self) -> str:
        """Changes whenever a boundary, or a name on the map, changes; '' without boundaries. One query."""
        moment = self.aggregate(laatst=models.Max("gewijzigd"))["laatst"]
        return moment.isoformat() if moment else ""


def _gebieden(soort: str) -> QuerySet:
    # Late, since models imports this module.
    from .models import Gemeente, Provincie, Woondealregio

    match soort:
        case Gebiedssoort.PROVINCIE:
            return Provincie.objects.all()
        case Gebiedssoort.WOONDEALREGIO:
            return Woondealregio.objects.all()
        case Gebiedssoort.GEMEENTE:
            return Gemeente.objects.geldig_op()
    raise ValueError(f"Onbekende soort gebied: {soort}")
