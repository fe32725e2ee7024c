"""How long each class of record is kept, what holds it longer, and what goes when it is disposed of."""
