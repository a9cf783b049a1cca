/// What can go wrong in this module.
public enum BusError: Error {}
