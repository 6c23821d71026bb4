"""What happened at a project, as a story: one line per moment, the newest first, only what this reader may know."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from projecten.coaching.models import Contactmoment

from .lijsten import Score
from .models import Actie, Document, Project, Projectcommitment

TOON = 15


@dataclass(frozen=True)
class Moment:
    datum: datetime.date
    soort: str
    kop: str
    tekst: str = ""
    url: str = ""
    contact: Contactmoment | None = field(default=None, compare=False)


def verhaal(project: Project, user, meer: list[tuple[datetime.date, str, str, str]] = ()) -> list[Moment]:
    """All moments, newest first; seven queries. `meer`: those of other parts, as (day, head, text, url)."""
    momenten = [
        *_fasen(project),
        *_contacten(project, user),
        *_partners(project),
        *_betrokkenheid(project),
        *_acties(project, user),
        *_documenten(project, user),
        *(Moment(datum, "knelpunt", kop, tekst, url) for datum, kop, tekst, url in meer),
    ]
    if project.condities_zichtbaar_voor(user):
        momenten += _scores(project)
    if project.gestopt_op:
        momenten.append(Moment(project.gestopt_op, "fase", "Het project stopte", project.gestopt_reden))
    # Of two on one day the later written stands above: turned round after a stable sort.
    return sorted(momenten, key=lambda m: m.datum)[::-1]


def _fasen(project: Project):
    for nummer, overgang in enumerate(project.fasen.all()):
        kop = f"Naar de fase {overgang.get_fase_display()}" if nummer else f"Begonnen als {overgang.get_fase_display()}"
        yield Moment(overgang.datum, "fase", kop, overgang.toelichting if nummer else "")


def _contacten(project: Project, user):
    contacten = Contactmoment.objects.for_user(user).filter(project=project).select_related("actie")
    for contact in contacten.order_by("datum", "pk"):
        wie = f" met {contact.wie}" if contact.wie else ""
        yield Moment(
            contact.datum, "contact", f"{contact.get_vorm_display().capitalize()}{wie}", contact.notitie, "", contact
        )


def _partners(project: Project):
    for partner in project.partners.all():
        yield Moment(partner.van, "partner", f"{partner.naam} doet mee als {partner.get_rol_display()}")
        if partner.tot:
            yield Moment(partner.tot, "partner", f"{partner.naam} doet niet meer mee")
    for c in Projectcommitment.objects.filter(partner__project=project).select_related("partner"):
        yield Moment(c.datum, "partner", f"{c.partner.naam} zegt {c.get_niveau_display()} ja", c.toelichting)


def _betrokkenheid(project: Project):
    for b in project.betrokkenheid.all():
        mensen = f", {b.deelnemers} deelnemers" if b.deelnemers else ""
        yield Moment(b.datum, "ouderen", f"Ouderen betrokken: {b.get_vorm_display()}{mensen}", b.resultaat)


def _acties(project: Project, user):
    for actie in Actie.objects.for_user(user).filter(project=project, gedaan_op__isnull=False):
        yield Moment(actie.gedaan_op, "actie", f"Gedaan: {actie.wat}", f"door {actie.eigenaar_naam}")


def _documenten(project: Project, user):
    for document in Document.objects.for_user(user).filter(project=project).order_by("aangemaakt"):
        yield Moment(timezone.localdate(document.aangemaakt), "document", f"Document toegevoegd: {document.naam}")


def _scores(project: Project):
    """One moment per day of scoring: what moved since the day before, in words."""
    vorige: dict[str, int] = {}
    per_dag: dict[datetime.date, list[str]] = {}
    for s in project.scores.all():
        delen = per_dag.setdefault(s.datum, [])
        was, vorige[s.conditie] = vorige.get(s.conditie), s.score
        if was is None:
            delen.append(f"{s.get_conditie_display()}: {s.get_score_display()}")
        elif was != s.score:
            delen.append(f"{s.get_conditie_display()} van {Score(was).label} naar {s.get_score_display()}")
    for datum, delen in per_dag.items():
        tekst = "; ".join(delen)
        yield Moment(datum, "conditie", "Condities besproken", f"{tekst[:1].upper()}{tekst[1:] or 'Niets bewoog'}.")
