package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// clauses are those of GB/T 22239-2019, 8.1.4, by hand: how many points each has; 0: it is one sentence.
var clauses = []struct {
	number string
	points int
}{
	{"8.1.4.1", 4}, {"8.1.4.2", 7}, {"8.1.4.3", 4}, {"8.1.4.4", 6}, {"8.1.4.5", 0}, {"8.1.4.6", 0},
	{"8.1.4.7", 2}, {"8.1.4.8", 2}, {"8.1.4.9", 3}, {"8.1.4.10", 2}, {"8.1.4.11", 2},
}

var (
	clauseRow = regexp.MustCompile(`(?m)^\| (8\.1\.4\.\d+(?: [a-g])?) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$`)
	namedTest = regexp.MustCompile("`([a-z][a-z/]*): (Test\\w+)`")
	script    = regexp.MustCompile("`(\\.ci/\\w+)`")
	metric    = regexp.MustCompile("`(banshi_\\w+)`")
)

// Each clause has its row, in order; each says who meets it, and each test that is named is there.
func TestEveryClauseIsMet(t *testing.T) {
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, c := range clauses {
		if c.points == 0 {
			want = append(want, c.number)
		}
		for i := range c.points {
			want = append(want, c.number+" "+string(rune('a'+i)))
		}
	}
	for _, row := range clauseRow.FindAllStringSubmatch(string(raw), -1) {
		got = append(got, row[1])
		tests, scripts := namedTest.FindAllStringSubmatch(row[3]+row[4], -1), script.FindAllStringSubmatch(row[3], -1)
		if len(tests)+len(scripts) == 0 && !strings.Contains(row[3], "operator's duty") {
			t.Errorf("%s: met by nobody", row[1])
		}
		if strings.Count(row[3]+row[4], ": Test") != len(tests) {
			t.Errorf("%s: a test is named in another form than `package: TestName`", row[1])
		}
		for _, named := range tests {
			if !hasTest(t, named[1], named[2]) {
				t.Errorf("%s: %s has no %s", row[1], named[1], named[2])
			}
		}
		for _, named := range scripts {
			if _, err := os.Stat(filepath.Join("../..", named[1])); err != nil {
				t.Errorf("%s: %v", row[1], err)
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the rows are\n%v, and the clauses\n%v", got, want)
	}
	source, err := os.ReadFile("serve_metrics.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range metric.FindAllStringSubmatch(string(raw), -1) {
		if !strings.Contains(string(source), `"`+m[1]+`"`) {
			t.Errorf("there is no metric %s", m[1])
		}
	}
	if hasTest(t, "cmd/banshi", "TestThatNobodyWrote") {
		t.Error("a test that is not there is found")
	}
}

func hasTest(t *testing.T, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("../..", dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), "\nfunc "+name+"(") {
			return true
		}
	}
	return false
}

// The unit and its settings name flags and variables that are there.
func TestTheUnitIsTrue(t *testing.T) {
	code := ""
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f, "_test.go") {
			code += string(raw)
		}
	}
	unit, err := os.ReadFile("deploy/banshi.service")
	if err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("deploy/banshi.env")
	if err != nil {
		t.Fatal(err)
	}
	manual, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range regexp.MustCompile(`\bBANSHI_[A-Z0-9_]+`).FindAllString(string(settings)+string(manual), -1) {
		if !strings.Contains(code, `"`+name+`"`) {
			t.Errorf("there is no setting %s", name)
		}
	}
	start := regexp.MustCompile(`(?m)^ExecStart=(.*)$`).FindStringSubmatch(string(unit))
	for _, flag := range regexp.MustCompile(`--[a-z-]+`).FindAllString(start[1], -1) {
		if !strings.Contains(code, `"`+strings.TrimPrefix(flag, "--")+`"`) {
			t.Errorf("there is no flag %s", flag)
		}
	}
	for _, line := range []string{"NoNewPrivileges=yes", "ProtectSystem=strict", "User=banshi", "StateDirectoryMode=0700", "UMask=0077", "LimitCORE=0", "LogNamespace=banshi"} {
		if !strings.Contains(string(unit), "\n"+line+"\n") {
			t.Errorf("the unit lacks %s", line)
		}
	}
}
