"""Every write to a plan: forms, API, imports and commands come through here."""

from collections.abc import Iterable, Sequence

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from programmering.voortgang.vraag import vraag_bijwerking

from .begin import begin_geschiedenis
from .lijsten import Invoerstatus
from .models import Plan, Planregel
from .regels import Ontbreekt, Regel, controleer, onbewaarbaar, vul_aan, wat_ontbreekt


class VersieConflict(Exception):
    """Somebody else saved the plan since it was opened. Nothing has been written."""


class Onvolledig(ValidationError):
    """What is asked to be gereed lacks something: `ontbreekt` says what and where it is filled in."""

    def __init__(self, ontbreekt: list[Ontbreekt]):
        self.ontbreekt = ontbreekt
        super().__init__([o.melding for o in ontbreekt])


def als_regels(plan: Plan) -> list[Regel]:
    """The stored rows of a plan as plain values; uses a prefetch of `regels` where there is one."""
    return [
        Regel(
            r.groep,
            r.categorie,
            r.gepland,
            r.gerealiseerd,
            dict(r.rest_per_jaar),
            dict(r.gerealiseerd_per_jaar),
            r.waarvan_corporatie,
        )
        for r in plan.regels.all()
    ]


def ontbreekt_aan(plan: Plan, regels: Iterable[Regel]) -> list[Ontbreekt]:
    """`wat_ontbreekt` of a plan with these rows, as `vul_aan` makes them."""
    return wat_ontbreekt(
        status=plan.status_planologisch,
        opdrachtgever=plan.opdrachtgever_soort,
        plaats=plan.plaats,
        heeft_plek=plan.geometrie is not None,
        regels=regels,
        was_gereed=_is_gereed(plan),
    )


def _is_gereed(plan: Plan) -> bool:
    return bool(plan.pk) and plan.invoerstatus == Invoerstatus.GEREED


@transaction.atomic
def bewaar_plan(
    *,
    plan: Plan,
    regels: Iterable[Regel] | None,
    gereed: bool,
    by: str,
    verwachte_versie: int | None = None,
    volledig: bool = False,
) -> Plan:
    """Saves a plan with its numbers, as concept or as gereed; figures follow by themselves after the commit.

    `regels` None leaves the stored numbers as they are. Raises ValidationError when a field is wrong, or when
    `gereed` is asked and the numbers do not add up; VersieConflict when the stored plan is not the one opened.
    `volledig`: gereed asks for all of `wat_ontbreekt`, as forms do; Onvolledig says what is missing.
    """
    if plan.pk:
        opgeslagen = Plan.objects.select_for_update().only("versie").filter(pk=plan.pk).first()
        if opgeslagen is None:
            raise ValidationError(
                "Dit plan is intussen verwijderd. Zet het eerst terug uit de prullenbak en bewaar dan opnieuw."
            )
        if verwachte_versie is not None and opgeslagen.versie != verwachte_versie:
            raise VersieConflict
        begin_geschiedenis([plan])
    nieuwe_regels = None if regels is None else vul_aan(regels)
    if verschillen := onbewaarbaar(nieuwe_regels or []):
        raise ValidationError([v.melding for v in verschillen])
    if gereed:
        _eis_gereed(plan, als_regels(plan) if nieuwe_regels is None else nieuwe_regels, volledig)
    plan.invoerstatus = Invoerstatus.GEREED if gereed else Invoerstatus.CONCEPT
    if plan.plot_id and plan.plot.gemeente_id != plan.gemeente_id:
        raise ValidationError(
            {"gemeente": f"Dit plan hoort bij een plot in {plan.plot.gemeente}. Maak het eerst van die plot los."}
        )
    plan.full_clean()
    plan.gewijzigd = timezone.now()
    with pghistory.context(door=by):
        if plan.pk:
            plan.versie += 1
        plan.save()
        if nieuwe_regels is not None:
            _schrijf_regels(plan, nieuwe_regels)
    vraag_bijwerking()
    return plan


def _eis_gereed(plan: Plan, regels: list[Regel], volledig: bool) -> None:
    if volledig:
        ontbreekt = ontbreekt_aan(plan, regels)
        if _is_gereed(plan):
            # What an import left out was missing already, and keeps nobody from changing something else.
            opgeslagen = Plan.objects.get(pk=plan.pk)
            al = {o.veld for o in ontbreekt_aan(opgeslagen, als_regels(opgeslagen))}
            ontbreekt = [o for o in ontbreekt if o.veld not in al]
        if ontbreekt:
            raise Onvolledig(ontbreekt)
        return
    # A plan that was gereed may come to an end with nothing left to build.
    if not _is_gereed(plan) and not any(r.groep == "nieuwbouw" for r in regels):
        raise ValidationError("Vul het aantal woningen in bij nieuwbouw, of bewaar het plan als concept.")
    if verschillen := controleer(regels):
        raise ValidationError([v.melding for v in verschillen])


def _schrijf_regels(plan: Plan, regels: list[Regel]) -> None:
    """Writes only rows that changed, so that the history shows what did."""
    bestaand = {(r.groep, r.categorie): r for r in plan.regels.all()}
    nieuw = []
    for regel in regels:
        rij = bestaand.pop(regel.sleutel, None) or Planregel(plan=plan, groep=regel.groep, categorie=regel.categorie)
        waarden = {
            "gepland": regel.gepland,
            "gerealiseerd": regel.gerealiseerd,
            "rest_per_jaar": regel.rest_per_jaar,
            "gerealiseerd_per_jaar": regel.gerealiseerd_per_jaar,
            "waarvan_corporatie": regel.waarvan_corporatie,
        }
        if rij.pk and all(getattr(rij, veld) == waarde for veld, waarde in waarden.items()):
            continue
        for veld, waarde in waarden.items():
            setattr(rij, veld, waarde)
        if rij.pk:
            rij.save(update_fields=list(waarden))
        else:
            nieuw.append(rij)
    if bestaand:
        Planregel.objects.filter(pk__in=[r.pk for r in bestaand.values()]).delete()
    Planregel.objects.bulk_create(nieuw)


def zet_aantallen(*, plan: Plan, aantallen: Iterable[Regel], by: str) -> Plan:
    """Replaces the numbers of a plan and leaves everything else; the status of its input stays."""
    return bewaar_plan(plan=plan, regels=aantallen, gereed=plan.invoerstatus == Invoerstatus.GEREED, by=by)


def toets_velden(plan: Plan, velden: Iterable[str]) -> None:
    """Whether these fields can hold what they hold now; ValidationError when not. No queries."""
    anders = {f.name for f in Plan._meta.fields} - set(velden)
    # Whom a foreign key points at was chosen from a list.
    plan.clean_fields(exclude=anders | {f.name for f in Plan._meta.fields if f.remote_field})


@transaction.atomic
def wijzig_velden(*, plannen: Sequence[Plan], velden: Sequence[str], by: str) -> None:
    """Writes these fields of many plans, which the caller has locked and changed, in one statement.

    For what touches no numbers, no name and no place: those have rules that ask for each plan by itself. The rules of
    the fields themselves the database keeps: ValidationError when one of the plans breaks one.
    """
    begin_geschiedenis(plannen)
    nu = timezone.now()
    for plan in plannen:
        toets_velden(plan, velden)
        plan.versie, plan.gewijzigd = plan.versie + 1, nu
    try:
        with transaction.atomic(), pghistory.context(door=by):
            Plan.objects.bulk_update(plannen, [*velden, "versie", "gewijzigd"])
    except IntegrityError as fout:
        raise ValidationError("Deze wijziging kan bij een van de plannen niet. Er is niets gewijzigd.") from fout
    vraag_bijwerking()


@transaction.atomic
def verwijder_plan(*, plan: Plan, by: str) -> None:
    """Puts a plan in the bin with all that hangs on it: it counts nowhere and is seen nowhere else.

    Twice is once: who was first stands in the bin. Restoring and the end of it: `prullenbak`.
    """
    opgeslagen = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if opgeslagen is None:
        return
    begin_geschiedenis([opgeslagen])
    opgeslagen.verwijderd_op = opgeslagen.gewijzigd = timezone.now()
    opgeslagen.verwijderd_door = by[:300]
    # A form that is still open on it somewhere is no longer the version that is stored.
    opgeslagen.versie += 1
    with pghistory.context(door=by):
        opgeslagen.save(update_fields=["verwijderd_op", "verwijderd_door", "versie", "gewijzigd"])
    vraag_bijwerking()
