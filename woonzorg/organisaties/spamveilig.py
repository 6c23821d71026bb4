"""Forms that anyone may send, kept free of machines without asking people to prove anything.

A field that people do not see must stay empty; the form carries a signed time, and what comes back within seconds or
half a day later was not written by somebody who had just opened it; and no address sends more than a few an hour.
Each refusal says what to do, and what was typed stays.
"""

import math
import time

from django import forms
from django.core import signing

from .limiet import Limiet

# Seconds between opening a form and sending it.
MINSTENS, HOOGSTENS = 4, 12 * 3600
LIMIET = "formulier"
_SALT = "woonzorg.organisaties.formulier"


def geopend_nu() -> str:
    """What a form carries: when it was opened, signed."""
    return signing.dumps(int(time.time()), salt=_SALT)


def _seconden_open(opening: str) -> int | None:
    """How long ago the form was opened; None when that cannot be told."""
    try:
        return int(time.time()) - signing.loads(opening, salt=_SALT)
    except (signing.BadSignature, TypeError):
        return None


class Spamveilig(forms.Form):
    """Mix into a form; the template includes includes/_spamveilig.html, the view asks `mag_verstuurd`."""

    faxnummer = forms.CharField(label="Laat dit veld leeg", required=False)
    geopend = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["faxnummer"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.fields["geopend"].initial = geopend_nu()

    def clean(self):
        gegevens = super().clean()
        open_ = _seconden_open(self.cleaned_data.get("geopend", ""))
        if self.cleaned_data.get("faxnummer"):
            self.add_error(None, "Er staat iets in een veld dat leeg moet blijven. Maak het veld Faxnummer leeg.")
        elif open_ is None or open_ > HOOGSTENS:
            self._open_opnieuw()
            self.add_error(None, "Het formulier stond te lang open. Wacht een paar tellen en verstuur het nog eens.")
        elif open_ < MINSTENS:
            self.add_error(None, "Dat ging wel heel snel. Wacht een paar tellen en verstuur het nog eens.")
        return gegevens

    def _open_opnieuw(self) -> None:
        """With what was typed, the form gets the time of now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("geopend")] = geopend_nu()


def mag_verstuurd(request, form: Spamveilig) -> bool:
    """True when the form is right and this address did not send too many; counts only what is right."""
    if not form.is_valid():
        return False
    limiet = Limiet(LIMIET)
    if limiet.allow_request(request, None):
        return True
    minuten = math.ceil((limiet.wait() or 60) / 60)
    wacht = "een minuut" if minuten == 1 else f"{minuten} minuten"
    form.te_veel = True
    form.add_error(None, f"U verstuurde er net al een aantal. Wacht {wacht} en verstuur het nog eens.")
    return False


def status_van(form: forms.Form) -> int:
    """The status of the page with this form: 200 when nothing is wrong, 422 or 429."""
    return 429 if getattr(form, "te_veel", False) else 422 if form.errors else 200
