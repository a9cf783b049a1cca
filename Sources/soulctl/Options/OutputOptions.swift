import ArgumentParser
import FoundationEssentials

/// What every command takes.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print JSON, whose keys stay the same from version to version.")
  var json = false

  var console: Console {
    Console(isJSON: json, environment: ProcessInfo.processInfo.environment)
  }
}
