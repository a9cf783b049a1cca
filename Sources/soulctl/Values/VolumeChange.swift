import ArgumentParser

/// What `volume` does, in percent.
enum VolumeChange: Hashable {
  /// 0…100.
  case to(Int)
  /// −100…100.
  case by(Int)

  /// - Parameter volume: 0…1.
  /// - Returns: 0…1, in whole percent.
  func applied(to volume: Double) -> Double {
    switch self {
    case .to(let percent): Double(percent) / 100
    case .by(let percent): Double(min(100, max(0, Self.percent(of: volume) + percent))) / 100
    }
  }

  static func percent(of volume: Double) -> Int {
    guard volume.isFinite else { return 0 }
    return Int((min(1, max(0, volume)) * 100).rounded())
  }
}

extension VolumeChange: ExpressibleByArgument {
  init?(argument: String) {
    let digits = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
    let isRelative = digits.hasPrefix("+") || digits.hasPrefix("-")
    guard let percent = Int(digits), (-100...100).contains(percent) else { return nil }
    self = isRelative ? .by(percent) : .to(percent)
  }
}
