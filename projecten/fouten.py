"""What goes wrong when something is written, told the same way by every form of projecten."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone


def neem_fouten_over(form, fout: ValidationError) -> None:
    """Puts the errors of an action beside the fields that they are about."""
    for veld, fouten in getattr(fout, "message_dict", {None: fout.messages}).items():
        form.add_error(veld if veld in form.fields else None, fouten)


def eis_geweest(datum: datetime.date | None, veld: str) -> None:
    """Raises ValidationError for a day that still has to come."""
    if datum and datum > timezone.localdate():
        raise ValidationError({veld: "Deze dag moet nog komen. Vul vandaag of een eerdere dag in."})
