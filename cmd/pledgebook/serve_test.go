package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

// A desk prints its address, answers there, and stops quietly when told to.
func TestServe(t *testing.T) {
	t.Parallel()
	for _, extra := range [][]string{nil, {"--readers"}} {
		ctx, interrupt := context.WithCancel(t.Context())
		out, printed := io.Pipe()
		var complaints bytes.Buffer
		ended := make(chan int, 1)
		go func() {
			args := append([]string{"--book", t.TempDir(), "serve", "--addr", "127.0.0.1:0"}, extra...)
			ended <- run(ctx, args, streams{strings.NewReader(""), printed, &complaints})
			printed.Close()
		}()
		address, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatalf("%v printed no address: %v, %s", extra, err, &complaints)
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSpace(address)+"/", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK || strings.Contains(string(body), `href="/inbox"`) != (extra == nil) {
			t.Errorf("%v answers %d; the inbox belongs on the desk alone:\n%s", extra, resp.StatusCode, body)
		}
		interrupt()
		if code := <-ended; code != allDone || complaints.Len() > 0 {
			t.Errorf("%v ends with %d: %s", extra, code, &complaints)
		}
	}
}
