// swift-tools-version: 6.2
import PackageDescription

// Layers are DESIGN §2's: a target imports only what it names here, and `scripts/check-imports` holds it to that.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

// What soul-server alone needs: Hummingbird, and the parts of SwiftNIO beneath it that a file reaches the socket by.
let webServer: [Target.Dependency] = [
  .product(name: "CryptoExtras", package: "swift-crypto"),
  .product(name: "HTTPTypes", package: "swift-http-types"),
  .product(name: "Hummingbird", package: "hummingbird"),
  .product(name: "HummingbirdCore", package: "hummingbird"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
  .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
  .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]

let package = Package(
  name: "soul-player",
  products: [
    .executable(name: "soulplayerd", targets: ["soulplayerd"]),
    .executable(name: "soulctl", targets: ["soulctl"]),
    .executable(name: "soul-server", targets: ["soul-server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.1"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.0.0"),
  ],
  targets: [
    // Layer 0: C libraries, each behind one module.
    .systemLibrary(name: "CDBus", pkgConfig: "dbus-1"),
    .systemLibrary(name: "CGStreamer", pkgConfig: "gstreamer-pbutils-1.0"),
    .systemLibrary(name: "CGLib", pkgConfig: "gobject-2.0"),
    .target(
      name: "CTagLib", linkerSettings: [.linkedLibrary("tag")]),

    .target(name: "CConcurrency"),
    // These load their library when it is first needed, and are not linked to it.
    .target(name: "CCurl"),
    // The flags of libsecret's own pkg-config would link it, and GIO.
    .target(
      name: "CSecret", dependencies: ["CGLib"],
      cSettings: [.unsafeFlags(["-I/usr/include/libsecret-1"])]),

    // Layer 1: pure values and rules.
    .target(name: "Model", swiftSettings: strict),
    .target(name: "Executors", dependencies: ["CConcurrency"], swiftSettings: strict),
    .target(
      name: "Schema", path: "Schema", resources: [.embedInCode("player"), .embedInCode("server")],
      swiftSettings: strict),
    .target(
      name: "Contract", path: "dbus",
      exclude: ["org.soulplayer.service", "org.mpris.MediaPlayer2.soulplayer.service"],
      resources: [
        .embedInCode("org.mpris.MediaPlayer2.xml"), .embedInCode("org.mpris.MediaPlayer2.Player.xml"),
        .embedInCode("org.soulplayer.Library.xml"), .embedInCode("org.soulplayer.Operation.xml"),
        .embedInCode("org.soulplayer.Queue.xml"), .embedInCode("org.soulplayer.Source.xml"),
        .embedInCode("org.soulplayer.Sources.xml"),
      ], swiftSettings: strict),

    // Layer 2: one library each.
    .target(name: "Bus", dependencies: ["CDBus", "Executors", logging], swiftSettings: strict),
    .target(
      name: "Audio", dependencies: ["CGStreamer", "Executors", "Model"], swiftSettings: strict),
    .target(name: "HTTP", dependencies: ["CCurl", "Executors", logging], swiftSettings: strict),
    .target(name: "Tags", dependencies: ["CTagLib", "Model", crypto], swiftSettings: strict),
    .target(name: "Library", dependencies: ["Model", "Schema", grdb], swiftSettings: strict),
    .target(name: "Keyring", dependencies: ["CSecret", "Executors", logging], swiftSettings: strict),

    // Layer 3: what the project exists for.
    .target(
      name: "Scan", dependencies: ["Executors", "Library", "Model", "Tags", logging],
      swiftSettings: strict),
    .target(
      name: "Playback", dependencies: ["Audio", "Executors", "Library", "Model", logging],
      swiftSettings: strict),
    .target(
      name: "Servers", dependencies: ["HTTP", "Keyring", "Model", logging], swiftSettings: strict),
    .target(
      name: "Sync", dependencies: ["Executors", "Keyring", "Library", "Model", "Servers", logging, crypto],
      swiftSettings: strict),

    // Layer 4: the bus interfaces and the wiring.
    .target(
      name: "Daemon",
      dependencies: [
        "Audio", "Bus", "Contract", "Executors", "HTTP", "Keyring", "Library", "Model", "Playback", "Scan",
        "Servers",
        "Sync", "Tags", logging, toml,
      ], swiftSettings: strict),

    // Layer 5: entry points.
    .executableTarget(
      name: "soulplayerd", dependencies: ["Daemon", argumentParser, logging], swiftSettings: strict),
    .executableTarget(
      name: "soulctl", dependencies: ["Bus", "Contract", "Executors", argumentParser], swiftSettings: strict),
    .executableTarget(
      name: "soul-server",
      dependencies: ["Contract", "Executors", "Library", "Model", "Scan", argumentParser, crypto, logging]
        + webServer,
      swiftSettings: strict),

    // What `make bench` needs in Swift; nothing of it is installed.
    .executableTarget(
      name: "bench-library", dependencies: ["Library", "Model"], path: "Benchmarks/LibraryMaker",
      swiftSettings: strict),
    .executableTarget(
      name: "bench-sync", dependencies: ["HTTP", "Keyring", "Library", "Model", "Servers", "Sync"],
      path: "Benchmarks/SyncMeter", swiftSettings: strict),
    .executableTarget(
      name: "bench-floor", dependencies: ["CDBus", "CGStreamer", "CTagLib", grdb], path: "Benchmarks/Floor",
      swiftSettings: strict),

    .target(name: "TestKit", swiftSettings: strict),
    .testTarget(name: "ModelTests", dependencies: ["Model"], swiftSettings: strict),
    .testTarget(name: "ExecutorsTests", dependencies: ["Executors"], swiftSettings: strict),
    .testTarget(name: "BusTests", dependencies: ["Bus", "CDBus", "TestKit"], swiftSettings: strict),
    .testTarget(name: "AudioTests", dependencies: ["Audio", "Model", "TestKit"], swiftSettings: strict),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP", "TestKit"], swiftSettings: strict),
    .testTarget(name: "KeyringTests", dependencies: ["Bus", "Keyring", "TestKit"], swiftSettings: strict),
    .testTarget(name: "TagsTests", dependencies: ["Model", "Tags", "TestKit"], swiftSettings: strict),
    .testTarget(
      name: "LibraryTests", dependencies: ["Library", "Model", "Schema", "TestKit", grdb],
      swiftSettings: strict),
    .testTarget(
      name: "ScanTests", dependencies: ["Library", "Model", "Scan", "TestKit"], swiftSettings: strict),
    .testTarget(
      name: "PlaybackTests", dependencies: ["Audio", "Library", "Model", "Playback", "TestKit", grdb],
      swiftSettings: strict),
    .testTarget(
      name: "ServersTests", dependencies: ["HTTP", "Keyring", "Model", "Servers", "TestKit", "soul-server"],
      swiftSettings: strict),
    .testTarget(
      name: "SyncTests",
      dependencies: [
        "HTTP", "Keyring", "Library", "Model", "Servers", "Sync", "TestKit", "bench-sync", grdb,
      ], swiftSettings: strict),
    .testTarget(
      name: "DaemonTests",
      dependencies: ["Audio", "Bus", "Contract", "Daemon", "Library", "Model", "Playback", "TestKit"],
      swiftSettings: strict),
    .testTarget(
      name: "SoulctlTests", dependencies: ["Bus", "Contract", "Model", "TestKit", "soulctl", argumentParser],
      swiftSettings: strict),
    .testTarget(
      name: "SoulServerTests",
      dependencies: [
        "TestKit", "soul-server", crypto, .product(name: "NIOCore", package: "swift-nio"),
      ], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["TestKit", "soulctl", "soulplayerd"], swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
