"""How many places a mail asks for."""
