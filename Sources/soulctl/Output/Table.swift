/// Rows in columns, each as wide as its widest cell; on a terminal no line is longer than the screen: what doesn't fit
/// however short its columns are ends with an ellipsis.
struct Table {
  struct Column {
    let title: String
    /// Numbers and times stand at the right.
    var isNumeric = false
    /// Gives way, with an ellipsis, where the screen is too narrow.
    var isFlexible = false
  }

  /// A flexible column keeps this many columns as long as there are as many.
  private static let narrowest = 8
  private static let gap = "  "

  let columns: [Column]
  private(set) var rows: [[String]] = []
  /// The index of the row that stands out, as the current track does.
  var emphasis: Int?

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// - Parameter cells: one a column; control characters are made visible.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has a cell for each column")
    rows.append(cells.map(VisibleText.of))
  }

  /// - Parameters:
  ///   - width: columns of the screen; `nil` where nothing has to be clipped.
  ///   - style: how title line and emphasis are set off.
  func lines(width: Int?, style: Style) -> [String] {
    let widths = fitted(naturalWidths(), into: width)
    func line(_ cells: [String]) -> String {
      let line = joined(cells, widths)
      return width.map { DisplayWidth.clip(line, to: max(1, $0)) } ?? line
    }
    return [style.dim(line(columns.map(\.title)))]
      + rows.enumerated().map { index, cells in
        index == emphasis ? style.bold(line(cells)) : line(cells)
      }
  }

  private func naturalWidths() -> [Int] {
    columns.indices.map { index in
      rows.reduce(DisplayWidth.columns(of: columns[index].title)) {
        max($0, DisplayWidth.columns(of: $1[index]))
      }
    }
  }

  /// Takes what is too much from the widest flexible column, again and again, so that short columns stay whole.
  private func fitted(_ natural: [Int], into width: Int?) -> [Int] {
    guard let width else { return natural }
    var widths = natural
    var excess = natural.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
    while excess > 0 {
      let flexible = columns.indices.filter { columns[$0].isFlexible && widths[$0] > Self.narrowest }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func joined(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let clipped = DisplayWidth.clip(cell, to: widths[index])
      if index > 0 { line += Self.gap }
      if columns[index].isNumeric {
        line += DisplayWidth.padLeft(clipped, to: widths[index])
      } else {
        line += DisplayWidth.pad(clipped, to: widths[index])
      }
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
