"""Fields of a plan as text: how a source's value is kept, compared, shown and put back into a plan.

A plan holds lists, booleans and dates; what a source said is kept as text, so that one rule compares them all.
"""

from datetime import date

from programmering.plannen import lijsten

KEUZE, TEKST, LANG, JA_NEE, PROCENT, MEERKEUZE, DATUM = (
    "keuze", "tekst", "lange tekst", "ja of nee", "percentage", "meerkeuze", "datum",
)  # fmt: skip
CODELIJSTEN = {
    "status_planologisch": lijsten.StatusPlanologisch,
    "plantype": lijsten.Plantype,
    "status_project": lijsten.StatusProject,
    "opdrachtgever_soort": lijsten.Opdrachtgever,
    "woonmilieu": lijsten.Woonmilieu,
    "invoerstatus": lijsten.Invoerstatus,
    "vertrouwelijkheid": lijsten.Vertrouwelijkheid,
    "knelpunten": lijsten.Knelpunt,
}
SOORT = {
    "plancode": TEKST,
    "plannaam": TEKST,
    "plaats": TEKST,
    "status_planologisch": KEUZE,
    "vertrouwelijkheid": KEUZE,
    "status_project": KEUZE,
    "realisatiekans": PROCENT,
    "peildatum": DATUM,
    "plantype": KEUZE,
    "opdrachtgever_soort": KEUZE,
    "opdrachtgever_naam": TEKST,
    "woonmilieu": KEUZE,
    "studentenwoningen": JA_NEE,
    "sleutelproject": JA_NEE,
    "instellingsterrein": JA_NEE,
    "gebiedsontwikkeling": TEKST,
    "breidt_uit": TEKST,
    "breidt_uit_reden": TEKST,
    "knelpunten": MEERKEUZE,
    "toelichting": LANG,
    "invoerstatus": KEUZE,
}
# What a source may not empty: without a value of its own, the portal's stands.
NOOIT_LEEG = ("plannaam", "plancode", "peildatum", "vertrouwelijkheid", "invoerstatus", "status_planologisch")
# Booleans without a third state: empty is no.
_TWEEWAARDIG = ("sleutelproject", "instellingsterrein")
SCHEIDING = ";"


def naam(veld: str) -> str:
    from programmering.plannen.models import Plan

    return str(Plan._meta.get_field(veld).verbose_name).capitalize()


def als_tekst(veld: str, waarde) -> str:
    """A value of a plan, as what a source says is kept."""
    soort = SOORT.get(veld)
    if waarde is None:
        return ""
    if soort == JA_NEE:
        return "ja" if waarde else "nee"
    if soort == MEERKEUZE:
        return SCHEIDING.join(sorted(waarde))
    return waarde.isoformat() if hasattr(waarde, "isoformat") else str(waarde)


def als_waarde(veld: str, tekst: str):
    """The other way round; an empty text is what the plan holds when nothing is known."""
    soort = SOORT.get(veld)
    if soort == JA_NEE:
        return tekst == "ja" if tekst or veld in _TWEEWAARDIG else None
    if soort == PROCENT:
        return int(tekst) if tekst else None
    if soort == MEERKEUZE:
        return tekst.split(SCHEIDING) if tekst else []
    if soort == DATUM:
        return date.fromisoformat(tekst)
    if soort == KEUZE and not tekst:
        return "onbekend"
    return tekst


def toon(veld: str, tekst: str) -> str:
    """For people; '' where there is nothing."""
    if not tekst:
        return ""
    if veld == "knelpunten":
        return ", ".join(CODELIJSTEN[veld](k).label for k in tekst.split(SCHEIDING))
    if veld in CODELIJSTEN:
        return CODELIJSTEN[veld](tekst).label
    if SOORT.get(veld) == DATUM:
        dag = date.fromisoformat(tekst)
        return f"{dag.day}-{dag.month}-{dag.year}"
    if SOORT.get(veld) == PROCENT:
        return f"{tekst} %"
    return tekst
