/// What a test's surroundings can fail at.
public enum TestKitError: Error {}
