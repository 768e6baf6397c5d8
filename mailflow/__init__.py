"""mailflow takes bookings that people write to a plain mailbox."""
