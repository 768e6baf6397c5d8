"""Mails written by hand, with the facts each one states, to measure the reading by."""
