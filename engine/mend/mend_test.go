package mend_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"banshi/engine"
	"banshi/engine/diag"
	"banshi/engine/mend"
	"banshi/engine/print"
)

var nanhai = os.DirFS("../../examples/nanhai")

// mended mends a file of a catalogue until nothing more can be.
func mended(t *testing.T, file, text string, faults func(text string) diag.List) (string, []mend.Done) {
	t.Helper()
	var all []mend.Done
	for range 5 {
		doc, bad := print.Parse(file, text)
		if bad.HasErrors() {
			return text, all
		}
		next, done := mend.File(doc, faults(text))
		if len(done) == 0 {
			break
		}
		text, all = next.Text(), append(all, done...)
	}
	return text, all
}

// What was misspelt once is put right, and the file is as it was to the byte: comments, quotes and all.
func TestSlips(t *testing.T) {
	base := engine.OpenBase(nanhai)
	const item, tests, english = "items/elder_allowance/item.yaml", "items/elder_allowance/tests.yaml", "items/elder_allowance/item.en.yaml"
	for _, c := range []struct {
		code           diag.Code
		file, was, now string
	}{
		{diag.UnknownKey, item, "\n    otherwise: ", "\n    otherwize: "},
		{diag.UnknownWord, item, "effect: refuse", "effect: refuze"},
		{diag.UnknownReference, item, "\n    source: person\n", "\n    source: persno\n"},
		{diag.RuleUnknownName, item, `user.acts_as == "village" ? 5 : 3`, `user.act_as == "village" ? 5 : 3`},
		{diag.RuleNoOption, item, `user.acts_as == "village" ? 5 : 3`, `user.acts_as == "vilage" ? 5 : 3`},
		{diag.TestName, tests, "card_matches: true", "card_match: true"},
		{diag.TestName, tests, "given: [bank_book]", "given: [bank_bok]"},
		{diag.UnknownTextPath, english, "eligibility.age.otherwise:", "eligibility.age.otherwize:"},
		{diag.UnknownTextPath, english, "\nsituations.claim.title:", "\nno.such.thing.whatever: Nothing\nsituations.claim.title:"},
		{diag.RuleUnknownName, item, "person.hukou_region}，", "person.hukou_regoin}，"},
	} {
		data, err := fs.ReadFile(nanhai, c.file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), c.was) {
			t.Errorf("%s has no %q", c.file, c.was)
			continue
		}
		files := fstest.MapFS{}
		for _, name := range []string{item, tests, english} {
			text, err := fs.ReadFile(nanhai, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: text}
		}
		got, done := mended(t, c.file, strings.Replace(string(data), c.was, c.now, 1), func(text string) diag.List {
			files[c.file] = &fstest.MapFile{Data: []byte(text)}
			return base.Item(files, "elder_allowance").Faults
		})
		if got != string(data) {
			t.Errorf("%s: %q is not put right: %+v", c.code, c.now, done)
		}
		if len(done) == 0 || !slices.ContainsFunc(done, func(d mend.Done) bool { return d.Fault.Code == c.code }) {
			t.Errorf("%s: %q: %+v", c.code, c.now, done)
		}
	}
}

// Of two words that are as near neither is taken.
func TestEitherIsNotTaken(t *testing.T) {
	d := diag.New(diag.UnknownKey, diag.Span{}, "x").Meant("kine", "kind", []string{"kind", "king", "line", "title"})
	if d.Near != "" || d.Hint == "" {
		t.Errorf("%q, %q", d.Near, d.Hint)
	}
	if d := diag.New(diag.UnknownKey, diag.Span{}, "x").Meant("titel", "title", []string{"kind", "title"}); d.Near != "title" {
		t.Errorf("%q", d.Near)
	}
}

// Over the examples of all codes: a mend takes its fault away and brings no other error, or there is none. Each code of the table
// whose example can be mended is; the others are mended in TestSlips.
func TestExamplesOfCodes(t *testing.T) {
	var never []diag.Code
	for _, info := range diag.Codes() {
		source := info.Source()
		if strings.HasPrefix(source, "kind: Codes\n") {
			source = "-- catalog.yaml --\nkind: Catalog\nlanguage: 1\nid: nanhai\ntitle: 南海区\ndistrict: {code: \"440605\", title: 南海区}\n-- codes/industries.yaml --\n" + source
		}
		if !strings.HasPrefix(source, "-- ") || info.Code == diag.TooLarge {
			continue
		}
		archive := txtar.Parse([]byte(source))
		open := func() diag.List {
			fsys, err := txtar.FS(archive)
			if err != nil {
				t.Fatal(err)
			}
			return engine.Open(fsys).Faults
		}
		before, count := open(), 0
		for i := range archive.Files {
			f := &archive.Files[i]
			text, done := mended(t, f.Name, string(f.Data), func(text string) diag.List {
				f.Data = []byte(text)
				return open()
			})
			f.Data = []byte(text)
			count += len(done)
		}
		after := open()
		if count == 0 {
			if slices.Contains(mend.Codes(), info.Code) {
				never = append(never, info.Code)
			}
			continue
		}
		if len(after) >= len(before) || after.Count(diag.Error) > before.Count(diag.Error) {
			t.Errorf("%s: %d faults became %d: %v", info.Code, len(before), len(after), after)
		}
	}
	// Their examples name what nothing is near to, or what is there already.
	for _, code := range never {
		if code != diag.UnknownReference && code != diag.TestName && code != diag.RuleUnknownName && code != diag.RuleNoOption && code != diag.UnknownTextPath && code != diag.UnknownKey {
			t.Errorf("%s is in the table, and its example is not mended", code)
		}
	}
}
