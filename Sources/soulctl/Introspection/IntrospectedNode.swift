/// What an object says that it has: its interfaces, and the objects below it.
struct IntrospectedNode: Hashable {
  var interfaces: [IntrospectedInterface] = []
  /// Relative names.
  var children: [String] = []
}
