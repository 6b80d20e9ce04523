"""Pages, by the desk of the person who uses them."""
