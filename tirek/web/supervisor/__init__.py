"""The supervisor's desk: what waits for a decision, who carries how much, who opened a file."""
