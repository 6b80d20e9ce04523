"""What is done on the profession floor."""
