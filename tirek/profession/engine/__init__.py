"""Rules of the profession, plain Python."""
