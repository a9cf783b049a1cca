/// Where the token of a server is.
enum TokenState: String {
  case none, unread, session, stored
}
