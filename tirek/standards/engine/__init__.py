"""Plain Python: the working calendar, the facts of a case, the rule verbs, findings and their words."""
