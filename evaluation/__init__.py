"""How good each stage is, measured on data beside the project, with floors under what has been reached."""
