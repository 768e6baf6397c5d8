"""What keeps a reading from being acted on, in words a secretary understands."""
