"""How a plan was when somebody opened it: travels in the form, so that a second save can tell who changed what.

Not from the history: that keeps each field and each row by itself and no place to the metre, and the version that a
person saw would have to be put together again. Signed, so that a form that was cut short or made by hand is known
for what it is; then every difference is asked.
"""

import hashlib
from dataclasses import dataclass

from django.core import signing

from .models import Plan
from .regels import Regel, vul_aan, zonder_aanvulling

_SALT = "plannen.opname"
# The fields of the form, as in PlanForm.
VELDEN = [
    "gemeente", "plannaam", "plancode", "plaats", "behandelaar", "status_planologisch", "vertrouwelijkheid",
    "status_project", "plantype", "opdrachtgever_soort", "opdrachtgever_naam", "woonmilieu", "realisatiekans",
    "studentenwoningen", "sleutelproject", "instellingsterrein", "gebiedsontwikkeling", "breidt_uit",
    "breidt_uit_reden", "peildatum", "knelpunten", "toelichting",
]  # fmt: skip


@dataclass(frozen=True)
class Opname:
    versie: int
    velden: dict[str, object]
    regels: dict[tuple[str, str], Regel]
    plek: str  # a fingerprint; '' without a place


def waarden(plan: Plan) -> dict[str, object]:
    """The fields of the form as plain values that can be compared and written down."""
    return {naam: _kaal(getattr(plan, Plan._meta.get_field(naam).attname)) for naam in VELDEN}


def _kaal(waarde):
    if isinstance(waarde, list):
        return sorted(waarde)
    return waarde.isoformat() if hasattr(waarde, "isoformat") else waarde


def per_rij(regels: list[Regel]) -> dict[tuple[str, str], Regel]:
    """The rows that somebody divided: what follows nieuwbouw by itself is no difference of its own."""
    return {r.sleutel: r for r in zonder_aanvulling(vul_aan(regels))}


def vingerafdruk(plan: Plan) -> str:
    return hashlib.sha256(plan.geometrie.wkb).hexdigest()[:24] if plan.geometrie else ""


def neem_op(plan: Plan, regels: list[Regel]) -> str:
    inhoud = {
        "plan": plan.pk,
        "versie": plan.versie,
        "velden": waarden(plan),
        "plek": vingerafdruk(plan),
        "regels": [
            [r.groep, r.categorie, r.gepland, r.gerealiseerd, r.rest_per_jaar, r.gerealiseerd_per_jaar,
             r.waarvan_corporatie]
            for r in per_rij(regels).values()
        ],
    }  # fmt: skip
    return signing.dumps(inhoud, salt=_SALT, compress=True)


def lees_opname(tekst: str, plan: Plan) -> Opname | None:
    """None for what is no opname of this plan, or one of before a field came to the form."""
    try:
        inhoud = signing.loads(tekst or "", salt=_SALT)
    except signing.BadSignature:
        return None
    if inhoud["plan"] != plan.pk or set(inhoud["velden"]) != set(VELDEN):
        return None
    regels = [Regel(*r) for r in inhoud["regels"]]
    return Opname(inhoud["versie"], inhoud["velden"], {r.sleutel: r for r in regels}, inhoud["plek"])
