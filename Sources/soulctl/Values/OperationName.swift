import ArgumentParser
import Bus
import Contract

/// An operation as people name it: its number, or the object path that `--no-wait` prints.
struct OperationName: Hashable, ExpressibleByArgument {
  let path: ObjectPath

  init?(argument: String) {
    let text = UInt64(argument).map(ObjectPaths.operation) ?? argument
    guard text.hasPrefix("/"), let path = ObjectPath(text) else { return nil }
    self.path = path
  }
}
