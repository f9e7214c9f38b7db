# Everything runs with Go alone. What needs more says what it skipped and how to
# get it.
GO     ?= go
TESTS  ?= ./...
# RACE=1 turns the race detector on (it needs a C compiler).
RACE   ?=
# Libraries that the race detector need not follow, where two thirds of its time
# went: SQLite, translated from C, whose memory is none of Go's and which the
# detector cannot see anyhow, and what packs and draws bytes of one goroutine.
UNWATCHED = modernc.org/sqlite/lib golang.org/x/image/vector image/png compress/flate github.com/klauspost/compress/flate
# vet takes them too, so that both go by what was compiled once.
RACING = $(if $(RACE),-race $(foreach library,$(UNWATCHED),-gcflags=$(library)=-race=false))
# A program with the detector sleeps for a second before it ends, and the tests
# start some four hundred.
test: export GORACE ?= atexit_sleep_ms=10

.PHONY: help build generate weights test lint fuzz kill bench crawl million load eval clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

build: ## the program, static, as ./pledgebook
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o pledgebook ./cmd/pledgebook

weights: ## the weights of words, fitted anew from corpus/en (after a change to rules or texts)
	$(GO) run ./internal/fitting/fit

generate: ## the Go code of the pages' templates, by the version of templ that go.mod names
	$(GO) run github.com/a-h/templ/cmd/templ@$$($(GO) list -m -f '{{.Version}}' github.com/a-h/templ) generate -path internal/web
	$(GO) run github.com/a-h/templ/cmd/templ@$$($(GO) list -m -f '{{.Version}}' github.com/a-h/templ) generate -path internal/webapi

test: ## every test; RACE=1 with the race detector
	$(GO) vet $(RACING) ./...
	$(GO) test -timeout 20m $(RACING) $(TESTS)
	@./tools/skipped.sh

lint: ## golangci-lint, at the version tools/go.mod names
	$(GO) tool -modfile=tools/go.mod golangci-lint run ./...

FUZZTIME ?= 20s
fuzz: ## every fuzz target for FUZZTIME each
	@./tools/fuzz.sh $(FUZZTIME)

KILLS ?= 200
kill: ## kill workers KILLS times over a load of pages, on SQLite and PostgreSQL
	PLEDGEBOOK_TEST_KILLS=$(KILLS) $(GO) test -run 'TestKilled|TestPoisonousPage' -count 1 -timeout 60m -v ./cmd/pledgebook

bench: ## every benchmark, with allocations
	$(GO) test -run '^$$' -bench . -benchmem $(TESTS)

crawl: ## a crawl of 20 000 pages, one in fifty with aid, into a new book
	PLEDGEBOOK_BENCH_PAGES=20000 $(GO) test -run '^$$' -bench CrawlToBook -benchtime 1x -timeout 60m ./cmd/pledgebook

million: ## read a million reports and say how much memory that took (4 GB of disk)
	PLEDGEBOOK_TEST_REPORTS=1000000 $(GO) test -run MemoryOfManyReports -count 1 -timeout 60m -v ./cmd/pledgebook

screenshots: ## the pictures of the README, from the reports shipped inside (needs Chromium)
	mkdir -p docs/screenshots
	SCREENSHOTS=$(CURDIR)/docs/screenshots $(GO) test -run TestScreenshots -count 1 ./cmd/pledgebook

load: ## every kind of page of a book of 300 000 entries, fifty clients at a time
	PLEDGEBOOK_BENCH_ENTRIES=300000 $(GO) test -run '^$$' -bench Desk -benchtime 2s -timeout 120m -v ./cmd/pledgebook

GOLD ?= ../shared/corpora/gold
eval: ## score the reading against the gold claims in GOLD
	$(GO) run ./cmd/pledgebook eval $(GOLD)

clean: ## remove what was made
	rm -f pledgebook
