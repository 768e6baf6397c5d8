"""Commands: thin, one file a group."""
