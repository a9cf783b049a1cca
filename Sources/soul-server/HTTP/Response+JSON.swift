import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  static func json(_ text: String) -> Response {
    json(ByteBuffer(string: text))
  }

  static func json(_ bytes: [UInt8]) -> Response {
    json(ByteBuffer(bytes: bytes))
  }

  static func json(_ body: ByteBuffer) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "application/json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
      ],
      body: ResponseBody(byteBuffer: body))
  }

  static let success = json(#"{"success":true}"#)
}
