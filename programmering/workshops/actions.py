"""Every write in a workshop. `doe` takes one act, from a participant or from the facilitator, once and in order."""

import uuid

import pghistory
from django.contrib.gis.measure import D
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from woonzorg.gebieden.models import Gemeente, Grens

from . import forms
from .lijsten import (
    MAX_M2,
    TERUG_TE_DRAAIEN,
    VAN_DE_LEIDER,
    VAN_DEELNEMERS,
    Workshopstap,
    Workshopstatus,
)
from .lijsten import Handelingsoort as H
from .models import (
    Belafspraak,
    Deelnemer,
    Handeling,
    Stem,
    Weging,
    Workshop,
    Workshopbod,
    Workshopplek,
    Workshopvraag,
)

MODELLEN = {
    model._meta.model_name: model
    for model in (Workshop, Deelnemer, Workshopplek, Workshopbod, Weging, Stem, Workshopvraag, Belafspraak)
}
DINGEN = {"plek": Workshopplek, "bod": Workshopbod, "vraag": Workshopvraag, "bellen": Belafspraak}
# A boundary may be an approximation, and a place may lie on it.
SPELING = D(m=1000)


class Geweigerd(ValidationError):
    """An act that is not taken in; `message_dict` or `messages` say in words why."""


class Werk:
    """One act being done: writes its rows and remembers what undoing it must put back."""

    def __init__(self, workshop: Workshop, sleutel, deelnemer: Deelnemer | None, door: str):
        self.workshop, self.sleutel, self.deelnemer, self.door = workshop, sleutel, deelnemer, door
        self.terug: list[list] = []

    def maak(self, rij: models.Model) -> models.Model:
        _controleer(rij)
        rij.save(force_insert=True)
        self.terug.append([rij._meta.model_name, rij.pk, None])
        return rij

    def wijzig(self, rij: models.Model, **waarden) -> bool:
        """Changes only what differs; False when that is nothing."""
        anders = {veld: waarde for veld, waarde in waarden.items() if getattr(rij, veld) != waarde}
        if not anders:
            return False
        oud = {}
        for veld, waarde in anders.items():
            oud[veld] = _als_json(getattr(rij, veld))
            setattr(rij, veld, waarde)
        _controleer(rij)
        rij.save(update_fields=list(anders))
        self.terug.append([rij._meta.model_name, rij.pk, oud])
        return True

    def leg_vast(self, soort: str, wat: str) -> Handeling:
        self.workshop.versie += 1
        self.workshop.save(update_fields=["versie"])
        return Handeling.objects.create(
            workshop=self.workshop,
            nummer=self.workshop.versie,
            sleutel=self.sleutel,
            soort=soort,
            deelnemer=self.deelnemer,
            door=self.door,
            wat=wat[:300],
            terug=self.terug,
        )

    def plek(self, sleutel) -> Workshopplek:
        """The place of this key; of a merged one the place that stayed."""
        plek = self.workshop.plekken.filter(sleutel=sleutel).first()
        if plek is None:
            raise Geweigerd({"plek": "Deze plek is er (nog) niet. Kies een andere plek."})
        while plek.samengevoegd_in_id and not plek.verborgen:
            plek = plek.samengevoegd_in
        if plek.verborgen:
            raise Geweigerd({"plek": f"Plek {plek.nummer} is verborgen door de workshopleider. Kies een andere plek."})
        return plek

    def plek_of_geen(self, sleutel) -> Workshopplek | None:
        return self.plek(sleutel) if sleutel else None


def _controleer(rij: models.Model) -> None:
    # Rows that are pointed at were read in this transaction: asking for each of them again proves nothing.
    rij.clean_fields(exclude=[v.name for v in rij._meta.concrete_fields if v.is_relation])


def _als_json(waarde):
    if hasattr(waarde, "hexewkb"):
        return waarde.hexewkb.decode()
    return waarde if waarde is None or isinstance(waarde, bool | int | str) else str(waarde)


def _gelezen(klasse, data: dict, **meer):
    # Fields of a form take text; JSON brings numbers and lists as well.
    tekst = {veld: None if waarde is None else str(waarde) for veld, waarde in data.items()}
    form = klasse(tekst, **meer)
    if not form.is_valid():
        raise Geweigerd({veld: list(fouten) for veld, fouten in form.errors.items()})
    return form.cleaned_data


@transaction.atomic
def doe(*, workshop: Workshop, sleutel, soort: str, data: dict, deelnemer: Deelnemer | None, by: str) -> Workshop:
    """One act. Without `deelnemer` it is the facilitator's. The same `sleutel` twice is done once.

    Raises Geweigerd with messages per field. The lock on the workshop's row makes the order, for everybody the same.
    """
    workshop = Workshop.objects.select_for_update(of=("self",)).met_gebied().get(pk=workshop.pk)
    eerder = Handeling.objects.filter(workshop=workshop, sleutel=sleutel).first()
    if eerder:
        if eerder.deelnemer_id != (deelnemer.pk if deelnemer else None):
            raise Geweigerd("Dit is al door iemand anders verstuurd. Laad de pagina opnieuw en probeer het nog eens.")
        return workshop
    if soort not in (VAN_DEELNEMERS if deelnemer else VAN_DE_LEIDER):
        raise Geweigerd("Dit kan hier niet.")
    if soort != H.STATUS and ((deelnemer and not workshop.is_open) or workshop.status == Workshopstatus.GESLOTEN):
        nog_niet = workshop.status == Workshopstatus.VOORBEREIDING
        raise Geweigerd("De workshop is nog niet begonnen." if nog_niet else "De workshop is gesloten.")
    werk = Werk(workshop, sleutel, deelnemer, by)
    with pghistory.context(door=by):
        wat = DOEN[soort](werk, data)
        werk.leg_vast(soort, wat)
    return workshop


def _plek(werk: Werk, data: dict) -> str:
    g = _gelezen(forms.PlekForm, data)
    _eis_ligging(werk.workshop, g["geometrie"])
    # Under the lock of the workshop: two at once get two numbers.
    nummer = (werk.workshop.plekken.aggregate(hoogste=models.Max("nummer"))["hoogste"] or 0) + 1
    plek = Workshopplek(workshop=werk.workshop, sleutel=werk.sleutel, nummer=nummer, deelnemer=werk.deelnemer)
    for veld in (*forms.PlekForm.Meta.fields, "geometrie", "punt"):
        setattr(plek, veld, g[veld])
    werk.maak(plek)
    return str(plek)


def _plek_wijzigen(werk: Werk, data: dict) -> str:
    plek = werk.plek(_gelezen(forms._MetPlek, data)["plek"])
    _eis_eigen(werk, plek)
    g = _gelezen(forms.PlekForm, data, instance=Workshopplek(pk=plek.pk))
    waarden = {veld: g[veld] for veld in forms.PlekForm.Meta.fields}
    if "geometrie" in g and not g["geometrie"].equals(plek.geometrie):
        _eis_ligging(werk.workshop, g["geometrie"])
        waarden |= {"geometrie": g["geometrie"], "punt": g["punt"]}
    werk.wijzig(plek, **waarden)
    return str(plek)


def _eis_eigen(werk: Werk, rij) -> None:
    if werk.deelnemer and rij.deelnemer_id != werk.deelnemer.pk:
        raise Geweigerd("Dit is van iemand anders. Vraag het de workshopleider.")


def _eis_ligging(workshop: Workshop, geometrie) -> None:
    if geometrie.area > MAX_M2:
        raise Geweigerd({"hoekpunten": "Dit vlak is groter dan 100 hectare. Teken het kleiner."})
    codes = Gemeente.objects.geldig_op().in_gebied(workshop.gebied).order_by().values("code")
    grenzen = Grens.objects.filter(soort="gemeente", code__in=codes)
    if grenzen.exists() and not grenzen.filter(geometrie__dwithin=(geometrie, SPELING)).exists():
        raise Geweigerd(
            {"coordinaten": f"Deze plek ligt buiten {workshop.gebied.naam}. Kies een plek binnen de grens."}
        )


def _bod(werk: Werk, data: dict) -> str:
    g = _gelezen(forms.BodForm, data)
    plek = werk.plek_of_geen(g.pop("plek"))
    bod = Workshopbod(workshop=werk.workshop, sleutel=werk.sleutel, deelnemer=werk.deelnemer, plek=plek, **g)
    werk.maak(bod)
    return f"{bod.aantal} {bod.get_woningtype_display().lower()}" + (f" op plek {plek.nummer}" if plek else "")


def _wegen(werk: Werk, data: dict) -> str:
    g = _gelezen(forms.WegingForm, data)
    plek = werk.plek(g["plek"])
    sleutel = {"deelnemer": werk.deelnemer, "plek": plek, "criterium": g["criterium"]}
    waarden = {"score": g["score"], "reden": g["reden"], "verborgen": False}
    _maak_of_wijzig(werk, Weging, sleutel, waarden)
    return f"plek {plek.nummer}, {g['criterium'].naam}: {g['score']}"


def _stemmen(werk: Werk, data: dict) -> str:
    from .selectors import uitslag_van

    g = _gelezen(forms.AanUitForm, data)
    plek = werk.plek(g["plek"])
    hoogstens = werk.workshop.stemmen_per_deelnemer
    gegeven = uitslag_van(werk.workshop).stemmen_van.get(werk.deelnemer.pk, [])
    if g["aan"]:
        if plek.pk not in gegeven and len(gegeven) >= hoogstens:
            raise Geweigerd(f"U hebt uw {hoogstens} stemmen al gegeven. Haal er eerst een weg.")
        _maak_of_wijzig(werk, Stem, {"deelnemer": werk.deelnemer, "plek": plek}, {"verborgen": False})
        return f"op plek {plek.nummer}"
    # Also the vote that was given to a place before it was merged into this one.
    for stem in Stem.objects.filter(deelnemer=werk.deelnemer, verborgen=False).select_related("plek"):
        if werk.plek(stem.plek.sleutel) == plek:
            werk.wijzig(stem, verborgen=True)
    return f"niet meer op plek {plek.nummer}"


def _maak_of_wijzig(werk: Werk, model, sleutel: dict, waarden: dict) -> None:
    if rij := model.objects.filter(**sleutel).first():
        werk.wijzig(rij, **waarden)
    else:
        werk.maak(model(**sleutel, **waarden))


def _vraag(werk: Werk, data: dict) -> str:
    g = _gelezen(forms.VraagForm, data)
    plek = werk.plek_of_geen(g.pop("plek"))
    werk.maak(Workshopvraag(workshop=werk.workshop, sleutel=werk.sleutel, deelnemer=werk.deelnemer, plek=plek, **g))
    return g["tekst"]


def _bellen(werk: Werk, data: dict) -> str:
    g = _gelezen(forms.BelForm, data)
    plek = werk.plek_of_geen(g.pop("plek"))
    werk.maak(Belafspraak(workshop=werk.workshop, sleutel=werk.sleutel, deelnemer=werk.deelnemer, plek=plek, **g))
    return f"{g['wie']} belt {g['met']}"


def _ding(werk: Werk, data: dict):
    """The thing to hide or show, with the words for it."""
    g = _gelezen(forms.DingForm, data)
    try:
        if g["wat"] == "deelnemer":
            return g["wat"], werk.workshop.deelnemers.get(pk=int(g["id"]))
        return g["wat"], DINGEN[g["wat"]].objects.get(workshop=werk.workshop, sleutel=g["id"])
    except (ValueError, ValidationError, models.ObjectDoesNotExist):
        raise Geweigerd("Dit is niet gevonden. Laad de pagina opnieuw.") from None


def _verbergen(werk: Werk, data: dict) -> str:
    wat, rij = _ding(werk, data)
    if werk.deelnemer:
        if wat == "deelnemer":
            raise Geweigerd("Dit kan hier niet.")
        _eis_eigen(werk, rij)
        if wat == "plek" and _door_anderen_gebruikt(werk, rij):
            raise Geweigerd("Anderen hebben bij deze plek al iets gezet. Vraag de workshopleider om hem weg te halen.")
    werk.wijzig(rij, verborgen=True)
    return f"{wat}: {rij}"


def _door_anderen_gebruikt(werk: Werk, plek: Workshopplek) -> bool:
    """True when others hang on this place, or on a place that was merged into it: those go with it."""
    from .selectors import Rijen

    samen = [pk for pk, doel in Rijen(werk.workshop).wortels().items() if doel == plek.pk]
    plekken = Workshopplek.objects.filter(pk__in=samen)
    gegeven = [m.objects.filter(plek__in=samen, verborgen=False) for m in (Workshopbod, Weging, Stem)]
    return any(qs.exclude(deelnemer=werk.deelnemer).exists() for qs in (plekken, *gegeven))


def _tonen(werk: Werk, data: dict) -> str:
    wat, rij = _ding(werk, data)
    werk.wijzig(rij, verborgen=False)
    return f"{wat}: {rij}"


def _samenvoegen(werk: Werk, data: dict) -> str:
    g = _gelezen(forms.SamenvoegForm, data)
    plek, naar = werk.plek(g["plek"]), werk.plek(g["naar"])
    if plek == naar:
        raise Geweigerd({"naar": "Kies twee verschillende plekken. Misschien zijn ze al samengevoegd."})
    werk.wijzig(plek, samengevoegd_in_id=naar.pk)
    return f"plek {plek.nummer} in plek {naar.nummer}"


def _kiezen(werk: Werk, data: dict) -> str:
    g = _gelezen(forms.AanUitForm, data)
    plek = werk.plek(g["plek"])
    werk.wijzig(plek, gekozen=g["aan"])
    return f"plek {plek.nummer}" + ("" if g["aan"] else ", niet meer")


def _stap(werk: Werk, data: dict) -> str:
    stap = _gelezen(forms.StapForm, data)["stap"]
    werk.wijzig(werk.workshop, stap=stap)
    return Workshopstap(stap).label


def _status(werk: Werk, data: dict) -> str:
    status = _gelezen(forms.StatusForm, data)["status"]
    werk.wijzig(werk.workshop, status=status)
    return Workshopstatus(status).label


def _ongedaan(werk: Werk, data: dict) -> str:
    nummer = _gelezen(forms.OngedaanForm, data)["nummer"]
    handeling = Handeling.objects.filter(workshop=werk.workshop, nummer=nummer).first()
    if handeling is None or handeling.soort not in TERUG_TE_DRAAIEN:
        raise Geweigerd("Deze handeling kan niet ongedaan worden gemaakt.")
    if handeling.ongedaan:
        raise Geweigerd("Deze handeling is al ongedaan gemaakt.")
    _eis_niets_daarna(werk.workshop, handeling)
    for model, pk, waarden in reversed(handeling.terug):
        rij = MODELLEN[model].objects.get(pk=pk) if model != "workshop" else werk.workshop
        werk.wijzig(rij, **({"verborgen": True} if waarden is None else _uit_json(rij, waarden)))
    handeling.ongedaan = True
    handeling.save(update_fields=["ongedaan"])
    return f"{handeling.door}: {handeling.wat}"


def _uit_json(rij: models.Model, waarden: dict) -> dict:
    return {veld: rij._meta.get_field(veld).to_python(waarde) for veld, waarde in waarden.items()}


def _geraakt(handeling: Handeling) -> set[tuple]:
    """What undoing this act would write: (model, pk, field)."""
    return {
        (model, pk, veld)
        for model, pk, waarden in handeling.terug
        for veld in (["verborgen"] if waarden is None else waarden)
    }


def _eis_niets_daarna(workshop: Workshop, handeling: Handeling) -> None:
    """Undoing puts old values back; over a later change that would undo more than was asked."""
    geraakt = _geraakt(handeling)
    later = Handeling.objects.filter(workshop=workshop, nummer__gt=handeling.nummer, ongedaan=False)
    for andere in later.exclude(soort=H.ONGEDAAN).order_by("-nummer"):
        if geraakt & _geraakt(andere):
            raise Geweigerd(
                f"Daarna is er nog iets aan gewijzigd (handeling {andere.nummer}: {andere.door} heeft "
                f"{andere.get_soort_display()}). Maak dat eerst ongedaan."
            )


DOEN = {
    H.PLEK: _plek,
    H.PLEK_WIJZIGEN: _plek_wijzigen,
    H.BOD: _bod,
    H.WEGEN: _wegen,
    H.STEMMEN: _stemmen,
    H.VRAAG: _vraag,
    H.BELLEN: _bellen,
    H.VERBERGEN: _verbergen,
    H.TONEN: _tonen,
    H.SAMENVOEGEN: _samenvoegen,
    H.KIEZEN: _kiezen,
    H.STAP: _stap,
    H.STATUS: _status,
    H.ONGEDAAN: _ongedaan,
}


@transaction.atomic
def bewaar_workshop(*, workshop: Workshop, by: str) -> Workshop:
    """Saves what the form of a workshop asks; a change is an act, so that open screens hear of it."""
    nieuw = workshop.pk is None
    if not nieuw:
        opgeslagen = Workshop.objects.select_for_update().get(pk=workshop.pk)
        workshop.versie, workshop.stap, workshop.status = opgeslagen.versie, opgeslagen.stap, opgeslagen.status
    workshop.full_clean()
    with pghistory.context(door=by):
        workshop.save()
        if not nieuw:
            Werk(workshop, uuid.uuid4(), None, by).leg_vast(H.GEGEVENS, workshop.naam)
    return workshop


@transaction.atomic
def schuif_aan(*, workshop: Workshop, deelnemer: Deelnemer, sleutel) -> Deelnemer:
    """Someone joins. The same `sleutel` twice (a second tap, a page sent again) is the same participant."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    eerder = Handeling.objects.filter(workshop=workshop, sleutel=sleutel).select_related("deelnemer").first()
    if eerder and eerder.soort == H.AANSCHUIVEN:
        return eerder.deelnemer
    if eerder or not workshop.is_open:
        raise Geweigerd("De workshop is niet open. Vraag de workshopleider.")
    deelnemer.workshop = workshop
    deelnemer.full_clean(exclude=["workshop"])
    deelnemer.save()
    Werk(workshop, sleutel, deelnemer, str(deelnemer)).leg_vast(H.AANSCHUIVEN, str(deelnemer))
    return deelnemer


def merk_gezien(deelnemer: Deelnemer) -> None:
    Deelnemer.objects.filter(pk=deelnemer.pk).update(gezien=timezone.now())
