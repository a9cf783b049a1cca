/// What can go wrong in this module.
public enum AudioError: Error {}
