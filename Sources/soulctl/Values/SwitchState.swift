import ArgumentParser

/// On or off.
enum SwitchState: String, CaseIterable, ExpressibleByArgument {
  case on, off
}
