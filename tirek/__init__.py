"""Tirek: the record of professional acts in social work, and the evidence of what they changed."""

__version__ = "0.1.0"
