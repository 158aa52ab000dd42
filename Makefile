# make run     build and serve the example district on localhost
# make build   the binary, with the pages inside
# make test    everything that a change must pass; on a fresh Debian with root it installs what it needs
# make figures what is measured now
# make bare    tries the manual of cmd/banshi in a root that holds nothing but the program; needs root
# make clean   remove what was built
#
# Needs Go 1.26 and Node 20 with npm. `go build ./cmd/banshi` and `go test ./engine/...` need no Node.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
# Packages in which goroutines meet; -short leaves out what builds, starts and kills the program over and over.
RACE := ./catalog/... ./designer/... ./runtime/... ./cmd/... ./engine
ARGS ?=

STAGES := tools npm assets gofmt vet staticcheck unit race types journeys

.PHONY: run build pages test clean $(STAGES:%=stage-%)

# stage runs a recipe under a name and says how long it took; the first that fails ends the run.
define stage
	@printf '\n== %s\n' '$(1)'; begun=$$SECONDS; \
	if $(2); then printf '== %s: %d s\n' '$(1)' $$((SECONDS - begun)); \
	else printf '== %s: FAILED after %d s\n' '$(1)' $$((SECONDS - begun)); exit 1; fi
endef

run: build
	./banshi serve $(ARGS)

build: pages
	go build -trimpath -o banshi ./cmd/banshi

# The pages are embedded, so they come before anything that compiles Go for good.
pages: node_modules/.package-lock.json
	go run ./frontend/build/cmd

# npm empties the folder first, and would empty another checkout's through a link.
node_modules/.package-lock.json: package.json package-lock.json
	@if [ -L node_modules ]; then echo 'node_modules is a link: what it points to is left as it is' >&2; \
	else npm ci --ignore-scripts --no-audit --no-fund; fi
	@touch $@

test:
	@begun=$$SECONDS; for stage in $(STAGES); do \
		$(MAKE) --no-print-directory stage-$$stage; \
	done; printf '\n== all passed: %d s\n' $$((SECONDS - begun))

stage-tools:
	$(call stage,tools,./.ci/tools)
stage-npm:
	$(call stage,npm packages,$(MAKE) --no-print-directory node_modules/.package-lock.json)
stage-assets:
	$(call stage,pages,go run ./frontend/build/cmd)
stage-gofmt:
	$(call stage,gofmt,./.ci/formatted)
stage-vet:
	$(call stage,go vet,go vet ./...)
stage-staticcheck:
	$(call stage,staticcheck,go run $(STATICCHECK) ./...)
stage-unit:
	$(call stage,go test,BANSHI_TEST_POSTGRES=must go test -timeout 60m ./...)
stage-race:
	$(call stage,go test -race,go test -race -short -timeout 60m $(RACE))
stage-types:
	$(call stage,tsc --noEmit,npx --no-install tsc -p tsconfig.json --noEmit)
stage-journeys:
	$(call stage,node tests and browser journeys,node frontend/journeys/run.mjs)

.PHONY: bare
bare: pages
	@./.ci/bare

clean:
	rm -rf banshi node_modules frontend/journeys/.out frontend/journeys/shots
	find frontend/dist -type f ! -name .keep -delete

# figures prints what is measured now, one line a figure: `figure NAME NUMBER UNIT`.
#   ONLY="name …" prints just those; SCALE=full takes all items where SCALE=ci takes a sample
SCALE ?= ci
ONLY ?=
.PHONY: figures
figures:
	@SCALE=$(SCALE) ./.ci/figures "$(ONLY)"
