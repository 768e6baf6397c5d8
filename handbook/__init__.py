"""Pages of the documentation that are written from the code itself: what is added there appears here."""
