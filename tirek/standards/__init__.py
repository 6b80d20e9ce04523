"""Practice standards: what is known about a case goes in, duties come out. No tables, no Django, no clock."""
