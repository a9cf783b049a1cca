import Testing

@testable import Servers

@Suite struct SecretTests {
  @Test func `A secret shows itself to nobody`() {
    let secret = Secret("canary")
    let token = AccessToken(secret, lifetime: nil, received: .now)
    var dumped = ""
    dump(secret, to: &dumped)
    dump(token, to: &dumped)
    dump([secret], to: &dumped)

    for text in [dumped, "\(secret)", "\(token)", String(reflecting: secret), String(reflecting: [token])] {
      #expect(!text.contains("canary"))
    }
  }
}
