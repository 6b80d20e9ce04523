"""Data for research: what may be asked for, how it is coarsened, how that is measured, marked and explained."""
