package figures

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"banshi/frontend/build"
)

// bareDocument starts the page that is written by hand, which asks for its draft as ours does.
const bareDocument = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>bare</title><link rel="stylesheet" href="/assets/%s"><body><script type="module" src="/assets/bare.js"></script>`

// readying compares how long it takes from the navigation until one can begin, and until all questions stand there: our form page
// with all that belongs to it, and the same fields written by hand, from the same server, with nothing kept by the browser.
func readying(t *testing.T) {
	s := formSite(t)
	script, err := build.Page("bare.tsx", "es2020")
	if err == nil {
		err = os.WriteFile(filepath.Join(s.built, "bare.js"), script, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.pages = map[string]string{"/bare/": fmt.Sprintf(bareDocument, s.styles[0]), "/bare/draft.json": s.answer["/drafts/d1"]}
	server := httptest.NewServer(s)
	defer server.Close()
	rounds := "15"
	if os.Getenv("SCALE") == "full" {
		rounds = "60"
	}
	bundle(t, "ready.ts", "ready.mjs")
	cmd := exec.Command("node", out("ready.mjs"), server.URL+"/drafts/d1/form", server.URL+"/bare/", `[name="f-kind0"]`, "#f-held3", rounds)
	cmd.Stderr = os.Stderr
	printed, err := cmd.Output()
	if err != nil {
		t.Fatalf("opening the pages: %v", err)
	}
	var took struct{ Ours, Bare, OursWhole, BareWhole []float64 }
	if err := json.Unmarshal(printed, &took); err != nil {
		t.Fatal(err)
	}
	ours, bare := at(took.Ours, 0.5), at(took.Bare, 0.5)
	t.Logf("%d openings each; ours %.0f ms (90%%: %.0f), bare %.0f ms (90%%: %.0f)", len(took.Ours), ours, at(took.Ours, 0.9), bare, at(took.Bare, 0.9))
	fmt.Printf("figure portal_ready_ms %.0f ms\n", ours)
	fmt.Printf("figure portal_ready_ratio %.2f ×\n", ours/bare)
	fmt.Printf("figure portal_whole_ratio %.2f ×\n", at(took.OursWhole, 0.5)/at(took.BareWhole, 0.5))
}
