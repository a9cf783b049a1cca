"""The rules of the bus: the D-Bus specification's standard interfaces, messages and errors, and dbus/*.xml.

The client is the bare one of `wire`: it sends what no library would.
"""
