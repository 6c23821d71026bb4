"""What stands in the form of a plan: header, place and year grid together, as typed or as stored."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict

from .actions import Onvolledig, als_regels, bewaar_plan, ontbreekt_aan
from .forms import PlanForm
from .models import Plan
from .opname import neem_op
from .regels import Ontbreekt, Regel, vul_aan, zonder_aanvulling
from .rooster import Rooster, lees_rooster, maak_rooster


@dataclass
class Invulling:
    form: PlanForm
    rooster: Rooster
    regels: list[Regel]
    titel: str  # the name of the plan as it is stored, whatever was typed
    getallen_goed: bool = True
    ontbreekt: list[Ontbreekt] = field(default_factory=list)
    geweigerd: bool = False  # gereed was asked, and something is missing for it

    @property
    def plan(self) -> Plan:
        return self.form.instance

    @property
    def klopt(self) -> bool:
        return self.form.is_valid() and self.getallen_goed

    def bewaar(self, *, gereed: bool, by: str) -> bool:
        """False when it is not saved: what is wrong then stands in the form. VersieConflict passes through."""
        if not self.klopt:
            return False
        versie = self.form.cleaned_data["versie"]
        try:
            bewaar_plan(
                plan=self.plan, regels=self.regels, gereed=gereed, by=by, verwachte_versie=versie, volledig=True
            )
        except Onvolledig as fout:
            self.ontbreekt, self.geweigerd = fout.ontbreekt, True
            return False
        except ValidationError as fout:
            self._neem_over(fout)
            return False
        return True

    def _neem_over(self, fout: ValidationError) -> None:
        """Puts what the action refuses beside the field that it is about."""
        for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
            self.form.add_error(veld if veld in self.form.fields else None, fouten)

    def zeg_wat_ontbreekt(self) -> None:
        self.ontbreekt = ontbreekt_aan(self.plan, vul_aan(self.regels))


def opgeslagen(plan: Plan, user) -> Invulling:
    """The form of a stored plan, or of a new one. What a plan does not divide stays blank, and follows nieuwbouw."""
    regels = als_regels(plan) if plan.pk else []
    form = PlanForm(instance=plan, user=user, opname=neem_op(plan, regels) if plan.pk else "")
    uit = Invulling(form, maak_rooster(zonder_aanvulling(regels)), regels, plan.plannaam)
    if plan.pk:
        uit.zeg_wat_ontbreekt()
    return uit


def getypt(plan: Plan, user, data: QueryDict, files=None) -> Invulling:
    """The form as somebody sent it, with what does not add up beside the rows. `plan` takes what is valid."""
    titel = plan.plannaam
    form = PlanForm(data, files, instance=plan, user=user)
    rooster, regels, goed = lees_rooster(data)
    rooster.toon_verschillen(regels)
    return Invulling(form, rooster, regels, titel, goed)


def onaf(plan: Plan, user, data: QueryDict) -> Invulling:
    """The same for what is not finished: as typed, and without a word on what is wrong with it."""
    uit = getypt(plan, user, data)
    # Once, for the place on the map; after that the form holds what was typed and no complaints.
    uit.form.full_clean()
    uit.form._errors = ErrorDict()
    return uit
