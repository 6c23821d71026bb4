"""A plan as a situation for which knowledge is proposed."""

from kenniskaarten.passend.plekken import Opgezocht, Plek, registreer_plek
from kenniskaarten.passend.situatie import Situatie

from .lijsten import Knelpunt, StatusProject, Woonmilieu
from .models import Plan

S = StatusProject
# The phase of a project in which a plan with this status is.
FASE = {
    S.STUDIE: "idee", S.START: "idee", S.INITIATIEF: "initiatief", S.DEFINITIE: "haalbaarheid", S.ONTWERP: "ontwerp",
    S.VOORBEREIDING: "ontwerp", S.BOUWVOORBEREIDING: "realisatie", S.REALISATIE_TOT_EERSTE: "realisatie",
    S.REALISATIE_TOT_LAATSTE: "realisatie", S.NAZORG: "in_gebruik", S.AFGEROND: "in_gebruik",
}  # fmt: skip
OMGEVING = {
    Woonmilieu.CENTRUM_STEDELIJK: "stedelijk",
    Woonmilieu.BUITEN_CENTRUM: "stedelijk",
    Woonmilieu.GROEN_STEDELIJK: "stedelijk",
    Woonmilieu.DORPS: "dorps",
    Woonmilieu.LANDELIJK: "landelijk",
}


def typen_en_omvang(aantallen: dict[str, int]) -> tuple[tuple[str, ...], int | None]:
    """Of homes by woningtype what the place is about: the clustered ones, and nultreden only where there are none."""
    cluster = {t: aantallen.get(t, 0) for t in ("geclusterd", "zorggeschikt") if aantallen.get(t)}
    typen = cluster or ({"nultreden": aantallen["nultreden"]} if aantallen.get("nultreden") else {})
    return tuple(typen), sum(typen.values()) or None


def situatie_van(plan: Plan, user) -> Situatie:
    """What `user` may know of this plan: its knelpunten and toelichting only who may see what is internal."""
    regels = plan.regels.filter(groep="wonen_en_zorg").values_list("categorie", "gepland")
    typen, omvang = typen_en_omvang(dict(regels))
    intern = plan.intern_zichtbaar_voor(user)
    geen = (Knelpunt.GEEN, Knelpunt.ANDERS)
    knelpunten = tuple(k for k in plan.knelpunten if k not in geen) if intern else ()
    tekst = ["instellingsterrein"] if plan.instellingsterrein else []
    tekst += ["gebiedsontwikkeling"] if plan.gebiedsontwikkeling else []
    if intern:
        open_ = plan.knelpuntregels.filter(opgelost_op__isnull=True)
        tekst += [*open_.values_list("toelichting", flat=True), plan.toelichting]
    return Situatie(
        wat="dit plan",
        woningtypen=typen,
        omvang=omvang,
        bouwvorm=plan.bouwvorm,
        fase=FASE.get(plan.status_project, ""),
        knelpunten=knelpunten,
        tekst=" ".join(filter(None, tekst)),
        gemeente=plan.gemeente_id,
        omgeving=OMGEVING.get(plan.woonmilieu, ""),
    )


def _zoek(user, pk: int) -> Opgezocht | None:
    plan = Plan.objects.for_user(user).met_gemeente().filter(pk=pk).first()
    return plan and Opgezocht(situatie_van(plan, user), plan.plannaam, plan.get_absolute_url())


registreer_plek(Plek("plan", _zoek))
