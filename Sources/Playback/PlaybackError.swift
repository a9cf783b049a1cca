/// What can go wrong in this module.
public enum PlaybackError: Error {}
