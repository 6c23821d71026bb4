"""Two versions of a record beside each other, for the page that says somebody else was first."""


def verschillen(opgeslagen, form) -> list[dict]:
    """Fields of a valid form that differ from what is stored, each as readable text."""
    eigen = form.cleaned_data
    velden = [naam for naam in form._meta.fields if naam in eigen and getattr(opgeslagen, naam) != eigen[naam]]
    return [
        {"veld": form.fields[n].label, "opgeslagen": _leesbaar(opgeslagen, n), "eigen": _leesbaar(form.instance, n)}
        for n in velden
    ]


def _leesbaar(rij, naam: str) -> str:
    toon = getattr(rij, f"get_{naam}_display", None)
    return str(toon() if toon else getattr(rij, naam))
