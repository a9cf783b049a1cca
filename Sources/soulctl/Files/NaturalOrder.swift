/// The order that people put names in: case and accents aside, numbers by value (`2` before `10`).
///
/// Foundation compares so, too, but with ICU's data, which would make this program four times as large.
enum NaturalOrder {
  /// Whether `left` comes before `right`; names that differ only in case or accents keep one order, too.
  static func areInOrder(_ left: String, _ right: String) -> Bool {
    var leftRest = folded(left)[...]
    var rightRest = folded(right)[...]
    while let leftFirst = leftRest.first, let rightFirst = rightRest.first {
      if isDigit(leftFirst), isDigit(rightFirst) {
        let leftNumber = takeNumber(&leftRest)
        let rightNumber = takeNumber(&rightRest)
        if leftNumber.count != rightNumber.count { return leftNumber.count < rightNumber.count }
        if leftNumber != rightNumber { return leftNumber.lexicographicallyPrecedes(rightNumber) }
      } else if leftFirst != rightFirst {
        return leftFirst < rightFirst
      } else {
        leftRest.removeFirst()
        rightRest.removeFirst()
      }
    }
    if leftRest.isEmpty != rightRest.isEmpty { return leftRest.isEmpty }
    return left < right
  }

  /// Lower case, without marks; a Latin letter that has its mark in it as the letter alone.
  private static func folded(_ text: String) -> [Unicode.Scalar] {
    text.lowercased().unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }.map(
      baseLetter)
  }

  private static func baseLetter(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    let family = "LATIN SMALL LETTER "
    guard !scalar.isASCII, let name = scalar.properties.name, name.hasPrefix(family) else { return scalar }
    let words = name.dropFirst(family.count).split(separator: " ")
    guard words.count > 1, words[1] == "WITH", words[0].unicodeScalars.count == 1 else { return scalar }
    return words[0].lowercased().unicodeScalars.first ?? scalar
  }

  /// The digits of a number, without leading zeros.
  private static func takeNumber(_ rest: inout ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    let number = rest.prefix(while: isDigit)
    rest = rest.dropFirst(number.count)
    return number.drop { $0 == "0" }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }
}
