# Soul Player. `make help` lists what there is.

PREFIX ?= /usr/local
DESTDIR ?=
MUSIC ?=
CALLS ?= 2000000
SEED ?= $(shell date +%s)
FIGURES ?=

SWIFT ?= swift
INSTALL ?= install
STRIP ?= strip

# Not every shell expands the tilde in PREFIX=~/.local.
override PREFIX := $(patsubst ~/%,$(HOME)/%,$(PREFIX))
bindir ?= $(PREFIX)/bin
datadir ?= $(PREFIX)/share
docdir ?= $(datadir)/doc/soul-player
# systemd looks for user units in ~/.local/share, not in ~/.local/lib.
userunitdir ?= $(if $(filter $(HOME)/%,$(abspath $(PREFIX))),$(datadir),$(PREFIX)/lib)/systemd/user
# The specification's only place for everybody; sessions that systemd runs skip it for the unit.
autostartdir ?= $(if $(filter $(HOME)/%,$(abspath $(PREFIX))),$(HOME)/.config,/etc/xdg)/autostart

# The runtime inside is 60 MB, of which little is ever run: each flag keeps the rest off the pages that are mapped.
# - lld comes with the Swift toolchain and knows the other flags;
# - packed relocations make 0.1 MB, instead of 2.3, that is read at each start; glibc knows them from 2.36 on;
# - without the table of exported symbols, that nobody looks up, another 1.2 MB isn't read;
# - functions that start and play lie side by side (`make order`), where the kernel maps 64 KB around each it runs.
PACKED_RELOCATIONS := $(shell getconf GNU_LIBC_VERSION 2>/dev/null | \
  awk '{ split($$2, v, "."); if (v[1] > 2 || v[2] >= 36) print "-Xlinker -z -Xlinker pack-relative-relocs" }')
RELEASE_FLAGS := -c release --static-swift-stdlib -Xswiftc -use-ld=lld $(PACKED_RELOCATIONS) -Xlinker --no-export-dynamic \
  -Xlinker --symbol-ordering-file=$(CURDIR)/Benchmarks/functions.order -Xlinker --no-warn-symbol-ordering
PROGRAMS := soulplayerd soulctl soul-server
builddir ?= .build/release
BINARIES := $(PROGRAMS:%=$(builddir)/%)

TESTS_AT_ONCE := $(shell cores=$$(nproc); echo $$((cores < 4 ? 2 * cores : 8)))

SWIFT_SOURCES := Sources Tests Schema dbus Benchmarks Package.swift
SHELL_SCRIPTS := .ci/run scripts/install-deps scripts/require-swift scripts/fetch-test-music scripts/run-tests \
  scripts/make-sample-music scripts/demo scripts/check-metainfo scripts/check-unit scripts/tests/check-imports scripts/tests/install \
  scripts/tests/install-deps

INTERFACES := $(notdir $(wildcard dbus/*.xml))
SERVICES := $(notdir $(wildcard dbus/*.service))
DOCUMENTS := README.md CHANGELOG.md CONTRIBUTING.md LICENSE

# What `make install` installs and `make uninstall` removes, and nothing else.
INSTALLED := \
  $(PROGRAMS:%=$(bindir)/%) \
  $(INTERFACES:%=$(datadir)/dbus-1/interfaces/%) \
  $(SERVICES:%=$(datadir)/dbus-1/services/%) \
  $(userunitdir)/soulplayerd.service \
  $(userunitdir)/soul-server.service \
  $(datadir)/applications/soulplayer.desktop \
  $(autostartdir)/soulplayer.desktop \
  $(datadir)/icons/hicolor/scalable/apps/soulplayer.svg \
  $(datadir)/metainfo/org.soulplayer.soulplayer.metainfo.xml \
  $(PROGRAMS:%=$(datadir)/man/man1/%.1) \
  $(datadir)/man/man5/soul-player.toml.5 \
  $(PROGRAMS:%=$(datadir)/bash-completion/completions/%) \
  $(PROGRAMS:%=$(datadir)/zsh/site-functions/_%) \
  $(PROGRAMS:%=$(datadir)/fish/vendor_completions.d/%.fish) \
  $(docdir)/sandbox.conf \
  $(DOCUMENTS:%=$(docdir)/%)

.DEFAULT_GOAL := build
.PHONY: help build test fuzz bench order demo install uninstall lint check-scripts check-format check-imports check-unit check-xml format clean
.DELETE_ON_ERROR:

help: ## This list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\nVariables: PREFIX=%s DESTDIR=  MUSIC=DIR (for demo)  DEMO_LIVE=1 (for demo)  FIGURES= (for bench)\n' '$(PREFIX)'

build: ## Release binaries in .build/release, with the Swift runtime inside
	@scripts/require-swift
	@scripts/install-deps --check build
	$(SWIFT) build $(RELEASE_FLAGS) --product soulplayerd
	$(SWIFT) build $(RELEASE_FLAGS) --product soulctl
	$(SWIFT) build $(RELEASE_FLAGS) --product soul-server

demo: ## What a person would do, on a bus and in a home of its own; MUSIC=DIR plays your files
	@scripts/require-swift
	@scripts/install-deps build play demo
	@$(MAKE) --no-print-directory build
	@MUSIC='$(MUSIC)' scripts/demo $(builddir)

test: ## All checks and all tests; installs what they need
	@scripts/require-swift
	@scripts/install-deps build play test
	@scripts/fetch-test-music
	$(SWIFT) build --build-tests
	@$(MAKE) --no-print-directory lint
	@scripts/tests/install
	Tests/Conformance/run
	@# Every test has its own bus, and each bus takes one of a user's 128 inotify instances; and whoever starts
	@# a keyring, a server and a player for each waits longer than their limits where too many share a core.
	scripts/run-tests $(SWIFT) test --skip-build --disable-xctest --experimental-maximum-parallelization-width $(TESTS_AT_ONCE)

fuzz: ## Calls everything on the bus, rightly and wrongly: CALLS times, from SEED
	@scripts/require-swift
	@scripts/install-deps build play test
	$(SWIFT) build --product soulplayerd
	Tests/Conformance/run fuzz --calls $(CALLS) --seed $(SEED)

bench: ## Each speed beside its limit or peer; FIGURES="search start" measures only these
	@scripts/require-swift
	@scripts/install-deps build play bench
	@$(MAKE) --no-print-directory build
	$(SWIFT) build $(RELEASE_FLAGS) --product bench-library
	$(SWIFT) build $(RELEASE_FLAGS) --product bench-sync
	$(SWIFT) build $(RELEASE_FLAGS) --product bench-floor
	@$(MAKE) --no-print-directory install DESTDIR=$(CURDIR)/.build-bench/installed PREFIX=/usr >/dev/null
	@Benchmarks/run --programs .build-bench/installed/usr/bin --made $(builddir) $(FIGURES)

order: ## Measures anew which functions the linker lays side by side
	@scripts/require-swift
	@scripts/install-deps build play bench order
	@$(MAKE) --no-print-directory build
	@Benchmarks/order-functions $(builddir)/soulplayerd
	@# The build does not know that the order has changed.
	@rm -f $(BINARIES)
	@$(MAKE) --no-print-directory build

lint: check-format check-xml check-scripts check-unit check-imports ## The checks of `make test` that run nothing of the product

check-format:
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFT_SOURCES)

check-xml:
	xmllint --noout --nonet $(wildcard dbus/*.xml) $(wildcard data/*.svg data/*.xml)

check-scripts:
	@bash -n $(SHELL_SCRIPTS)
	@if command -v shellcheck >/dev/null; then \
	  echo shellcheck $(SHELL_SCRIPTS); shellcheck $(SHELL_SCRIPTS); \
	fi
	@if command -v desktop-file-validate >/dev/null; then desktop-file-validate data/*.desktop; fi
	@if command -v appstreamcli >/dev/null; then scripts/check-metainfo data/*.metainfo.xml; fi
	@scripts/tests/install-deps

check-unit:
	@scripts/check-unit

check-imports:
	@scripts/tests/check-imports
	@scripts/check-imports

format: ## Formats all Swift sources
	$(SWIFT) format --in-place --parallel --recursive $(SWIFT_SOURCES)

# Binaries that are there are installed as they are, so that `sudo make install` never compiles as root.
$(BINARIES):
	@$(MAKE) --no-print-directory build

install: $(BINARIES) ## Installs to DESTDIR + PREFIX; run `make` first
	@set -e; \
	put() { $(INSTALL) -D -m "$$1" "$$2" "$(DESTDIR)$$3"; echo "  $(DESTDIR)$$3"; }; \
	fill() { \
	  $(INSTALL) -d "$(DESTDIR)$$(dirname "$$2")"; \
	  sed 's|@bindir@|$(bindir)|g; s|@docdir@|$(docdir)|g; s|^ExecStart=/usr/local/bin/|ExecStart=$(bindir)/|' "$$1" \
	    >"$(DESTDIR)$$2"; \
	  chmod 644 "$(DESTDIR)$$2"; echo "  $(DESTDIR)$$2"; \
	}; \
	make_file() { \
	  file="$$1"; shift; $(INSTALL) -d "$(DESTDIR)$$(dirname "$$file")"; \
	  "$$@" >"$(DESTDIR)$$file"; chmod 644 "$(DESTDIR)$$file"; echo "  $(DESTDIR)$$file"; \
	}; \
	for program in $(PROGRAMS); do \
	  make_file "$(datadir)/man/man1/$$program.1" scripts/make-manual "$(builddir)/$$program"; \
	  complete() { make_file "$$2" "$(builddir)/$$program" --generate-completion-script "$$1"; }; \
	  complete bash "$(datadir)/bash-completion/completions/$$program"; \
	  complete zsh "$(datadir)/zsh/site-functions/_$$program"; \
	  complete fish "$(datadir)/fish/vendor_completions.d/$$program.fish"; \
	  put 755 "$(builddir)/$$program" "$(bindir)/$$program"; $(STRIP) "$(DESTDIR)$(bindir)/$$program"; \
	done; \
	make_file "$(datadir)/man/man5/soul-player.toml.5" scripts/make-manual README.md; \
	for interface in $(INTERFACES); do put 644 "dbus/$$interface" "$(datadir)/dbus-1/interfaces/$$interface"; done; \
	for service in $(SERVICES); do fill "dbus/$$service" "$(datadir)/dbus-1/services/$$service"; done; \
	for unit in soulplayerd soul-server; do fill "systemd/$$unit.service" "$(userunitdir)/$$unit.service"; done; \
	fill data/soulplayer.desktop "$(datadir)/applications/soulplayer.desktop"; \
	fill data/soulplayer-autostart.desktop "$(autostartdir)/soulplayer.desktop"; \
	put 644 data/org.soulplayer.soulplayer.metainfo.xml "$(datadir)/metainfo/org.soulplayer.soulplayer.metainfo.xml"; \
	fill systemd/soulplayerd.service.d/sandbox.conf "$(docdir)/sandbox.conf"; \
	put 644 data/soulplayer.svg "$(datadir)/icons/hicolor/scalable/apps/soulplayer.svg"; \
	for document in $(DOCUMENTS); do put 644 "$$document" "$(docdir)/$$document"; done
	@[ -n "$(DESTDIR)" ] || echo "Installed. For this session to see it: systemctl --user daemon-reload"

uninstall: ## Removes exactly what `make install` with the same PREFIX installed
	@for file in $(INSTALLED); do \
	  if [ -e "$(DESTDIR)$$file" ]; then rm -f "$(DESTDIR)$$file" && echo "  removed $(DESTDIR)$$file"; fi; \
	done
	@rmdir "$(DESTDIR)$(docdir)" 2>/dev/null || true

clean: ## Removes what was built; the fetched test music stays
	rm -rf .build
