"""Second reading: who may read, what is chosen, how two readings compare."""
