package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// With BANSHI_FILES, serve, verify, backup and restore keep and look for content in the object store, and none in the folder.
func TestEveryVerbFollowsTheObjectStore(t *testing.T) {
	store := func() (address string) {
		backend := s3mem.New()
		if err := backend.CreateBucket("hall"); err != nil {
			t.Fatal(err)
		}
		srv := httptest.NewServer(gofakes3.New(backend).Server())
		t.Cleanup(srv.Close)
		return "s3://hall?region=cn-south-1&endpoint=" + srv.URL
	}
	t.Setenv(databaseVar, "")
	t.Setenv(filesVar, store())
	t.Setenv(s3KeyVar, "key")
	t.Setenv(s3SecretVar, "secret")
	catalogue, accounts := crowd(t, 3)
	cfg := config(t)
	cfg.Catalog = catalogue
	c := &call{env: os.Getenv}
	var err error
	if cfg.Storage, err = c.storage(); err != nil {
		t.Fatal(err)
	}
	s := start(t, cfg)
	for _, f := range s.fillIn(t, accounts) { // each with a paper
		if _, err := s.submit(f); err != nil {
			t.Fatal(err)
		}
	}
	s.stop()
	if _, err := os.Stat(filepath.Join(cfg.Data, "files")); !os.IsNotExist(err) {
		t.Errorf("the folder holds files: %v", err)
	}
	file, to := filepath.Join(t.TempDir(), "b.banshi"), filepath.Join(t.TempDir(), "restored")
	one := mustSay(t, "verify", "--data", cfg.Data)
	mustSay(t, "backup", "--data", cfg.Data, file)
	t.Setenv(filesVar, store()) // another one, empty
	if code, text := said("verify", "--data", cfg.Data); code != exitFaults || !strings.Contains(text, "不见了") {
		t.Errorf("the papers lie in the other store, and verify says: %d %s", code, text)
	}
	if restored := mustSay(t, "restore", "--data", to, file); !strings.Contains(restored, firstLine(one, "文件")) {
		t.Errorf("restored other files than %q: %s", firstLine(one, "文件"), restored)
	}
	mustSay(t, "verify", "--data", to)
	if _, err := os.Stat(filepath.Join(to, "files")); !os.IsNotExist(err) {
		t.Errorf("the folder that was restored holds files: %v", err)
	}
	// What was restored is served from there.
	again := cfg
	again.Data = to
	if again.Storage, err = c.storage(); err != nil {
		t.Fatal(err)
	}
	next := start(t, again)
	if read, damaged, err := next.files.Scrub(t.Context()); read == 0 || len(damaged) > 0 || err != nil {
		t.Errorf("%d files, %v, %v", read, damaged, err)
	}
}

// mustSay runs a command that must end well.
func mustSay(t *testing.T, args ...string) string {
	t.Helper()
	code, text := said(args...)
	if code != exitFine {
		t.Fatalf("%v: %d %s", args, code, text)
	}
	return text
}

// firstLine is the first that holds a word.
func firstLine(text, word string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, word) {
			return strings.TrimSpace(line)
		}
	}
	return "nothing"
}
