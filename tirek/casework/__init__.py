"""One family's case: from the call to the follow-up. The acts are the only writers."""
