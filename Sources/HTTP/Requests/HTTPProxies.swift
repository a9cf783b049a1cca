/// How a request may pass the proxy that the environment names (`http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`).
/// What goes to this machine itself passes none in any case.
public enum HTTPProxies: Hashable, Sendable {
  /// As usual: `https` in a tunnel, and plain `http` is handed to the proxy, which reads it and asks for itself.
  case allowed
  /// Only in a tunnel (RFC 9110 §9.3.6), plain `http` too: the proxy is told where to connect to, and the request is
  /// addressed to the server alone. The rule for all that carries a credential.
  case tunnelled
  /// Not at all.
  case refused
}
