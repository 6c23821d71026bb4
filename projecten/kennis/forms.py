from django import forms

from .models import Projectkennis


class RedenForm(forms.ModelForm):
    class Meta:
        model = Projectkennis
        fields = ["reden"]
        widgets = {"reden": forms.Textarea(attrs={"rows": 3})}
