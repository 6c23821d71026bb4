"""A plot as a situation for which knowledge is proposed."""

from kenniskaarten.passend.plekken import Opgezocht, Plek, registreer_plek
from kenniskaarten.passend.situatie import Situatie
from programmering.partners.lijsten import NODIG, Partnerrol
from programmering.plannen.passend import typen_en_omvang

from .lijsten import Grondpositie, Planologie, Plotstatus
from .models import Plot

FASE = {
    Plotstatus.KANDIDAAT: "idee", Plotstatus.IN_GESPREK: "idee", Plotstatus.GERESERVEERD: "initiatief",
    Plotstatus.VASTGELEGD: "initiatief", Plotstatus.IN_PLAN: "haalbaarheid",
}  # fmt: skip
# Who could fill an empty role; whom the lists of knowledge do not know is told in words.
PARTIJEN = {
    Partnerrol.CORPORATIE_INVESTEERDER: ("corporatie", "investeerder"),
    Partnerrol.ZORGORGANISATIE: ("zorgorganisatie",),
}
GEMEENSCHAP = "gemeenschapsvorming met toekomstige bewoners"
# What these say of a plot, in the words that texts have.
GROND = {
    Grondpositie.GEMEENTE: "gronduitgifte",
    Grondpositie.MARKTPARTIJ: "anterieure overeenkomst voorkeursrecht",
    Grondpositie.PARTICULIER: "verwerving voorkeursrecht",
    Grondpositie.MEERDERE: "verwerving voorkeursrecht",
}


def situatie_van(plot: Plot, user) -> Situatie:
    """What `user` may know of this plot: its toelichting only who may see what is internal."""
    aantallen: dict[str, int] = dict(plot.regels.values_list("woningtype", "aantal"))
    typen, omvang = typen_en_omvang(aantallen)
    rollen = set(plot.partners.lopend().values_list("rol", flat=True))
    leeg = [rol for rol in NODIG if rol not in rollen]
    begin = plot.huidige_status in (Plotstatus.KANDIDAAT, Plotstatus.IN_GESPREK)
    tekst = [
        "van bod naar plot locatie" if begin else "",
        GEMEENSCHAP if Partnerrol.LOKALE_GEMEENSCHAP in leeg else "",
        GROND.get(plot.grondpositie, ""),
        "omgevingsplan wijzigen" if plot.planologie == Planologie.WIJZIGING_NODIG else "",
        plot.toelichting if plot.intern_zichtbaar_voor(user) else "",
    ]
    return Situatie(
        wat="deze plot",
        woningtypen=typen,
        omvang=omvang,
        bouwvorm=plot.bouwvorm,
        fase=FASE.get(plot.huidige_status, ""),
        ontbreekt=tuple(p for rol in leeg for p in PARTIJEN.get(rol, ())),
        tekst=" ".join(filter(None, tekst)),
        gemeente=plot.gemeente_id,
    )


def _zoek(user, pk: int) -> Opgezocht | None:
    plot = Plot.objects.for_user(user).met_gemeente().filter(pk=pk).first()
    return plot and Opgezocht(situatie_van(plot, user), plot.naam, plot.get_absolute_url())


registreer_plek(Plek("plot", _zoek))
