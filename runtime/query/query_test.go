package query_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/runtime/query"
)

var words = query.Words{"state": {"submitted", "received", "correction"}, "verdict": {"pass", "review"}}

var urgent = query.Case{State: "submitted", Waits: true, DaysLeft: 1, DaysWaiting: 3, Item: "food", ItemName: "食品经营许可", Office: "gc", ApplicantKind: "person",
	Verdict: "review", ChecksOpen: 2, Channel: "web", Assignee: "陈某", Claimed: true, Mine: true, Submitted: "2026-11-20", Round: 2, Credit: "A"}

func TestMatch(t *testing.T) {
	for text, want := range map[string]bool{
		`waits and days_left <= 1`:                     true,
		`waits && !mine`:                               false,
		`state in ["submitted", "received"]`:           true,
		`state not in ["submitted"]`:                   false,
		`item_name contains "食品" and credit == "A"`:    true,
		`submitted < "2026-11-21" or days_waiting > 9`: true,
		`not (round > 1)`:                              false,
		`checks_open == 0`:                             false,
		`assignee startsWith "陈"`:                      true,
		`days_left > -3`:                               true,
		`true`:                                         true,
		`mine == claimed`:                              true,
	} {
		f, err := query.Compile(text, words)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := f.Match(urgent); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
}

// What is refused, and at which character: nothing that could run long, call something or mean nothing.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		text   string
		column int
		says   string
	}{
		{`days_lft <= 1`, 1, "days_left"},
		{`waits and 信用 == "A"`, 11, "没有这个名字"},
		{`state == "submited"`, 10, "submitted"},
		{`state in ["received", "gone"]`, 23, "state"},
		{`days_left <= "1"`, 14, "数"},
		{`days_left`, 1, "条件"},
		{`waits and`, 9, "读不懂"},
		{`waits and (mine`, 15, "读不懂"},
		{`mine < claimed`, 1, "大小"},
		{`item + office == "x"`, 6, "只能用"},
		{`len(item) > 2`, 1, "只能用"},
		{`all(1..100000, # > 1)`, 1, "只能用"},
		{`1..3 == 1..3`, 10, "只能用"},
		{`item matches "(a+)+$"`, 6, "只能用"},
		{`let x = 1; x == 1`, 5, "只能用"},
		{`state ?? "x" == "x"`, 14, "读不懂"},
		{`mine ? true : false`, 0, "只能用"},
		{`state in item`, 10, "in"},
		{`state.x == 1`, 7, "只能用"},
		{strings.Repeat("mine or ", 61) + "mine", 0, "太多"},
		{strings.Repeat("x", 501), 501, "500"},
		{``, 1, "读不懂"},
	} {
		_, err := query.Compile(c.text, words)
		var f *query.Fault
		if !errors.As(err, &f) {
			t.Errorf("%.40s: %v", c.text, err)
			continue
		}
		if !strings.Contains(f.Message.String(), c.says) || c.column > 0 && f.Column != c.column {
			t.Errorf("%.40s: column %d, %s; want %d, %s", c.text, f.Column, f.Message, c.column, c.says)
		}
	}
}

func TestNames(t *testing.T) {
	if n := query.Names(); !slices.Contains(n, "days_left") || slices.Contains(n, "") || len(n) != 18 {
		t.Errorf("%q", n)
	}
}

// Whatever is typed is either refused at a place within it or gives an answer.
func TestNothingEscapes(t *testing.T) {
	part := rapid.SampledFrom(append(query.Names(), "and", "or", "not", "==", "<", "in", "[", "]", "(", ")", `"a"`, "1", "..", "#", "len", "{", ",", ".", "|", "?", ":", "陈", `"`))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 0, 30).Draw(t, "parts"), " ")
		f, err := query.Compile(text, words)
		var wrong *query.Fault
		switch {
		case errors.As(err, &wrong):
			if wrong.Column < 1 || wrong.Column > len([]rune(text))+1 || wrong.Message.None() {
				t.Fatalf("%s: column %d", text, wrong.Column)
			}
		case err != nil:
			t.Fatalf("%s: %v", text, err)
		default:
			if _, err := f.Match(urgent); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}
	})
}
