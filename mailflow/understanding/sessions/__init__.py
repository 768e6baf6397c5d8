"""The words of a mail that mean a session of the event."""
