"""The desk of whoever takes a call: is this person known, who asks for what, who belongs to the family."""
