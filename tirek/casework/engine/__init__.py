"""Plain Python of casework: which stage a case has reached, which gates stand open."""
