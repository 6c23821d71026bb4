"""Looking up the plans of a batch of rows: what the planner must know for it."""

from django.db import connection


def test_de_planner_weet_hoeveel_gemeenten_er_zijn(maak_plan):
    """Also where few plans have been counted: else it looks up a name among all plans of a gemeente."""
    maak_plan("Aa")
    maak_plan("Bee")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE programmering_plan")
        cursor.execute(
            "SELECT n_distinct FROM pg_stats WHERE tablename = 'programmering_plan' AND attname = 'gemeente_id'"
        )
        assert cursor.fetchone() == (342,)
