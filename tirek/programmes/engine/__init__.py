"""Plain Python: the schema of a pack, and instruments compiled and answered."""
