"""How fast a record is built, beside the bare language pipeline on the same text."""
