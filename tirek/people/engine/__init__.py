"""Rules about names, identification numbers and half-known dates. Plain Python: no Django, no database."""
