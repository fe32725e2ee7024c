"""Lists of children from a council's own systems: read, understood, and freed of names at the door."""
