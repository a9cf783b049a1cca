import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
  /// The whole body, as one JSON object.
  func object() async throws -> (JSONObject, body: [UInt8]) {
    let body = try await bytes()
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.value(body)
    } catch {
      throw APIError.badRequest("The body is not valid JSON: \(error.message)")
    }
    guard case .object(let object) = value else {
      throw APIError.badRequest("The body has to be a JSON object.")
    }
    return (object, body)
  }

  /// The whole body.
  func bytes() async throws -> [UInt8] {
    if let length = headers[.contentLength].flatMap({ Int64($0) }), length > ConnectionLimits.body {
      throw APIError.tooLarge
    }
    do {
      return Array(buffer: try await body.collect(upTo: ConnectionLimits.body))
    } catch is NIOTooManyBytesError {
      throw APIError.tooLarge
    }
  }

  /// A value of the query, with its percent encoding and `+` taken back; `nil` where it is not there.
  func queryValue(_ name: String) throws -> String? {
    for pair in (uri.query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts[0] == name else { continue }
      guard parts.count == 2 else { return "" }
      guard let value = PercentEncoding.decoded(parts[1]) else {
        throw APIError.badRequest("\(name) is not valid percent-encoded UTF-8.")
      }
      return value
    }
    return nil
  }

  /// A number of the query within a range; one above it counts as its end.
  func queryNumber(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws -> Int {
    guard let text = try queryValue(name) else { return fallback }
    guard let number = Int(text), number >= range.lowerBound else {
      throw APIError.badRequest("\(name) has to be a whole number from \(range.lowerBound) on.")
    }
    return min(number, range.upperBound)
  }
}

extension ServerContext {
  /// An id of the path. What is no number is no id of ours: nothing of a path ever names a file.
  func id(_ name: String, of what: String) throws -> Int64 {
    guard let text = parameters.get(name), let id = NumericID.value(text) else {
      throw APIError.notFound(what)
    }
    return id
  }
}
