"""Words become facts: candidates, roles, confidence, and the accept-or-review policy. No I/O."""
