import Testing

@testable import Servers

@Suite struct JSONReaderTests {
  private func text(_ json: String) throws -> String? {
    var reader = JSONReader(Array(json.utf8))
    let text = try reader.text()
    try reader.finish()
    return text
  }

  @Test(arguments: [
    (#""a""#, "a"), (#"  "" "#, ""), (#""\u00e4\n\"\\\/""#, "ä\n\"\\/"), (#""\ud83c\udfb5""#, "🎵"),
    (#""\ud83c""#, "\u{FFFD}"), (#""\ud83cx""#, "\u{FFFD}x"), (#""\ud83c\u0041""#, "\u{FFFD}A"),
    (#""\udfb5""#, "\u{FFFD}"), ("17", "17"), ("-3.5e2", "-3.5e2"), ("\u{FEFF}\"a\"", "a"),
  ])
  func `Text is read`(json: String, expected: String) throws {
    #expect(try text(json) == expected)
  }

  @Test(arguments: ["null", "true", "false", "{}", "[]", #"{"a":[1,{"b":"]}"}],"c":null}"#, #"["\"]"]"#])
  func `What is no text is passed over`(json: String) throws {
    #expect(try text(json) == nil)
  }

  @Test(arguments: [
    "", " ", "\"", "\"a", "\"\\", "\"\\u12", "\"\\x\"", "\"\\u00g0\"", "\"\\u００00\"", "nul", "tru", "nope",
    "[", "[1", "{\"a\"",
    "{\"a\":", "]", ",", ":", "\"a\" \"b\"", "1 2", "{}{}",
  ])
  func `What is broken is an error`(json: String) {
    #expect(throws: JSONDefect.self) { try text(json) }
  }

  @Test func `Bytes that are no UTF-8 are repaired`() throws {
    var reader = JSONReader([0x22, 0x61, 0xFF, 0x62, 0xC3, 0x22])

    #expect(try reader.text() == "a\u{FFFD}b\u{FFFD}")
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `Nesting beyond all reason is an error and costs no stack`(open: String) {
    #expect(throws: JSONDefect.self) { try text(String(repeating: open, count: 100_000)) }
  }

  @Test func `Nesting within reason is passed over`() throws {
    let depth = JSONReader.maximumDepth
    #expect(try text(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)) == nil)
  }

  @Test(arguments: [
    ("12", 12), ("-12", -12), ("\"12\"", 12), ("3.0", 3), ("1e3", 1_000), ("9223372036854775807", Int64.max),
    ("9223372036854775808", nil), ("1e300", nil), ("3.5", nil), ("\"x\"", nil), ("null", nil), ("[1]", nil),
    ("--1", nil),
    ("-", nil),
  ])
  func `Whole numbers are read in each writing`(json: String, expected: Int64?) throws {
    var reader = JSONReader(Array(json.utf8))

    #expect(try reader.integer() == expected)
    try reader.finish()
  }

  @Test(
    arguments: [("1e999", nil), ("\"nan\"", nil), ("\"2.5\"", 2.5), ("0", 0), ("{}", nil)]
      as [(String, Double?)])
  func `Numbers are finite`(json: String, expected: Double?) throws {
    var reader = JSONReader(Array(json.utf8))

    #expect(try reader.real() == expected)
  }

  @Test(
    arguments: [("true", true), ("0", false), ("\"true\"", true), ("2", nil), ("null", nil)]
      as [(String, Bool?)])
  func `Truth is read in each writing`(json: String, expected: Bool?) throws {
    var reader = JSONReader(Array(json.utf8))

    #expect(try reader.boolean() == expected)
  }

  @Test(arguments: [
    #"{"a" 1}"#, #"{"a":1 "b":2}"#, #"{a:1}"#, #"{"a":1,}"#, #"{,}"#, #"{"a":}"#, #"{"a":1]"#,
  ])
  func `An object that is none is an error`(json: String) {
    var reader = JSONReader(Array(json.utf8))

    #expect(throws: JSONDefect.self) {
      _ = try reader.enterObject()
      while try reader.nextKey() != nil { try reader.skip() }
    }
  }

  @Test func `Objects and arrays within one another are left where they end`() throws {
    var reader = JSONReader(Array(#"{"a":[{"b":1},{}],"c":2}"#.utf8))
    var seen: [String] = []
    #expect(try reader.enterObject())
    while let key = try reader.nextKey() {
      seen.append(key)
      guard key == "a", try reader.enterArray() else {
        try reader.skip()
        continue
      }
      while try reader.nextElement() {
        #expect(try reader.enterObject())
        while let inner = try reader.nextKey() {
          seen.append(inner)
          try reader.skip()
        }
      }
    }
    try reader.finish()
    #expect(seen == ["a", "b", "c"])
  }
}
