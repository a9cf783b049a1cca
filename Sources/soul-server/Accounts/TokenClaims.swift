/// What a token of ours says.
struct TokenClaims: Equatable {
  enum Kind: String {
    case access, refresh
  }

  var kind: Kind
  var user: String
  /// Of the user, when it was given out.
  var epoch: Int64
  /// Unix seconds.
  var issuedAt: Int64
  /// Unix seconds.
  var expiresAt: Int64
  /// Of a refresh token: its session, and its number in it.
  var session: Int64 = 0
  var number: Int64 = 0
}
