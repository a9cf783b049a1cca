"""A seeded fuzzer of the whole bus surface, as live introspection tells it."""
