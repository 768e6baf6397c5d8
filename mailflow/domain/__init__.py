"""What a registration desk talks about: events, bookings, places, letters. Frozen values."""
