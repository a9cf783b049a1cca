import HTTPTypes
import Hummingbird
import Library

/// An answer that says why there is no other: `{"error": …, "message": …}`.
struct APIError: HTTPResponseError {
  let status: HTTPResponse.Status
  /// For programs.
  let code: String
  /// One sentence for a person.
  let message: String
  var headers = HTTPFields()

  static func badRequest(_ message: String) -> APIError {
    APIError(status: .badRequest, code: "bad_request", message: message)
  }

  static func notFound(_ what: String) -> APIError {
    APIError(status: .notFound, code: "not_found", message: "There is no such \(what).")
  }

  static let unauthorized = APIError(
    status: .unauthorized, code: "unauthorized",
    message: "A valid access token is needed: sign in with POST /api/auth/login.",
    headers: [.wwwAuthenticate: "Bearer"])

  static let wrongPassword = APIError(
    status: .unauthorized, code: "wrong_credentials", message: "The user name or the password is wrong.")

  static let refreshRefused = APIError(
    status: .unauthorized, code: "invalid_token", message: "The refresh token is not valid: sign in again.")

  static let cursorExpired = APIError(
    status: .gone, code: "cursor_expired", message: "The cursor is not known any more: begin a full sync.")

  static let keyReused = APIError(
    status: .unprocessableContent, code: "key_reused",
    message: "This Idempotency-Key was used for another request.")

  static let preconditionFailed = APIError(
    status: .preconditionFailed, code: "precondition_failed",
    message: "The file is not the one that is meant.")

  /// The connection ends with it: what is left of the body is not worth reading.
  static let tooLarge = APIError(
    status: .contentTooLarge, code: "too_large",
    message: "A request's body has at most \(ConnectionLimits.body) bytes.", headers: [.connection: "close"])

  static let headersTooLarge = APIError(
    status: .requestHeaderFieldsTooLarge, code: "headers_too_large",
    message:
      "A request has at most \(ConnectionLimits.headerCount) headers, of \(ConnectionLimits.headers) bytes together.",
    headers: [.connection: "close"])

  static let malformed = APIError(
    status: .badRequest, code: "bad_request", message: "This is not HTTP/1.1 (RFC 9112).",
    headers: [.connection: "close"])

  static func tooManyAttempts(retryAfter seconds: Int) -> APIError {
    APIError(
      status: .tooManyRequests, code: "too_many_attempts",
      message: "Too many attempts to sign in: wait \(seconds) s.", headers: [.retryAfter: String(seconds)])
  }

  func response(from request: Request, context: some RequestContext) -> Response {
    response
  }

  /// The answer's body.
  var text: String { "{\"error\":\(JSONText.quoted(code)),\"message\":\(JSONText.quoted(message))}" }

  var response: Response {
    var answer = Response.json(text)
    answer.status = status
    for field in headers { answer.headers.append(field) }
    return answer
  }
}

extension HTTPField.Name {
  static let idempotencyKey = HTTPField.Name(validated: "Idempotency-Key")
  static let soulQuality = HTTPField.Name(validated: "Soul-Quality")

  /// - Parameter name: one of ours, made of letters and hyphens.
  private init(validated name: String) {
    guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
    self = field
  }
}
