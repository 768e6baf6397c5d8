"""Whose wish each session is, and how it ranks beside others."""
