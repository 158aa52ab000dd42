package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"banshi/runtime/base/db"
)

// version is what was released last: the commit, and the steps that its databases have.
type version struct {
	Commit string   `json:"commit"`
	Steps  db.Steps `json:"steps"`
}

func lastRelease(t *testing.T) (r version) {
	t.Helper()
	raw, err := os.ReadFile("testdata/released.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// adding are the statements beside which a program that doesn't know of them goes on: tables of their own, columns that fill
// themselves, another order for what is found anyway, and other values.
var adding = regexp.MustCompile(`^(CREATE TABLE|CREATE INDEX|CREATE UNIQUE INDEX|CREATE TRIGGER|ALTER TABLE \w+ ADD COLUMN|DROP INDEX|INSERT INTO|UPDATE|DELETE FROM) `)

var (
	comment  = regexp.MustCompile(`(?m)--(?:[^b\n].*|b[^u\n].*)?$`)
	creates  = regexp.MustCompile(`CREATE TABLE (\w+)`)
	bound    = regexp.MustCompile(`^CREATE (?:UNIQUE INDEX|TRIGGER) .* ON (\w+)`)
	unfilled = regexp.MustCompile(`NOT NULL`)
)

// closing names what in a step stops programs that don't know it; "" nothing.
func closing(text string) string {
	own := map[string]bool{}
	for _, m := range creates.FindAllStringSubmatch(text, -1) {
		own[m[1]] = true
	}
	for _, statement := range strings.Split(text, "--bun:split") {
		s := strings.Join(strings.Fields(comment.ReplaceAllString(statement, "")), " ")
		m := bound.FindStringSubmatch(s)
		switch {
		case s == "":
		case !adding.MatchString(s):
			return s
		case m != nil && !own[m[1]]: // it refuses what older programs write
			return s
		case strings.HasPrefix(s, "ALTER TABLE") && unfilled.MatchString(s) && !strings.Contains(s, "DEFAULT"):
			return s
		}
	}
	return ""
}

// Steps since the last release only add, and say that older programs go on: during an upgrade nodes of both stand side by side.
// What is to go is no longer used in one release, and goes in the next, which says so.
func TestEveryStepOnlyAdds(t *testing.T) {
	const goes = "-- goes: the last release doesn't use it"
	before := lastRelease(t).Steps
	for _, set := range tables() {
		list, err := set.Steps()
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range before[set.Name] {
			if !slices.Contains(list, step) {
				t.Errorf("%s: step %s was released and is gone", set.Name, step)
			}
		}
		for _, step := range list {
			if slices.Contains(before[set.Name], step) {
				continue
			}
			text, goesOn, err := set.Text(step)
			if err != nil {
				t.Fatal(err)
			}
			if !goesOn {
				t.Errorf("%s: step %s doesn't say `-- older programs go on`", set.Name, step)
			}
			if what := closing(text); what != "" && !strings.Contains(text, goes) {
				t.Errorf("%s: step %s stops older programs: %s", set.Name, step, what)
			}
		}
	}
}

func TestWhatStopsOlderPrograms(t *testing.T) {
	for text, stops := range map[string]bool{
		"CREATE TABLE a (x TEXT NOT NULL);\n--bun:split\nCREATE UNIQUE INDEX a_x ON a (x);": false,
		"-- why\nALTER TABLE cases ADD COLUMN x TEXT NOT NULL DEFAULT '';":                  false,
		"ALTER TABLE cases ADD COLUMN x TEXT;\n--bun:split\nUPDATE cases SET x = '';":       false,
		"DROP INDEX cases_order;\n--bun:split\nCREATE INDEX cases_order ON cases (number);": false,
		"ALTER TABLE cases ADD COLUMN x TEXT NOT NULL;":                                     true,
		"ALTER TABLE cases DROP COLUMN opinion;":                                            true,
		"ALTER TABLE cases RENAME COLUMN opinion TO words;":                                 true,
		"DROP TABLE cases;":                             true,
		"CREATE UNIQUE INDEX cases_x ON cases (owner);": true,
		"CREATE TRIGGER cases_keep BEFORE UPDATE ON cases BEGIN SELECT RAISE(ABORT, 'never changed'); END;": true,
		"CREATE TABLE a (x TEXT);\n--bun:split\n-- and\nDROP TABLE cases;":                                  true,
	} {
		if what := closing(text); (what != "") != stops {
			t.Errorf("%s: %q", text, what)
		}
	}
}

// next is what the release after this one may bring: columns in tables that everybody writes, and tables of its own.
func next(t *testing.T) string {
	t.Helper()
	const name = "/sqlite/29991231000000_next.tx."
	var edits []edit
	for dir, text := range map[string]string{
		"runtime/store": `ALTER TABLE cases ADD COLUMN later TEXT NOT NULL DEFAULT 'none';
--bun:split
ALTER TABLE applications ADD COLUMN later INTEGER NOT NULL DEFAULT 0;
--bun:split
CREATE TABLE later (number TEXT PRIMARY KEY REFERENCES cases (number));
--bun:split
CREATE INDEX cases_later ON cases (later);`,
		"runtime/identity/store": "ALTER TABLE sessions ADD COLUMN later TEXT;",
		"runtime/notice/store":   "ALTER TABLE notices ADD COLUMN later TEXT;\n--bun:split\nALTER TABLE notice_deliveries ADD COLUMN later INTEGER NOT NULL DEFAULT 1;",
		"runtime/files/store":    "ALTER TABLE draft_files ADD COLUMN later TEXT NOT NULL DEFAULT '';",
		"runtime/base/audit":     "ALTER TABLE audit_checkpoints ADD COLUMN later TEXT;",
		"runtime/sharing/store":  "ALTER TABLE lookups ADD COLUMN later TEXT;",
		"catalog/store":          "ALTER TABLE catalog_items ADD COLUMN later TEXT;",
	} {
		if what := closing(text); what != "" {
			t.Fatalf("%s is no step of a next release", what)
		}
		edits = append(edits, edit{file: dir + name + "up.sql", becomes: "-- older programs go on\n" + text + "\n"})
	}
	return rebuilt(t, edits...)
}

// The next release is started on the database of this one while people work, both stand side by side, and whichever is killed is
// started again: nobody notices.
func TestTwoVersionsSideBySide(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program anew")
	}
	beside := func(t *testing.T, newer string, people int) (*hall, *telephones, []string) {
		return shared(t, people, "", newer)
	}
	h := hunting{ground: beside, program: next(t), kills: killsIn, seed: 11}.hunt(t)
	t.Log(h)
	h.judge(t)
}

// The last release, as it was built, beside this one.
func TestFiguresLastReleaseBesideThisOne(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("make figures")
	}
	r := lastRelease(t)
	dir := t.TempDir()
	archive := exec.Command("git", "archive", r.Commit)
	archive.Dir = "../.."
	var tar, why bytes.Buffer
	archive.Stdout, archive.Stderr = &tar, &why
	if err := archive.Run(); err != nil {
		t.Skipf("NOT TRIED: the sources of the last release, %s, are not here: %v %s", r.Commit, err, why.String())
	}
	for _, step := range []*exec.Cmd{{Path: "/bin/tar", Args: []string{"tar", "-x"}, Stdin: &tar}, exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", "last", "./cmd/banshi")} {
		step.Dir = dir
		if out, err := step.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", step.Args, err, out)
		}
	}
	beside := func(t *testing.T, older string, people int) (*hall, *telephones, []string) {
		return shared(t, people, older, "")
	}
	h := hunting{ground: beside, program: filepath.Join(dir, "last"), kills: 60, seed: 13}.hunt(t)
	t.Log(h)
	h.judge(t)
	fmt.Printf("figure beside_kills %d kills\nfigure beside_lost %d things\n", h.kills, len(h.found.all()))
}
