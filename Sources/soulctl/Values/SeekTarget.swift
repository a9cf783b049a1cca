import ArgumentParser

/// Where `seek` goes.
enum SeekTarget: Hashable {
  /// Microseconds from the current position.
  case relative(Int64)
  /// Microseconds from the track's beginning.
  case absolute(Int64)
}

extension SeekTarget: ExpressibleByArgument {
  init?(argument: String) {
    switch argument.first {
    case "+":
      guard let offset = TimeText.microseconds(of: argument.dropFirst()) else { return nil }
      self = .relative(offset)
    case "-":
      guard let offset = TimeText.microseconds(of: argument.dropFirst()) else { return nil }
      self = .relative(-offset)
    default:
      guard let position = TimeText.microseconds(of: argument) else { return nil }
      self = .absolute(position)
    }
  }
}
