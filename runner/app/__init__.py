"""The use cases: what can be done with flows and requests. They print nothing, and ask only through a Person."""
