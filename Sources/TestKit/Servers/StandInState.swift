import Foundation

/// What a stand-in server has and does.
public struct StandInState: Sendable {
  public var dialect: StandInServer.Dialect
  public var tracks: [StandInTrack] = []
  /// The bytes of every track.
  public var content: [UInt8] = []
  /// By their ids, the ids of their tracks.
  public var playlists: [String: [String]] = [:]
  /// How many tracks a page of the legacy server has at most.
  public var maximumPage = Int.max
  /// `exp` − `iat` of the access tokens that are given out, seconds.
  public var accessLifetime = 3_600
  /// Whether a refresh gives out another refresh token, and takes the old one no more.
  public var rotates = false
  public var refusesRefresh = false
  /// Tokens that are taken.
  public private(set) var accessTokens: Set<String> = []
  public private(set) var refreshTokens: Set<String> = []
  private var lastToken = 0
  var interceptor: (@Sendable (ReceivedRequest) -> ScriptedReply?)?

  init(dialect: StandInServer.Dialect) {
    self.dialect = dialect
  }

  /// Takes no access token any more that was given out so far.
  public mutating func revokeAccess() {
    accessTokens = []
  }

  mutating func reply(to request: ReceivedRequest) -> ScriptedReply {
    let parts = request.path.split(separator: "/").map { String($0).removingPercentEncoding ?? "" }
    switch parts {
    case ["api", "health"]: return .json(#"{"status":"ok","version":"1.0"}"#)
    case ["api", "auth", "login"]: return logIn(request)
    case ["api", "auth", "refresh"]: return refresh(request)
    default: break
    }
    guard let token = request.header("Authorization"), accessTokens.contains(String(token.dropFirst(7)))
    else {
      return .status(401)
    }
    return content(of: parts, request)
  }

  private mutating func logIn(_ request: ReceivedRequest) -> ScriptedReply {
    let sent = members(request)
    guard sent["username"] == StandInServer.username, sent["password"] == StandInServer.password else {
      return .json(#"{"error":"unauthorized","message":"wrong"}"#, status: 401)
    }
    return tokens(refresh: makeToken(kind: "refresh", lifetime: 90 * 86_400))
  }

  private mutating func refresh(_ request: ReceivedRequest) -> ScriptedReply {
    guard let used = members(request)["refresh_token"], refreshTokens.contains(used), !refusesRefresh else {
      return .status(401)
    }
    guard rotates else { return tokens(refresh: nil) }
    refreshTokens.remove(used)
    return tokens(refresh: makeToken(kind: "refresh", lifetime: 90 * 86_400))
  }

  private mutating func tokens(refresh: String?) -> ScriptedReply {
    let access = makeToken(kind: "access", lifetime: accessLifetime)
    accessTokens.insert(access)
    if let refresh { refreshTokens.insert(refresh) }
    let expiry = dialect == .soul ? #","expires_in":\#(accessLifetime)"# : ""
    let rotated = refresh.map { #","refresh_token":"\#($0)""# } ?? ""
    return .json(#"{"access_token":"\#(access)","token_type":"Bearer"\#(expiry)\#(rotated)}"#)
  }

  /// A JWT by a clock that is years off: only the distance of its times means something.
  private mutating func makeToken(kind: String, lifetime: Int) -> String {
    lastToken += 1
    let claims = #"{"sub":"1","iat":1000,"exp":\#(1_000 + lifetime),"token_type":"\#(kind)"}"#
    func encoded(_ text: String) -> String {
      Data(text.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-").replacing(
        "/", with: "_")
    }
    return "\(encoded(#"{"alg":"HS256"}"#)).\(encoded(claims)).canary-\(kind)-\(lastToken)"
  }

  private func members(_ request: ReceivedRequest) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(request.body))) ?? [:]
  }
}
