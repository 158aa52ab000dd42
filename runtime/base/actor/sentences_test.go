package actor_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// sentence says of some people how something ends for them.
type sentence struct {
	line    int
	who     []string
	verdict string
	states  []string // none: in all
	other   string   // the verdict in the others
}

// section is all that is said of one act.
type section struct {
	act, of   string // of: which of several things it is done to
	sentences []sentence
}

var verdicts = []string{"yes", "sign_in", "not_found", "forbidden", "conflict", "level"}

const everybodyElse = "anybody else"

// readSentences reads a list, and fails where a line can't be read or names nobody of the people.
func readSentences(t *testing.T, path string, people []string) []section {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []section
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "== "):
			act, _, ok := strings.Cut(strings.TrimPrefix(line, "== "), ": ")
			if !ok {
				t.Fatalf("%s:%d: an act, a colon and what it is", path, n)
			}
			act, of, _ := strings.Cut(act, " of ")
			out = append(out, section{act: act, of: of})
		case len(out) == 0:
			t.Fatalf("%s:%d: a sentence before any act", path, n)
		default:
			s, err := readSentence(line, people)
			if err != nil {
				t.Fatalf("%s:%d: %v", path, n, err)
			}
			s.line = n
			last := &out[len(out)-1]
			last.sentences = append(last.sentences, s)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func readSentence(line string, people []string) (sentence, error) {
	who, says, ok := strings.Cut(line, ": ")
	if !ok {
		return sentence{}, fmt.Errorf("who, a colon and a verdict: %q", line)
	}
	var s sentence
	for _, name := range strings.Split(who, "; ") {
		if name != everybodyElse && !slices.Contains(people, name) {
			return s, fmt.Errorf("%q is nobody", name)
		}
		s.who = append(s.who, name)
	}
	says, s.other, _ = strings.Cut(says, ", else ")
	s.verdict, says, _ = strings.Cut(says, " in ")
	s.states = strings.Fields(says)
	for _, v := range []string{s.verdict, s.other} {
		if v != "" && !slices.Contains(verdicts, v) {
			return s, fmt.Errorf("%q is no verdict", v)
		}
	}
	if (s.other == "") != (len(s.states) == 0) {
		return s, fmt.Errorf("states need an else: %q", line)
	}
	return s, nil
}

// about finds the sentence about somebody.
func (s section) about(who string) (sentence, bool) {
	var found []sentence
	for _, x := range s.sentences {
		if slices.Contains(x.who, who) {
			found = append(found, x)
		}
	}
	if len(found) == 0 && who != everybodyElse {
		return s.about(everybodyElse)
	}
	if len(found) != 1 {
		return sentence{}, false
	}
	return found[0], true
}

// in is the verdict in a state.
func (s sentence) in(state string) string {
	if len(s.states) == 0 || slices.Contains(s.states, state) {
		return s.verdict
	}
	return s.other
}
