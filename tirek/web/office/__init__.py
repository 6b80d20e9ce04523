"""The office's desk: numbers without names, who works where, which instruments there are."""
