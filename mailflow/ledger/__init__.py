"""What was booked, said and sent: one transaction a mail, in SQLite or PostgreSQL."""
