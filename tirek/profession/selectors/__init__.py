"""What the profession floor answers."""
