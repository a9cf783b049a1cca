import Glibc
import Synchronization

/// One call of `posix_spawn`, one at a time: a pipe closes on exec only once it was told to, and a program started in
/// between would hold it open.
struct SpawnRequest {
  let path: String
  let arguments: [String]
  let environment: [String: String]
  let directory: String?

  private static let spawning = Mutex(())

  /// Runs what opens a descriptor and then marks it to be closed on exec.
  static func whileNothingStarts<Result>(_ body: () -> sending Result) -> sending Result {
    spawning.withLock { _ in body() }
  }

  /// - Returns: the process, and our ends of its three pipes.
  /// - Throws: `TestKitError.cannotStart`.
  func start() throws(TestKitError) -> (process: pid_t, input: Int32, output: Int32, errors: Int32) {
    // The result carries the error out: withLock rethrows it without its type.
    try Self.spawning.withLock { _ in Result { () throws(TestKitError) in try spawn() } }.get()
  }

  private func spawn() throws(TestKitError) -> (process: pid_t, input: Int32, output: Int32, errors: Int32) {
    let (inputRead, inputWrite) = try pipe()
    let (outputRead, outputWrite) = try pipe()
    let (errorRead, errorWrite) = try pipe()
    defer { for descriptor in [inputRead, outputWrite, errorWrite] { close(descriptor) } }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, number) in [(inputRead, 0), (outputWrite, 1), (errorWrite, 2)] as [(Int32, Int32)] {
      posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // The standard library of C does not show Swift the call that would change the folder; env does the same.
    let program = directory == nil ? path : "/usr/bin/env"
    let prefix = directory.map { ["/usr/bin/env", "--chdir=\($0)"] } ?? []
    var argumentList = (prefix + [path] + arguments).map { strdup($0) } + [nil]
    var environmentList = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argumentList + environmentList { free(text) } }
    var process: pid_t = 0
    let result = posix_spawn(&process, program, &actions, &attributes, &argumentList, &environmentList)
    guard result == 0 else {
      for descriptor in [inputWrite, outputRead, errorRead] { close(descriptor) }
      throw .cannotStart(program: path, reason: String(cString: strerror(result)))
    }
    return (process, inputWrite, outputRead, errorRead)
  }

  private func pipe() throws(TestKitError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0,
      fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0
    else {
      throw .cannotStart(program: path, reason: "no pipe: " + String(cString: strerror(errno)))
    }
    return (ends[0], ends[1])
  }
}
