"""Every write to a plot: forms, workshops, proposals and the sweep of expired reservations come through here."""

import datetime
from collections.abc import Iterable
from contextlib import contextmanager

import pghistory
from django.contrib.gis.db.models.functions import Area, Intersection
from django.contrib.gis.measure import Area as Oppervlakte
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from programmering.plannen.actions import VersieConflict, bewaar_plan
from programmering.plannen.begin import begin_geschiedenis
from programmering.plannen.lijsten import Plantype, StatusPlanologisch, Vertrouwelijkheid
from programmering.plannen.models import Plan
from programmering.plannen.namen import vrije_naam
from programmering.voortgang.vraag import vraag_bijwerking

from .lijsten import LEVEND, Plotstatus
from .models import Criterium, Plot, Plotregel, Plotscore, Plotstap
from .regels import Capaciteit, Stap, als_planregels, controleer_stap

PORTAAL = "het portaal"


def als_capaciteit(plot: Plot) -> list[Capaciteit]:
    """The stored rows as plain values; uses a prefetch of `regels` where there is one."""
    return [Capaciteit(r.woningtype, r.aantal, r.jaar, r.waarvan_corporatie) for r in plot.regels.all()]


@contextmanager
def _woorden_bij_overlap(plot: Plot):
    """The rule of the database in words, with the plot that stands there: it may have come a moment ago."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fout:
        naam = getattr(getattr(fout.__cause__, "diag", None), "constraint_name", "")
        if naam == "plot_geen_overlap":
            raise ValidationError(overlap_melding(plot), code="overlap") from fout
        if naam == "plot_uitgestrekt":
            raise ValidationError(
                "De delen van deze plek liggen meer dan tien kilometer uit elkaar. Maak er meer plots van."
            ) from fout
        if naam == "plot_naam_uniek":  # saved by another session after this one looked
            plot.validate_constraints()
        raise


def overlappend(plot: Plot):
    """Living plots on the same ground by more than 1 m², of everyone; take for_user before naming them."""
    gedeeld = Area(Intersection("geometrie", plot.geometrie))
    buren = Plot.objects.levend().exclude(pk=plot.pk).filter(geometrie__intersects=plot.geometrie)
    return buren.annotate(gedeeld=gedeeld).filter(gedeeld__gt=Oppervlakte(sq_m=1))


def overlap_melding(plot: Plot, user=None) -> str:
    """Without a `user` no plot is named: who reserves may not be allowed to know the other one."""
    zichtbaar = overlappend(plot).for_user(user) if user is not None else overlappend(plot).none()
    namen = ", ".join(f"'{p.naam}'" for p in zichtbaar[:3])
    op = f"plot {namen}" if namen else "een plot die al is gereserveerd"
    return (
        f"Deze grond overlapt met {op}. Een plek wordt maar één keer gereserveerd: pas de grens aan, of overleg met "
        "wie die plot beheert."
    )


def _eis_versie(plot: Plot, verwacht: int | None) -> Plot:
    """Locks the stored row. Raises VersieConflict when it is not the one that was opened."""
    opgeslagen = Plot.objects.select_for_update().get(pk=plot.pk)
    if verwacht is not None and opgeslagen.versie != verwacht:
        raise VersieConflict
    return opgeslagen


@transaction.atomic
def bewaar_plot(
    *,
    plot: Plot,
    regels: Iterable[Capaciteit] | None,
    by: str,
    verwachte_versie: int | None = None,
) -> Plot:
    """Saves a plot with its capacity; a new one begins as kandidaat. Status changes are steps, not made here.

    `regels` None leaves the capacity as it is. Raises ValidationError, or VersieConflict when somebody else saved it.
    """
    nieuw = plot.pk is None
    if nieuw:
        plot.status = Plotstatus.KANDIDAAT
    else:
        opgeslagen = _eis_versie(plot, verwachte_versie)
        plot.status, plot.reservering_tot = opgeslagen.status, opgeslagen.reservering_tot
        plot.versie = opgeslagen.versie + 1
        if plot.gemeente_id != opgeslagen.gemeente_id:
            if plot.plannen.exists():
                raise ValidationError({"gemeente": "Op deze plot ligt een plan; die blijft daarom in deze gemeente."})
            # What lies in the bin stays in its gemeente, and is had back without this plot.
            with pghistory.context(door=by):
                Plan.met_prullenbak.filter(plot=plot.pk).update(plot=None)
    if regels is not None:
        regels = [c for c in regels if c.aantal]
        if not regels and plot.status in LEVEND:
            raise ValidationError("Een gereserveerde plot houdt plaats voor woningen. Vul in hoeveel.")
    plot.full_clean()
    plot.gewijzigd = timezone.now()
    with pghistory.context(door=by), _woorden_bij_overlap(plot):
        plot.save()
        if regels is not None:
            _schrijf_regels(plot, regels)
        if nieuw:
            Plotstap.objects.create(plot=plot, naar=plot.status, door=by)
    vraag_bijwerking()
    return plot


def _schrijf_regels(plot: Plot, regels: list[Capaciteit]) -> None:
    """Writes only rows that changed, so that the history shows what did."""
    bestaand = {r.woningtype: r for r in plot.regels.all()}
    for c in regels:
        rij = bestaand.pop(c.woningtype, None) or Plotregel(plot=plot, woningtype=c.woningtype)
        nieuw = (c.aantal, c.jaar, c.waarvan_corporatie)
        if rij.pk and (rij.aantal, rij.jaar, rij.waarvan_corporatie) == nieuw:
            continue
        rij.aantal, rij.jaar, rij.waarvan_corporatie = nieuw
        if rij.waarvan_corporatie > rij.aantal:
            raise ValidationError(
                f"Bij {rij.get_woningtype_display().lower()} is 'waarvan corporatie' groter dan het aantal woningen."
            )
        rij.full_clean(exclude=["plot"])
        rij.save()
    for weg in bestaand.values():
        weg.delete()


@transaction.atomic
def zet_stap(
    *,
    plot: Plot,
    naar: str,
    by: str,
    datum: datetime.date | None = None,
    reservering_tot: datetime.date | None = None,
    vastgelegd_in: str = "",
    bewijs: str = "",
    link: str = "",
    reden: str = "",
    verwachte_versie: int | None = None,
) -> Plotstap:
    """Takes one step of workflow.STAPPEN and appends it to the history.

    Raises ValidationError in words for an illegal step, for what it lacks and for ground that is taken.
    """
    vandaag = timezone.localdate()
    opgeslagen = _eis_versie(plot, verwachte_versie)
    if opgeslagen.status == Plotstatus.GERESERVEERD and opgeslagen.reservering_tot < vandaag:
        # The sweep has not come by yet; what counts as verlopen everywhere is verlopen here too.
        _laat_verlopen(opgeslagen)
    stap = Stap(naar, datum or vandaag, reservering_tot, vastgelegd_in, bewijs.strip(), link.strip(), reden.strip())
    controleer_stap(
        opgeslagen.status,
        stap,
        vandaag=vandaag,
        heeft_plan=opgeslagen.plannen.exists(),
        heeft_woningen=opgeslagen.regels.exists(),
    )
    # Only a reservation has an end; what is laid down or dropped has none any more.
    tot = reservering_tot if naar == Plotstatus.GERESERVEERD else None
    van = opgeslagen.status
    plot.status, plot.reservering_tot = naar, tot
    plot.versie, plot.gewijzigd = opgeslagen.versie + 1, timezone.now()
    with pghistory.context(door=by), _woorden_bij_overlap(plot):
        plot.save(update_fields=["status", "reservering_tot", "versie", "gewijzigd"])
    gezet = Plotstap(
        plot=plot,
        van=van,
        naar=naar,
        datum=stap.datum,
        reservering_tot=tot,
        vastgelegd_in=vastgelegd_in if naar == Plotstatus.VASTGELEGD else "",
        bewijs=stap.bewijs,
        link=stap.link,
        reden=stap.reden,
        door=by,
    )
    gezet.full_clean(exclude=["plot"])
    gezet.save()
    vraag_bijwerking()
    return gezet


@transaction.atomic
def zet_scores(*, plot: Plot, scores: dict[Criterium, tuple[int, str]], by: str) -> None:
    """Sets the scores on these criteria and leaves the others; only what changed gets a new date and name."""
    # Two who weigh at once wait here: a score that is not there yet cannot be locked.
    Plot.objects.select_for_update().get(pk=plot.pk)
    bestaand = {s.criterium_id: s for s in plot.scores.all()}
    with pghistory.context(door=by):
        for criterium, (score, reden) in scores.items():
            rij = bestaand.get(criterium.pk) or Plotscore(plot=plot, criterium=criterium)
            if rij.pk and (rij.score, rij.reden) == (score, reden):
                continue
            rij.score, rij.reden, rij.door, rij.datum = score, reden, by, timezone.localdate()
            rij.full_clean(exclude=["plot"])
            rij.save()


@transaction.atomic
def maak_plan(*, plot: Plot, by: str) -> Plan:
    """A concept plan with the name, place and homes of the plot, tied to it; nothing has to be typed again.

    It counts from the moment it is gereed, and the plot then counts that much less.
    """
    regels = als_planregels(als_capaciteit(plot))
    bezet = set(Plan.objects.filter(gemeente=plot.gemeente).values_list("plannaam", flat=True))
    plan = Plan(
        gemeente=plot.gemeente,
        plannaam=vrije_naam(plot.naam, bezet),
        plaats=plot.adres[:100],
        geometrie=plot.geometrie,
        plot=plot,
        # What the planologische status is, only a person can say; until then the plan is concept.
        status_planologisch=StatusPlanologisch.ONBEKEND,
        vertrouwelijkheid=plot.vertrouwelijkheid or Vertrouwelijkheid.PROVINCIE,
        plantype=Plantype.PAND_TRANSFORMATIE if plot.bouwvorm == "transformatie" else Plantype.ONBEKEND,
        instellingsterrein=plot.instellingsterrein,
        breidt_uit=plot.breidt_uit,
        breidt_uit_reden=f"Zo staat het bij plot {plot.naam}." if plot.breidt_uit else "",
        # Not by its name: the plan may become public while the plot is not.
        bron="een plot in het portaal",
        rekenvoorbeeld=plot.rekenvoorbeeld,
    )
    return bewaar_plan(plan=plan, regels=regels, gereed=False, by=by)


@transaction.atomic
def koppel_plan(*, plot: Plot, plan: Plan, by: str) -> Plan:
    """Ties an existing plan to a plot of the same gemeente: from then on the two never count the same home."""
    if plan.gemeente_id != plot.gemeente_id:
        raise ValidationError(f"Het plan ligt in {plan.gemeente}, de plot in {plot.gemeente}.")
    opgeslagen = _vergrendel_plan(plan)
    if opgeslagen.plot_id and opgeslagen.plot_id != plot.pk:
        raise ValidationError("Dit plan hoort al bij een andere plot. Maak het daar eerst los.")
    return _zet_plot(plan, plot, by)


@transaction.atomic
def ontkoppel_plan(*, plan: Plan, by: str) -> Plan:
    """The plot gets its homes back, as far as no other plan takes them; a plan that moved on stays where it is."""
    plot = plan.plot_id
    return _zet_plot(plan, None, by) if _vergrendel_plan(plan).plot_id == plot else plan


def _vergrendel_plan(plan: Plan) -> Plan:
    """The stored row, locked; `plan` takes its version, so that nobody's save is passed over."""
    opgeslagen = Plan.objects.select_for_update().only("plot", "versie").get(pk=plan.pk)
    begin_geschiedenis([plan])
    plan.versie = opgeslagen.versie
    return opgeslagen


def _zet_plot(plan: Plan, plot: Plot | None, by: str) -> Plan:
    plan.plot, plan.versie, plan.gewijzigd = plot, plan.versie + 1, timezone.now()
    with pghistory.context(door=by):
        plan.save(update_fields=["plot", "versie", "gewijzigd"])
    vraag_bijwerking()
    return plan


@transaction.atomic
def laat_verlopen() -> int:
    """Turns reservations whose last day has passed into 'verlopen'; gives how many. A second run finds none."""
    plots = list(Plot.objects.select_for_update(skip_locked=True).te_verlopen())
    for plot in plots:
        _laat_verlopen(plot)
    if plots:
        vraag_bijwerking()
    return len(plots)


def _laat_verlopen(plot: Plot) -> None:
    einde = plot.reservering_tot
    plot.status, plot.reservering_tot = Plotstatus.VERLOPEN, None
    plot.versie, plot.gewijzigd = plot.versie + 1, timezone.now()
    with pghistory.context(door=PORTAAL):
        plot.save(update_fields=["status", "reservering_tot", "versie", "gewijzigd"])
    Plotstap.objects.create(
        plot=plot,
        van=Plotstatus.GERESERVEERD,
        naar=Plotstatus.VERLOPEN,
        reden=f"De reservering liep tot en met {einde:%d-%m-%Y}.",
        door=PORTAAL,
    )
