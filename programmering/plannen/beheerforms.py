"""Forms around plans that are not the form of a plan itself."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q

from .models import Plan


class ZoekForm(forms.Form):
    q = forms.CharField(label="Zoek op naam, code of gemeente", max_length=200, required=False)

    def filter(self, plannen):
        q = self.cleaned_data["q"].strip() if self.is_valid() else ""
        if not q:
            return plannen
        return plannen.filter(Q(plannaam__icontains=q) | Q(plancode__iexact=q) | Q(gemeente__naam__icontains=q))


class TerugzetForm(forms.Form):
    """Name and code may be left out: then they stay what they were."""

    plannaam = forms.CharField(label="Plannaam", max_length=200, required=False)
    plancode = forms.CharField(label="Plancode", max_length=100, required=False)

    def gekozen(self) -> dict[str, str]:
        return {naam: self.cleaned_data[naam] for naam in self.fields if naam in self.data}

    def met_fouten(self, fout: ValidationError, plan: Plan, naam: str) -> "TerugzetForm":
        """The same form with what is the matter at each field, filled in with a name that is free."""
        waarden = {
            "plannaam": self.cleaned_data["plannaam"] or plan.plannaam,
            "plancode": self.cleaned_data["plancode"] if "plancode" in self.data else plan.plancode,
        }
        fouten = fout.message_dict if hasattr(fout, "error_dict") else {NON_FIELD_ERRORS: fout.messages}
        if "plannaam" in fouten and "plannaam" not in self.data:
            waarden["plannaam"] = naam
        form = TerugzetForm(waarden)
        for veld, meldingen in fouten.items():
            form.add_error(veld if veld in form.fields else None, meldingen)
        return form
