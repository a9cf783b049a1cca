import Crypto
import NIOCore
import Testing

@testable import soul_server

@Suite("Values")
struct ValueTests {
  @Test("Times are written as HTTP wants them")
  func dates() {
    #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.text(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
    #expect(HTTPDate.text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
    #expect(HTTPDate.text(4_107_542_399) == "Sun, 28 Feb 2100 23:59:59 GMT")
    #expect(HTTPDate.text(-1) == "Thu, 01 Jan 1970 00:00:00 GMT")
  }

  @Test("Times are read as HTTP writes them, and nothing else is taken for one")
  func datesRead() {
    for time in [0, 784_111_777, 951_782_400, 1_709_164_800, 4_107_542_399] as [Int64] {
      #expect(HTTPDate.time(HTTPDate.text(time)) == time)
    }
    for wrong in [
      "", "yesterday", "784111777", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 31 Jun 1994 08:49:37 GMT",
      "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:60 GMT",
      "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
    ] {
      #expect(HTTPDate.time(wrong) == nil, "\(wrong)")
    }
  }

  @Test("A network is an IPv4 address, or 64 bits of an IPv6 address, however it is written")
  func networks() throws {
    func network(_ address: String) throws -> ClientNetwork {
      ClientNetwork(try SocketAddress(ipAddress: address, port: 1))
    }
    #expect(try network("192.0.2.1") == network("192.0.2.1"))
    #expect(try network("192.0.2.1") != network("192.0.2.2"))
    #expect(try network("::ffff:192.0.2.1") == network("192.0.2.1"))
    #expect(try network("2001:db8::1") == network("2001:db8::a:b:c:d"))
    #expect(try network("2001:db8:0:0:1::") == network("2001:db8::1"))
    #expect(try network("2001:db8:0:1::1") != network("2001:db8::1"))
  }

  @Test("Query values are decoded, or refused")
  func percentEncoding() {
    #expect(PercentEncoding.decoded("a+b%20c%C3%A4") == "a b cä")
    #expect(PercentEncoding.decoded("%") == nil)
    #expect(PercentEncoding.decoded("%4") == nil)
    #expect(PercentEncoding.decoded("%zz") == nil)
    #expect(PercentEncoding.decoded("%ff") == nil)
    #expect(PercentEncoding.encoded("ä \"\r\n.flac") == "%C3%A4%20%22%0D%0A.flac")
  }

  @Test("JSON is read to the letter")
  func json() throws {
    let text = #" {"a":[1,-2.5e1,true,null,"\u00e4\ud83d\ude00\n"],"b":9223372036854775808} "#
    #expect(
      try JSONReader.value(Array(text.utf8))
        == .object([
          "a": .array([.integer(1), .number(-25), .bool(true), .null, .string("ä😀\n")]),
          "b": .number(9_223_372_036_854_775_808),
        ]))
    #expect(throws: JSONError.duplicateKey("a")) { try JSONReader.value(Array(#"{"a":1,"a":1}"#.utf8)) }
    #expect(throws: JSONError.tooDeep) { try JSONReader.value(Array(String(repeating: "[", count: 17).utf8)) }
    #expect(throws: JSONError.invalidUTF8(offset: 3)) { try JSONReader.value([0x22, 0xFF, 0x22]) }
    for wrong in [
      "", "01", "+1", "1.", ".5", "1e", "NaN", "tru", "'a'", "[1,]", "{,}", "\"\\x\"", "1 2", "\u{FEFF}1",
    ] {
      #expect(throws: JSONError.self, "\(wrong)") { try JSONReader.value(Array(wrong.utf8)) }
    }
  }

  @Test("What is written as JSON is read as it was")
  func quoting() throws {
    let text = "\"\\\u{0}\u{1F}\n/ä😀\u{2028}"
    #expect(try JSONReader.value(Array(JSONText.quoted(text).utf8)) == .string(text))
  }

  @Test("A cursor comes back as it was, and only to its own database")
  func cursors() {
    let identity = [UInt8](repeating: 1, count: 32)
    for place in [SyncCursor.Place.first(after: 5, end: .max), .finished(after: 0)] {
      let text = SyncCursor(place).text(identity: identity)
      #expect(SyncCursor(text, identity: identity)?.place == place)
      #expect(SyncCursor(text, identity: [UInt8](repeating: 2, count: 32)) == nil)
    }
  }

  @Test("Guesses cost more and more, up to five minutes, and a success ends that")
  func limiter() throws {
    var limiter = LoginLimiter()
    let home = ClientNetwork(try SocketAddress(ipAddress: "192.0.2.1", port: 1))
    let attic = ClientNetwork(try SocketAddress(ipAddress: "192.0.2.2", port: 1))
    let street = ClientNetwork(try SocketAddress(ipAddress: "192.0.2.3", port: 1))
    let now = ContinuousClock.now
    func delay(_ user: String = "anna", _ network: ClientNetwork? = nil) -> Duration? {
      limiter.delay(user: user, network: network ?? home, now: now)
    }
    for _ in 0..<4 { limiter.noteFailure(user: "anna", network: home, now: now) }
    #expect(delay() == nil)
    var delays: [Duration] = []
    for _ in 0..<12 {
      limiter.noteFailure(user: "anna", network: home, now: now)
      delays.append(delay() ?? .zero)
    }
    #expect(delays.prefix(4) == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
    #expect(delays.last == .seconds(300))
    #expect(delay("anna", attic) == nil)
    limiter.noteSuccess(user: "anna", network: home)
    #expect(delay() == nil)
    for _ in 0..<20 { limiter.noteFailure(user: "", network: street, now: now) }
    #expect(delay("anna", street) != nil)
  }

  @Test("A password is known again, and no other one")
  func passwords() throws {
    let hash = try PasswordHash(password: Array("secret".utf8))
    let again = try #require(PasswordHash(stored: hash.stored))
    #expect(again.matches(Array("secret".utf8)))
    #expect(!again.matches(Array("Secret".utf8)))
    #expect(!again.matches([]))
    #expect(PasswordHash(stored: "scrypt:1:1") == nil)
    #expect(!hash.stored.contains("secret"))
  }
}
