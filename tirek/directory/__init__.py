"""Places: the regions of Kazakhstan with the codes other systems use for them."""
