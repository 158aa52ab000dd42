package http_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banshi/runtime/sharing"
	"banshi/runtime/sharing/file"
	sharinghttp "banshi/runtime/sharing/http"
	"banshi/runtime/sharing/sharingtest"
	"banshi/runtime/sharing/wire"
)

func TestSuite(t *testing.T) {
	sharingtest.Run(t, func(t *testing.T, w sharingtest.World) sharing.Driver {
		rows := file.New(fstest.MapFS{"x.json": {Data: []byte(w.Body)}}, "x.json")
		stand := sharinghttp.Serve(map[string]sharinghttp.Rows{w.ID: rows})
		_, broken := wire.Decode(strings.NewReader(w.Body), strings.HasPrefix(w.ID, "licences/"))
		return serve(t, w.Down, func(out http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(w.Delay):
			case <-r.Context().Done():
				return
			}
			if broken != nil { // the stand-in would refuse to serve it: send it as it is
				_, _ = io.WriteString(out, w.Body)
				return
			}
			stand.ServeHTTP(out, r)
		})
	})
}

func serve(t *testing.T, down bool, h http.HandlerFunc) sharing.Driver {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	d, err := sharinghttp.New(srv.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if down {
		srv.Close()
	}
	return d
}

var want = sharing.Want{Source: "person", Key: "440622198604129913"}

// What only a source across a network can do wrong.
func TestBadPartners(t *testing.T) {
	for name, c := range map[string]struct {
		h    http.HandlerFunc
		want error
	}{
		"500":             {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, sharing.ErrUnreachable},
		"404":             {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, sharing.ErrUnknown},
		"204":             {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, sharing.ErrUnreachable},
		"somebody else's": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `[{"id":"1","key":"other","fields":{}}]`) }, sharing.ErrGarbage},
		"one of them somebody else's": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `[{"id":"1","key":"440622198604129913","fields":{}},{"id":"2","key":"other","fields":{}}]`)
		}, sharing.ErrGarbage},
		"sends us elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/person" {
				http.Redirect(w, r, "/other", http.StatusFound)
				return
			}
			fmt.Fprint(w, `[]`)
		}, sharing.ErrUnreachable},
		"endless": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `[{"id":"1","key":"440622198604129913","fields":{"x":"`)
			for range 6 << 10 {
				if _, err := io.WriteString(w, strings.Repeat("x", 1024)); err != nil {
					return
				}
			}
		}, sharing.ErrGarbage},
		"too many records": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `[{"id":"0","key":"440622198604129913","fields":{}}`)
			for i := range wire.MaxRecords {
				fmt.Fprintf(w, `,{"id":"%d","key":"440622198604129913","fields":{}}`, i+1)
			}
			fmt.Fprint(w, `]`)
		}, sharing.ErrGarbage},
		"breaks off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `[{"id":"1"`)
		}, sharing.ErrGarbage},
	} {
		r, err := serve(t, false, c.h).Lookup(context.Background(), want)
		if !errors.Is(err, c.want) || r != nil {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if err != nil && strings.Contains(err.Error(), want.Key) {
			t.Errorf("%s: the error holds the key: %v", name, err)
		}
	}
}

// One byte now and then keeps a connection alive; it must not keep us.
func TestDrip(t *testing.T) {
	d := serve(t, false, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			_ = http.NewResponseController(w).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	})
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := d.Lookup(ctx, want); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

func TestAddresses(t *testing.T) {
	for _, bad := range []string{"", "person", "ftp://x", "http://", "http://a?key=1", "http://u:p@a", "file:///etc"} {
		if _, err := sharinghttp.New(bad, nil); err == nil {
			t.Errorf("%q passed", bad)
		}
	}
}

func TestStandIn(t *testing.T) {
	rows := file.New(fstest.MapFS{"p.json": {Data: []byte(`[{"id":"1","key":"k","fields":{"a":"<b>"}}]`)}}, "p.json")
	h := sharinghttp.Serve(map[string]sharinghttp.Rows{"person": rows})
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/person?key=k", 200, `"a":"<b>"`},
		{"GET", "/person?key=x", 200, `[]`},
		{"GET", "/other?key=k", 404, ""},
		{"GET", "/../person", 404, ""},
		{"POST", "/person?key=k", 405, ""},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.body) || w.Header().Get(sharinghttp.StandInHeader) == "" {
			t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Body)
		}
	}
}
