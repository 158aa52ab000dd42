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
	styles []string          // of our page
	answer map[string]string // path below /api → JSON
	pages  map[string]string // path → what stands there beside ours

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
	case isAPI && r.Method != http.MethodGet:
		w.WriteHeader(http.StatusServiceUnavailable) // nothing is saved here
	case isAPI && s.answer[api] != "":
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, s.answer[api])
	case isAPI:
		http.NotFound(w, r)
	case s.pages[r.URL.Path] != "":
		fmt.Fprint(w, s.pages[r.URL.Path])
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

// weights are what the form page of the web hall fetches for someone who opens it for the first time.
type weights struct {
	first load // before the first question stood there; the evaluator comes after it
	used  load // until all questions stood there and a key was answered
	all   load // with what is fetched ahead, so that the way goes on without network
}

// formSite builds our pages, and stands before the draft of the measured item.
func formSite(t *testing.T) *site {
	t.Helper()
	s := &site{built: t.TempDir(), asked: map[string]bool{}}
	manifest, err := build.Build(build.Options{Source: "../..", Out: s.built})
	if err != nil {
		t.Fatal(err)
	}
	if s.doc, err = manifest.Document(frontend.Page{Entry: "web", Title: "网上办事", Opens: "draft"}); err != nil {
		t.Fatal(err)
	}
	s.answer = map[string]string{
		"/session":   `{"signed_in":true,"csrf":"c","who":{"id":"P007","name":"示例","level":4},"applicant":{"id":"self","kind":"person","name":"示例","no":"","acts_as":"self","proven":true}}`,
		"/drafts/d1": string(draft(t)),
	}
	s.styles = manifest["web"].Styles
	return s
}

func weight(t *testing.T) weights {
	t.Helper()
	s := formSite(t)
	server := httptest.NewServer(s)
	defer server.Close()
	bundle(t, "open.ts", "weight.mjs")
	cmd := exec.Command("node", out("weight.mjs"), server.URL+"/drafts/d1/form", `[name="f-kind0"]`, "#f-count0", "#f-more0")
	cmd.Stderr = os.Stderr
	printed, err := cmd.Output()
	if err != nil {
		t.Fatalf("opening the form page: %v", err)
	}
	var asked struct{ First, Used []string }
	if err := json.Unmarshal(printed, &asked); err != nil {
		t.Fatal(err)
	}
	var w weights
	for name := range s.asked {
		n, counts := gzipped(t, s.built, name)
		if !counts {
			continue
		}
		w.all.add(n)
		if slices.Contains(asked.Used, server.URL+"/assets/"+name) {
			w.used.add(n)
		}
		if slices.Contains(asked.First, server.URL+"/assets/"+name) {
			w.first.add(n)
		}
	}
	return w
}

// gzipped is how many bytes a script or a style sheet has as it is sent; anything else does not count.
func gzipped(t *testing.T, dir, name string) (n int, counts bool) {
	t.Helper()
	if ext := filepath.Ext(name); ext != ".js" && ext != ".css" {
		return 0, false
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err == nil {
		n, err = build.Gzipped(data)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n, true
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
	w := weight(t)
	if w.first.files == 0 || w.first.files >= w.used.files || w.used.files >= w.all.files {
		t.Fatalf("%d files came before the first question, %d until a key was answered, %d in all; each should be more than the one before",
			w.first.files, w.used.files, w.all.files)
	}
	fmt.Printf("figure portal_gz_kb %.1f kB\n", float64(w.used.bytes)/1000)
	fmt.Printf("figure portal_first_gz_kb %.1f kB\n", float64(w.first.bytes)/1000)
	fmt.Printf("figure portal_ahead_gz_kb %.1f kB\n", float64(w.all.bytes-w.used.bytes)/1000)
	fmt.Printf("figure portal_files %d files\n", w.used.files)
}
