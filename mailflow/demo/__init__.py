"""A whole event played on loopback, for a newcomer to watch."""
