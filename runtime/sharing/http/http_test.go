package http_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"banshi/runtime/sharing"
	"banshi/runtime/sharing/file"
	sharinghttp "banshi/runtime/sharing/http"
	"banshi/runtime/sharing/sharingtest"
	"banshi/runtime/sharing/wire"
)

// worldly is a server that does what the world of the moment says, behind a network that does, too. answer writes what
// the source answers to a request that it has understood.
func worldly(t *testing.T, w sharingtest.World, answer func(w sharingtest.World, out http.ResponseWriter, r *http.Request)) (address string, set func(sharingtest.World)) {
	var now atomic.Pointer[sharingtest.World]
	now.Store(&w)
	srv := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w := *now.Load()
		body, err := io.ReadAll(r.Body) // or the server doesn't see that nobody waits any more
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		select {
		case <-time.After(w.Delay):
			answer(w, out, r)
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(srv.Close)
	relay := sharingtest.NewRelay(t, "tcp", srv.Listener.Addr().String())
	relay.Set(w)
	return "http://" + relay.Address, func(w sharingtest.World) {
		now.Store(&w)
		relay.Set(w)
	}
}

func TestSuite(t *testing.T) {
	sharingtest.Run(t, sharingtest.Kind{Open: func(t *testing.T, w sharingtest.World) (sharing.Driver, func(sharingtest.World)) {
		address, set := worldly(t, w, func(w sharingtest.World, out http.ResponseWriter, r *http.Request) {
			_, broken := wire.Decode(strings.NewReader(w.Body), strings.HasPrefix(w.ID, "licences/"))
			if broken != nil || w.Deaf { // the stand-in would refuse to serve it: send it as it is
				_, _ = io.WriteString(out, w.Body)
				return
			}
			rows := file.New(fstest.MapFS{"x.json": {Data: []byte(w.Body)}}, "x.json")
			sharinghttp.Serve(map[string]sharinghttp.Rows{w.ID: rows}).ServeHTTP(out, r)
		})
		d, err := sharinghttp.New(address, nil)
		if err != nil {
			t.Fatal(err)
		}
		return d, set
	}})
}

func serve(t *testing.T, h http.HandlerFunc) sharing.Driver {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	d, err := sharinghttp.New(srv.URL, nil)
	if err != nil {
		t.Fatal(err)
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
			for i := range sharing.MaxRecords {
				fmt.Fprintf(w, `,{"id":"%d","key":"440622198604129913","fields":{}}`, i+1)
			}
			fmt.Fprint(w, `]`)
		}, sharing.ErrGarbage},
		"breaks off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `[{"id":"1"`)
		}, sharing.ErrGarbage},
	} {
		r, err := serve(t, c.h).Lookup(context.Background(), want)
		if !errors.Is(err, c.want) || r != nil {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if err != nil && strings.Contains(err.Error(), want.Key) {
			t.Errorf("%s: the error holds the key: %v", name, err)
		}
	}
}

// Nobody is at the address at all.
func TestRefused(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	d, err := sharinghttp.New(srv.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	srv.Close()
	if _, err := d.Lookup(context.Background(), want); !errors.Is(err, sharing.ErrUnreachable) || strings.Contains(err.Error(), want.Key) {
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
