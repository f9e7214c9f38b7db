package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"pledgebook"
)

// pageAddress is the address of a page of a list; the path may hold a question.
func pageAddress(path string, number int) string {
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	return path + mark + "page=" + strconv.Itoa(number)
}

func pathEscape(s string) string { return url.PathEscape(s) }

// PageNumber is the page of a list that a request asks for, 1 if none.
func PageNumber(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// BarWords says a promise's bar in words.
func BarWords(ctx context.Context, e pledgebook.Entry) string {
	f := e.Fulfilment
	if f == nil || f.Of == nil {
		return ""
	}
	words := Say(ctx, "%s promised", Money(ctx, f.Of))
	if f.Reported != nil {
		words += "; " + Join(", ", Say(ctx, "%s reported", Money(ctx, &f.Reported.Money)), In(ctx).Percent(f.Reported.Share))
	}
	if f.Least != nil {
		words += "; " + Say(ctx, "%s delivered for certain", Money(ctx, f.Least))
	}
	if f.MostReported != nil {
		words += "; " + Say(ctx, "%s by all reports", Money(ctx, f.MostReported))
	}
	return words + "."
}

// MeetingPath and QuotePath are the addresses of pages that never change.
func MeetingPath(id string) string { return "/meeting/" + pathEscape(id) }

// MechanismPath is the address of a mechanism's page.
func MechanismPath(id string) string { return "/mechanism/" + pathEscape(id) }

// QuotePath is the address of a quote's page.
func QuotePath(id string) string { return "/quote/" + pathEscape(id) }

// QuestionWords is a path with one parameter, or without it where it says nothing.
func QuestionWords(path, name, value string) string {
	if value == "" {
		return path
	}
	return path + "?" + url.Values{name: {value}}.Encode()
}

// Cut is one page of a list: its things, its number and how many pages there are.
func Cut[T any](all []T, number, size int) (shown []T, n, of int) {
	of = max(1, (len(all)+size-1)/size)
	n = min(max(number, 1), of)
	from := (n - 1) * size
	return all[from:min(from+size, len(all))], n, of
}
