/// An interface as an object tells of it.
struct IntrospectedInterface: Hashable {
  struct Argument: Hashable {
    /// Empty where the object gives none.
    let name: String
    let type: String
  }

  struct Member: Hashable {
    let name: String
    /// What goes in; of a signal, what comes.
    var arguments: [Argument] = []
    /// What comes back.
    var results: [Argument] = []
  }

  struct Property: Hashable {
    let name: String
    let type: String
    /// `read`, `write` or `readwrite`.
    let access: String
  }

  let name: String
  var methods: [Member] = []
  var signals: [Member] = []
  var properties: [Property] = []
}
