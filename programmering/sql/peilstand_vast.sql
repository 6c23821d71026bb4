-- Not the ORM: one statement, so that plans and figures are of one moment, whoever is saving a plan meanwhile.
-- What counts nowhere is kept without figures, for the gemeente alone.
WITH bevroren AS (
    INSERT INTO programmering_peilstandplan (
        peilstand_id, plan_id, plannaam, plancode, tier, invoerstatus, status_planologisch, status_project, klasse,
        bouwvorm
    )
    SELECT %(peilstand)s, p.id, p.plannaam, p.plancode,
           CASE WHEN p.invoerstatus = 'gereed' AND p.klasse <> 'niet_meetellend' THEN p.vertrouwelijkheid
                ELSE 'gemeente' END,
           p.invoerstatus, p.status_planologisch, p.status_project, p.klasse, p.bouwvorm
    FROM programmering_plan p
    WHERE p.gemeente_id = %(gemeente)s AND p.verwijderd_op IS NULL
    RETURNING id, plan_id
)
INSERT INTO programmering_peilstandcijfer (plan_id, categorie, schakel, jaar, aantal, waarvan_corporatie)
SELECT bevroren.id, b.categorie, b.schakel, b.jaar, b.aantal, b.waarvan_corporatie
FROM bevroren
JOIN programmering_bijdragen(
    %(peildatum)s,
    ARRAY(SELECT p.id FROM programmering_plan p WHERE p.gemeente_id = %(gemeente)s AND p.verwijderd_op IS NULL)
) b ON b.plan_id = bevroren.plan_id
