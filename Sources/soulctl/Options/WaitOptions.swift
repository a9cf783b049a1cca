import ArgumentParser

/// Whether a command waits for what it has started.
struct WaitOptions: ParsableArguments {
  @Flag(
    name: .customLong("wait"), inversion: .prefixedNo,
    help: "Wait for the end; otherwise print the operation and return.")
  var isWanted = true
}
