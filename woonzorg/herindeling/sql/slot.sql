-- Not the ORM: it has no advisory locks. Two herindelingen at once could move the same plans to two places.
SELECT pg_advisory_xact_lock(hashtext('herindeling'))
