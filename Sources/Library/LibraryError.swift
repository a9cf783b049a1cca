/// What can go wrong in this module.
public enum LibraryError: Error {}
