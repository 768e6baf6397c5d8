"""Joins the stages: take in a mail, send what waits, remind, digest, summarize."""
