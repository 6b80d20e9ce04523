"""Who may do what, where, and the proof of what was done. Knows no case: floors above register their reach."""
