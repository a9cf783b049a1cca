/// The exported objects and the paths that lead to them.
struct ObjectTree {
  private var objects: [ObjectPath: ExportedObject] = [:]

  subscript(path: ObjectPath) -> ExportedObject? { objects[path] }

  var all: [ExportedObject] { objects.values.sorted { $0.path < $1.path } }

  mutating func insert(_ object: ExportedObject) {
    precondition(objects[object.path] == nil, "\(object.path) is exported already")
    objects[object.path] = object
  }

  mutating func remove(_ path: ObjectPath) -> ExportedObject? {
    objects.removeValue(forKey: path)
  }

  /// The names of the nodes right below `path`, sorted: objects and what leads to objects.
  func children(of path: ObjectPath) -> [String] {
    let prefix = path.rawValue == "/" ? "/" : path.rawValue + "/"
    var names: Set<Substring> = []
    for path in objects.keys
    where path.rawValue.utf8.count > prefix.utf8.count && path.rawValue.hasPrefix(prefix) {
      names.insert(path.rawValue.dropFirst(prefix.count).prefix { $0 != "/" })
    }
    return names.sorted().map(String.init)
  }

  /// Whether there is a node at `path`: an object, the root, or what leads to an object.
  func hasNode(at path: ObjectPath) -> Bool {
    objects[path] != nil || path.rawValue == "/" || !children(of: path).isEmpty
  }

  /// The nearest object manager above `path`.
  func manager(of path: ObjectPath) -> ExportedObject? {
    var above = path.parent
    while let current = above {
      if let object = objects[current], object.isObjectManager { return object }
      above = current.parent
    }
    return nil
  }

  /// The objects that `manager` has told of, sorted by path.
  func objects(managedBy manager: ExportedObject) -> [ExportedObject] {
    all.filter { $0.isAnnounced && self.manager(of: $0.path) === manager }
  }
}
