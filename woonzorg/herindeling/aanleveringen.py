"""Open aanleveringen of gemeenten that end: about a day on or after the herindeling they are of the successor."""

from collections import defaultdict

from programmering.uitvragen.lijsten import Aanleverstatus
from programmering.uitvragen.models import Aanlevering, Aanleveropmerking
from woonzorg.gebieden.models import Gemeente

from .models import Herindeling


def verhuis_aanleveringen(
    herindeling: Herindeling, van: list[Gemeente], naar: list[Gemeente]
) -> tuple[list[dict], list[str]]:
    """What moved, and what a person should know. What was accepted stays with the gemeente that it was frozen of."""
    rijen = Aanlevering.objects.filter(gemeente__in=van, uitvraag__afgesloten_op__isnull=True).order_by("pk")
    per_uitvraag: dict = defaultdict(list)
    gedaan, meldingen = [], []
    for rij in rijen.select_related("uitvraag__provincie", "gemeente"):
        if rij.uitvraag.peildatum < herindeling.datum:
            if rij.status != Aanleverstatus.GEACCEPTEERD:
                meldingen.append(_te_vroeg(rij))
        elif rij.status == Aanleverstatus.GEACCEPTEERD or rij.peilstanden.exists():
            meldingen.append(
                f"De aanlevering van {rij.gemeente} voor {rij.uitvraag} is al geaccepteerd en blijft zoals ze is. "
                "Vraag de opvolger om een correctie."
            )
        else:
            per_uitvraag[rij.uitvraag].append(rij)
    for uitvraag, komen in per_uitvraag.items():
        hier = [g for g in naar if g.provincie_id == uitvraag.provincie_id]
        if not hier:
            meldingen.append(f"De aanlevering voor {uitvraag} blijft staan: de opvolger ligt in een andere provincie.")
            continue
        gedaan += _verhuis(herindeling, komen, hier)
    return gedaan, meldingen


def _te_vroeg(rij: Aanlevering) -> str:
    return (
        f"De aanlevering van {rij.gemeente} voor {rij.uitvraag} gaat over de tijd voor de herindeling en is nog niet "
        "geaccepteerd. Accepteer haar eerst: na de herindeling staan de plannen bij de opvolger, en kan het niet meer."
    )


def _verhuis(herindeling: Herindeling, komen: list[Aanlevering], naar: list[Gemeente]) -> list[dict]:
    """Each successor has one: its own, else the first that comes along; the others go up in it."""
    uitvraag = komen[0].uitvraag
    er_al = {a.gemeente_id: a for a in uitvraag.aanleveringen.filter(gemeente__in=naar)}
    eerst = sorted(naar, key=lambda g: g.code != herindeling.standaard)
    over = list(komen)
    gedaan = []
    for gemeente in eerst:
        if gemeente.pk in er_al:
            continue
        if over:
            rij = over.pop(0)
            van, rij.gemeente, rij.versie = rij.gemeente, gemeente, rij.versie + 1
            rij.save()
            wat = f"de aanlevering van {van} gaat naar {gemeente}"
        else:
            rij = Aanlevering.objects.create(uitvraag=uitvraag, gemeente=gemeente)
            wat = f"{gemeente} krijgt een aanlevering"
        er_al[gemeente.pk] = rij
        gedaan.append({"uitvraag": str(uitvraag), "wat": wat})
    for rij in over:
        doel = er_al[eerst[0].pk]
        _ga_op_in(rij, doel)
        wat = f"de aanlevering van {rij.gemeente} gaat op in die van {doel.gemeente}"
        if doel.status == Aanleverstatus.GEACCEPTEERD:
            wat += ", die al is geaccepteerd: vraag om een correctie"
        gedaan.append({"uitvraag": str(uitvraag), "wat": wat})
    return gedaan


def _ga_op_in(rij: Aanlevering, doel: Aanlevering) -> None:
    """What was said at `rij` goes along; a delivery of a part of the gemeente is no delivery of the whole."""
    Aanleveropmerking.objects.filter(aanlevering=rij).update(aanlevering=doel)
    if doel.status != Aanleverstatus.GEACCEPTEERD and doel.status != rij.status:
        doel.status = Aanleverstatus.BEZIG
    if rij.bericht and doel.status != Aanleverstatus.GEACCEPTEERD:
        doel.bericht = "\n\n".join(deel for deel in (doel.bericht, f"{rij.gemeente}: {rij.bericht}") if deel)
    doel.versie += 1
    doel.save()
    rij.delete()
