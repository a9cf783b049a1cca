import Foundation
import TestKit
import Testing

/// A system that grants the daemon no more threads: limits of the person's or the unit's (RLIMIT_NPROC, TasksMax).
@Suite(.serialized, .timeLimit(.minutes(2)))
struct ThreadShortageTests {
  /// `pthread_create` that refuses what the program itself asks for, but for the first SOUL_THREADS times, or the first
  /// time at each place in the program. Threads of libraries are granted: GLib's end the process where they are refused.
  private static let shortage = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <pthread.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static void *places[16];
    static int granted;
    static int is_refused(void *place) {
      const char *limit = getenv("SOUL_THREADS");
      int refused = 0;
      pthread_mutex_lock(&lock);
      if (limit) refused = granted >= atoi(limit);
      for (int i = 0; !limit && i < granted; i++) refused |= places[i] == place;
      if (!refused && granted < 16) places[granted++] = place;
      pthread_mutex_unlock(&lock);
      return refused;
    }
    int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
      static int (*original)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
      if (!original) original = dlsym(RTLD_NEXT, "pthread_create");
      Dl_info caller;
      void *place = __builtin_return_address(0);
      if (dladdr(place, &caller) && strstr(caller.dli_fname, "soulplayerd") && is_refused(place)) {
        static const char said[] = "a thread was refused\\n";
        (void)!write(2, said, sizeof said - 1);
        return EAGAIN;
      }
      return original(thread, attributes, start, argument);
    }
    """

  /// - Parameter threads: so many in all; `nil`: one at each place, which is one for tasks and one for the bus.
  private func launcher(_ session: PlayerSession, granting threads: Int?) async throws -> [String] {
    let source = try session.folder.write(Self.shortage.utf8, to: "shortage.c")
    let library = session.folder.path + "/shortage.so"
    try await session.output("cc", ["-shared", "-fPIC", "-o", library, source, "-ldl"])
    return ["env", "LD_PRELOAD=\(library)"] + (threads.map { ["SOUL_THREADS=\($0)"] } ?? [])
  }

  @Test("What is running goes on with the threads that it has")
  func oneThreadForTasks() async throws {
    let session = try await PlayerSession(canActivate: false)
    try await session.makeAlbum()
    let daemon = try await session.startDaemon(by: try await launcher(session, granting: nil))
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("import", session.music)
    try await session.playAlbum()
    try await session.playerctl("next")
    try await session.until(title: "Two")
    #expect(await daemon.errors.line { $0 == "a thread was refused" } != nil)
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
  }

  @Test("A start without one ends with a sentence", arguments: [0, 1])
  func noThread(threads: Int) async throws {
    let session = try await PlayerSession(canActivate: false)
    let command = try await launcher(session, granting: threads) + [try Workspace.binary("soulplayerd")]
    let result = try await session.run(command[0], Array(command.dropFirst()))
    #expect(result.exit == .status(1))
    #expect(result.errors.contains("No thread can be started: Resource temporarily unavailable"), "\(result)")
  }
}
