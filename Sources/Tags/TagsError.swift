/// What can go wrong in this module.
public enum TagsError: Error {}
