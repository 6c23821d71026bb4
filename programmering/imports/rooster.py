"""The numbers of a plan as columns of a table, and what becomes of a plan when a source says part of them.

A source may know totals without years, or only some categories. What it does not say stays as the portal has it; what
it does not divide goes to the rest category, as everywhere. Pure: no database, no file.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from programmering.plannen.lijsten import CATEGORIEEN, EERSTE_JAAR, LAATSTE_JAAR, RESTCATEGORIE, Groep
from programmering.plannen.regels import Regel

from .verdeling import ONBEKEND, tel_op, verdeel

TOTAAL, GEREALISEERD, REST, CORPORATIE = "totaal", "gerealiseerd", "nog te bouwen", "waarvan corporatie"
JAAR, GEREALISEERD_JAAR = "jaar", "gerealiseerd in"
# A name for each row of the grid that means the same in every table; the labels on the pages need their groep.
NAMEN: dict[tuple[str, str], str] = {
    ("nieuwbouw", "nieuwbouw"): "Nieuwbouw",
    ("wonen_en_zorg", "nultreden"): "Nultreden",
    ("wonen_en_zorg", "geclusterd"): "Geclusterd",
    ("wonen_en_zorg", "zorggeschikt"): "Zorggeschikt",
    ("wonen_en_zorg", "regulier"): "Regulier",
    ("wonen_en_zorg", "onbekend"): "Wonen en zorg onbekend",
    ("woningtype", "eengezins"): "Eengezins",
    ("woningtype", "meergezins"): "Meergezins",
    ("woningtype", "onbekend"): "Woningtype onbekend",
    ("betaalbaarheid", "sociale_huur"): "Sociale huur",
    ("betaalbaarheid", "middenhuur"): "Middenhuur",
    ("betaalbaarheid", "dure_huur"): "Dure huur",
    ("betaalbaarheid", "huur_onbekend"): "Huur onbekend",
    ("betaalbaarheid", "betaalbare_koop"): "Betaalbare koop",
    ("betaalbaarheid", "dure_koop"): "Dure koop",
    ("betaalbaarheid", "koop_onbekend"): "Koop onbekend",
    ("betaalbaarheid", "onbekend"): "Betaalbaarheid onbekend",
    ("flex", "flexwoning"): "Flexwoning",
    ("flex", "permanent"): "Permanent",
    ("sloop", "sloop"): "Sloop",
}
_PER_NAAM = {naam.casefold(): sleutel for sleutel, naam in NAMEN.items()}
# The three that the opgave is about; a source may count them nested (domein.md 2).
GENEST = ("nultreden", "geclusterd", "zorggeschikt")


class Kolom(NamedTuple):
    """What a column of numbers holds. `jaar` only for the two kinds that have one."""

    groep: str
    categorie: str
    wat: str
    jaar: str = ""

    @property
    def naam(self) -> str:
        basis = NAMEN[self.groep, self.categorie]
        if self.wat == JAAR:
            return f"{basis} {'jaar onbekend' if self.jaar == ONBEKEND else self.jaar}"
        if self.wat == GEREALISEERD_JAAR:
            return f"{basis} gerealiseerd in {self.jaar}"
        return f"{basis} {self.wat}"


def jaarkolom(groep: str, categorie: str, jaar: str) -> Kolom:
    return Kolom(groep, categorie, JAAR, str(jaar))


def gerealiseerd_kolom(groep: str, categorie: str, jaar: str) -> Kolom:
    return Kolom(groep, categorie, GEREALISEERD_JAAR, str(jaar))


@cache
def _vast() -> dict[str, Kolom]:
    return {
        f"{naam} {wat}": Kolom(*sleutel, wat)
        for naam, sleutel in _PER_NAAM.items()
        for wat in (TOTAAL, GEREALISEERD, REST, CORPORATIE)
        if wat != CORPORATIE or sleutel[0] == "wonen_en_zorg"
    } | {f"{naam} jaar onbekend": jaarkolom(*sleutel, ONBEKEND) for naam, sleutel in _PER_NAAM.items()}


@lru_cache(maxsize=10_000)
def herken(naam: str) -> Kolom | None:
    """The column that this heading means, capitals and underscores apart; None for any other."""
    kaal = " ".join(naam.replace("_", " ").split()).casefold()
    if kolom := _vast().get(kaal):
        return kolom
    if m := re.fullmatch(r"(.+?) (gerealiseerd in )?([0-9]{4})", kaal):
        sleutel = _PER_NAAM.get(m[1])
        if sleutel and EERSTE_JAAR <= int(m[3]) <= LAATSTE_JAAR:
            return Kolom(*sleutel, GEREALISEERD_JAAR if m[2] else JAAR, m[3])
    return None


@dataclass
class Gezegd:
    """What a source says of one categorie; None: nothing. Years without homes are left out.

    Never changed, and not frozen for the same reason as Regel.
    """

    gepland: int | None = None
    gerealiseerd: int | None = None
    rest: dict[str, int] | None = None
    gerealiseerd_per_jaar: dict[str, int] | None = None
    corporatie: int | None = None

    def als_json(self) -> dict:
        return {naam: waarde for naam, waarde in vars(self).items() if waarde is not None}

    def past_bij(self, regel: Regel) -> bool:
        """True when the portal has it like this already."""
        staat = {
            "gepland": regel.gepland,
            "gerealiseerd": regel.gerealiseerd,
            "rest": tel_op(regel.rest_per_jaar),
            "gerealiseerd_per_jaar": tel_op(regel.gerealiseerd_per_jaar),
            "corporatie": regel.waarvan_corporatie,
        }
        return all(tel_op(w) == staat[n] if isinstance(w, dict) else w == staat[n] for n, w in self.als_json().items())


# groep -> categorie -> what the source says; a groep without categorieën is one that the source left empty.
Zegt = dict[str, dict[str, Gezegd]]


def als_json(zegt: Zegt) -> dict:
    return {groep: {c: g.als_json() for c, g in delen.items()} for groep, delen in zegt.items()}


def uit_json(waarden: dict) -> Zegt:
    return {groep: {c: Gezegd(**g) for c, g in delen.items()} for groep, delen in waarden.items()}


def als_cellen(regel: Regel) -> dict[Kolom, int]:
    """A row of the grid as the cells of a table; zeros are left out, but for nothing at all of a filled row."""
    g, c = regel.sleutel
    cellen = {
        Kolom(g, c, TOTAAL): regel.gepland,
        Kolom(g, c, GEREALISEERD): regel.gerealiseerd,
        Kolom(g, c, CORPORATIE): regel.waarvan_corporatie,
        **{jaarkolom(g, c, jaar): n for jaar, n in regel.rest_per_jaar.items()},
        **{gerealiseerd_kolom(g, c, jaar): n for jaar, n in regel.gerealiseerd_per_jaar.items()},
    }
    return {kolom: n for kolom, n in cellen.items() if n}


_WATTEN = (TOTAAL, GEREALISEERD, CORPORATIE, REST, JAAR, GEREALISEERD_JAAR)


def volgorde(kolom: Kolom) -> tuple:
    """How columns of one row of the grid follow each other."""
    return _WATTEN.index(kolom.wat), kolom.jaar == ONBEKEND, kolom.jaar


# --- Reading cells ---------------------------------------------------------------------------------------------


@dataclass
class Lezing:
    """The cells of one row about numbers, gathered; `meldingen` are (column, value, message, serious)."""

    zegt: Zegt = field(default_factory=dict)
    meldingen: list[tuple[Kolom, object, str, bool]] = field(default_factory=list)

    def fout(self, kolom: Kolom, waarde, melding: str) -> None:
        self.meldingen.append((kolom, waarde, melding, True))

    def let_op(self, kolom: Kolom, waarde, melding: str) -> None:
        self.meldingen.append((kolom, waarde, melding, False))


@lru_cache(maxsize=64)
def cijferkolommen(kolommen: frozenset[str]) -> dict[str, Kolom]:
    """Of the headings of a file those that are columns of numbers."""
    return {naam: kolom for naam in kolommen if (kolom := herken(naam))}


@lru_cache(maxsize=64)
def aanwezig_in(kolommen: frozenset[str]) -> dict[str, dict[str, set[str]]]:
    """groep -> categorie -> which kinds of columns a file with these headings has of it, in the order of the lists."""
    gevonden: dict[tuple[str, str], set[str]] = {}
    for kolom in cijferkolommen(kolommen).values():
        gevonden.setdefault((kolom.groep, kolom.categorie), set()).add(kolom.wat)
    uit = {g: {c: gevonden[g, c] for c in categorieen if (g, c) in gevonden} for g, categorieen in CATEGORIEEN.items()}
    return {groep: delen for groep, delen in uit.items() if delen}


def verzamel(waarden: dict[Kolom, int], kolommen: frozenset[str], *, genest: bool = False) -> Lezing:
    """What a row says, from its filled cells. `kolommen` are those of the file: what it lacks it says nothing of."""
    lezing = Lezing()
    per_groep: dict[str, dict[str, dict[Kolom, int]]] = {}
    for kolom, aantal in waarden.items():
        per_groep.setdefault(kolom.groep, {}).setdefault(kolom.categorie, {})[kolom] = aantal
    for groep, aanwezig in aanwezig_in(kolommen).items():
        gevuld = per_groep.get(groep)
        lezing.zegt[groep] = (
            {c: _gezegd(lezing, (groep, c), gevuld.get(c, {}), wat) for c, wat in aanwezig.items()} if gevuld else {}
        )
    if genest and lezing.zegt.get("wonen_en_zorg"):
        _ontnest(lezing)
    return lezing


def _gezegd(lezing: Lezing, sleutel: tuple[str, str], cellen: dict[Kolom, int], aanwezig: set[str]) -> Gezegd:
    los, jaren, klaar = {}, {}, {}
    for (_, _, wat, jaar), aantal in cellen.items():
        if wat == JAAR:
            jaren[jaar] = aantal
        elif wat == GEREALISEERD_JAAR:
            klaar[jaar] = aantal
        else:
            los[wat] = aantal
    totaal, gerealiseerd, rest = los.get(TOTAAL), los.get(GEREALISEERD), los.get(REST)
    if gerealiseerd is None and klaar:
        gerealiseerd = sum(klaar.values())
    if gerealiseerd is None and GEREALISEERD in aanwezig:
        gerealiseerd = 0
    if totaal is None and rest is not None:
        totaal = (gerealiseerd or 0) + rest
    elif totaal is not None and rest is not None and totaal - (gerealiseerd or 0) != rest:
        lezing.fout(
            Kolom(*sleutel, REST),
            rest,
            f"Totaal {totaal} min gerealiseerd {gerealiseerd or 0} is {totaal - (gerealiseerd or 0)}, maar er staat "
            f"dat er nog {rest} te bouwen zijn.",
        )
    if totaal is None and (jaren or gerealiseerd):
        totaal = (gerealiseerd or 0) + sum(jaren.values())
        if totaal:
            lezing.let_op(
                Kolom(*sleutel, TOTAAL),
                "",
                f"Het totaal is niet ingevuld. Gerealiseerd en de jaren tellen op tot {totaal}; dat is het totaal.",
            )
    totaal = totaal or 0
    zegt_jaren = bool(jaren) or totaal == (gerealiseerd or 0)
    return Gezegd(
        totaal,
        gerealiseerd,
        tel_op(jaren) if zegt_jaren else None,
        tel_op(klaar) if GEREALISEERD_JAAR in aanwezig or gerealiseerd == 0 else None,
        los.get(CORPORATIE, 0) if CORPORATIE in aanwezig else None,
    )


def _ontnest(lezing: Lezing) -> None:
    """From nested (nultreden, waarvan geclusterd, waarvan zorggeschikt) to the exclusive counts of the portal."""
    delen = lezing.zegt["wonen_en_zorg"]
    for buiten, binnen in pairwise(GENEST):
        if buiten not in delen or binnen not in delen:
            continue
        b, i = delen[buiten], delen[binnen]
        te_veel = _hoogstens(b, i)
        if te_veel:
            lezing.fout(
                Kolom("wonen_en_zorg", binnen, TOTAAL),
                i.gepland,
                f"In dit bestand is {binnen} een deel van {buiten}, maar {te_veel}. Dan is {buiten} niet te splitsen.",
            )
            continue
        delen[buiten] = Gezegd(
            gepland=b.gepland - i.gepland,
            gerealiseerd=None if b.gerealiseerd is None else b.gerealiseerd - (i.gerealiseerd or 0),
            rest=_min(b.rest, i.rest),
            gerealiseerd_per_jaar=_min(b.gerealiseerd_per_jaar, i.gerealiseerd_per_jaar),
            corporatie=None if b.corporatie is None else b.corporatie - (i.corporatie or 0),
        )


def _hoogstens(buiten: Gezegd, binnen: Gezegd) -> str:
    """What there is more of within than around it, in words; '' when it fits."""
    paren = [("", buiten.gepland, binnen.gepland), ("gerealiseerd ", buiten.gerealiseerd, binnen.gerealiseerd)]
    paren.append(("van corporaties ", buiten.corporatie, binnen.corporatie))
    jaren = {*(buiten.rest or {}), *(binnen.rest or {})} if buiten.rest is not None and binnen.rest is not None else ()
    paren += [(f"in {j} ", buiten.rest.get(j, 0), binnen.rest.get(j, 0)) for j in sorted(jaren)]
    for wat, b, i in paren:
        if b is not None and i is not None and i > b:
            return f"{wat}staan er {i} tegen {b}"
    return ""


def _min(buiten: dict | None, binnen: dict | None) -> dict | None:
    if buiten is None or binnen is None:
        return None
    over = {j: buiten.get(j, 0) - binnen.get(j, 0) for j in {*buiten, *binnen}}
    return tel_op(over) if all(n >= 0 for n in over.values()) else None


# --- Putting it together -----------------------------------------------------------------------------------------


@dataclass
class Samen:
    """The rows of a groep as they would be; `bezwaren` say why they cannot, `opmerkingen` what was filled in."""

    regels: dict[str, Regel] = field(default_factory=dict)
    bezwaren: list[str] = field(default_factory=list)
    opmerkingen: list[str] = field(default_factory=list)


def kolom_van_groep(groep: str) -> str:
    """What a message about a whole groep is hung on."""
    return Groep(groep).label


def zonder_getallen(tekst: str) -> str:
    """A message as rows share it, to count by."""
    return re.sub(r"[0-9]+", "…", tekst)


def stel_enkel(groep: str, zegt: dict[str, Gezegd], huidig: dict[str, Regel], *, los: bool = False) -> Samen:
    """Nieuwbouw or sloop: one categorie, that need not fit anything else. `los`: nor be complete (a concept)."""
    uit = Samen(dict(huidig))
    for categorie, gezegd in zegt.items():
        oud = huidig.get(categorie) or Regel(groep, categorie)
        regel = _zonder_jaren(gezegd, oud)
        rest = gezegd.rest
        if rest is None and (los or regel.rest < 0):
            rest = oud.rest_per_jaar
        elif rest is None:
            rest, onbekend = _vul_jaren(oud.rest_per_jaar, regel.rest)
            if rest is None:
                uit.bezwaren.append(
                    f"Er zijn nog {regel.rest} woningen te bouwen, minder dan er in het portaal over de jaren verdeeld "
                    "zijn. Vul de jaren in."
                )
                rest = {ONBEKEND: max(0, regel.rest)}
            elif onbekend and groep == Groep.NIEUWBOUW:
                uit.opmerkingen.append(f"De jaren zijn niet ingevuld: van {onbekend} woningen is het jaar onbekend.")
        klaar = gezegd.gerealiseerd_per_jaar
        if klaar is None:
            klaar = oud.gerealiseerd_per_jaar if sum(oud.gerealiseerd_per_jaar.values()) <= regel.gerealiseerd else {}
        uit.regels[categorie] = _met_jaren(regel, tel_op(rest), tel_op(klaar))
    return uit


def _vul_jaren(jaren: dict[str, int], nodig: int) -> tuple[dict[str, int] | None, int]:
    """The years there were, with what is more or less in the unknown year, and how much is new there."""
    verschil = nodig - sum(jaren.values())
    onbekend = jaren.get(ONBEKEND, 0) + verschil
    if onbekend < 0:
        return None, 0
    return tel_op({**jaren, ONBEKEND: onbekend}), max(0, verschil)


def _zonder_jaren(gezegd: Gezegd, oud: Regel) -> Regel:
    gepland = oud.gepland if gezegd.gepland is None else gezegd.gepland
    return Regel(
        oud.groep,
        oud.categorie,
        gepland,
        oud.gerealiseerd if gezegd.gerealiseerd is None else gezegd.gerealiseerd,
        oud.rest_per_jaar,
        oud.gerealiseerd_per_jaar,
        min(oud.waarvan_corporatie, gepland) if gezegd.corporatie is None else gezegd.corporatie,
    )


@cache
def _lege_regel(groep: str, categorie: str) -> Regel:
    return Regel(groep, categorie)


def _met_jaren(regel: Regel, rest: dict[str, int], klaar: dict[str, int]) -> Regel:
    return Regel(regel.groep, regel.categorie, regel.gepland, regel.gerealiseerd, rest, klaar, regel.waarvan_corporatie)


def stel_verdeling(
    groep: str, zegt: dict[str, Gezegd], nieuwbouw: Regel | None, huidig: dict[str, Regel], *, los: bool = False
) -> Samen:
    """A groep that divides nieuwbouw. `los`: leave it as it was said, it need not add up (a concept)."""
    uit = Samen()
    nieuwbouw = nieuwbouw or Regel("nieuwbouw", "nieuwbouw")
    regels = {c: huidig.get(c) or _lege_regel(groep, c) for c in CATEGORIEEN[groep]}
    for categorie, gezegd in zegt.items():
        regels[categorie] = _zonder_jaren(gezegd, regels[categorie])
    gezegd_over = regels[RESTCATEGORIE[groep]]
    if not los:
        _vul_rest(uit, groep, regels, zegt, nieuwbouw)
    # The rest category has the years of what it took up, whatever was said of it.
    vult = {RESTCATEGORIE[groep]} if regels[RESTCATEGORIE[groep]] != gezegd_over else set()
    jaren = _verdeel_jaren(
        doel=nieuwbouw.rest_per_jaar,
        gezegd={c: g.rest for c, g in zegt.items() if g.rest is not None and c not in vult},
        was={c: huidig[c].rest_per_jaar for c in huidig if c in CATEGORIEEN[groep]},
        nodig={c: r.rest for c, r in regels.items()},
        los=los,
    )
    klaar = _verdeel_klaar(zegt, nieuwbouw, huidig, regels, vult, los=los)
    for categorie, regel in regels.items():
        rest, per_jaar = jaren[categorie], klaar[categorie]
        if ONBEKEND in per_jaar:
            per_jaar = {j: n for j, n in per_jaar.items() if j != ONBEKEND}
        if rest or per_jaar or regel.gepland or regel.gerealiseerd or regel.waarvan_corporatie:
            uit.regels[categorie] = _met_jaren(regel, rest, per_jaar)
    return uit


def _verdeel_klaar(
    zegt: dict[str, Gezegd],
    nieuwbouw: Regel,
    huidig: dict[str, Regel],
    regels: dict[str, Regel],
    vult: set[str],
    *,
    los: bool,
) -> dict[str, dict[str, int]]:
    """categorie -> year -> homes realised, 'onbekend' among the years; of most plans there are none."""
    van_nu = (nieuwbouw, *huidig.values(), *regels.values())
    ergens = any(r.gerealiseerd or r.gerealiseerd_per_jaar for r in van_nu)
    if not ergens and not any(g.gerealiseerd_per_jaar for g in zegt.values()):
        return {c: {} for c in regels}
    return _verdeel_jaren(
        # What was realised in a year that nobody knows is divided along with the rest.
        doel=tel_op(
            nieuwbouw.gerealiseerd_per_jaar,
            {ONBEKEND: nieuwbouw.gerealiseerd - sum(nieuwbouw.gerealiseerd_per_jaar.values())},
        ),
        gezegd=_met_onbekend(
            {
                c: g.gerealiseerd_per_jaar
                for c, g in zegt.items()
                if g.gerealiseerd_per_jaar is not None and c not in vult
            },
            regels,
        ),
        was=_met_onbekend({c: huidig[c].gerealiseerd_per_jaar for c in huidig if c in regels}, huidig),
        nodig={c: r.gerealiseerd for c, r in regels.items()},
        los=los,
    )


def _met_onbekend(jaren: dict[str, dict[str, int]], regels: dict[str, Regel]) -> dict[str, dict[str, int]]:
    return {c: tel_op(per, {ONBEKEND: max(0, regels[c].gerealiseerd - sum(per.values()))}) for c, per in jaren.items()}


def _vul_rest(uit: Samen, groep: str, regels: dict[str, Regel], zegt: dict[str, Gezegd], nieuwbouw: Regel) -> None:
    """Lets the rest category take up what nieuwbouw has more or less than the categories together."""
    over, label = RESTCATEGORIE[groep], Groep(groep).label
    gepland = nieuwbouw.gepland - sum(r.gepland for r in regels.values())
    klaar = nieuwbouw.gerealiseerd - sum(r.gerealiseerd for r in regels.values())
    rest = regels[over]
    som = nieuwbouw.gepland - gepland
    if gepland < 0 and (over in zegt or rest.gepland + gepland < 0):
        # What stands at the rest category by itself gives way; only what is left then is too much.
        som -= 0 if over in zegt else rest.gepland
        te_veel = som - nieuwbouw.gepland
        uit.bezwaren.append(f"{label} telt op tot {som}, maar er zijn {nieuwbouw.gepland} woningen: {te_veel} te veel.")
        return
    if gepland > 0 and zegt:
        uit.opmerkingen.append(
            f"{label} telt op tot {som}, maar er zijn {nieuwbouw.gepland} woningen. De andere {gepland} staan bij "
            f"'{CATEGORIEEN[groep][over]}'."
        )
    if gepland:
        rest = replace(rest, gepland=rest.gepland + gepland)
    if klaar:
        zonder = [c for c, g in zegt.items() if g.gerealiseerd is None and regels[c].gepland]
        if len(zonder) == 1 and zonder[0] != over and regels[zonder[0]].rest >= klaar >= 0 and rest.rest < klaar:
            regels[zonder[0]] = replace(regels[zonder[0]], gerealiseerd=regels[zonder[0]].gerealiseerd + klaar)
        elif 0 <= rest.gerealiseerd + klaar <= rest.gepland and (klaar > 0 or over not in zegt):
            rest = replace(rest, gerealiseerd=rest.gerealiseerd + klaar)
        else:
            samen = nieuwbouw.gerealiseerd - klaar
            uit.bezwaren.append(
                f"{label}: bij de categorieën staan samen {samen} woningen als gerealiseerd, maar bij nieuwbouw "
                f"{nieuwbouw.gerealiseerd}. Vul per categorie in hoeveel er gerealiseerd zijn."
            )
    regels[over] = rest


def _verdeel_jaren(
    *,
    doel: dict[str, int],
    gezegd: dict[str, dict[str, int]],
    was: dict[str, dict[str, int]],
    nodig: dict[str, int],
    los: bool,
) -> dict[str, dict[str, int]]:
    """categorie -> year -> homes, as tel_op. What was said stands; what was and still fits stays; the rest is divided.

    When that comes out nowhere, what is not said has no year, and the sum rules say what differs.
    """
    blijft = {c: jaren for c, jaren in was.items() if c not in gezegd and sum(jaren.values()) == nodig[c]}
    for vast in ({**gezegd, **blijft}, gezegd) if blijft else (gezegd,):
        vrij = {c: max(0, n) for c, n in nodig.items() if c not in vast}
        over = dict(doel)
        for jaren in vast.values():
            for jaar, n in jaren.items():
                over[jaar] = over.get(jaar, 0) - n
        if all(n >= 0 for n in over.values()) and sum(over.values()) == sum(vrij.values()):
            return {**_per_jaar(vast), **verdeel(vrij, over)}
    zonder = {c: {} if los else {ONBEKEND: max(0, n)} for c, n in nodig.items()}
    return _per_jaar({**zonder, **gezegd, **blijft})


def _per_jaar(delen: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {categorie: tel_op(jaren) for categorie, jaren in delen.items()}
