package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"banshi": main, "hall": makeHall, "spoil": spoil, "migrate": migrate})
}

// TestScripts runs testdata/script, which read like a manual. $NANHAI is the example district.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("commands of one thread")
	}
	nanhai, err := filepath.Abs("../../examples/nanhai")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("NANHAI", nanhai)
			return nil
		},
	})
}

// TestInternal holds that a panic becomes exit code 3 and one line.
func TestInternal(t *testing.T) {
	code := Run([]string{"version"}, panicking{}, os.Stderr, func(string) string { return "" })
	if code != exitInternal {
		t.Errorf("exit code %d, want %d", code, exitInternal)
	}
}

type panicking struct{}

func (panicking) Write([]byte) (int, error) { panic("no paper") }
