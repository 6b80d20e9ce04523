"""Django's PostgreSQL backend with a current user, and the embedded server."""
