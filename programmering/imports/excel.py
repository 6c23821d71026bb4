"""Which plans go into a file for Excel: those of the filter or the ticks, and only what this user may see all of."""

from dataclasses import dataclass, field

from django.http import QueryDict

from programmering.plannen.filters import PlanFilter
from programmering.plannen.models import Plan
from woonzorg.organisaties.permissions import Permission, gemeenten_met

# More ticks than a page has are no ticks of a person.
MAX_VINKJES = 500


@dataclass(frozen=True)
class Keuze:
    """What somebody chose from the list of plans."""

    filter: PlanFilter
    plannen: object
    vraag: QueryDict = field(repr=False)

    def aantal(self) -> int:
        return self.plannen.count()

    def met_alles(self):
        """The plans with what a file says of them; a fixed number of queries."""
        return self.plannen.select_related("gemeente__provincie", "gemeente__woondealregio").prefetch_related("regels")


def kies(vraag: QueryDict, user) -> Keuze:
    """`vraag` is the query of the list of plans, or of its ticks with that query in 'filter'."""
    kaal = QueryDict(vraag["filter"][:2000]) if "filter" in vraag else vraag
    filter_ = PlanFilter(kaal, queryset=Plan.objects.for_user(user).filter(gemeente__in=mijn_gemeenten(user)))
    plannen = filter_.qs
    if pks := [int(pk) for pk in vraag.getlist("plan")[:MAX_VINKJES] if pk.isdecimal() and len(pk) < 18]:
        plannen = Plan.objects.for_user(user).filter(gemeente__in=mijn_gemeenten(user), pk__in=pks)
    return Keuze(filter_, plannen.order_by("gemeente__naam", "plannaam", "pk"), kaal)


def mijn_gemeenten(user):
    """Of which this user may bring plans in, and see what is internal of them (knelpunten, toelichting)."""
    return gemeenten_met(user, Permission.PLAN_IMPORTEREN) & gemeenten_met(user, Permission.PLAN_INTERN)


def gemeentenamen(user) -> list[str]:
    """For the list in the template: the gemeenten of today that this user may bring plans of in."""
    return list(mijn_gemeenten(user).geldig_op().order_by("naam").values_list("naam", flat=True))
