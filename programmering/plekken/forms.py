"""The place part of a form: drawing, corners, coordinates or a file, for any model with `geometrie` in RD."""

from django import forms
from django.conf import settings
from django.urls import reverse

from programmering.plannen.plek import (
    MAX_BYTES,
    MAX_IN_TEKST,
    als_geojson,
    als_hoekpunten,
    gemeente_volgens_grenzen,
    uit_coordinaten,
    uit_geojson,
    uit_hoekpunten,
    uit_tekening,
    zelfde_plek,
)
from woonzorg.gebieden.kader import NEDERLAND, kader
from woonzorg.gebieden.models import Grens
from woonzorg.getallen import getal

from .selectors import omtrek

OPPERVLAKTE = 2500
# How each way is called in a message, in the order in which they are tried.
BRONNEN = {
    "tekening": "de tekening",
    "hoekpunten": "de hoekpunten",
    "coordinaten": "de coördinaten",
    "geojson": "het bestand",
}


class Hoekpunten(forms.CharField):
    """Corners as lines of text. Browsers send other line ends than they were given; that is no change."""

    def __init__(self, **kwargs):
        # The value as it was shown travels along: against the stored one, somebody else's later change would
        # look like a change of this person.
        super().__init__(show_hidden_initial=True, **kwargs)

    def has_changed(self, initial, data):
        return (initial or "").split() != (data or "").split()


class PlekMixin(forms.Form):
    """Adds the fields of a place to a ModelForm and puts what they say into `self.instance.geometrie` (RD).

    Stands before ModelForm in the bases; a `clean` of the form itself begins with `super().clean()`. The page
    shows it with includes/_tekenen.html. Without a script the fields do the same.
    """

    tekening = forms.CharField(label="Tekening", required=False, widget=forms.Textarea(attrs={"hidden": True}))
    plek_bron = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
    hoekpunten = Hoekpunten(
        label="Hoekpunten",
        required=False,
        help_text="Zonder kaart tekenen: zet op elke regel één hoek, in RD (258000, 471500) of in breedte en lengte "
        "(52.2215, 6.8937). Een lege regel begint een volgend vlak. Een vlak dat begint met het woord 'gat' is een "
        "gat in het vlak erboven.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off", "class": "hoekpunten"}),
    )
    coordinaten = forms.CharField(
        label="Coördinaten van het midden",
        required=False,
        help_text="RD (258000, 471500) of breedte en lengte (52.2215, 6.8937).",
    )
    oppervlakte = forms.IntegerField(
        label="Oppervlakte bij de coördinaten (m²)",
        required=False,
        min_value=10,
        max_value=5_000_000,
        initial=OPPERVLAKTE,
    )
    geojson = forms.FileField(
        label="Plek uit een GeoJSON-bestand",
        required=False,
        help_text="De vlakken van deze plek, in RD, WGS84 of ETRS89.",
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
    plek_wissen = forms.BooleanField(label="Haal de plek weg", required=False)

    # True when this form gives a place or takes it away; False leaves the stored one as it is.
    plek_gegeven = False
    # True when what a file held now stands in `hoekpunten`: a browser never sends a file twice by itself.
    plek_uit_bestand = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["hoekpunten"] = als_hoekpunten(self.instance.geometrie)
        if not self._mag_leeg or not self.instance.geometrie:
            del self.fields["plek_wissen"]

    @property
    def _mag_leeg(self) -> bool:
        return self._meta.model._meta.get_field("geometrie").null

    def clean(self):
        gegevens = super().clean()
        gegeven = self._gegeven()
        if self.cleaned_data.get("plek_wissen"):
            self._wis(gegeven)
        elif gegeven:
            self._neem_over(gegeven)
        else:
            self._eis_plek()
        return gegevens

    def _gegeven(self) -> list[str]:
        """Which ways were used. The page says which was the last; without a script all that are filled in."""
        gevuld = [naam for naam in BRONNEN if self.cleaned_data.get(naam) or naam in self.errors]
        if "hoekpunten" in gevuld and "hoekpunten" not in self.changed_data:
            gevuld.remove("hoekpunten")
        laatste = self.cleaned_data.get("plek_bron")
        return [laatste] if laatste in gevuld else gevuld

    def _wis(self, gegeven: list[str]) -> None:
        if gegeven:
            melding = f"U wilt de plek weghalen, maar gaf er ook een: {_opsomming(gegeven)}. Kies een van de twee."
            self.add_error("plek_wissen", melding)
        else:
            self._zet(None)

    def _eis_plek(self) -> None:
        leeggemaakt = "hoekpunten" in self.changed_data
        if leeggemaakt and "plek_wissen" in self.fields:
            self.add_error("hoekpunten", "Dit veld is leeg. Wilt u geen plek? Kies dan 'Haal de plek weg'.")
        elif not self._mag_leeg and (leeggemaakt or not self.instance.geometrie):
            self.add_error("hoekpunten", "Geef een plek: teken haar op de kaart, of vul de hoekpunten in.")

    def _neem_over(self, gegeven: list[str]) -> None:
        plekken = {}
        for naam in gegeven:
            if naam in self.errors:
                continue
            try:
                plekken[naam] = lees_plek(self.cleaned_data, naam)
            except forms.ValidationError as fout:
                # The drawing has no control of its own; its corners stand in this field.
                self.add_error("hoekpunten" if naam == "tekening" else naam, fout)
        if not plekken:
            return
        (eerste, geometrie), *rest = plekken.items()
        anders = [naam for naam, plek in rest if not zelfde_plek(geometrie, plek)]
        if anders:
            maten = ", ".join(f"{BRONNEN[n]} {getal(round(plekken[n].area))} m²" for n in [eerste, *anders])
            melding = f"U gaf de plek op meer dan één manier, en die verschillen: {maten}. Maak leeg wat niet klopt."
            self.add_error(anders[0], melding)
        self._onthoud_bestand(plekken)
        if not anders:
            self._zet(geometrie)
            self._eis_gemeente(geometrie)

    def _zet(self, geometrie) -> None:
        self.instance.geometrie = geometrie
        self.plek_gegeven = True

    def _onthoud_bestand(self, plekken: dict) -> None:
        if (plek := plekken.get("geojson")) is None or len(plekken) > 1 or plek.num_coords > MAX_IN_TEKST:
            return
        # Only seen when the form comes back with errors.
        self.data = self.data.copy()
        self.data[self.add_prefix("hoekpunten")] = als_hoekpunten(plek)
        self.plek_uit_bestand = True

    def _eis_gemeente(self, geometrie) -> None:
        """Official boundaries decide in which gemeente a place lies; approximate ones only warn, after saving."""
        gemeente = self.cleaned_data.get("gemeente")
        if not gemeente:
            return
        volgens_kaart, bron = gemeente_volgens_grenzen(geometrie)
        if volgens_kaart and bron == Grens.Bron.OFFICIEEL and volgens_kaart.pk != gemeente.pk:
            melding = f"Deze plek ligt in {volgens_kaart}. Kies die gemeente, of geef een andere plek."
            self.add_error("gemeente", melding)

    @property
    def hoekpunten_was(self):
        """The hidden twin of `hoekpunten`: what it held when the page was made."""
        return self["hoekpunten"].as_hidden(only_initial=True)

    @property
    def tekenen_config(self) -> dict:
        """What the drawing tool starts with, for json_script. At most four queries."""
        gemeente = self._gemeente()
        ligging = kader(gemeente.gebied) if gemeente else {"begrenzing": NEDERLAND, "bron": ""}
        vorm = self.instance.geometrie
        meta = self._meta.model._meta
        return {
            "toets": reverse("plek-toets"),
            "buren": reverse("plek-buren"),
            "zelf": f"{meta.model_name}:{self.instance.pk}" if self.instance.pk else "",
            "begrenzing": ligging["begrenzing"],
            "gebied": omtrek(gemeente),
            "geometrie": als_geojson(vorm),
            "achtergrond": settings.PDOK_TEGELS,
        }

    def _gemeente(self):
        if "gemeente" not in self.fields:
            return getattr(self.instance, "gemeente", None)
        keuzes, gekozen = self.fields["gemeente"].queryset, self["gemeente"].value()
        return keuzes.filter(pk=gekozen).first() if str(gekozen or "").isdecimal() else None


def _opsomming(namen: list[str]) -> str:
    return " en ".join(BRONNEN[naam] for naam in namen)


def lees_plek(gegevens, naam: str = ""):
    """The place that `gegevens` gives in the way `naam`, or in the first that is filled in, files aside.

    Raises ValidationError.
    """
    naam = naam or next((n for n in BRONNEN if n != "geojson" and gegevens.get(n)), "")
    if not naam:
        raise forms.ValidationError("Er is nog geen plek.")
    waarde = gegevens[naam]
    if naam == "geojson":
        return uit_geojson(waarde.read(MAX_BYTES + 1))
    if naam == "coordinaten":
        return uit_coordinaten(waarde, _oppervlakte(gegevens.get("oppervlakte")))
    return uit_tekening(waarde) if naam == "tekening" else uit_hoekpunten(waarde)


def _oppervlakte(waarde) -> int:
    """The field of the form itself judges it, so that a bare request is held to the same bounds."""
    return PlekMixin.base_fields["oppervlakte"].clean(waarde) or OPPERVLAKTE
