#!/bin/sh
# Runs every fuzz target of the tree for the time given (20s).
cd "$(dirname "$0")/.." || exit 1
grep -rl --include='*_test.go' '^func Fuzz' . | while read -r file; do
	dir=$(dirname "$file")
	sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file" | while read -r target; do
		echo "$dir $target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "${1:-20s}" "$dir" || exit 1
	done || exit 1
done
