"""What one reader may know of a plan as it stood: the rule of `PlanQuerySet.for_user`, for a state of then.

Rights are those in the gemeente that the plan belongs to now: its history goes with it. Whether it was confidential
is as it was then: who may see a plan today does not read what was not for him last year.
"""

from dataclasses import dataclass

from woonzorg.organisaties.permissions import Permission, has_permission

from .lijsten import PUBLIEKE_OPDRACHTGEVERS, Invoerstatus, Planklasse, Vertrouwelijkheid, planklasse
from .models import Plan

# Everything else is internal: a field that is added later is shown to nobody too many.
OPENBARE_VELDEN = {
    "gemeente", "plannaam", "plancode", "plaats", "geometrie", "vertrouwelijkheid", "opdrachtgever_soort",
    "opdrachtgever_naam", "plantype", "status_project", "status_planologisch", "gebiedsontwikkeling",
    "instellingsterrein", "breidt_uit", "invoerstatus", "peildatum", "bron",
}  # fmt: skip


@dataclass(frozen=True)
class Lezer:
    """`ziet_alles`: everything of the gemeente itself. Made by `lezer`."""

    user: object
    ziet_alles: bool
    ziet_provincie: bool
    schrijft: bool
    intern: bool

    def mag_zien(self, stand) -> bool:
        """`stand` is a plan or an event of one: any object with its fields."""
        if self.ziet_alles:
            return True
        gereed = stand.invoerstatus == Invoerstatus.GEREED
        if gereed and planklasse(stand.status_planologisch) != Planklasse.NIET_MEETELLEND:
            return stand.vertrouwelijkheid == Vertrouwelijkheid.OPENBAAR or (
                stand.vertrouwelijkheid == Vertrouwelijkheid.PROVINCIE and self.ziet_provincie
            )
        eigen_concept = not gereed and stand.vertrouwelijkheid != Vertrouwelijkheid.GEMEENTE
        return eigen_concept and self.ziet_provincie and self.schrijft

    def mag_veld(self, veld: str, *standen) -> bool:
        """True when this reader may read `veld` in all of these states."""
        if self.intern:
            return True
        if veld == "opdrachtgever_naam":
            return all(s.opdrachtgever_soort in PUBLIEKE_OPDRACHTGEVERS for s in standen)
        return veld in OPENBARE_VELDEN


def lezer(user, plan: Plan) -> Lezer:
    def mag(permission: Permission) -> bool:
        return has_permission(user, permission, gebied=plan.gemeente)

    return Lezer(
        user,
        ziet_alles=mag(Permission.PLAN_ZIEN_GEMEENTE),
        ziet_provincie=mag(Permission.PLAN_ZIEN_PROVINCIE),
        schrijft=mag(Permission.PLAN_WIJZIGEN),
        intern=mag(Permission.PLAN_INTERN),
    )
