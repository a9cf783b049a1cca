/// What can go wrong in this module.
public enum ScanError: Error {}
