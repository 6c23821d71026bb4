"""Reading a workshop: rows into `calculations`, the state that screens ask for every second, and the report."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from programmering.keten.selectors import Ketenlezer, lees_perioden
from programmering.plannen.models import PuntOpVlak
from programmering.plots.models import Criterium

from . import calculations
from .calculations import WONINGTYPEN, Uitslag, maak_uitslag
from .lijsten import TERUG_TE_DRAAIEN, Handelingsoort, Workshopstap, Workshopstatus
from .models import Belafspraak, Deelnemer, Handeling, Stem, Weging, Workshop, Workshopbod, Workshopplek, Workshopvraag

# A phone in a pocket asks every eight seconds or so; three misses is away.
AANWEZIG = timedelta(seconds=25)
LEIDER = "workshopleider"
# From this step on the table sees what the others gave: before, it would steer them.
MET_UITKOMST = {Workshopstap.KIEZEN, Workshopstap.BELLEN}
BEWAAR = 120  # seconds that the shared part of one versie stays in the cache


class Rijen:
    """All rows of one workshop, read once: seven queries, whatever their number."""

    def __init__(self, workshop: Workshop):
        self.workshop = workshop
        self.deelnemers = list(Deelnemer.objects.filter(workshop=workshop))
        self.plekken = list(
            Workshopplek.objects.filter(workshop=workshop)
            .defer("geometrie")
            .annotate(
                vorm=AsGeoJSON(Transform("geometrie", 4326), precision=6),
                midden=AsGeoJSON(Transform(PuntOpVlak("geometrie"), 4326), precision=6),
            )
        )
        self.boden = list(Workshopbod.objects.filter(workshop=workshop))
        self.wegingen = list(Weging.objects.filter(plek__workshop=workshop))
        self.stemmen = list(Stem.objects.filter(plek__workshop=workshop))
        self.vragen = list(Workshopvraag.objects.filter(workshop=workshop, verborgen=False))
        self.bellen = list(Belafspraak.objects.filter(workshop=workshop, verborgen=False))
        self.op_pk = {p.pk: p for p in self.plekken}
        self.wie = {d.pk: d for d in self.deelnemers}

    def van(self, pk: int | None) -> str:
        return str(self.wie[pk]) if pk else LEIDER

    def wortels(self) -> dict[int, int | None]:
        return calculations.wortels(
            calculations.Plek(p.pk, p.nummer, verborgen=p.verborgen, in_plek=p.samengevoegd_in_id) for p in self.plekken
        )

    def uitslag(self) -> Uitslag:
        return _uitslag(self.workshop, self.plekken, self.boden, self.wegingen, self.stemmen)


def uitslag_van(workshop: Workshop) -> Uitslag:
    """The result as it stands; four queries."""
    return _uitslag(
        workshop,
        Workshopplek.objects.filter(workshop=workshop).defer("geometrie"),
        Workshopbod.objects.filter(workshop=workshop),
        Weging.objects.filter(plek__workshop=workshop),
        Stem.objects.filter(plek__workshop=workshop),
    )


def _uitslag(workshop, plekken, boden, wegingen, stemmen) -> Uitslag:
    c = calculations
    return maak_uitslag(
        [
            c.Plek(
                p.pk, p.nummer, tuple(getattr(p, w) for w in WONINGTYPEN), p.verborgen, p.samengevoegd_in_id,
                p.gekozen, p.jaar,
            )
            for p in plekken
        ],
        [c.Bod(b.pk, b.deelnemer_id, b.plek_id, b.woningtype, b.aantal, b.verborgen, b.jaar) for b in boden],
        [c.Weging(w.pk, w.deelnemer_id, w.plek_id, w.criterium_id, w.score, w.verborgen) for w in wegingen],
        [c.Stem(s.pk, s.deelnemer_id, s.plek_id, s.verborgen) for s in stemmen],
        workshop.stemmen_per_deelnemer,
    )  # fmt: skip


def criteria() -> list[Criterium]:
    return list(Criterium.objects.filter(actief=True))


def _json(waarde) -> str:
    return json.dumps(waarde, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def stand(workshop: Workshop, deelnemer: Deelnemer | None) -> str:
    """The whole state as JSON: `gedeeld`, the same for everyone at the table, and `eigen`, of who asks.

    `gedeeld` is made once for each versie: thirty phones ask for the same one within a second or two.
    """
    sleutel = f"workshop:{workshop.code}:{workshop.versie}:{'tafel' if deelnemer else 'leider'}"
    rijen = None
    gedeeld = cache.get(sleutel)
    if gedeeld is None:
        rijen = Rijen(workshop)
        gedeeld = _json(_gedeeld(rijen, leider=deelnemer is None))
        cache.set(sleutel, gedeeld, BEWAAR)
    eigen = _van_deelnemer(workshop, deelnemer) if deelnemer else _van_leider(workshop)
    return f'{{"versie":{workshop.versie},"gedeeld":{gedeeld},"eigen":{_json(eigen)}}}'


def _gedeeld(rijen: Rijen, *, leider: bool) -> dict:
    workshop, uitslag = rijen.workshop, rijen.uitslag()
    open_kaart = leider or workshop.stap in MET_UITKOMST or workshop.status == Workshopstatus.GESLOTEN
    slugs = dict(Criterium.objects.values_list("pk", "slug"))
    wortel = rijen.wortels()
    sleutels = {p.pk: str(p.sleutel) for p in rijen.plekken}

    def op(plek_id):
        return sleutels.get(wortel.get(plek_id))

    tellend = {b.id for b in uitslag.boden}
    return {
        "status": workshop.status,
        "stap": workshop.stap,
        "naam": workshop.naam,
        "stemmen": workshop.stemmen_per_deelnemer,
        "plekken": [_plek(rijen, u, slugs, open_kaart) for u in uitslag.plekken],
        # Which place speaks for a merged one: a browser may still hold the old key.
        "samengevoegd": {sleutels[pk]: sleutels[doel] for pk, doel in wortel.items() if doel not in (None, pk)},
        "boden": [
            {
                "id": str(b.sleutel), "van": rijen.van(b.deelnemer_id), "van_id": b.deelnemer_id, "plek": op(b.plek_id),
                "woningtype": b.woningtype, "aantal": b.aantal, "jaar": b.jaar, "bouwvorm": b.bouwvorm,
            }
            for b in rijen.boden
            if b.pk in tellend
        ],
        "geboden": uitslag.geboden,
        "vragen": [
            {
                "id": str(v.sleutel), "van": rijen.van(v.deelnemer_id), "van_id": v.deelnemer_id,
                "plek": op(v.plek_id), "tekst": v.tekst,
            }
            for v in rijen.vragen
        ],
        "bellen": [
            {
                "id": str(b.sleutel), "van": rijen.van(b.deelnemer_id), "van_id": b.deelnemer_id,
                "plek": op(b.plek_id), "wie": b.wie, "met": b.met, "waarover": b.waarover, "voor": b.voor,
            }
            for b in rijen.bellen
        ],
        "deelnemers": [
            # Without contact details for the facilitator too: that screen is on the wall. They are in the report.
            {"id": d.pk, "naam": d.naam, "organisatie": d.organisatie}
            for d in rijen.deelnemers
            if not d.verborgen
        ],
        **({"verborgen": _verborgen(rijen), "handelingen": _handelingen(workshop)} if leider else {}),
    }  # fmt: skip


def _plek(rijen: Rijen, u, slugs: dict, open_kaart: bool) -> dict:
    p = rijen.op_pk[u.plek.id]
    lengte, breedte = json.loads(p.midden)["coordinates"]
    plek = {
        "id": str(p.sleutel),
        "nummer": p.nummer,
        "naam": p.naam,
        "punt": p.punt,
        "vorm": json.loads(p.vorm),
        "midden": [breedte, lengte],
        "aantallen": u.aantallen,
        "jaar": p.jaar,
        "reden": p.reden,
        "van": rijen.van(p.deelnemer_id),
        "van_id": p.deelnemer_id,
        "nummers": u.nummers,
        "geboden": u.geboden,
        "wegers": u.wegers,
        "gekozen": p.gekozen,
        "plot": p.plot_id is not None,
    }
    if open_kaart:
        plek |= {
            "gemiddelde": u.afgerond,
            "scores": {slugs[c]: [g.afgerond, g.wegers] for c, g in u.scores.items()},
            "stemmen": u.stemmen,
        }
    return plek


def _verborgen(rijen: Rijen) -> list[dict]:
    vragen = Workshopvraag.objects.filter(workshop=rijen.workshop, verborgen=True)
    bellen = Belafspraak.objects.filter(workshop=rijen.workshop, verborgen=True)
    return [
        {"wat": wat, "id": str(r.pk if wat == "deelnemer" else r.sleutel), "naam": str(r)}
        for wat, rijen_ in (
            ("plek", [p for p in rijen.plekken if p.verborgen]),
            ("bod", [b for b in rijen.boden if b.verborgen]),
            ("vraag", vragen),
            ("bellen", bellen),
            ("deelnemer", [d for d in rijen.deelnemers if d.verborgen]),
        )
        for r in rijen_
    ]


def _handelingen(workshop: Workshop) -> list[dict]:
    """The last acts that can be undone. Of the weighing only a few: seven taps a place would push all else out."""
    te_doen = Handeling.objects.filter(workshop=workshop, soort__in=TERUG_TE_DRAAIEN).order_by("-nummer")
    wegen = te_doen.filter(soort=Handelingsoort.WEGEN)[:8]
    laatste = sorted([*te_doen.exclude(soort=Handelingsoort.WEGEN)[:25], *wegen], key=lambda h: -h.nummer)
    return [
        {"nummer": h.nummer, "door": h.door, "deed": h.get_soort_display(), "wat": h.wat, "ongedaan": h.ongedaan}
        for h in laatste
    ]


def _van_deelnemer(workshop: Workshop, deelnemer: Deelnemer) -> dict:
    wegingen: dict = defaultdict(dict)
    rijen = deelnemer.wegingen.filter(verborgen=False)
    for plek, slug, score, reden in rijen.values_list("plek__sleutel", "criterium__slug", "score", "reden"):
        wegingen[str(plek)][slug] = [score, reden]
    stemmen = deelnemer.stemmen.filter(verborgen=False).order_by("pk").values_list("plek__sleutel", flat=True)
    return {"ik": deelnemer.pk, "wegingen": wegingen, "stemmen": [str(s) for s in stemmen]}


def _van_leider(workshop: Workshop) -> dict:
    return {"ik": None, "wegingen": {}, "stemmen": [], "aanwezig": aanwezig(workshop)}


def aanwezig(workshop: Workshop) -> list[int]:
    """Participants whose browser asked something a moment ago."""
    gezien = workshop.deelnemers.filter(verborgen=False, gezien__gte=timezone.now() - AANWEZIG)
    return list(gezien.values_list("pk", flat=True))


def keten_van(workshop: Workshop):
    """What stands on the table at step 1: what any visitor may see, unless the facilitator chose to show more.

    More is what that facilitator may see today, and only in the own gemeente.
    """
    leider = workshop.leider
    meer = workshop.toon_vertrouwelijk and leider is not None and workshop.mag_vertrouwelijk(leider)
    periode = lees_perioden()[0]
    return Ketenlezer(user=leider if meer else AnonymousUser(), periode=periode).keten(workshop.gebied)


# The report


@dataclass(frozen=True)
class Plekregel:
    """One place of the report; `scores` in the order of the criteria: (mean to one decimal or None, weighers)."""

    plek: Workshopplek
    nummers: tuple[int, ...]
    van: str
    geboden: dict[str, int]
    capaciteit: dict[str, int]
    scores: list[tuple[float | None, int]]
    gemiddelde: float | None
    wegers: int
    stemmen: int


@dataclass(frozen=True)
class Verslag:
    workshop: Workshop
    criteria: list[Criterium]
    plekken: list[Plekregel]  # most votes first
    boden: list[tuple]  # (Workshopbod, participant, place or None)
    geboden: dict[str, int]
    wegingen: list[tuple]  # (place, criterium, mean to one decimal, weighers, reasons)
    vragen: list[tuple]  # (question, by whom, place or None)
    bellen: list[tuple]
    deelnemers: list[Deelnemer]

    @property
    def gekozen(self) -> list[Plekregel]:
        return [p for p in self.plekken if p.plek.gekozen]


def verslag_van(workshop: Workshop) -> Verslag:
    """Everything that page, PDF and workbook show, once."""
    rijen = Rijen(workshop)
    uitslag = rijen.uitslag()
    wortel = rijen.wortels()
    gebruikt = {c for u in uitslag.plekken for c in u.scores}
    # Put away since, but weighed by: it stays in this report.
    lijst = [c for c in Criterium.objects.all() if c.actief or c.pk in gebruikt]
    redenen = _redenen(rijen, wortel)

    def plek(pk):
        return rijen.op_pk.get(wortel.get(pk))

    tellend = {b.id for b in uitslag.boden}
    return Verslag(
        workshop=workshop,
        criteria=lijst,
        plekken=[_plekregel(rijen, u, lijst) for u in uitslag.volgorde],
        boden=[(b, rijen.wie[b.deelnemer_id], plek(b.plek_id)) for b in rijen.boden if b.pk in tellend],
        geboden=uitslag.geboden,
        wegingen=[
            (rijen.op_pk[u.plek.id], c, u.scores[c.pk].afgerond, u.scores[c.pk].wegers, redenen[u.plek.id, c.pk])
            for u in uitslag.plekken
            for c in lijst
            if c.pk in u.scores
        ],
        vragen=[(v, rijen.van(v.deelnemer_id), plek(v.plek_id)) for v in rijen.vragen],
        bellen=[(b, rijen.van(b.deelnemer_id), plek(b.plek_id)) for b in rijen.bellen],
        deelnemers=[d for d in rijen.deelnemers if not d.verborgen],
    )


def _redenen(rijen: Rijen, wortel: dict) -> dict[tuple, list[str]]:
    uit: dict[tuple, list[str]] = defaultdict(list)
    for w in rijen.wegingen:
        if w.reden and not w.verborgen and wortel[w.plek_id] is not None:
            uit[wortel[w.plek_id], w.criterium_id].append(w.reden)
    return uit


def _plekregel(rijen: Rijen, u, lijst: list[Criterium]) -> Plekregel:
    p = rijen.op_pk[u.plek.id]
    leeg = (None, 0)
    return Plekregel(
        plek=p,
        nummers=u.nummers,
        van=rijen.van(p.deelnemer_id),
        geboden=u.geboden,
        capaciteit=u.capaciteit,
        scores=[(u.scores[c.pk].afgerond, u.scores[c.pk].wegers) if c.pk in u.scores else leeg for c in lijst],
        gemiddelde=u.afgerond,
        wegers=u.wegers,
        stemmen=u.stemmen,
    )
