package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// block is one fenced block of a page: its language and text.
var block = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// TestWritingAnItem follows the page for authors: it writes each file and runs each command, in order.
// All must be fine, and every changed rule must be noticed.
func TestWritingAnItem(t *testing.T) {
	page, err := os.ReadFile("../../engine/spec/README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	commands := 0
	for _, m := range block.FindAllStringSubmatch(string(page), -1) {
		if m[1] == "yaml" {
			name, text, _ := strings.Cut(strings.TrimPrefix(m[2], "# "), "\n")
			if err := os.WriteFile(filepath.FromSlash(name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for line := range strings.Lines(m[2]) {
			line, file, _ := strings.Cut(strings.TrimSpace(line), " > ")
			var out, faults bytes.Buffer
			code := Run(strings.Fields(line)[1:], &out, &faults, func(string) string { return "" })
			if code != exitFine || out.Len() == 0 {
				t.Fatalf("%s: exit code %d\n%s%s", line, code, out.String(), faults.String())
			}
			if strings.Contains(line, "--mutate") && !strings.Contains(out.String(), "（100.0%）") {
				t.Errorf("%s:\n%s", line, out.String())
			}
			if file != "" {
				if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			commands++
		}
	}
	if commands < 8 {
		t.Errorf("only %d commands found on the page", commands)
	}
}
