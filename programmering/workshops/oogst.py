"""What a workshop leaves behind in the portal: candidate plots and boden. Doing it again adds only what is new."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programmering.boden.actions import Aantal, bewaar_bod
from programmering.boden.lijsten import Partijsoort
from programmering.boden.models import Bod
from programmering.plannen.lijsten import Vertrouwelijkheid
from programmering.plannen.namen import vrije_naam
from programmering.plannen.plek import gemeente_volgens_grenzen
from programmering.plots.actions import bewaar_plot, zet_scores
from programmering.plots.models import Criterium, Plot
from programmering.plots.regels import Capaciteit
from woonzorg.getallen import getal
from woonzorg.organisaties.permissions import Permission, gemeenten_met, has_permission

from .actions import Werk
from .calculations import WONINGTYPEN, Plekuitslag
from .lijsten import Handelingsoort
from .models import Workshop, Workshopbod, Workshopplek
from .selectors import Rijen


@dataclass
class Oogst:
    """What was made, and in words what was left and why."""

    gemaakt: list = field(default_factory=list)
    gelaten: list[str] = field(default_factory=list)


def _neem(workshop: Workshop) -> Workshop:
    return Workshop.objects.select_for_update(of=("self",)).met_gebied().get(pk=workshop.pk)


def _bron(workshop: Workshop) -> str:
    return f"workshop {workshop.naam}, {workshop.datum:%d-%m-%Y}"[:200]


@transaction.atomic
def maak_kandidaat(*, workshop: Workshop, user) -> Oogst:
    """Makes each chosen place that is no plot yet into a kandidaat, with its homes and its mean scores."""
    workshop, oogst, by = _neem(workshop), Oogst(), str(user)
    rijen = Rijen(workshop)
    criteria = Criterium.objects.in_bulk()
    for uitslag in rijen.uitslag().gekozen:
        plek = rijen.op_pk[uitslag.plek.id]
        if plek.plot_id:
            continue
        gemeente = workshop.gemeente or gemeente_volgens_grenzen(plek.geometrie)[0]
        if gemeente is None:
            oogst.gelaten.append(f"Plek {plek} ligt volgens de kaart in geen gemeente.")
        elif not has_permission(user, Permission.PLOT_WIJZIGEN, gebied=gemeente):
            oogst.gelaten.append(f"Plek {plek} ligt in {gemeente}; daar maakt iemand van die gemeente de plot.")
        else:
            try:
                with transaction.atomic():
                    oogst.gemaakt.append(_plot(rijen, plek, uitslag, gemeente, criteria, by))
            except ValidationError as fout:
                oogst.gelaten.append(f"Plek {plek}: {' '.join(fout.messages)}")
    _leg_vast(workshop, oogst, f"{len(oogst.gemaakt)} kandidaat-plots gemaakt", by)
    return oogst


def _plot(rijen: Rijen, plek: Workshopplek, uitslag: Plekuitslag, gemeente, criteria: dict, by: str) -> Plot:
    workshop = rijen.workshop
    bezet = set(Plot.objects.filter(gemeente=gemeente).values_list("naam", flat=True))
    plot = Plot(
        gemeente=gemeente,
        naam=vrije_naam(plek.naam, bezet),
        geometrie=plek.geometrie,
        toelichting=" ".join(
            deel
            for deel in (
                plek.reden,
                "Op de kaart getikt: de grens moet nog worden getekend." if plek.punt else "",
                f"Gezet door {rijen.van(plek.deelnemer_id)}.",
            )
            if deel
        ),
        bron=_bron(workshop),
    )
    bewaar_plot(plot=plot, regels=_capaciteit(rijen, plek, uitslag), by=by)
    scores = {criteria[c]: (g.score, _reden(g, workshop)) for c, g in uitslag.scores.items()}
    zet_scores(plot=plot, scores=scores, by=by)
    Workshopplek.objects.filter(pk=plek.pk).update(plot=plot)
    return plot


def _reden(gemiddelde, workshop: Workshop) -> str:
    wie = "1 deelnemer" if gemiddelde.wegers == 1 else f"{gemiddelde.wegers} deelnemers"
    cijfer = f"{gemiddelde.afgerond:.1f}".replace(".", ",")
    return f"Gemiddeld {cijfer}, gewogen door {wie} in workshop {workshop.naam}"[:500]


def _capaciteit(rijen: Rijen, plek: Workshopplek, uitslag: Plekuitslag) -> list[Capaciteit]:
    """What is said of the place itself; else its boden, with the part that corporaties offer."""
    if any(uitslag.aantallen.values()):
        return [Capaciteit(w, n, plek.jaar or 0) for w, n in uitslag.aantallen.items() if n]
    regels = []
    for w in WONINGTYPEN:
        boden = [b for b in uitslag.boden if b.woningtype == w]
        if boden:
            corporatie = sum(b.aantal for b in boden if rijen.wie[b.deelnemer].soort == Partijsoort.CORPORATIE)
            # All of them stand there when the last one does.
            jaar = plek.jaar or max((b.jaar for b in boden if b.jaar), default=0)
            regels.append(Capaciteit(w, sum(b.aantal for b in boden), jaar, corporatie))
    return regels


@transaction.atomic
def neem_boden_over(*, workshop: Workshop, user) -> Oogst:
    """Makes boden of what was offered: one per participant, place and bouwvorm, for the gemeente's eyes."""
    workshop, oogst, by = _neem(workshop), Oogst(), str(user)
    rijen = Rijen(workshop)
    wortel = rijen.wortels()
    tellend = {b.id for b in rijen.uitslag().boden}
    groepen: dict[tuple, list[Workshopbod]] = defaultdict(list)
    for bod in rijen.boden:
        if bod.pk in tellend:
            groepen[bod.deelnemer_id, wortel.get(bod.plek_id), bod.bouwvorm, bod.bod_id].append(bod)
    for (deelnemer, plek, bouwvorm, eerder), boden in groepen.items():
        plek = rijen.op_pk.get(plek)
        if eerder:
            _koppel(boden[0].bod, plek, user)
            continue
        nieuw = _nieuw_bod(workshop, rijen.wie[deelnemer], plek, bouwvorm)
        waarom = _mag_niet(nieuw, plek, user)
        if waarom:
            oogst.gelaten.append(f"Bod van {rijen.wie[deelnemer].organisatie}: {waarom}")
            continue
        try:
            bewaar_bod(bod=nieuw, regels=_regels(boden), by=by)
        except ValidationError as fout:
            oogst.gelaten.append(f"Bod van {rijen.wie[deelnemer].organisatie}: {' '.join(fout.messages)}")
            continue
        Workshopbod.objects.filter(pk__in=[b.pk for b in boden]).update(bod=nieuw)
        oogst.gemaakt.append(nieuw)
    _leg_vast(workshop, oogst, f"{getal(len(oogst.gemaakt))} boden overgenomen", by)
    return oogst


def _nieuw_bod(workshop: Workshop, deelnemer, plek: Workshopplek | None, bouwvorm: str) -> Bod:
    plot = plek.plot if plek else None
    gemeente = plot.gemeente if plot else workshop.gemeente
    if gemeente is None and plek:
        gemeente = gemeente_volgens_grenzen(plek.geometrie)[0]
    return Bod(
        partij=deelnemer.organisatie,
        partij_soort=deelnemer.soort,
        gemeente=gemeente,
        woondealregio=None if gemeente else workshop.woondealregio,
        plot=plot,
        bouwvorm=bouwvorm,
        # A workshop may be entered before its day; a bod is never of tomorrow.
        datum=min(workshop.datum, timezone.localdate()),
        vertrouwelijkheid=Vertrouwelijkheid.GEMEENTE,
        document=_bron(workshop),
        toelichting=f"Gedaan door {deelnemer.naam}." + (f" Op plek {plek}." if plek else ""),
        bron=_bron(workshop),
    )


def _mag_niet(bod: Bod, plek, user) -> str:
    if bod.gemeente is None and plek:
        return f"plek {plek} ligt volgens de kaart in geen gemeente."
    if bod.gemeente:
        mag = has_permission(user, Permission.BOD_BEHEREN, gebied=bod.gemeente)
    else:
        mag = gemeenten_met(user, Permission.BOD_BEHEREN).filter(woondealregio=bod.woondealregio).exists()
    return "" if mag else f"iemand van {bod.gemeente or bod.woondealregio} neemt dit over."


def _regels(boden: list[Workshopbod]) -> list[Aantal]:
    som: dict[tuple, int] = defaultdict(int)
    for bod in boden:
        som[bod.woningtype, bod.jaar or 0] += bod.aantal
    return [Aantal(w, jaar, n) for (w, jaar), n in som.items()]


def _koppel(bod: Bod, plek: Workshopplek | None, user) -> None:
    """A bod that was taken over before its place became a plot; where it still lies in that gemeente, by who may."""
    if not (plek and plek.plot_id) or bod.plot_id or bod.gemeente_id != plek.plot.gemeente_id:
        return
    if not _mag_niet(bod, plek, user):
        bod.plot = plek.plot
        regels = [Aantal(r.woningtype, r.jaar, r.aantal) for r in bod.regels.all()]
        bewaar_bod(bod=bod, regels=regels, by=str(user))


def _leg_vast(workshop: Workshop, oogst: Oogst, wat: str, by: str) -> None:
    if oogst.gemaakt:
        with pghistory.context(door=by):
            Werk(workshop, uuid.uuid4(), None, by).leg_vast(Handelingsoort.GEGEVENS, wat)
