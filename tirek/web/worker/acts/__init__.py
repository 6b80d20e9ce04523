"""The acts on a case that are done from a form of their own."""
