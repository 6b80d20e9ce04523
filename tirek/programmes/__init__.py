"""Programmes as data: packs, and the instruments they use, in versions that never change."""
