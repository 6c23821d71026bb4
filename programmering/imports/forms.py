from django import forms

from woonzorg.gebieden.stelsels import STELSELS

from . import lezers, profiel
from .models import Importregel
from .opgaven import EXTENSIES as EXTENSIES_OPGAVEN


def _niet_te_groot(bestand):
    """The size first: a file that is too large is not read at all."""
    if bestand.size > lezers.MAX_BYTES:
        raise forms.ValidationError(lezers.basis.TE_GROOT)
    return bestand


class ImportForm(forms.Form):
    """A file and how to read it. Whether its content can be used is said by actions.ontvang."""

    bestand = forms.FileField(
        label="Bestand",
        help_text="Excel, csv, GeoPackage, GeoJSON of een Shapefile in een zip; hoogstens 20 MB en 20.000 plannen.",
        widget=forms.FileInput(attrs={"accept": ",".join(lezers.EXTENSIES)}),
        error_messages={"empty": "Het bestand is leeg.", "required": "Kies een bestand."},
    )
    profiel = forms.ChoiceField(
        label="Profiel",
        required=False,
        help_text="Zegt welke kolom en welke waarde van de bron wat wordt in het portaal.",
    )
    srid = forms.TypedChoiceField(
        label="Coördinatenstelsel",
        help_text="Alleen nodig als het bestand er zelf geen noemt.",
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keuzes = [(p.naam, p.titel) for p in profiel.alle()]
        self.fields["profiel"].choices = [("", "zoek het profiel dat bij het bestand past"), *keuzes]
        self.fields["srid"].choices = [("", "zoals in het bestand")] + [(s.srid, s.naam) for s in STELSELS.values()]

    def clean_bestand(self):
        return _niet_te_groot(self.cleaned_data["bestand"])


class OpgavebestandForm(forms.Form):
    """A file with agreements on the opgave."""

    bestand = forms.FileField(
        label="Bestand",
        help_text="Excel (.xlsx) of csv, hoogstens 20 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIES_OPGAVEN)}),
        error_messages={"empty": "Het bestand is leeg.", "required": "Kies een bestand."},
    )

    def clean_bestand(self):
        return _niet_te_groot(self.cleaned_data["bestand"])


class StelselForm(forms.Form):
    """The CRS of a file that names none."""

    srid = forms.TypedChoiceField(
        label="Coördinatenstelsel",
        help_text="Bestanden van gemeenten zijn meestal in RD. Getallen onder de 60 zijn graden: WGS84 of ETRS89.",
        coerce=int,
        choices=[("", "kies"), *((s.srid, s.naam) for s in STELSELS.values())],
        error_messages={"required": "Kies een coördinatenstelsel."},
    )


class RegelFilter(forms.Form):
    """Which rows of an import are shown; all of it in the url."""

    uitkomst = forms.ChoiceField(
        label="Uitkomst", required=False, choices=[("", "alle"), *Importregel.Uitkomst.choices]
    )
    waarschuwing = forms.ChoiceField(
        label="Waarschuwing", required=False, choices=[("", "met en zonder"), ("ja", "met"), ("nee", "zonder")]
    )
    reden = forms.ChoiceField(label="Reden", required=False)

    def __init__(self, *args, redenen: list[dict], **kwargs):
        super().__init__(*args, **kwargs)
        unieke = sorted({r["reden"] for r in redenen})
        self.fields["reden"].choices = [("", "alle"), *((r, r) for r in unieke)]

    def regels(self, regels):
        """`regels` narrowed down; a value that is not in the lists narrows nothing."""
        gekozen = self.cleaned_data if self.is_valid() else {}
        if uitkomst := gekozen.get("uitkomst"):
            regels = regels.filter(uitkomst=uitkomst)
        if waarschuwing := gekozen.get("waarschuwing"):
            regels = regels.filter(heeft_waarschuwing=waarschuwing == "ja")
        if reden := gekozen.get("reden"):
            regels = regels.filter(meldingen__contains=[{"reden": reden}])
        return regels
