package notice_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"banshi/runtime/notice"
)

func full(k notice.Kind, args []string) notice.Notice {
	n := notice.Notice{Kind: k, At: time.Date(2026, 11, 30, 1, 0, 0, 0, time.UTC), To: notice.To{Account: "a1"}, Subject: notice.Subject{Kind: notice.OfCase, ID: "1"}, Args: notice.Args{}}
	for _, a := range args {
		n.Args[a], n.Args[a+".en"] = "某词"+a, "word-"+a
		if strings.HasSuffix(a, "day") {
			n.Args[a] = "2026-12-03"
		}
	}
	return n
}

// Each row says all of its words, in both languages, and nothing is left of what stands in their place.
func TestEveryRowSaysItsWords(t *testing.T) {
	var seen []notice.Kind
	for _, row := range notice.Rows() {
		if slices.Contains(seen, row.Kind) {
			t.Errorf("%s has two rows", row.Kind)
		}
		seen = append(seen, row.Kind)
		n := full(row.Kind, row.Args)
		if err := n.Check(); err != nil {
			t.Errorf("%s: %v", row.Kind, err)
		}
		for _, language := range []string{"zh-Hans", "en"} {
			text := n.In(language)
			if text.Title == "" || text.Body == "" || strings.Contains(text.Title+text.Body+text.Act, "%") {
				t.Errorf("%s in %s: %+v", row.Kind, language, text)
			}
			for _, a := range row.Args {
				want := map[string]string{"zh-Hans": "某词" + a, "en": "word-" + a}[language]
				if strings.HasSuffix(a, "day") {
					want = map[string]string{"zh-Hans": "2026年12月3日", "en": "3 December 2026"}[language]
				}
				if !strings.Contains(text.Body, want) {
					t.Errorf("%s in %s doesn't say %q: %q", row.Kind, language, a, text.Body)
				}
			}
			if language == "en" && strings.ContainsFunc(text.Title+text.Body+text.Act, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: Chinese in the English text: %+v", row.Kind, text)
			}
		}
	}
}

func TestWhatIsWrongWithANotice(t *testing.T) {
	good := full(notice.CaseCorrection, []string{notice.Item, notice.Day})
	for name, spoil := range map[string]func(*notice.Notice){
		"kind":    func(n *notice.Notice) { n.Kind = "case.sung" },
		"to":      func(n *notice.Notice) { n.To = notice.To{} },
		"time":    func(n *notice.Notice) { n.At = time.Time{} },
		"subject": func(n *notice.Notice) { n.Subject = notice.Subject{} },
		"word":    func(n *notice.Notice) { n.Args = notice.Args{notice.Item: "某事"} },
	} {
		n := good
		spoil(&n)
		if n.Check() == nil {
			t.Errorf("taken without its %s", name)
		}
	}
	if got := (notice.Notice{Kind: "of.later"}).In("en").Title; got == "" {
		t.Error("a kind of a newer program says nothing")
	}
}
