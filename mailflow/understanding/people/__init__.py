"""Who is spoken of, and who of them comes."""
