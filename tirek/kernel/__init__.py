"""Plain Python that every floor may use: the clock, identifiers, periods, problems. No Django here."""
