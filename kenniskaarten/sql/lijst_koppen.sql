-- Not the ORM: these texts stand in the code and in no table.
WITH gevraagd AS (
    SELECT string_agg(NULLIF(to_tsquery(config::regconfig, vraag)::text, ''), ' | ')::tsquery AS vraag
    FROM unnest(%(vragen)s::text[], %(talen)s::text[]) AS v (vraag, config)
)
SELECT nummer::int AS nummer, ts_headline('dutch', tekst, COALESCE(vraag, ''), %(opties)s) AS kop
FROM unnest(%(teksten)s::text[]) WITH ORDINALITY AS t (tekst, nummer) CROSS JOIN gevraagd;
