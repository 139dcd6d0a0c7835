"""One module for each family of formats: bytes → reports, refusals, and things that must be looked at for themselves."""
