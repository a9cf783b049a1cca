/// Bold and dim text where it is wanted, plain text elsewhere.
struct Style {
  let isColoured: Bool

  func bold(_ text: String) -> String { wrap(text, in: "1") }
  func dim(_ text: String) -> String { wrap(text, in: "2") }
  func red(_ text: String) -> String { wrap(text, in: "31") }

  private func wrap(_ text: String, in code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
