/// Which part of a list is asked for.
struct ListPart {
  var limit: Int
  var offset: Int

  /// Only to know whether there is anything, and how much.
  static let first = ListPart(limit: 1, offset: 0)
}
