/// A part of a list, and how long the whole list is.
struct Page {
  var records: [Record]
  let total: UInt64
}
