"""Names of persons and firms, wherever they stand in a mail."""
