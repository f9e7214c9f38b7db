package web

import (
	"net/http"
	"strconv"

	"pledgebook"
	"pledgebook/internal/wording"
)

// pageAddress is the address of a page of a list.
func pageAddress(path string, number int) string { return path + "?page=" + strconv.Itoa(number) }

// PageNumber is the page of a list that a request asks for, 1 if none.
func PageNumber(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// BarWords says a promise's bar in words.
func BarWords(e pledgebook.Entry) string {
	f := e.Fulfilment
	if f == nil || f.Of == nil {
		return ""
	}
	words := Money(f.Of) + " promised"
	if f.Reported != nil {
		words += "; " + Join(", ", Money(&f.Reported.Money)+" reported", wording.Percent(f.Reported.Share))
	}
	if f.Least != nil {
		words += "; " + Money(f.Least) + " delivered for certain"
	}
	if f.MostReported != nil {
		words += "; " + Money(f.MostReported) + " by all reports"
	}
	return words + "."
}
