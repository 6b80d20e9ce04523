"""The worker's desk: the day, the caseload, the family file and the acts on it."""
