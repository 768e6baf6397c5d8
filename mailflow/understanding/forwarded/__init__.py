"""A request that is handed on, and the words above it."""
