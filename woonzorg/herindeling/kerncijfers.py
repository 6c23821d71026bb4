"""Key figures of a merge: sums where all have the same year. Of a split nobody knows them until they are published."""

from collections import defaultdict

from woonzorg.gebieden.models import Gemeente, Kerncijfer
from woonzorg.getallen import getal


def tel_op(van: list[Gemeente], naar: Gemeente, *, groeit: bool) -> tuple[list[dict], list[str]]:
    """Gives `naar` the sums of `van`, and of itself when it grows; gives them, and what a person should know.

    A figure of the smaller gemeente of before says nothing of the larger one: where no sum can be made it goes.
    """
    delen = [*van, naar] if groeit else van
    cijfers: dict[tuple[str, int], dict[int, Kerncijfer]] = defaultdict(dict)
    for cijfer in Kerncijfer.objects.filter(gemeente__in=delen):
        cijfers[cijfer.onderwerp, cijfer.jaar][cijfer.gemeente_id] = cijfer
    voor = f"som van {' en '.join(gemeente.naam for gemeente in delen)}; " if len(delen) > 1 else ""
    nieuw = [
        Kerncijfer(
            gemeente=naar,
            onderwerp=onderwerp,
            jaar=jaar,
            waarde=sum(c.waarde for c in per_gemeente.values()),
            bron=f"{voor}{next(iter(per_gemeente.values())).bron}"[:200],
        )
        for (onderwerp, jaar), per_gemeente in sorted(cijfers.items())
        if len(per_gemeente) == len(delen)
    ]
    blijft = {(c.onderwerp, c.jaar) for c in nieuw}
    weg = [c for per in cijfers.values() for c in per.values() if c.gemeente_id == naar.pk]
    Kerncijfer.objects.filter(pk__in=[c.pk for c in weg]).delete()
    Kerncijfer.objects.bulk_create(nieuw)
    meldingen = [
        f"Van {naar.naam} vervalt '{c.get_onderwerp_display()}' van {c.jaar} ({getal(c.waarde)}): niet van alle "
        "gemeenten is dat cijfer bekend, en een som is dus niet te maken."
        for c in weg
        if (c.onderwerp, c.jaar) not in blijft
    ]
    zonder = sorted({onderwerp for onderwerp, _ in cijfers} - {onderwerp for onderwerp, _ in blijft})
    if zonder and not groeit:
        onderwerpen = ", ".join(Kerncijfer.Onderwerp(o).label for o in zonder)
        meldingen.append(
            f"Van {naar.naam} is niet bekend: {onderwerpen}. De jaren verschillen, of er is er een zonder."
        )
    return [{"onderwerp": c.get_onderwerp_display(), "jaar": c.jaar, "waarde": c.waarde} for c in nieuw], meldingen
