"""The files an office writes: one for the service, one an event. Read, checked, and told plainly what is wrong."""
