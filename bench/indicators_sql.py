"""Five definitions as somebody would write them in SQL for DuckDB alone."""

BY_HAND: dict[str, str] = {}
