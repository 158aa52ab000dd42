package figures

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"banshi/frontend"
	"banshi/frontend/build"
)

// site serves freshly built pages and one draft, and notes which assets are asked for.
type site struct {
	built  string
	doc    []byte
	answer map[string]string // path below /api → JSON

	mu    sync.Mutex
	asked map[string]bool
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, isAsset := strings.CutPrefix(r.URL.Path, "/assets/")
	api, isAPI := strings.CutPrefix(r.URL.Path, "/api")
	switch {
	case isAsset:
		s.mu.Lock()
		s.asked[name] = true
		s.mu.Unlock()
		http.ServeFile(w, r, filepath.Join(s.built, filepath.Base(name)))
	case isAPI && s.answer[api] != "":
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, s.answer[api])
	case isAPI:
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if _, err := w.Write(s.doc); err != nil {
			return
		}
	}
}

// load is what was fetched: bytes, gzipped, of scripts and styles, and how many files they are.
type load struct{ bytes, files int }

func (l *load) add(bytes int) { l.bytes, l.files = l.bytes+bytes, l.files+1 }

// weight is what the form page of the web hall fetches for someone who opens it for the first time:
// all of it, and what was asked for before the first question stood there (the evaluator comes later).
func weight(t *testing.T) (all, first load) {
	t.Helper()
	s := &site{built: t.TempDir(), asked: map[string]bool{}}
	manifest, err := build.Build(build.Options{Source: "../..", Out: s.built})
	if err != nil {
		t.Fatal(err)
	}
	if s.doc, err = manifest.Document(frontend.Page{Entry: "web", Title: "网上办事"}); err != nil {
		t.Fatal(err)
	}
	s.answer = map[string]string{
		"/session":   `{"signed_in":true,"csrf":"c","who":{"id":"P007","name":"示例","level":4},"applicant":{"id":"self","kind":"person","name":"示例","no":"","acts_as":"self","proven":true}}`,
		"/drafts/d1": string(draft(t)),
	}
	server := httptest.NewServer(s)
	defer server.Close()
	bundle(t, "open.ts", "weight.mjs")
	cmd := exec.Command("node", out("weight.mjs"), server.URL+"/drafts/d1/form", "#f-count0")
	cmd.Stderr = os.Stderr
	printed, err := cmd.Output()
	if err != nil {
		t.Fatalf("opening the form page: %v", err)
	}
	var before []string
	if err := json.Unmarshal(printed, &before); err != nil {
		t.Fatal(err)
	}
	for name := range s.asked {
		if ext := filepath.Ext(name); ext != ".js" && ext != ".css" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(s.built, name))
		if err != nil {
			t.Fatal(err)
		}
		n, err := build.Gzipped(data)
		if err != nil {
			t.Fatal(err)
		}
		all.add(n)
		if slices.Contains(before, server.URL+"/assets/"+name) {
			first.add(n)
		}
	}
	return all, first
}

// out is a file beside node_modules, where node finds the browser's driver.
func out(name string) string { return filepath.Join("..", ".out", name) }

// bundle makes a program for node of one of the files here.
func bundle(t *testing.T, entry, name string) {
	t.Helper()
	code, err := build.Tool(entry, nil)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(out(name)), 0o755)
	}
	if err == nil {
		err = os.WriteFile(out(name), code, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func weighing(t *testing.T) {
	all, first := weight(t)
	if first.files == 0 || first.files > all.files {
		t.Fatalf("%d of %d files came before the first question; the figures would say nothing", first.files, all.files)
	}
	fmt.Printf("figure portal_gz_kb %.1f kB\n", float64(all.bytes)/1000)
	fmt.Printf("figure portal_first_gz_kb %.1f kB\n", float64(first.bytes)/1000)
	fmt.Printf("figure portal_files %d files\n", all.files)
}
