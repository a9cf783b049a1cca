import Foundation

/// The order that people put names in: case and accents aside, numbers by value (`2` before `10`).
enum NaturalOrder {
  private static let options: String.CompareOptions = [
    .caseInsensitive, .diacriticInsensitive, .widthInsensitive, .numeric,
  ]

  /// Whether `left` comes before `right`; names that differ only in case or accents keep one order, too.
  static func areInOrder(_ left: String, _ right: String) -> Bool {
    switch left.compare(right, options: options) {
    case .orderedAscending: true
    case .orderedDescending: false
    case .orderedSame: left < right
    }
  }
}
