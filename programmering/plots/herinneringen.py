"""Mails about the end of a reservation: 60, 30 and 0 days before, each once to each who looks after the plot."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import wie_gaan_over
from woonzorg.post.actions import stuur

from .lijsten import Plotstatus
from .models import Plot, Plotstap

TERMIJNEN = (60, 30, 0)  # days before the last day of a reservation


def termijn_van(einde: datetime.date, gereserveerd_op: datetime.date, vandaag: datetime.date) -> int | None:
    """The term that asks for a mail today; None when none does.

    A day on which nothing ran is made up for later; a term that had passed when the plot was reserved stays silent.
    """
    nog = (einde - vandaag).days
    bereikt = [t for t in TERMIJNEN if nog <= t]
    if not bereikt:
        return None
    termijn = min(bereikt)
    return termijn if einde - datetime.timedelta(days=termijn) > gereserveerd_op else None


def ontvangers(plot: Plot) -> list[Gebruiker]:
    """The eigenaar and the adviseur; where there is no eigenaar any more, who goes over plots in that gemeente."""
    wie = [g for g in (plot.eigenaar, plot.adviseur) if g is not None and g.is_active]
    if plot.eigenaar not in wie:
        wie += wie_gaan_over(plot.gemeente, Permission.PLOT_WIJZIGEN)
    return list(dict.fromkeys(wie))


def herinner(vandaag: datetime.date | None = None) -> int:
    """Puts every mail that is due in the outbox; gives how many were added. A second run adds none.

    Runs before expired reservations are turned into verlopen, so that the last mail goes out also when nothing ran
    on the last day itself.
    """
    vandaag = vandaag or timezone.localdate()
    grens = vandaag + datetime.timedelta(days=max(TERMIJNEN))
    plots = Plot.objects.filter(status=Plotstatus.GERESERVEERD, reservering_tot__lte=grens)
    verstuurd = 0
    for plot in plots.select_related("gemeente__provincie", "eigenaar", "adviseur"):
        stap = Plotstap.objects.filter(plot=plot, naar=Plotstatus.GERESERVEERD).last()
        gereserveerd_op = timezone.localdate(stap.vastgelegd_op) if stap else datetime.date.min
        termijn = termijn_van(plot.reservering_tot, gereserveerd_op, vandaag)
        if termijn is not None:
            verstuurd += _mail(plot, termijn, vandaag)
    return verstuurd


@transaction.atomic
def _mail(plot: Plot, termijn: int, vandaag: datetime.date) -> int:
    verstuurd = 0
    for ontvanger in ontvangers(plot):
        context = {
            "naam": ontvanger.naam,
            "plot": plot,
            "gemeente": plot.gemeente,
            "einde": plot.reservering_tot,
            "nog": (plot.reservering_tot - vandaag).days,
            "pad": reverse("plot", args=[plot.pk]),
        }
        sleutel = f"plot-{plot.pk}-einde-{plot.reservering_tot:%Y-%m-%d}-{termijn}-{ontvanger.pk}"
        bericht = stuur(sjabloon="reservering-eindigt", aan=ontvanger.email, context=context, sleutel=sleutel)
        verstuurd += bericht is not None
    return verstuurd
