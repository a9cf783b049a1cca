/// One numbered step of a schema.
public struct Migration: Sendable {}
