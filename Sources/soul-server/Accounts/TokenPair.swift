/// What a sign-in and a refresh answer with.
struct TokenPair {
  let access: String
  let refresh: String
  /// Of the access token, seconds.
  let lifetime: Int64

  var json: String {
    """
    {"access_token":"\(access)","refresh_token":"\(refresh)","token_type":"Bearer","expires_in":\(lifetime)}
    """
  }
}
