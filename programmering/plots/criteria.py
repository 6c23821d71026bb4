"""The list by which plots are weighed: the kernteam adds, renames, orders and puts away; nothing is deleted."""

from collections.abc import Iterable

from django.db import transaction

from .models import Criterium


@transaction.atomic
def bewaar_criteria(criteria: Iterable[Criterium]) -> None:
    """Saves criteria that were changed or added. Scores keep pointing at them, also after they are put away."""
    for criterium in criteria:
        criterium.full_clean()
        criterium.save()
