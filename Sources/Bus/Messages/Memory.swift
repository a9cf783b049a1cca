import CDBus

/// Where each result of libdbus ends that is false for want of memory and for nothing else.
func requireMemory(_ result: dbus_bool_t) {
  if result == 0 { outOfMemory() }
}

/// Nothing of this process works without memory: Swift's own allocations end it, too.
func outOfMemory() -> Never {
  fatalError("libdbus ran out of memory")
}
