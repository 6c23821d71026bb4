"""Hours logged per task, against the norm (product.md A2). Who may read hours: TEAM_ZIEN in the gemeente.

Hours are sums over all contacts, adviser-only ones as well: how long somebody worked is not what was said.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils import timezone

from projecten.project.models import Project
from projecten.team.models import Teamnorm
from projecten.zicht import gemeente_q
from woonzorg.gebieden.soorten import LAND, Gebiedssoort
from woonzorg.getallen import getal
from woonzorg.organisaties.permissions import Permission, bereik_van, has_permission

from .lijsten import PROJECTTAKEN, Taak
from .models import Contactmoment

BIJNA, OP = 80, 100  # percent of the norm at which a mark appears


def als_tekst(uren: Decimal) -> str:
    """Hours in quarters as people write them: 17,5 and 1.200, not 17,50."""
    heel, _, rest = f"{uren:.2f}".partition(".")
    rest = rest.rstrip("0")
    return getal(int(heel)) + (f",{rest}" if rest else "")


@dataclass(frozen=True)
class Taakuren:
    """Hours of one task; `norm` None for the tasks that have none (IV and V)."""

    taak: Taak
    uren: Decimal
    norm: int | None

    @property
    def tekst(self) -> str:
        return als_tekst(self.uren)

    @property
    def procent(self) -> int | None:
        return int(self.uren * 100 / self.norm) if self.norm else None

    @property
    def merk(self) -> str:
        """'' below 80 % of the norm; then words, for nobody sees only a colour."""
        if self.procent is None or self.procent < BIJNA:
            return ""
        return "norm bereikt" if self.procent >= OP else "bijna op de norm"

    @property
    def breedte(self) -> int:
        """Width of the bar in percent; beyond the norm it is full, and the number says by how much."""
        return min(100, self.procent or 0)


@dataclass(frozen=True)
class Urenstand:
    jaar: int
    taken: tuple[Taakuren, ...]

    @property
    def samen(self) -> Decimal:
        return sum((t.uren for t in self.taken), Decimal(0))

    @property
    def samen_tekst(self) -> str:
        return als_tekst(self.samen)

    @property
    def norm(self) -> int:
        return sum(t.norm or 0 for t in self.taken)


def urenstand(jaar: int, per_taak: Mapping[str, Decimal], norm: Teamnorm, projecten: int = 1) -> Urenstand:
    """Against the norm of `projecten` projects; tasks IV and V only where there are hours."""
    normen = dict(zip(PROJECTTAKEN, (norm.uren_taak_1, norm.uren_taak_2, norm.uren_taak_3), strict=True))
    return Urenstand(
        jaar,
        tuple(
            Taakuren(taak, per_taak.get(taak.value, Decimal(0)), normen[taak] * projecten if taak in normen else None)
            for taak in Taak
            if taak in normen or per_taak.get(taak.value)
        ),
    )


def per_taak(contacten) -> dict[str, Decimal]:
    """Sum of hours per task of these contacts; one query."""
    return dict(contacten.order_by().values_list("taak").annotate(n=Sum("uren")))


def in_jaar(contacten, jaar: int):
    return contacten.filter(datum__range=(datetime.date(jaar, 1, 1), datetime.date(jaar, 12, 31)))


def uren_op_project(project: Project, user, jaar: int) -> Urenstand | None:
    """Hours of one project in a calendar year; None for who may not read them."""
    if not has_permission(user, Permission.TEAM_ZIEN, gebied=project.gemeente):
        return None
    contacten = in_jaar(Contactmoment.objects.filter(project=project), jaar)
    return urenstand(jaar, per_taak(contacten), norm_van(jaar))


def leesbaar(user):
    """Contacts of which `user` may know the hours: in the gemeenten with TEAM_ZIEN and, of what belongs to no gemeente,
    in the provincies; what belongs to neither is of the land."""
    bereik = bereik_van(user, Permission.TEAM_ZIEN)
    if LAND.code in bereik.get(Gebiedssoort.LAND, ()):
        return Contactmoment.objects.all()
    zonder_gemeente = Q(gemeente__isnull=True, provincie__in=bereik.get(Gebiedssoort.PROVINCIE, ()))
    return Contactmoment.objects.filter(gemeente_q(user, Permission.TEAM_ZIEN, "gemeente__") | zonder_gemeente)


def per_taak_en(contacten, veld: str) -> dict[object, dict[str, Decimal]]:
    """{value of `veld`: {taak: hours}}, for an adviser ("door") or a provincie; one query."""
    uit: dict[object, dict[str, Decimal]] = {}
    for sleutel, taak, uren in contacten.order_by().values_list(veld, "taak").annotate(n=Sum("uren")):
        uit.setdefault(sleutel, {})[taak] = uren
    return uit


def norm_van(jaar: int) -> Teamnorm:
    """The norm at the end of that year, or today's for this one."""
    dag = min(timezone.localdate(), datetime.date(jaar, 12, 31))
    return Teamnorm.objects.geldend(dag)
