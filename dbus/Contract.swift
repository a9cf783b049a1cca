/// The published contract: the interface XML as embedded text.
public enum Contract {}
