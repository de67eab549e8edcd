"""How the span finder was made."""
