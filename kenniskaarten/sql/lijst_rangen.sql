-- Not the ORM: these texts stand in the code and in no table.
WITH gevraagd AS (
    SELECT n, to_tsquery(config::regconfig, vraag) AS vraag
    FROM unnest(%(vragen)s::text[], %(talen)s::text[]) WITH ORDINALITY AS v (vraag, config, n)
),
lijst AS (
    SELECT nummer,
           setweight(to_tsvector('dutch', titel), 'A') || setweight(to_tsvector('dutch', tekst), 'B') AS zoek
    FROM unnest(%(titels)s::text[], %(teksten)s::text[]) WITH ORDINALITY AS t (titel, tekst, nummer)
)
SELECT nummer::int AS nummer, array_agg(ts_rank(%(gewichten)s::real[], zoek, vraag) ORDER BY n) AS rangen
FROM lijst CROSS JOIN gevraagd
GROUP BY nummer
HAVING bool_or(zoek @@ vraag);
