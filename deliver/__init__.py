"""Clean petitions go out, once: units, routing, legal clock, webhook and folder drop."""
