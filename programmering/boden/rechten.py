"""Who may make a bod of whom, and where: the organisations through which one holds BOD_DOEN, each in its werkgebied."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from programmering.plots.models import Plot
from woonzorg.gebieden.models import Gemeente, Woondealregio
from woonzorg.organisaties.models import Organisatie
from woonzorg.organisaties.permissions import Permission, bereik_van, gebied_q, gemeenten_met, organisaties_met

from .lijsten import STAPPEN, Bodstatus, Partijsoort
from .models import Bod


@dataclass
class Bodrecht:
    """What one user may do with boden. Reads lazily, and each thing once."""

    user: object

    @cached_property
    def eigen(self) -> dict[int, Organisatie]:
        """The organisations one may make a bod for; two queries."""
        eigen = organisaties_met(self.user, Permission.BOD_DOEN)
        if not eigen:
            return {}
        rijen = Organisatie.objects.filter(pk__in=eigen, soort__in=Partijsoort.values)
        return {o.pk: o for o in rijen.prefetch_related("werkgebieden")}

    @cached_property
    def beheert(self) -> bool:
        return bool(bereik_van(self.user, Permission.BOD_BEHEREN))

    @property
    def mag_iets(self) -> bool:
        return self.beheert or bool(self.eigen)

    def gemeenten(self):
        """Present gemeenten on which one may make a bod, of oneself or of another."""
        waar = Q(pk__in=[])
        for organisatie in self.eigen.values():
            waar |= self._bereik_q(organisatie)
        if self.beheert:
            waar |= gebied_q(bereik_van(self.user, Permission.BOD_BEHEREN))
        return Gemeente.objects.geldig_op().filter(waar)

    def regios(self):
        """Woondealregio's with such a gemeente."""
        return Woondealregio.objects.filter(pk__in=self.gemeenten().order_by().values("woondealregio"))

    def mag(self, bod: Bod) -> bool:
        """May `bod` be made as it stands: by who manages boden there, or for the own organisation in its werkgebied?"""
        beheerd = gemeenten_met(self.user, Permission.BOD_BEHEREN)
        if self.beheert and _raakt(beheerd, bod):
            return True
        organisatie = self.eigen.get(bod.organisatie_id)
        return organisatie is not None and _raakt(Gemeente.objects.filter(self._bereik_q(organisatie)), bod)

    def plots(self):
        """Running plots that one may see, in these gemeenten."""
        return Plot.objects.for_user(self.user).lopend().filter(gemeente__in=self.gemeenten().order_by().values("pk"))

    @staticmethod
    def _bereik_q(organisatie: Organisatie) -> Q:
        bereik: dict[str, set[str]] = {}
        for werkgebied in organisatie.werkgebieden.all():
            bereik.setdefault(werkgebied.soort, set()).add(werkgebied.code)
        return gebied_q(bereik)


def _raakt(gemeenten, bod: Bod) -> bool:
    if bod.gemeente_id:
        return gemeenten.filter(pk=bod.gemeente_id).exists()
    return gemeenten.filter(woondealregio=bod.woondealregio_id).exists()


def stappen_voor(bod: Bod, user) -> list[str]:
    """Statuses that `user` may give this bod: accepting, and all that follows on it, is for who manages boden."""
    if bod.beheerbaar_voor(user):
        return list(STAPPEN[bod.status])
    if bod.wijzigbaar_voor(user):
        return [s for s in STAPPEN[bod.status] if s != Bodstatus.AANVAARD]
    return []


def intern_zichtbaar(bod: Bod, user) -> bool:
    """True when `user` may see toelichting and history: the party itself, the gemeente and the provincie."""
    if bod.van(user):
        return True
    intern = gemeenten_met(user, Permission.PLAN_INTERN)
    return bool(bereik_van(user, Permission.PLAN_INTERN)) and _raakt(intern, bod)
