module pledgebook

go 1.26.0

require (
	github.com/govalues/decimal v0.1.36
	golang.org/x/tools v0.52.0
)
