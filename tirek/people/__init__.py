"""People and families: who they are, how their names are written, who belongs to whom and since when."""
