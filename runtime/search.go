package runtime

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
)

// Needle is what is looked for among cases.
type Needle struct {
	Digest string // of a number that belongs to a person, a firm, a phone or a licence; "" it is none
	Text   string // part of a case's number, or of the applicant's or the item's name; "" of none
	// Named are the offices where a case is also found by the name of a person who applied; nil: all.
	// An organisation's name is public.
	Named []string
}

// Purposes are why somebody looks for a case: it is written into the trail.
var Purposes = []string{"handle", "asked", "check", "complaint"}

// Found is what a search gave, masked where the caller does not handle the cases.
type Found struct {
	Cases []Case
	More  bool   // only the first are shown
	By    string // what the words were taken for: number, phone, text …
}

// Search looks for cases by number, name, identity number, phone or licence number among the offices that the
// caller serves; supervisors look everywhere and see masked cases. Numbers are compared by their digest and stand
// nowhere; what was looked for, why, and how much was found is written down before anything is given out. Codes:
// unauthenticated, forbidden, invalid.
func (d *Desk) Search(ctx context.Context, text, purpose string) (Found, error) {
	who, offices, err := d.reach(ctx)
	if err != nil {
		return Found{}, err
	}
	text = strings.TrimSpace(text)
	if say := textFault(text); !say.None() || text == "" || utf8.RuneCountInString(text) > 100 {
		return Found{}, fault.New(fault.Invalid, sayBadQuery, fault.Field{Path: "text", Message: sayQueryShape})
	}
	if !slices.Contains(Purposes, purpose) {
		return Found{}, fault.New(fault.Invalid, sayBadQuery, fault.Field{Path: "purpose", Message: sayNoPurpose})
	}
	a := who.Actor()
	out := Found{By: "text"}
	needle := Needle{Text: text}
	if offices == nil {
		needle.Named = []string{} // who oversees handles no case anywhere, and looks up nobody by name
	}
	if number := normal(text); numbered.MatchString(number) {
		out.By, needle.Digest = kindOf(number), d.digest(number)
		if out.By != "number" {
			needle.Text = "" // a person's number is compared whole, and with nothing else
		}
	}
	list, err := d.Store.Desk(ctx, Filter{Offices: offices, Found: &needle}, nil, pageSize+1)
	if err != nil {
		return Found{}, fmt.Errorf("runtime: search cases: %w", err)
	}
	if len(list) > pageSize {
		list, out.More = list[:pageSize], true
	}
	for i, c := range list {
		list[i] = lineFor(a, c)
	}
	e := audit.Event{At: d.Clock().UTC(), Actor: a, Act: "case.search", Object: audit.Object{Kind: string(actor.Case)},
		Detail: map[string]any{"by": out.By, "purpose": purpose, "found": len(list), "words": hiddenWords(text, out.By)}}
	if err := d.Store.Viewed(ctx, e); err != nil {
		return Found{}, fmt.Errorf("runtime: write down a search: %w", err)
	}
	out.Cases = list
	return out, nil
}

// hiddenWords are the words of a search as the trail keeps them.
func hiddenWords(text, by string) string {
	switch by {
	case "text":
		return mask.Name(text)
	case "number":
		return text // a case's own
	}
	return hiddenText(text)
}

var (
	numbered   = regexp.MustCompile(`^[0-9A-Z]{6,40}$`)
	hasDigits  = regexp.MustCompile(`[0-9]{4}`)
	idNumber   = regexp.MustCompile(`^[0-9]{15}$|^[0-9]{17}[0-9X]$`)
	phone      = regexp.MustCompile(`^1[0-9]{10}$`)
	caseNumber = regexp.MustCompile(`^[0-9]{4,19}$`)
)

func kindOf(number string) string {
	switch {
	case phone.MatchString(number):
		return "phone"
	case idNumber.MatchString(number):
		return "id_number"
	case caseNumber.MatchString(number) || !hasDigits.MatchString(number):
		return "number"
	}
	return "licence"
}

// normal is a number without the ways to write it: full-width, with spaces, in small letters, with a country's code.
func normal(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '　':
			return -1
		}
		if strings.ContainsRune(" -·()（）第号字〔〕[]+", r) {
			return -1
		}
		return r
	}, s)
	s = strings.ToUpper(s)
	if len(s) == 13 && strings.HasPrefix(s, "861") {
		s = s[2:]
	}
	return s
}

// digest is the keyed digest under which a number is kept.
func (h *hall) digest(number string) string {
	return h.underKey(normal(number))
}

// underKey is the digest of a text that nobody makes without the secret of the hall.
func (h *hall) underKey(text string) string {
	m := hmac.New(sha256.New, h.SearchKey)
	m.Write([]byte(text))
	return hex.EncodeToString(m.Sum(nil))
}

// keysOf gathers the numbers by which a case is found: of applicant and user, of what was filled in, of the licences
// that stand in for papers.
func (h *hall) keysOf(p *plan.Plan, in eval.Input, state *eval.State) []string {
	all := []string{in.Applicant.No, in.User.No, in.User.Phone}
	for path, f := range state.Fields {
		if def := defOf(p, path); def != nil && f.Shown && slices.Contains(searchedTypes, def.Type) {
			if text, ok := f.Value.(string); ok {
				all = append(all, text)
			}
		}
	}
	for _, m := range state.Materials {
		if e := m.Evidence; e != nil {
			all = append(all, e.Number, e.Record)
		}
	}
	var out []string
	for _, number := range all {
		if numbered.MatchString(normal(number)) {
			out = append(out, h.digest(number))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var searchedTypes = []string{"id_number", "uscc", "phone", "licence_id", "project_code"}

// Keyed is what a case is found by, of cases that were handed in before that was kept.
type Keyed struct {
	Number, Channel string
	Digests         []string
}

// IndexCases writes what cases are found by where that is missing, and says of how many. It is done at start.
func (d *Desk) IndexCases(ctx context.Context) (int, error) {
	done := 0
	for {
		numbers, err := d.Store.Unkeyed(ctx, 200)
		if err != nil || len(numbers) == 0 {
			return done, err
		}
		var list []Keyed
		for _, n := range numbers {
			k, err := d.keyed(ctx, n)
			if err != nil {
				return done, fmt.Errorf("runtime: what case %s is found by: %w", n, err)
			}
			list = append(list, k)
		}
		e := audit.Event{At: d.Clock().UTC(), Actor: actor.Robot("index"), Act: "case.index", Object: audit.Object{Kind: string(actor.Case)},
			Detail: map[string]any{"cases": len(list)}}
		if err := d.Store.Key(ctx, list, e); err != nil {
			return done, fmt.Errorf("runtime: index cases: %w", err)
		}
		done += len(list)
	}
}

func (d *Desk) keyed(ctx context.Context, number string) (Keyed, error) {
	k := Keyed{Number: number}
	s, err := d.Store.Submission(ctx, number)
	if fault.Is(err, fault.NotFound) {
		return k, nil // a case of a test or an import: its row is all there is
	}
	if err != nil {
		return k, err
	}
	def, err := d.Definitions.At(ctx, s.Item, s.ItemVersion)
	if err != nil {
		return k, err
	}
	var in eval.Input
	var state eval.State
	if err := Decode(s.Input, &in); err != nil {
		return k, err
	}
	if err := Decode(s.State, &state); err != nil {
		return k, err
	}
	k.Channel, k.Digests = s.Channel, d.keysOf(def.Program("zh-Hans").Plan(), in, &state)
	return k, nil
}
