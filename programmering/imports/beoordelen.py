"""What an import would do with each row: pure checks, PostGIS and the plans there are, a batch at a time.

The dry run keeps the verdicts, committing writes them; both come from here, so that they cannot differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon

from programmering.plannen import lijsten
from programmering.plannen.actions import als_regels
from programmering.plannen.models import Plan
from programmering.plannen.regels import Regel
from woonzorg.gebieden.models import Gemeente
from woonzorg.gebieden.stelsels import BUITEN_NEDERLAND
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from . import fouterijen, ligging, opzoeken, samenvoegen, velden
from .controle import MAX_NAAM, Rij, controleer_rij, meld_samen, vul_nieuw
from .gemeenten import GemeenteOnbekend, Gemeentezoeker
from .lezers import Bronrij, Kop, Lezer
from .models import Importregel
from .profiel import OP_CODE, Profiel
from .samenvoegen import Bron
from .vorm import Vormfout, naar_wkb

BLOK = 1000
Uitkomst = Importregel.Uitkomst
_VELDEN = tuple(velden.SOORT)


@dataclass
class Oordeel:
    """One row's verdict, with what committing needs: the plan, its numbers (None: leave them) and the source."""

    rij: Rij
    uitkomst: str = Uitkomst.GEWEIGERD
    gemeente: Gemeente | None = None
    plek: ligging.Ligging | None = None
    # Of a new plan; the plan itself is only made when it is written.
    naam: str = ""
    plan: Plan | None = None
    regels: list[Regel] | None = None
    bron: Bron | None = None
    wijzigingen: list[dict] = field(default_factory=list)
    # The source said something else, but the portal has it already: only what it said is kept.
    alleen_bron: bool = False
    # The plan that this row is about, also where the row is refused; for what is in the portal and not in the file.
    over: int | None = None

    @property
    def plannaam(self) -> str:
        return self.naam or self.rij.plannaam

    @property
    def gemeentenaam(self) -> str:
        return self.gemeente.naam if self.gemeente else self.rij.gemeentenaam

    def maak_plan(self, bron: str) -> None:
        """The plan of a new row, not saved yet. Hard is openbaar; any other begins at 'provincie' (domein.md 4)."""
        # An empty cell is what the plan begins with by itself.
        gezegd = {veld: velden.als_waarde(veld, tekst) for veld, tekst in self.rij.velden.items() if tekst}
        hard = lijsten.planklasse(gezegd["status_planologisch"]) == lijsten.Planklasse.HARD
        if hard or "vertrouwelijkheid" not in gezegd:
            gezegd["vertrouwelijkheid"] = (
                lijsten.Vertrouwelijkheid.OPENBAAR if hard else lijsten.Vertrouwelijkheid.PROVINCIE
            )
        self.plan = Plan(
            gemeente=self.gemeente,
            plancode=self.rij.plancode,
            geometrie=_geometrie(self.plek),
            bron=bron,
            bron_waarden=self.bron.als_json(),
            **(gezegd | {"plannaam": self.naam}),
        )

    def als_regel(self, import_id: int) -> Importregel:
        return Importregel(
            bij_id=import_id,
            nummer=self.rij.nummer,
            blad=self.rij.blad,
            rij=self.rij.bladrij,
            plannaam=self.plannaam,
            gemeentenaam=self.gemeentenaam,
            uitkomst=self.uitkomst,
            meldingen=self.rij.meldingen_als_json(),
            bronrij=self.rij.bronrij.als_json() if self.uitkomst == Uitkomst.GEWEIGERD else {},
            heeft_waarschuwing=self.uitkomst != Uitkomst.GEWEIGERD and bool(self.rij.meldingen),
            wijzigingen=self.wijzigingen,
            plan=self.plan if self.plan is not None and self.plan.pk else None,
        )


class Plaats(NamedTuple):
    """Where an earlier row stands: all that is kept of it until the end of the file."""

    blad: str
    bladrij: int


@dataclass
class _Werk:
    """A row on its way through a batch."""

    rij: Rij
    gesteld: Gemeente | None = None
    wkb: bytes | None = None
    plek: ligging.Ligging | None = None
    vergelijking: ligging.Vergelijking | None = None
    gemeente: Gemeente | None = None
    bestaand: Plan | None = None
    oud: Bron | None = None
    bron: Bron | None = None


class Beoordelaar:
    """Judges a whole file in batches: a fixed number of queries each, whatever the rows.

    `user` None is an import by command, which is not bound to a werkgebied and sees all.
    """

    def __init__(self, *, profiel: Profiel, lezer: Lezer, kop: Kop, user, vergrendel: bool = False):
        self.profiel, self.lezer, self.kop, self.user, self.vergrendel = profiel, lezer, kop, user, vergrendel
        self.zoeker = Gemeentezoeker()
        self.codes = list(self.zoeker.op_code)
        self.officieel = ligging.heeft_officiele_grenzen()
        self.land_gedekt = ligging.grenzen_dekken_het_land()
        self.toegestaan = (
            None if user is None else set(gemeenten_met(user, Permission.PLAN_IMPORTEREN).values_list("pk", flat=True))
        )
        # What earlier rows of this file took: key of a plan, name in a gemeente, and plan -> where that row stands.
        self.codes_gezien: dict[tuple[int, str], Plaats] = {}
        self.namen_gezien: dict[tuple[int, str], int] = {}
        self.plannen_gezien: dict[int, Plaats] = {}
        self._rij_van_naam: dict[tuple[int, str], Plaats] = {}
        self._naam_van = {kolom: profiel.kolom(kolom) for kolom in kop.kolommen}
        self._kolommen = frozenset(self._naam_van.values())
        self._is_deel = fouterijen.is_deel(kop)
        self._plaatsen_van: dict[int, tuple] = {}
        self._bladen: set[str] = set()
        # Plans of the batch at hand that this user may know to exist.
        self._zichtbaar: set[int] = set()

    def blokken(self, inhoud: bytes) -> Iterator[list[Oordeel]]:
        genummerd = enumerate(self.lezer.rijen(inhoud), start=1)
        while blok := list(islice(genummerd, BLOK)):
            yield self._beoordeel([self._begin(nummer, bronrij) for nummer, bronrij in blok])

    # --- Steps --------------------------------------------------------------------------------------------

    def _begin(self, nummer: int, bronrij: Bronrij) -> _Werk:
        """Everything that needs no query."""
        feature = self._naar_profiel(bronrij.feature)
        self._bladen.add(bronrij.blad)
        plek = {
            "blad": bronrij.blad,
            "bladrij": bronrij.rij,
            "plaatsen": self._plaatsen(bronrij),
        }
        werk = _Werk(controleer_rij(self.profiel, nummer, feature, self._kolommen, plek=plek))
        rij = werk.rij
        for fout in bronrij.fouten:
            rij.fout(*fout)
        if rij.gemeentenaam:
            try:
                werk.gesteld = self.zoeker.vind(rij.gemeentenaam, rij.provincienaam)
            except GemeenteOnbekend as fout:
                rij.fout(self.profiel.gemeente_kolom, rij.gemeentenaam, str(fout), "De gemeente is niet gevonden.")
        try:
            werk.wkb = naar_wkb(feature.get("geometry") if isinstance(feature, dict) else None, self.kop.stelsel)
        except Vormfout as fout:
            rij.fout("geometrie", "", str(fout))
        rij.bronrij = fouterijen.onthoud(bronrij, werk.wkb, in_cellen=not self.kop.met_vlakken)
        return werk

    def _naar_profiel(self, feature: object) -> object:
        """The feature with its columns named as the profile names them."""
        eigenschappen = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(eigenschappen, dict):
            return feature
        if self._is_deel:
            eigenschappen = {k: fouterijen.lees_terug(w) for k, w in eigenschappen.items()}
        if self.profiel.met_rooster:
            # A reader may come with a column that is not among those of its head.
            naam_van = self._naam_van
            eigenschappen = {naam_van.get(k) or self.profiel.kolom(k): w for k, w in eigenschappen.items()}
        return feature | {"properties": eigenschappen}

    def _plaatsen(self, bronrij: Bronrij) -> dict[str, tuple[str, str]]:
        """What the profile calls a column -> (what the file calls it, where it stands); once for a sheet."""
        if not bronrij.plaatsen:
            return {}
        bekend = self._plaatsen_van.get(id(bronrij.plaatsen))
        # Keeps the mapping itself too: an id is only of one as long as it lives.
        if bekend is None or bekend[0] is not bronrij.plaatsen:
            plaatsen = {self.profiel.kolom(kolom): (kolom, cel) for kolom, cel in bronrij.plaatsen.items()}
            bekend = self._plaatsen_van[id(bronrij.plaatsen)] = (bronrij.plaatsen, plaatsen)
        return bekend[1]

    def _beoordeel(self, blok: list[_Werk]) -> list[Oordeel]:
        self._bepaal_ligging(blok)
        for werk in blok:
            self._kies_gemeente(werk)
        self._zoek_bestaande(blok)
        self._vergelijk_vormen(blok)
        bezet = self._bezette_namen(blok)
        return [self._vel(werk, bezet) for werk in blok]

    def _bepaal_ligging(self, blok: list[_Werk]) -> None:
        gevonden = ligging.bepaal(
            [(w.rij.nummer, w.wkb, w.gesteld.code if w.gesteld else "") for w in blok if w.wkb],
            srid=self.kop.stelsel.srid,
            codes=self.codes,
            officieel=self.officieel,
        )
        for werk in blok:
            werk.plek = gevonden.get(werk.rij.nummer)
            self._meld_vorm(werk.rij, werk.plek)

    def _meld_vorm(self, rij: Rij, plek: ligging.Ligging | None) -> None:
        if plek is None:
            if self.kop.met_vlakken and not any(m.kolom == "geometrie" for m in rij.meldingen):
                rij.waarschuw("geometrie", "", "De rij heeft geen vlak: het plan staat niet op de kaart.")
        elif plek.leeg:
            rij.fout("geometrie", "", "Van het vlak blijft niets over: de lijnen vormen geen oppervlak.")
        else:
            if not plek.geldig:
                melding = f"{plek.waarom_hersteld} Het is hersteld, en is nu {_m2(plek.oppervlak)} groot."
                rij.waarschuw("geometrie", "", melding, ligging.HERSTELD)
            if plek.snippers:
                rij.waarschuw(
                    "geometrie",
                    "",
                    f"Het vlak heeft {plek.snippers} deel(en) van minder dan {ligging.SNIPPER} m². "
                    "Kijk of dat de bedoeling is.",
                    f"Het vlak heeft delen van minder dan {ligging.SNIPPER} m².",
                )

    def _kies_gemeente(self, werk: _Werk) -> None:
        """Only an official boundary decides over what the source says; another only warns (domein.md 1)."""
        plek, rij, kolom = werk.plek, werk.rij, self.profiel.gemeente_kolom
        werk.gemeente = werk.gesteld
        if plek is None or plek.leeg:
            return
        if not plek.code:
            if self.land_gedekt:
                rij.fout("geometrie", "", BUITEN_NEDERLAND)
            elif self.codes:
                rij.waarschuw("geometrie", "", "Het vlak ligt in geen enkele gemeente op de kaart van het portaal.")
            return
        volgens_kaart = self.zoeker.op_code[plek.code]
        if werk.gesteld is None or volgens_kaart.pk == werk.gesteld.pk:
            return
        if plek.officieel:
            werk.gemeente = volgens_kaart
        else:
            rij.waarschuw(
                kolom,
                rij.gemeentenaam,
                f"Het vlak ligt volgens de grens bij benadering in {volgens_kaart.naam}. Die grens beslist niet: "
                f"het plan hoort bij {werk.gesteld.naam}.",
                "Het vlak ligt volgens de grens bij benadering in een andere gemeente.",
            )

    def _meld_andere_gemeente(self, werk: _Werk, waar: Gemeente) -> None:
        """When an official boundary contradicts the source: says where the plan stands, or comes to stand."""
        if werk.gesteld is not None and werk.gemeente.pk != werk.gesteld.pk:
            werk.rij.waarschuw(
                self.profiel.gemeente_kolom,
                werk.rij.gemeentenaam,
                f"Het vlak ligt volgens de officiële grens in {werk.gemeente.naam}, niet in {werk.gesteld.naam}. "
                f"Het plan staat in het portaal bij {waar.naam}.",
                "Het vlak ligt volgens de officiële grens in een andere gemeente.",
            )

    def _waar(self, rij: Plaats) -> str:
        return f"rij {rij.bladrij}" + (f" van blad '{rij.blad}'" if len(self._bladen) > 1 else "")

    def _mag(self, gemeente_id: int) -> bool:
        return self.toegestaan is None or gemeente_id in self.toegestaan

    def _zoek_bestaande(self, blok: list[_Werk]) -> None:
        """The plans of this batch by gemeente and plancode; nothing of a gemeente outside the werkgebied."""
        # Official boundaries that came later moved nothing: the plan is then still in the gemeente named.
        sleutels = {
            (g.pk, w.rij.plancode)
            for w in blok
            for g in (w.gemeente, w.gesteld)
            if g and w.rij.plancode and self._mag(g.pk)
        }
        pks = {*opzoeken.plannen_met_code(sleutels), *self._op_naam(blok)}
        if not pks:
            return
        plannen = Plan.objects.filter(pk__in=pks)
        if self.vergrendel:
            plannen = plannen.order_by("pk").select_for_update()
        gevonden = list(plannen.prefetch_related("regels"))
        op_code = {(p.gemeente_id, p.plancode): p for p in gevonden if p.plancode}
        op_naam = {(p.gemeente_id, p.plannaam): p for p in gevonden}
        for plan in gevonden:
            plan.gemeente = self.zoeker.op_id[plan.gemeente_id]
        for werk in blok:
            werk.bestaand = self._kies_bestaande(werk, op_code, op_naam)
            if werk.bestaand:
                werk.oud = samenvoegen.uit_json(werk.bestaand.bron_waarden, self.profiel.naam)
        self._zichtbaar = self._zichtbare([p.pk for p in gevonden])

    def _op_naam(self, blok: list[_Werk]) -> list[int]:
        """Ids of plans by name, for a source that need not give a code."""
        if self.profiel.herkenning == OP_CODE:
            return []
        paren = {(w.gemeente.pk, w.rij.plannaam) for w in blok if w.gemeente and w.rij.plannaam}
        return list(opzoeken.plannen_met_naam({p for p in paren if self._mag(p[0])}).values())

    def _kies_bestaande(self, werk: _Werk, op_code: dict, op_naam: dict) -> Plan | None:
        """By plancode; else, for a source that need not give one, by name, unless that plan has another code."""
        for gemeente in filter(None, (werk.gemeente, werk.gesteld)):
            if werk.rij.plancode and (plan := op_code.get((gemeente.pk, werk.rij.plancode))):
                return plan
        if self.profiel.herkenning == OP_CODE or werk.gemeente is None:
            return None
        plan = op_naam.get((werk.gemeente.pk, werk.rij.plannaam))
        return plan if plan and not (werk.rij.plancode and plan.plancode) else None

    def _zichtbare(self, pks: list[int]) -> set[int]:
        if self.user is None:
            return set(pks)
        return set(Plan.objects.for_user(self.user).filter(pk__in=pks).values_list("pk", flat=True))

    def _vergelijk_vormen(self, blok: list[_Werk]) -> None:
        """Measures only where the source's shape is not, to the centimetre, what it was."""
        anders = [
            (w.rij.nummer, w.bestaand, w.plek, w.oud.vorm if w.oud else "")
            for w in blok
            if w.bestaand and w.plek and not w.plek.leeg and not (w.oud and w.oud.vorm == w.plek.twkb)
        ]
        gevonden = ligging.vergelijk(anders)
        for werk in blok:
            werk.vergelijking = gevonden.get(werk.rij.nummer)

    def _bezette_namen(self, blok: list[_Werk]) -> dict[tuple[int, str], int]:
        """(gemeente, plannaam) -> plan, of the names in this batch and of those with their plancode behind."""
        paren = {
            (w.gemeente.pk, naam)
            for w in blok
            if w.gemeente and self._mag(w.gemeente.pk) and w.rij.plannaam
            for naam in (w.rij.plannaam, _met_code(w.rij.plannaam, w.rij.plancode))
        }
        return opzoeken.plannen_met_naam(paren)

    # --- Verdict ------------------------------------------------------------------------------------------

    def _vel(self, werk: _Werk, bezet: dict[tuple[int, str], int]) -> Oordeel:
        rij, oordeel = werk.rij, Oordeel(werk.rij, gemeente=werk.gemeente, plek=werk.plek)
        plaats = Plaats(rij.blad, rij.bladrij)
        oordeel.over = werk.bestaand.pk if werk.bestaand else None
        if werk.gemeente and not self._mag(werk.gemeente.pk):
            rij.fout(self.profiel.gemeente_kolom, rij.gemeentenaam, "Deze gemeente valt buiten uw werkgebied.")
        elif werk.gemeente and rij.plancode:
            eerder = self.codes_gezien.setdefault((werk.gemeente.pk, rij.plancode), plaats)
            if eerder is not plaats:
                rij.fout(
                    self.profiel.plancode_kolom,
                    rij.plancode,
                    f"Deze plancode staat al in {self._waar(eerder)} van het bestand.",
                    "De plancode komt twee keer voor in het bestand.",
                )
        if werk.bestaand and not rij.geweigerd:
            eerder = self.plannen_gezien.setdefault(werk.bestaand.pk, plaats)
            if eerder is not plaats:
                rij.fout(
                    self.profiel.plannaam_kolom,
                    rij.plannaam,
                    f"Dit plan staat al in {self._waar(eerder)} van het bestand.",
                    "Een plan komt twee keer voor in het bestand.",
                )
        if rij.geweigerd or werk.gemeente is None:
            return oordeel
        vorm = werk.plek.twkb if werk.plek else ""
        zegt = rij.zegt if self.profiel.met_rooster else None
        werk.bron = Bron(self.profiel.naam, rij.velden, rij.aantallen, vorm, zegt)
        if werk.bestaand is None:
            self._nieuw(werk, oordeel, bezet)
        elif werk.bestaand.pk not in self._zichtbaar:
            self._onzichtbaar(werk, oordeel)
        else:
            self._bijwerken(werk, oordeel, bezet)
        return oordeel

    def _vrije_naam(self, werk: _Werk, bezet: dict, eigen: int | None) -> str | None:
        """The source's name, with its plancode behind when another plan has it; None when that is taken too."""
        rij, gemeente = werk.rij, werk.gemeente.pk
        op_code = self.profiel.herkenning == OP_CODE
        for naam in (rij.plannaam, _met_code(rij.plannaam, rij.plancode)) if op_code else (rij.plannaam,):
            in_bestand = self.namen_gezien.get((gemeente, naam), rij.nummer) != rij.nummer
            in_portaal = bezet.get((gemeente, naam), eigen) != eigen
            if in_bestand or in_portaal:
                continue
            self.namen_gezien[gemeente, naam] = rij.nummer
            self._rij_van_naam[gemeente, naam] = Plaats(rij.blad, rij.bladrij)
            if naam != rij.plannaam:
                self._meld_achtervoegsel(rij, naam)
            return naam
        eerder = self._rij_van_naam.get((gemeente, rij.plannaam))
        if op_code:
            melding = reden = "Deze naam, met en zonder plancode, is in de gemeente al bezet."
        elif eerder:
            melding = f"Een plan met deze naam staat al in {self._waar(eerder)} van het bestand."
            reden = "Een naam komt twee keer voor in het bestand."
        else:
            melding = reden = (
                "Een ander plan in deze gemeente heeft deze naam al. Kies een andere naam, of vul de plancode van dat "
                "plan in."
            )
        rij.fout(self.profiel.plannaam_kolom, rij.plannaam, melding, reden)
        return None

    def _nieuw(self, werk: _Werk, oordeel: Oordeel, bezet: dict) -> None:
        self._meld_andere_gemeente(werk, werk.gemeente)
        naam = self._vrije_naam(werk, bezet, None)
        if naam is None:
            return
        if self.profiel.met_rooster:
            self._vul_nieuw(werk.rij)
            if werk.rij.geweigerd:
                return
        oordeel.uitkomst = Uitkomst.NIEUW
        oordeel.naam, oordeel.bron, oordeel.regels = naam, werk.bron, werk.rij.regels

    def _vul_nieuw(self, rij: Rij) -> None:
        rij.velden.setdefault("status_planologisch", lijsten.StatusPlanologisch.ONBEKEND.value)
        if rij.velden["status_planologisch"] == lijsten.StatusPlanologisch.ONBEKEND:
            rij.velden["invoerstatus"] = lijsten.Invoerstatus.CONCEPT.value
        elif not rij.velden.get("invoerstatus"):
            rij.velden["invoerstatus"] = lijsten.Invoerstatus.GEREED.value
        vul_nieuw(rij)
        self._toets_uitbreiding(rij, rij.velden)

    def _toets_uitbreiding(self, rij: Rij, waarden: dict[str, str]) -> None:
        if waarden.get("breidt_uit") and not waarden.get("breidt_uit_reden"):
            kolom = next((v.kolom for v in self.profiel.velden if v.veld == "breidt_uit_reden"), "")
            rij.fout(kolom, "", "Vul in waarom dit plan bij het bestaande cluster hoort.")

    def _onzichtbaar(self, werk: _Werk, oordeel: Oordeel) -> None:
        """A plan that this user may not see: nothing of it is shown, and nothing of it is written."""
        oud = werk.oud
        if (
            oud
            and (oud.velden, oud.aantallen, oud.zegt) == (werk.bron.velden, werk.bron.aantallen, werk.bron.zegt)
            and oud.vorm == werk.bron.vorm
        ):
            oordeel.uitkomst = Uitkomst.ONGEWIJZIGD
            return
        werk.rij.fout(
            self.profiel.plancode_kolom, werk.rij.plancode, "U mag dit plan niet bijwerken. De gemeente kan dat wel."
        )

    def _bijwerken(self, werk: _Werk, oordeel: Oordeel, bezet: dict) -> None:
        plan, rij = werk.bestaand, werk.rij
        huidig = {veld: velden.als_tekst(veld, getattr(plan, veld)) for veld in _VELDEN}
        self.namen_gezien.setdefault((plan.gemeente_id, plan.plannaam), rij.nummer)
        self._vergeet_achtervoegsel(werk, huidig)
        regels = als_regels(plan)
        samen = samenvoegen.voeg_samen(huidig=huidig, regels=regels, oud=werk.oud, nieuw=werk.bron)
        if rij.plancode and not plan.plancode:
            samen.velden["plancode"] = rij.plancode
            samen.wijzig("Plancode", "", rij.plancode)
        if "plannaam" in samen.velden:
            naam = self._vrije_naam(werk, bezet, plan.pk)
            if naam is None:
                return
            samen.velden["plannaam"] = naam
        self._verplaats(werk, samen)
        self._meld_andere_gemeente(werk, samen.velden.get("gemeente", plan.gemeente))
        for veld, portaal, bron in samen.botsingen:
            rij.waarschuw(
                veld,
                bron,
                f"In het portaal gewijzigd: {portaal}; de bron zegt nu {bron}.",
                "In het portaal gewijzigd, en ook in de bron.",
            )
        for bezwaar in samen.bezwaren:
            rij.fout(
                self.profiel.rest_kolom, "", bezwaar, "De nieuwe aantallen passen niet bij de indeling in het portaal."
            )
        if self.profiel.met_rooster:
            self._toets_uitbreiding(rij, huidig | samen.velden)
            wordt_gereed = "invoerstatus" in samen.velden and not samen.concept
            if samen.regels is not None or wordt_gereed:
                meld_samen(rij, samen.delen, regels if samen.regels is None else samen.regels, los=samen.concept)
        if rij.geweigerd:
            return
        oordeel.plan, oordeel.wijzigingen, oordeel.regels = plan, samen.wijzigingen, samen.regels
        oordeel.bron = werk.bron.over(werk.oud)
        oordeel.uitkomst = Uitkomst.GEWIJZIGD if samen.wijzigingen else Uitkomst.ONGEWIJZIGD
        oordeel.alleen_bron = not samen.wijzigingen and oordeel.bron != werk.oud
        for veld, waarde in samen.velden.items():
            setattr(plan, veld, velden.als_waarde(veld, waarde) if veld in velden.SOORT else waarde)

    def _vergeet_achtervoegsel(self, werk: _Werk, huidig: dict[str, str]) -> None:
        """A name that got its plancode behind is, for the source, still the name that it gave."""
        plan, rij = werk.bestaand, werk.rij
        oude_naam = werk.oud.velden.get("plannaam") if werk.oud else None
        if plan.plannaam == _met_code(rij.plannaam, rij.plancode):
            huidig["plannaam"] = rij.plannaam
            self._meld_achtervoegsel(rij, plan.plannaam)
        elif oude_naam and plan.plannaam == _met_code(oude_naam, rij.plancode):
            huidig["plannaam"] = oude_naam

    def _meld_achtervoegsel(self, rij: Rij, naam: str) -> None:
        rij.waarschuw(
            self.profiel.plannaam_kolom,
            rij.plannaam,
            f"Deze naam komt in de gemeente vaker voor; het plan heet in het portaal '{naam}'.",
            "De plannaam komt in de gemeente vaker voor; de plancode komt erachter.",
        )

    def _verplaats(self, werk: _Werk, samen: samenvoegen.Samenvoeging) -> None:
        """Takes over the source's shape, and the gemeente that goes with it, when the source moved it."""
        v, plan = werk.vergelijking, werk.bestaand
        # Unchanged in the source since the last import, or already so in the portal.
        if v is None or v.gelijk_aan_bron or v.gelijk_aan_plan:
            return
        oud = "geen plek" if v.plan_zonder_plek else f"{_m2(v.oppervlak_plan)}"
        nieuw = _m2(werk.plek.oppervlak)
        if werk.oud and werk.oud.vorm and not v.plan_gelijk_aan_bron:
            samen.botsingen.append(("Plek", oud, f"een ander vlak ({nieuw})"))
        samen.wijzig("Plek", oud, f"{nieuw}, ander vlak")
        samen.velden["geometrie"] = _geometrie(werk.plek)
        if werk.gemeente.pk != plan.gemeente_id:
            samen.wijzig("Gemeente", plan.gemeente.naam, werk.gemeente.naam)
            samen.velden["gemeente"] = werk.gemeente


def _met_code(plannaam: str, plancode: str) -> str:
    achter = f" ({plancode})"
    return plannaam[: MAX_NAAM - len(achter)] + achter


def _geometrie(plek: ligging.Ligging | None) -> MultiPolygon | None:
    return GEOSGeometry(memoryview(plek.vlak)) if plek is not None else None


def _m2(oppervlak: float) -> str:
    return f"{oppervlak:,.0f} m²".replace(",", ".")
