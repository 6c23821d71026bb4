"""Agreements on the opgave from a file, by the road of plans: what a row would do, and writing what was confirmed.

Judges a whole file at once, since a gemeente that stands in it twice for one periode is refused in both rows. Writing
goes through opgaven.actions, row by row, so that an agreement from a file is no other than one that was typed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from programmering.calculations import WONINGTYPEN
from programmering.opgaven.actions import controleer as controleer_opgave
from programmering.opgaven.actions import leg_vast
from programmering.opgaven.models import Opgave, Opgaveperiode, Opgavestatus
from woonzorg.export import ONGELDIG_IN_XML
from woonzorg.gebieden.models import Gemeente
from woonzorg.getallen import getal
from woonzorg.organisaties.permissions import Permission, gemeenten_met

from . import fouterijen, waarden
from .controle import Rij, toon
from .gemeenten import GemeenteOnbekend, Gemeentezoeker, kaal
from .lezers import Bronrij, Kop, Leesfout, Lezer, kies_lezer
from .lezers.basis import GeenTabel, Onleesbaar
from .lezers.tabel import kaal as kale_kop
from .models import Import, Importregel

Uitkomst = Importregel.Uitkomst
EXTENSIES = (".xlsx", ".csv")
NAAM, VERSIE = "opgaven", 1
# As the form has it.
MAX_WONINGEN = 1_000_000
# Our column -> what people put above it, as lezers.tabel compares headings. The first is what our own template says.
KOLOMMEN: dict[str, tuple[str, ...]] = {
    "gemeente": ("gemeente", "gemeentenaam", "naam gemeente"),
    "gemeentecode": ("gemeentecode", "gm-code", "gm code", "gmcode", "cbs-code", "cbs code"),
    "provincie": ("provincie", "provincienaam"),
    "periode": ("periode", "opgaveperiode", "opgave periode"),
    "nultreden": ("nultreden", "nultredenwoningen", "nultreden woningen", "opgave nultreden"),
    "geclusterd": ("geclusterd", "geclusterde woningen", "opgave geclusterd"),
    "zorggeschikt": ("zorggeschikt", "zorggeschikte woningen", "opgave zorggeschikt"),
    "status": ("status", "status opgave"),
    "besluit": ("besluit", "afspraak", "besluit of afspraak"),
    "datum": ("datum", "datum besluit", "datum van het besluit", "besluitdatum"),
    "document": ("document", "link", "link naar het document", "url"),
}
# What the template says beside these, to read and not to fill in.
TOELICHTING = "nu in het portaal"
VERPLICHT = ("periode", *WONINGTYPEN, "status", "besluit", "datum")
INVULLEN = (*WONINGTYPEN, "status", "besluit", "datum", "document")
_VAN_KOP = {kop: kolom for kolom, koppen in KOLOMMEN.items() for kop in koppen}
_VELD = {"document": "link"}
_KOLOM = {veld: kolom for kolom, veld in _VELD.items()}
_LABELS = {"document": "Link naar het document"}
_CODE = re.compile(r"(?:gm)?\s*(\d{1,4})", re.IGNORECASE)
LEEG = "Vul 0 in als de opgave nul is. Een lege cel zegt niet of er nul is afgesproken, of nog niets."
NIET_INGEVULD = "Deze rij is niet ingevuld: aan deze opgave verandert niets."
GEEN_TABEL = (
    "In dit bestand is geen tabel met afspraken gevonden. Er moet een rij zijn met de kolomkoppen gemeente, periode, "
    "nultreden, geclusterd, zorggeschikt, status, besluit en datum. Download het sjabloon en vul dat in."
)
GEEN_LINK = "Geef een link die met https:// begint, bijvoorbeeld https://www.gemeente.nl/besluit.pdf."
VERKEERDE_SOORT = "Kies een Excelbestand (.xlsx) of een csv-bestand. Download het sjabloon en vul dat in."


class Opgaveprofiel:
    """In the place of a profile: there is one way in which agreements come in."""

    naam, versie, titel, met_rooster = NAAM, VERSIE, "Afspraken over de opgave", False

    @staticmethod
    def kolom(kop: str) -> str:
        return _VAN_KOP.get(kale_kop(kop), kop)

    @staticmethod
    def kent(kop: str) -> bool:
        return kale_kop(kop) in _VAN_KOP or kale_kop(kop) == TOELICHTING


PROFIEL = Opgaveprofiel()


# --- Receiving -----------------------------------------------------------------------------------------------


def ontvang(*, bestandsnaam: str, inhoud: bytes, door, door_naam: str) -> Import:
    """Keeps a file with agreements for checking. Leesfout when it cannot be used; nothing is kept then."""
    if not bestandsnaam.lower().endswith(EXTENSIES):
        raise Leesfout(VERKEERDE_SOORT)
    lezer = kies_lezer(bestandsnaam, inhoud, herken_kolom=PROFIEL.kent)
    lezer.controleer(bestandsnaam, inhoud)
    kop = _kop(lezer, inhoud)
    return Import.objects.create(
        doel=Import.Doel.OPGAVEN,
        bestandsnaam=bestandsnaam[-255:],
        bestand=inhoud,
        profiel=NAAM,
        profiel_versie=VERSIE,
        kop=kop.als_tekst(),
        door=door,
        door_naam=door_naam[:300],
        totaal=kop.aantal,
    )


def _kop(lezer: Lezer, inhoud: bytes) -> Kop:
    try:
        kop = lezer.kop(inhoud)
    except GeenTabel as fout:
        raise Leesfout(GEEN_TABEL) from fout
    _controleer_kolommen(kop)
    return replace(
        kop, opmerkingen=tuple(o.replace("tabel met plannen", "tabel met afspraken") for o in kop.opmerkingen)
    )


def _controleer_kolommen(kop: Kop) -> None:
    koppen = defaultdict(list)
    for naam in kop.volgorde:
        koppen[PROFIEL.kolom(naam)].append(naam)
    for kolom in KOLOMMEN:
        if len({kale_kop(naam) for naam in koppen[kolom]}) > 1:
            namen = " en ".join(f"'{toon(naam)}'" for naam in koppen[kolom])
            raise Leesfout(f"De kolommen {namen} zeggen hetzelfde. Haal er een weg, of geef hem een andere naam.")
    ontbreekt = [kolom for kolom in VERPLICHT if not koppen[kolom]]
    if not koppen["gemeente"] and not koppen["gemeentecode"]:
        ontbreekt.insert(0, "gemeente")
    if ontbreekt:
        raise Leesfout(
            f"Dit bestand mist de kolom{'men' * (len(ontbreekt) > 1)} {', '.join(ontbreekt)}. Download het sjabloon en "
            "vul dat in."
        )


# --- Judging -------------------------------------------------------------------------------------------------


@dataclass
class Opgaveoordeel:
    """One row's verdict, in the shape in which actions counts and keeps those of plans."""

    rij: Rij
    uitkomst: str = Uitkomst.GEWEIGERD
    gemeente: Gemeente | None = None
    periode: Opgaveperiode | None = None
    opgave: Opgave | None = None
    geldend: Opgave | None = None
    wijzigingen: list[dict] = field(default_factory=list)
    # Of a plan only.
    plan: None = None
    alleen_bron: bool = False

    def als_regel(self, import_id: int) -> Importregel:
        geweigerd = self.uitkomst == Uitkomst.GEWEIGERD
        return Importregel(
            bij_id=import_id,
            nummer=self.rij.nummer,
            blad=self.rij.blad,
            rij=self.rij.bladrij,
            plannaam=f"Opgave {self.periode}" if self.periode else "",
            gemeentenaam=self.gemeente.naam if self.gemeente else self.rij.gemeentenaam,
            uitkomst=self.uitkomst,
            meldingen=self.rij.meldingen_als_json(),
            bronrij=self.rij.bronrij.als_json() if geweigerd else {},
            heeft_waarschuwing=not geweigerd and bool(self.rij.meldingen),
            wijzigingen=[] if geweigerd else self.wijzigingen,
        )


class Opgavebeoordelaar:
    """Judges a file of agreements. `user` None is an import by command, which is not bound to a werkgebied."""

    profiel = PROFIEL

    def __init__(self, *, lezer: Lezer, kop: Kop, user, vergrendel: bool = False):
        self.lezer, self.kop, self.user = lezer, kop, user
        self.zoeker = Gemeentezoeker()
        perioden = Opgaveperiode.objects.order_by("van_jaar")
        # All that write an opgave wait for these, in one order: what is judged now is what will be written.
        self.perioden = list(perioden.select_for_update(no_key=True) if vergrendel else perioden)
        self.periode_van = {naam: p for p in self.perioden for naam in _namen_van(p)}
        self.exact = {g.naam.casefold(): g for g in self.zoeker.op_code.values()}
        self.toegestaan = (
            None
            if user is None
            else set(gemeenten_met(user, Permission.OPGAVE_VASTLEGGEN).values_list("pk", flat=True))
        )
        self.geldend = {(o.gemeente_id, o.periode_id): o for o in self._te_zien(Opgave.objects.geldend())}
        self._bladen: set[str] = set()

    def _te_zien(self, opgaven):
        return opgaven if self.toegestaan is None else opgaven.filter(gemeente__in=self.toegestaan)

    def blokken(self, inhoud: bytes) -> Iterator[list[Opgaveoordeel]]:
        oordelen = [self._beoordeel(nummer, rij) for nummer, rij in enumerate(self.lezer.rijen(inhoud), start=1)]
        self._weiger_dubbele(oordelen)
        for oordeel in oordelen:
            if oordeel.rij.geweigerd:
                oordeel.uitkomst = Uitkomst.GEWEIGERD
        yield oordelen

    def _beoordeel(self, nummer: int, bronrij: Bronrij) -> Opgaveoordeel:
        cellen = {self.profiel.kolom(k): fouterijen.lees_terug(w) for k, w in bronrij.feature["properties"].items()}
        self._bladen.add(bronrij.blad)
        rij = Rij(
            nummer,
            blad=bronrij.blad,
            bladrij=bronrij.rij,
            met_bladen=len(self._bladen) > 1,
            plaatsen={self.profiel.kolom(k): (k, cel) for k, cel in bronrij.plaatsen.items()},
            bronrij=fouterijen.onthoud(bronrij, None, in_cellen=True),
        )
        for fout in bronrij.fouten:
            rij.fout(*fout)
        rij.gemeentenaam = toon(cellen.get("gemeente")).strip() or toon(cellen.get("gemeentecode")).strip()
        oordeel = Opgaveoordeel(rij)
        oordeel.gemeente = self._gemeente(rij, cellen)
        oordeel.periode = self._periode(rij, cellen.get("periode"))
        if all(waarden.leeg(cellen.get(kolom)) for kolom in INVULLEN):
            if not rij.geweigerd:
                rij.waarschuw("", "", NIET_INGEVULD)
                oordeel.uitkomst = Uitkomst.ONGEWIJZIGD
            return oordeel
        if oordeel.gemeente and oordeel.periode:
            oordeel.geldend = self.geldend.get((oordeel.gemeente.pk, oordeel.periode.pk))
        self._vul(oordeel, cellen)
        return oordeel

    def _vul(self, oordeel: Opgaveoordeel, cellen: dict) -> None:
        rij, staat = oordeel.rij, _afspraak(oordeel.geldend)
        gezegd = {t: self._aantal(rij, t, cellen.get(t), staat) for t in WONINGTYPEN}
        gezegd["status"] = self._status(rij, cellen.get("status"))
        gezegd["besluit"] = self._tekst(rij, "besluit", cellen.get("besluit"))
        gezegd["datum"] = self._datum(rij, cellen.get("datum"))
        gezegd["link"] = self._tekst(rij, "document", cellen.get("document"))
        if oordeel.gemeente is None or oordeel.periode is None:
            return
        # Which version it becomes is known when it is written.
        oordeel.opgave = Opgave(gemeente=oordeel.gemeente, periode=oordeel.periode, versie=1, **gezegd)
        self._toets(oordeel)
        if rij.geweigerd:
            return
        oordeel.wijzigingen = _wijzigingen(oordeel.geldend, oordeel.opgave)
        if not oordeel.wijzigingen:
            oordeel.uitkomst = Uitkomst.ONGEWIJZIGD
        else:
            oordeel.uitkomst = Uitkomst.GEWIJZIGD if oordeel.geldend else Uitkomst.NIEUW

    def _toets(self, oordeel: Opgaveoordeel) -> None:
        """What the form says of an agreement that is typed, for cells about which nothing was said yet."""
        gezegd = {m.kolom for m in oordeel.rij.meldingen}
        try:
            controleer_opgave(oordeel.opgave)
        except ValidationError as fout:
            for veld, meldingen in fout.message_dict.items():
                kolom = "" if veld == "__all__" else _KOLOM.get(veld, veld)
                meldingen = [GEEN_LINK] if kolom == "document" else meldingen
                if oordeel.rij.plaatsen.get(kolom, (kolom,))[0] not in gezegd:
                    oordeel.rij.fout(kolom, _als_tekst(getattr(oordeel.opgave, veld, "")), " ".join(meldingen))

    # --- Cells ---

    def _gemeente(self, rij: Rij, cellen: dict) -> Gemeente | None:
        naam, code = (toon(cellen.get(kolom)).strip() for kolom in ("gemeente", "gemeentecode"))
        for kolom in ("gemeente", "gemeentecode"):
            if isinstance(cellen.get(kolom), Onleesbaar):
                rij.fout(kolom, naam or code, cellen[kolom].melding)
                return None
        if not naam and not code:
            rij.fout("gemeente", "", "Vul in om welke gemeente het gaat: de naam, of de code, bijvoorbeeld GM0363.")
            return None
        gevonden = [
            self._zoek(rij, kolom, waarde, toon(cellen.get("provincie")).strip())
            for kolom, waarde in (("gemeente", naam), ("gemeentecode", code))
            if waarde
        ]
        if None in gevonden:
            return None
        if gevonden[0].pk != gevonden[-1].pk:
            rij.fout("gemeentecode", code, f"{code} is de code van {gevonden[-1].naam}, niet van {gevonden[0].naam}.")
            return None
        return self._binnen(rij, "gemeente" if naam else "gemeentecode", naam or code, gevonden[0])

    def _zoek(self, rij: Rij, kolom: str, waarde: str, provincie: str) -> Gemeente | None:
        if m := _CODE.fullmatch(waarde.removesuffix(".0")):
            gemeente = self.zoeker.op_code.get(f"GM{m[1]:0>4}")
            if gemeente is None:
                tekst = f"Er is nu geen gemeente met code {waarde}. Kijk de code na, of vul de naam in."
                rij.fout(kolom, waarde, tekst, "Er is nu geen gemeente met deze code.")
            return gemeente
        if not provincie and (exact := self.exact.get(waarde.casefold())):
            return exact
        try:
            gemeente = self.zoeker.vind(waarde, provincie)
        except GemeenteOnbekend as fout:
            rij.fout(kolom, waarde, str(fout), "De gemeente is niet gevonden.")
            return None
        # An agreement is with a gemeente: who was merged has none, and its successor has another.
        if kaal(gemeente.naam) != kaal(waarde):
            tekst = f"Gemeente '{waarde}' bestaat niet meer en hoort nu bij {gemeente.naam}. Leg de opgave daar vast."
            rij.fout(kolom, waarde, tekst, "De gemeente bestaat niet meer.")
            return None
        return gemeente

    def _binnen(self, rij: Rij, kolom: str, waarde: str, gemeente: Gemeente) -> Gemeente:
        if self.toegestaan is not None and gemeente.pk not in self.toegestaan:
            tekst = f"U mag voor {gemeente.naam} geen opgave vastleggen: die gemeente hoort niet bij uw werkgebied."
            rij.fout(kolom, waarde, tekst, "De gemeente hoort niet bij uw werkgebied.")
        return gemeente

    def _periode(self, rij: Rij, waarde) -> Opgaveperiode | None:
        if isinstance(waarde, Onleesbaar):
            rij.fout("periode", waarde, waarde.melding)
            return None
        keuze = " of ".join(f"'{p.naam}'" for p in self.perioden)
        if waarden.leeg(waarde):
            rij.fout("periode", "", f"Vul de periode in: {keuze}.")
            return None
        periode = self.periode_van.get(_kale_periode(toon(waarde).removesuffix(".0")))
        if periode is None:
            tekst = f"Periode '{toon(waarde)}' kent het portaal niet. Vul {keuze} in."
            rij.fout("periode", waarde, tekst, "Het portaal kent de periode niet.")
        return periode

    def _aantal(self, rij: Rij, woningtype: str, waarde, staat: Opgave | None) -> int | None:
        if waarden.leeg(waarde):
            # What stands may say nothing of a type; who gives that back as it was, changes nothing.
            if staat is None or getattr(staat, woningtype) is not None:
                rij.fout(woningtype, "", LEEG)
            return None
        aantal, melding = waarden.geheel(waarde)
        if melding is None and aantal < 0:
            melding = "Een aantal woningen kan niet negatief zijn."
        if melding is None and aantal > MAX_WONINGEN:
            melding = f"Dit is meer dan {getal(MAX_WONINGEN)} woningen. Kijk het aantal na."
        if melding is not None:
            rij.fout(woningtype, waarde, melding)
            return None
        return aantal

    @staticmethod
    def _status(rij: Rij, waarde) -> str:
        if isinstance(waarde, Onleesbaar):
            rij.fout("status", waarde, waarde.melding)
            return ""
        tekst = " ".join(toon(waarde).split()).casefold()
        for status in (Opgavestatus.AFGESPROKEN, Opgavestatus.VASTGESTELD):
            if tekst in (status.value, status.label.casefold()):
                return status
        if tekst:
            tekst = "Vul 'afgesproken' of 'vastgesteld' in."
            if str(waarde).strip().casefold() == Opgavestatus.INDICATIEF:
                tekst = f"Een indicatie is geen afspraak, en wordt niet vastgelegd. {tekst}"
            rij.fout("status", waarde, tekst)
        return ""

    @staticmethod
    def _datum(rij: Rij, waarde) -> date | None:
        if waarden.leeg(waarde):
            return None
        dag, melding = waarden.datum(waarde)
        if melding is not None:
            rij.fout("datum", waarde, melding)
        return dag

    @staticmethod
    def _tekst(rij: Rij, kolom: str, waarde) -> str:
        if isinstance(waarde, Onleesbaar):
            rij.fout(kolom, waarde, waarde.melding)
            return ""
        # Not `toon`: that cuts off, and what is too long has to be said.
        tekst = toon(waarde) if isinstance(waarde, date | bool) else "" if waarde is None else str(waarde).strip()
        hoogstens = Opgave._meta.get_field(_VELD.get(kolom, kolom)).max_length
        if ONGELDIG_IN_XML.search(tekst):
            rij.fout(kolom, waarde, "Er staan tekens in die niet in tekst horen. Typ de cel opnieuw.")
            return ""
        if len(tekst) > hoogstens:
            rij.fout(kolom, waarde, f"Dit zijn {getal(len(tekst))} tekens; er passen er {hoogstens}. Maak het korter.")
            return ""
        return tekst

    def _weiger_dubbele(self, oordelen: list[Opgaveoordeel]) -> None:
        samen = defaultdict(list)
        for oordeel in oordelen:
            if oordeel.gemeente and oordeel.periode and not _niet_ingevuld(oordeel):
                samen[oordeel.gemeente.pk, oordeel.periode.pk].append(oordeel)
        for groep in samen.values():
            for oordeel in groep if len(groep) > 1 else ():
                ander = next(o for o in groep if o is not oordeel)
                tekst = f"Deze gemeente staat voor deze periode ook in {ander.rij.waar}. Laat er een staan."
                oordeel.rij.fout("gemeente", oordeel.rij.gemeentenaam, tekst, "Een gemeente staat er dubbel in.")


def beoordelaar(import_: Import, gebonden: bool, *, vergrendel: bool = False) -> Opgavebeoordelaar:
    """What actions judges an import of agreements with; the counterpart of that of plans."""
    inhoud = bytes(import_.bestand)
    lezer = kies_lezer(import_.bestandsnaam, inhoud, herken_kolom=PROFIEL.kent)
    # Whose account has been deleted since may do nothing any more; that is not the same as a command.
    user = (import_.door or AnonymousUser()) if gebonden else None
    return Opgavebeoordelaar(lezer=lezer, kop=import_.lees_kop(lezer), user=user, vergrendel=vergrendel)


def _niet_ingevuld(oordeel: Opgaveoordeel) -> bool:
    return any(m.melding == NIET_INGEVULD for m in oordeel.rij.meldingen)


def _afspraak(geldend: Opgave | None) -> Opgave | None:
    return geldend if geldend and geldend.status != Opgavestatus.INDICATIEF else None


def _namen_van(periode: Opgaveperiode) -> set[str]:
    van, tot = periode.van_jaar, periode.tot_jaar
    namen = (periode.slug, periode.naam, str(tot), f"t/m {tot}", f"{van} t/m {tot}", f"{van}-{tot}")
    return {_kale_periode(naam) for naam in namen}


def _kale_periode(tekst: str) -> str:
    return re.sub(r"\s+", "", tekst.casefold().replace("tot en met", "t/m").replace("–", "-").replace("periode", ""))


def _wijzigingen(geldend: Opgave | None, opgave: Opgave) -> list[dict]:
    paren = [(kolom, _VELD.get(kolom, kolom)) for kolom in INVULLEN]
    uit = [
        {
            "veld": _LABELS.get(kolom, kolom.capitalize()),
            "oud": _als_tekst(getattr(geldend, veld, "")),
            "nieuw": _als_tekst(getattr(opgave, veld)),
        }
        for kolom, veld in paren
    ]
    return [wijziging for wijziging in uit if wijziging["oud"] != wijziging["nieuw"]]


def _als_tekst(waarde) -> str:
    if isinstance(waarde, int):
        return getal(waarde)
    return toon(waarde) if isinstance(waarde, date) else str(waarde or "")


# --- Writing -------------------------------------------------------------------------------------------------


def schrijf(oordelen: list[Opgaveoordeel], import_: Import) -> None:
    """A new version for each row that changes something; within the transaction and the locks of committing."""
    door = str(import_.door) if import_.door else import_.door_naam
    for oordeel in oordelen:
        if oordeel.uitkomst not in (Uitkomst.NIEUW, Uitkomst.GEWIJZIGD):
            continue
        opgave = oordeel.opgave
        leg_vast(
            gemeente=oordeel.gemeente,
            periode=oordeel.periode,
            aantallen={woningtype: getattr(opgave, woningtype) for woningtype in WONINGTYPEN},
            status=opgave.status,
            besluit=opgave.besluit,
            datum=opgave.datum,
            link=opgave.link,
            door=door,
            verwachte_versie=oordeel.geldend.versie if oordeel.geldend else 0,
        )
