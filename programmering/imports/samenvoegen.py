"""The three-way rule of a second import: only what the SOURCE changed since the last one is applied.

Three sides: what the source said then (`oud`, kept in Plan.bron_waarden), what it says now (`nieuw`), and what
stands in the portal (`huidig`). A column that the source lacks is in neither, and touches nothing. Pure.
"""

from dataclasses import dataclass, field, replace

from programmering.plannen import lijsten
from programmering.plannen.regels import Regel, controleer

from . import rooster, velden
from .controle import Aantallen
from .rooster import Gezegd, Kolom, Zegt
from .verdeling import ONBEKEND, in_woorden, tel_op

VELDNAMEN = {
    "plannaam": "Plannaam",
    "gemeente": "Gemeente",
    "status_planologisch": "Planologische status",
    "plantype": "Plantype",
    "status_project": "Status project",
    "opdrachtgever_soort": "Opdrachtgever",
    "woonmilieu": "Woonmilieu",
    "peildatum": "Peildatum",
    "invoerstatus": "Invoer",
    "vertrouwelijkheid": "Vertrouwelijkheid",
    "plaats": "Plaats",
    "realisatiekans": "Realisatiekans",
    "opdrachtgever_naam": "Naam opdrachtgever",
    "studentenwoningen": "Studentenwoningen",
    "sleutelproject": "Sleutelproject",
    "instellingsterrein": "Op een instellingsterrein",
    "gebiedsontwikkeling": "Grote gebiedsontwikkeling",
    "breidt_uit": "Breidt bestaand cluster uit",
    "breidt_uit_reden": "Waarom dit bij dat cluster hoort",
    "knelpunten": "Knelpunten",
    "toelichting": "Toelichting",
    "plancode": "Plancode",
    "geometrie": "Plek",
}
# Cells that changed of one plan; the rest is only counted.
MAX_CELLEN = 60


@dataclass(frozen=True)
class Bron:
    """What a source said about a plan, in words of the portal. `vorm` is its shape in RD as TWKB, base64."""

    profiel: str
    velden: dict[str, str]
    aantallen: Aantallen
    vorm: str = ""
    # Of a profile with a rooster, instead of `aantallen`.
    zegt: Zegt | None = None

    def als_json(self) -> dict:
        json = {"profiel": self.profiel, "velden": self.velden, "aantallen": self.aantallen, "vorm": self.vorm}
        return json if self.zegt is None else json | {"zegt": rooster.als_json(self.zegt)}

    def over(self, oud: "Bron | None") -> "Bron":
        """What is known of the source after this import: what it lacks now keeps what it said before."""
        if oud is None:
            return self
        return Bron(
            self.profiel,
            {**oud.velden, **self.velden},
            {**oud.aantallen, **self.aantallen},
            self.vorm or oud.vorm,
            None if self.zegt is None else {**(oud.zegt or {}), **self.zegt},
        )


def uit_json(waarden: dict | None, profiel: str) -> Bron | None:
    """What this profile's source said last; None when the plan came from elsewhere."""
    if not waarden or waarden.get("profiel") != profiel:
        return None
    zegt = rooster.uit_json(waarden["zegt"]) if "zegt" in waarden else None
    return Bron(profiel, waarden.get("velden", {}), waarden.get("aantallen", {}), waarden.get("vorm", ""), zegt)


@dataclass
class Samenvoeging:
    """What the import would write into an existing plan; `regels` None leaves the numbers alone."""

    velden: dict[str, str] = field(default_factory=dict)
    regels: list[Regel] | None = None
    wijzigingen: list[dict] = field(default_factory=list)
    # (veld, waarde in het portaal, waarde van de bron): changed on both sides
    botsingen: list[tuple[str, str, str]] = field(default_factory=list)
    bezwaren: list[str] = field(default_factory=list)
    # Of a source with a rooster: what came of each groep that it changed.
    delen: dict[str, rooster.Samen] = field(default_factory=dict)
    concept: bool = False

    def wijzig(self, veld: str, oud: str, nieuw: str) -> None:
        self.wijzigingen.append({"veld": veld, "oud": oud, "nieuw": nieuw})


def toon_veld(veld: str, waarde: str) -> str:
    return velden.toon(veld, waarde)


def voeg_samen(*, huidig: dict[str, str], regels: list[Regel], oud: Bron | None, nieuw: Bron) -> Samenvoeging:
    """`huidig` (fields as text) and `regels` are those of the stored plan. Its shape is compared in the database."""
    uit = Samenvoeging()
    for veld, waarde in nieuw.velden.items():
        _veld(
            uit,
            veld,
            huidig[veld],
            oud.velden.get(veld) if oud else None,
            waarde,
            oud is not None or nieuw.zegt is not None,
        )
    _invoer_en_vertrouwelijkheid(uit, huidig)
    uit.concept = uit.velden.get("invoerstatus", huidig["invoerstatus"]) == lijsten.Invoerstatus.CONCEPT
    if nieuw.zegt is not None:
        _rooster(uit, regels, (oud.zegt if oud else None) or {}, nieuw.zegt)
        return uit
    _aantallen(uit, regels, oud, nieuw)
    if not uit.concept and (verschillen := controleer(uit.regels if uit.regels is not None else regels)):
        if huidig["invoerstatus"] == lijsten.Invoerstatus.CONCEPT:
            _blijft_concept(uit)
        elif uit.regels is not None and not uit.bezwaren:
            uit.bezwaren += [f"{lijsten.Groep(v.groep).label}: {v.melding}" for v in verschillen]
    return uit


def _veld(uit: Samenvoeging, veld: str, huidig: str, oud: str | None, nieuw: str, bekend: bool) -> None:
    if not nieuw:
        # An empty cell says nothing, unless the source had something there.
        if not oud or veld in velden.NOOIT_LEEG:
            return
        nieuw = velden.als_tekst(veld, velden.als_waarde(veld, ""))
    if nieuw in (oud, huidig):
        return
    if veld == "invoerstatus" and not bekend:
        # Whether a plan that people made is ready is theirs to say.
        return
    if oud is not None and huidig != oud:
        uit.botsingen.append((VELDNAMEN[veld], toon_veld(veld, huidig), toon_veld(veld, nieuw)))
    uit.velden[veld] = nieuw
    uit.wijzig(VELDNAMEN[veld], toon_veld(veld, huidig), toon_veld(veld, nieuw))


def _invoer_en_vertrouwelijkheid(uit: Samenvoeging, huidig: dict[str, str]) -> None:
    """Hard is openbaar, and without a status a plan is concept; the database insists on both."""
    status = uit.velden.get("status_planologisch", huidig["status_planologisch"])
    openbaar, concept = lijsten.Vertrouwelijkheid.OPENBAAR.value, lijsten.Invoerstatus.CONCEPT.value
    dwingend = {}
    if status in lijsten.HARD:
        dwingend["vertrouwelijkheid"] = openbaar
    if status == lijsten.StatusPlanologisch.ONBEKEND:
        dwingend["invoerstatus"] = concept
    for veld, waarde in dwingend.items():
        if uit.velden.get(veld, huidig[veld]) != waarde:
            uit.velden[veld] = waarde
            uit.wijzig(VELDNAMEN[veld], toon_veld(veld, huidig[veld]), toon_veld(veld, waarde))


def _blijft_concept(uit: Samenvoeging) -> None:
    uit.velden.pop("invoerstatus", None)
    uit.wijzigingen = [w for w in uit.wijzigingen if w["veld"] != VELDNAMEN["invoerstatus"]]


# --- Numbers -----------------------------------------------------------------------------------------------


def _aantallen(uit: Samenvoeging, regels: list[Regel], oud: Bron | None, nieuw: Bron) -> None:
    veranderd = [g for g, inhoud in nieuw.aantallen.items() if oud is None or oud.aantallen.get(g) != inhoud]
    per_sleutel = {r.sleutel: r.zonder_nullen() for r in regels}
    voor = dict(per_sleutel)
    for groep in veranderd:
        _vervang(uit, per_sleutel, groep, (oud.aantallen.get(groep) if oud else None), nieuw.aantallen[groep])
    if not veranderd or per_sleutel == voor:
        return
    if "nieuwbouw" in veranderd or any(groep in veranderd for groep in lijsten.RESTCATEGORIE):
        for groep in lijsten.RESTCATEGORIE:
            _pas_in(uit, per_sleutel, groep)
    na = {sleutel: r for sleutel, r in per_sleutel.items() if not r.leeg}
    for sleutel in _op_volgorde({*voor, *na}):
        oude, nieuwe = voor.get(sleutel), na.get(sleutel)
        if _rest(oude) != _rest(nieuwe):
            uit.wijzig(_regelnaam(*sleutel), _regel_in_woorden(oude), _regel_in_woorden(nieuwe))
    if na != {sleutel: r for sleutel, r in voor.items() if not r.leeg}:
        uit.regels = [na[sleutel] for sleutel in _op_volgorde(na)]


def _vervang(uit: Samenvoeging, per_sleutel: dict, groep: str, oud: dict | None, nieuw: dict) -> None:
    """Gives a group the years that the source says. What has been realised is the portal's and stays."""
    nu = {c: jaren for c in lijsten.CATEGORIEEN[groep] if (jaren := _rest(per_sleutel.get((groep, c))))}
    if nu and nu != oud and _zegt_alleen_hoeveel(groep, oud, nieuw):
        # People divided what the source does not divide. Their division stays, and _pas_in makes it fit.
        return
    for categorie in lijsten.CATEGORIEEN[groep]:
        sleutel, jaren = (groep, categorie), nieuw.get(categorie, {})
        if nu.get(categorie, {}) == jaren:
            continue
        if oud is not None and nu.get(categorie, {}) != oud.get(categorie, {}):
            uit.botsingen.append((_regelnaam(*sleutel), _jaren(nu.get(categorie, {})), _jaren(jaren)))
        per_sleutel[sleutel] = _met_rest(per_sleutel.get(sleutel) or Regel(groep, categorie), jaren)


def _zegt_alleen_hoeveel(groep: str, oud: dict | None, nieuw: dict) -> bool:
    """True when the source has changed nothing in this group but the homes that it does not divide."""
    over, oud = lijsten.RESTCATEGORIE.get(groep), oud or {}
    return over is not None and all(oud.get(c) == nieuw.get(c) for c in {*oud, *nieuw} - {over})


def _pas_in(uit: Samenvoeging, per_sleutel: dict, groep: str) -> None:
    """Lets the rest category of a group take up what nieuwbouw gained or lost in each year.

    What people divided stays divided; what does not fit is an objection, never a guess.
    """
    nieuwbouw = per_sleutel.get(("nieuwbouw", "nieuwbouw"))
    doel = _rest(nieuwbouw)
    delen = {sleutel: r for sleutel, r in per_sleutel.items() if sleutel[0] == groep}
    som = tel_op(*(r.rest_per_jaar for r in delen.values()))
    over = lijsten.RESTCATEGORIE[groep]
    if som == doel:
        return
    rest = delen.get((groep, over)) or Regel(groep, over)
    jaren = dict(rest.rest_per_jaar)
    for jaar in sorted({*doel, *som}):
        verschil = doel.get(jaar, 0) - som.get(jaar, 0)
        jaren[jaar] = jaren.get(jaar, 0) + verschil
        if jaren[jaar] < 0:
            wanneer = "met een onbekend jaar" if jaar == ONBEKEND else f"in {jaar}"
            uit.bezwaren.append(
                f"De bron zegt nu {doel.get(jaar, 0)} woningen {wanneer}, maar in het portaal zijn er bij "
                f"{lijsten.Groep(groep).label} {som.get(jaar, 0) - rest.rest_per_jaar.get(jaar, 0)} ingedeeld. "
                "Pas eerst de indeling van het plan aan."
            )
    if jaren != rest.rest_per_jaar and all(n >= 0 for n in jaren.values()):
        gerealiseerd = rest
        if nieuwbouw is not None and not delen and nieuwbouw.gerealiseerd:
            gerealiseerd = replace(
                rest,
                gerealiseerd=nieuwbouw.gerealiseerd,
                gerealiseerd_per_jaar=dict(nieuwbouw.gerealiseerd_per_jaar),
            )
        per_sleutel[groep, over] = _met_rest(gerealiseerd, tel_op(jaren))


def _met_rest(regel: Regel, jaren: dict[str, int]) -> Regel:
    return replace(regel, gepland=regel.gerealiseerd + sum(jaren.values()), rest_per_jaar=tel_op(jaren))


def _rest(regel: Regel | None) -> dict[str, int]:
    return {jaar: n for jaar, n in regel.rest_per_jaar.items() if n} if regel else {}


def _op_volgorde(sleutels) -> list[tuple[str, str]]:
    return [(g, c) for g, categorieen in lijsten.CATEGORIEEN.items() for c in categorieen if (g, c) in sleutels]


def _regelnaam(groep: str, categorie: str) -> str:
    groepnaam, naam = lijsten.Groep(groep).label, lijsten.CATEGORIEEN[groep][categorie]
    return naam if groep in ("nieuwbouw", "sloop") else f"{groepnaam}: {naam.lower()}"


def _jaren(jaren: dict[str, int]) -> str:
    return f"{sum(jaren.values())} ({in_woorden(jaren)})" if jaren else "0"


def _regel_in_woorden(regel: Regel | None) -> str:
    return _jaren(_rest(regel))


# --- Numbers of a source with a rooster ------------------------------------------------------------------------------


def _rooster(uit: Samenvoeging, regels: list[Regel], oud: Zegt, nieuw: Zegt) -> None:
    """Applies what the source changed, categorie by categorie; what does not fit is for `delen` to say."""
    voor = {r.sleutel: r.zonder_nullen() for r in regels}
    na = dict(voor)
    veranderd = {groep for groep, zegt in nieuw.items() if _nieuws(groep, zegt, oud.get(groep), voor)}
    if not veranderd:
        return
    for groep in ("nieuwbouw", "sloop"):
        if groep in veranderd:
            zegt = _geldend(uit, groep, nieuw[groep], oud.get(groep), voor)
            _neem(uit, na, groep, rooster.stel_enkel(groep, zegt, _van(voor, groep), los=uit.concept))
    nieuwbouw = na.get(("nieuwbouw", "nieuwbouw"))
    verschoven = nieuwbouw != voor.get(("nieuwbouw", "nieuwbouw"))
    for groep in lijsten.RESTCATEGORIE:
        if groep not in veranderd and not verschoven:
            continue
        zegt = _geldend(uit, groep, nieuw[groep], oud.get(groep), voor) if groep in veranderd else {}
        huidig = {} if groep in veranderd and not nieuw[groep] else _van(voor, groep)
        # A groep that a concept does not divide at all is filled in when it is written, as in the form.
        samen = rooster.stel_verdeling(groep, zegt, nieuwbouw, huidig, los=uit.concept and bool(zegt or huidig))
        _neem(uit, na, groep, samen)
    na = {sleutel: r for sleutel, r in na.items() if not r.leeg}
    voor = {sleutel: r for sleutel, r in voor.items() if not r.leeg}
    if na != voor:
        uit.regels = [na[sleutel] for sleutel in _op_volgorde(na)]
        _wijzig_cellen(uit, voor, na)


def _van(regels: dict[tuple[str, str], Regel], groep: str) -> dict[str, Regel]:
    return {c: r for (g, c), r in regels.items() if g == groep}


def _neem(uit: Samenvoeging, na: dict, groep: str, samen: rooster.Samen) -> None:
    uit.delen[groep] = samen
    for categorie in lijsten.CATEGORIEEN[groep]:
        na.pop((groep, categorie), None)
    na.update({(groep, c): r.zonder_nullen() for c, r in samen.regels.items()})


def _nieuws(groep: str, zegt: dict[str, Gezegd], oud: dict[str, Gezegd] | None, voor: dict) -> bool:
    """True when the source changed something in this groep that the portal does not have already."""
    if zegt == oud:
        return False
    if not zegt:
        return bool(oud)
    return not all(g.past_bij(voor.get((groep, c)) or Regel(groep, c)) for c, g in zegt.items())


def _geldend(
    uit: Samenvoeging, groep: str, zegt: dict[str, Gezegd], oud: dict[str, Gezegd] | None, voor: dict
) -> dict[str, Gezegd]:
    """What the source says anew; where people changed the same, that is said too."""
    geldend = {}
    for categorie, gezegd in zegt.items():
        eerder, staat = (oud or {}).get(categorie), voor.get((groep, categorie)) or Regel(groep, categorie)
        if gezegd == eerder:
            continue
        geldend[categorie] = gezegd
        if eerder and not eerder.past_bij(staat) and not gezegd.past_bij(staat):
            uit.botsingen.append((rooster.NAMEN[groep, categorie], _in_het_kort(staat), _gezegd_in_het_kort(gezegd)))
    return geldend


def _in_het_kort(regel: Regel) -> str:
    return f"{regel.gepland} ({in_woorden(regel.rest_per_jaar)})" if regel.rest_per_jaar else str(regel.gepland)


def _gezegd_in_het_kort(gezegd: Gezegd) -> str:
    return f"{gezegd.gepland} ({in_woorden(gezegd.rest)})" if gezegd.rest else str(gezegd.gepland)


def _wijzig_cellen(uit: Samenvoeging, voor: dict, na: dict) -> None:
    """Every cell that changes, by the name of its column, old and new."""
    cellen = []
    for sleutel in _op_volgorde({*voor, *na}):
        was, wordt = (_cellen(regels.get(sleutel) or Regel(*sleutel)) for regels in (voor, na))
        cellen += [
            (kolom.naam, str(was.get(kolom, 0)), str(wordt.get(kolom, 0)))
            for kolom in sorted({*was, *wordt}, key=rooster.volgorde)
            if was.get(kolom, 0) != wordt.get(kolom, 0)
        ]
    for cel in cellen[:MAX_CELLEN]:
        uit.wijzig(*cel)
    if len(cellen) > MAX_CELLEN:
        uit.wijzig(f"en nog {len(cellen) - MAX_CELLEN} cellen", "…", "…")


def _cellen(regel: Regel) -> dict[Kolom, int]:
    return rooster.als_cellen(regel)
