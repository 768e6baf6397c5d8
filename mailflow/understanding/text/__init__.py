"""A text laid out: its words, marks, sentences and clauses, days and hours, by the vocabulary of its language."""
