"""What somebody typed and has not saved yet: kept per person and plan, and nobody else's. It is in no figure."""

import datetime

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from .models import Kladversie, Plan

BEWAARD_DAGEN = 30
# Of the page and not of the plan; and what a button says is no content.
_NIET = {"csrfmiddlewaretoken", "gereed", "concept", "nakijken", "samenvoegen", "wie", "klad"}


def klad_van(user, plan: Plan) -> Kladversie | None:
    """What `user` was busy with in the form of this plan; a plan without pk is the new one."""
    return Kladversie.objects.for_user(user).filter(plan=plan if plan.pk else None).first()


def als_post(klad: Kladversie) -> QueryDict:
    """As the form would have sent it."""
    data = QueryDict(mutable=True)
    for naam, waarden in klad.inhoud.items():
        data.setlist(naam, waarden)
    return data


@transaction.atomic
def bewaar_klad(*, gebruiker, plan: Plan, post: QueryDict) -> Kladversie:
    """Keeps what stands in the form now; the one before is replaced. PostgreSQL takes no NUL in any text."""
    inhoud = {
        naam.replace("\0", ""): [waarde.replace("\0", "") for waarde in waarden]
        for naam, waarden in post.lists()
        if naam not in _NIET
    }
    klad, _ = Kladversie.objects.update_or_create(
        gebruiker=gebruiker,
        plan=plan if plan.pk else None,
        defaults={"inhoud": inhoud, "bewaard_op": timezone.now()},
    )
    return klad


def gooi_weg(*, gebruiker, plan: Plan | None) -> None:
    Kladversie.objects.for_user(gebruiker).filter(plan=plan).delete()


def ruim_op() -> int:
    """Throws away what nobody came back to; how many."""
    grens = timezone.now() - datetime.timedelta(days=BEWAARD_DAGEN)
    aantal, _ = Kladversie.objects.filter(bewaard_op__lt=grens).delete()
    return aantal
