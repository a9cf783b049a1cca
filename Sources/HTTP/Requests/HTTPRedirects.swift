/// What becomes of an answer that sends the request elsewhere (RFC 9110 §15.4).
public enum HTTPRedirects: Hashable, Sendable {
  /// It is an error. The rule for all that carries a credential.
  case refused
  /// It is followed, at most five times, and never from `https` to `http`. On the way to another origin (scheme, host
  /// or port) the request keeps only headers that say nothing about who asks; one with a body does not go there.
  case followed
}
