"""Pages about a family: who belongs to it, how they are related, what ties it to the world, as words and pictures."""
