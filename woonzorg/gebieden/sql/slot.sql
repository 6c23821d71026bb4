-- Not the ORM: it has no advisory locks. Two loads at once would trip over each other's new rows.
SELECT pg_advisory_xact_lock(hashtext('gebieden.laad_gebieden'))
