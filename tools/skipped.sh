#!/bin/sh
# Says which tests could not run here, and how to get what they need.
cd "$(dirname "$0")/.." || exit 1
say() { printf 'skipped: %s\n' "$1"; }
[ -d ../shared/corpora ] || say "scores on the corpora in ../shared; put that folder beside this one"
command -v pg_ctl >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 ||
	say "the storage tests on PostgreSQL; install it (Debian: apt-get install postgresql)"
command -v pdftotext >/dev/null 2>&1 || say "damaged PDFs; install poppler (Debian: apt-get install poppler-utils)"
[ "$(id -u)" != 0 ] || say "reading a folder without permission; run the tests as a user who is not root"
exit 0
