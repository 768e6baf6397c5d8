"""A second opinion on what the rules read, and how sure a reading is."""
