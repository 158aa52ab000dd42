package catalog

import (
	"strings"
	"testing"

	"banshi/runtime/base/fault"
)

const amounts = `kind: Source
id: amounts
dated: true
rows:
  - {from: "2025-01-01", basis: 甲文, values: {low: "80", high: "160"}}
  - {from: "2026-01-01", basis: 乙文, values: {low: "100", high: "200"}}
  - {from: "2027-01-01", basis: 丙文, values: {low: "120", high: "240"}}
`

// TestLasts: what counts already stays as it was published, and what is to come may be written anew.
func TestLasts(t *testing.T) {
	rows := func(text string) []datedRow {
		t.Helper()
		out, ok := datedRows("sources/amounts.yaml", text)
		if !ok {
			t.Fatalf("can't be read:\n%s", text)
		}
		return out
	}
	const today = "2026-11-30"
	for name, c := range map[string]struct{ old, new, says string }{
		"nothing":                         {"", "", ""},
		"another order and style":         {`{low: "100", high: "200"}`, `{high: '200', low: "100"}`, ""},
		"a row to come, changed":          {`low: "120"`, `low: "130"`, ""},
		"a row to come, gone":             {`  - {from: "2027-01-01", basis: 丙文, values: {low: "120", high: "240"}}` + "\n", "", ""},
		"a row from tomorrow":             {"rows:\n", "rows:\n  - {from: \"2026-12-01\", basis: 丁文, values: {low: \"1\"}}\n", ""},
		"a row from today":                {"rows:\n", "rows:\n  - {from: \"2026-11-30\", basis: 丁文, values: {low: \"1\"}}\n", "来不及"},
		"a row between":                   {"rows:\n", "rows:\n  - {from: \"2025-06-01\", basis: 丁文, values: {low: \"1\"}}\n", "来不及"},
		"an amount of now":                {`low: "100"`, `low: "101"`, "从 2026-01-01 起"},
		"an amount of a year ago":         {`high: "160"`, `high: "161"`, "从 2025-01-01 起"},
		"a basis of now":                  {"乙文", "别的文", "从 2026-01-01 起"},
		"a first day of now":              {`"2026-01-01"`, `"2026-02-01"`, "从 2026-01-01 起"},
		"the rows of the past, all gone":  {amounts[strings.Index(amounts, "rows:"):], "", "从 2025-01-01 起"},
		"an end of now, still to come":    {"basis: 乙文", `to: "2026-12-15", basis: 乙文`, ""},
		"an end of now, over already":     {"basis: 乙文", `to: "2026-11-15", basis: 乙文`, "从 2026-01-01 起"},
		"a value more, in a row that was": {`high: "160"`, `high: "160", more: "1"`, "从 2025-01-01 起"},
	} {
		text := amounts
		if c.old != "" {
			text = strings.Replace(amounts, c.old, c.new, 1)
			if text == amounts {
				t.Fatalf("%s: %q is not in the table", name, c.old)
			}
		}
		err := lasts(rows(amounts), rows(text), today)
		if (err == nil) != (c.says == "") || err != nil && (!fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}
