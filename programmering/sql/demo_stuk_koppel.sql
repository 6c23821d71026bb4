-- Not the ORM: ties plans to plots by a join with a temporary table.
-- A demo plan lies on the plot of the demo that was drawn around it, and on no other plot of the demo.
WITH gewenst AS (
    SELECT pl.id AS plan_id, p.id AS plot_id
    FROM programmering_plan pl
    LEFT JOIN demo_stuk s ON s.soort = 'plot' AND (s.gemeente_id, s.plancode) = (pl.gemeente_id, pl.plancode)
    LEFT JOIN programmering_plot p
           ON p.gemeente_id = s.gemeente_id AND p.naam = s.doc ->> 'naam' AND p.rekenvoorbeeld
    WHERE pl.rekenvoorbeeld AND (s.nummer IS NOT NULL OR pl.plot_id IS NOT NULL)
)
UPDATE programmering_plan pl SET plot_id = g.plot_id
FROM gewenst g WHERE g.plan_id = pl.id AND pl.plot_id IS DISTINCT FROM g.plot_id
