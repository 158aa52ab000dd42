package designer

import (
	"context"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/print"
	"banshi/engine/prove"
	"banshi/engine/rows"
	"banshi/engine/tell"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/over"
)

// Asked is a rule as its author types it: it need not be saved yet.
type Asked struct {
	Path print.Path // where it stands in the item's file, or will stand
	Text string
}

// Rule is what a rule says, and what it comes to for the applicant of a trial.
type Rule struct {
	Sentence string
	Clauses  []tell.Clause // the sentence in pieces, with the part of the text that each says
	Faults   []RuleFault   // of this rule alone; with an error there is nothing else
	Sites    []Site        // one for each row of a table; none where nothing asks the rule now
	Verdict  string        // of the whole application, with this rule
}

// RuleFault is what is wrong with a rule, and where in its text.
type RuleFault struct {
	Fault
	At rows.Span // in bytes of the text; empty: the whole
}

// Site is a rule evaluated at a place.
type Site struct {
	Path    string // form.managers[r1].no.show
	Result  string // true false unknown empty value
	Value   string
	Because []tell.Because
	Missing []Named // what would decide it
	Parts   []Part  // the conditions of the text
}

// Part is a condition within a rule at a site.
type Part struct {
	rows.Span // in bytes of the text
	Result    string
	Values    []tell.Seen
	Missing   []Named
}

// Named is a name that a rule reads, with what people call it.
type Named struct{ Path, Title string }

// Rule reads a rule and tries it. Codes: not_found (no such place), invalid (the item can't be read).
func (s *Service) Rule(ctx context.Context, who actor.Actor, id string, a Asked, t Trial) (Rule, error) {
	draft, base, err := s.find(ctx, who, id)
	if err != nil {
		return Rule{}, err
	}
	doc := draft.document()
	if doc == nil {
		return Rule{}, fault.New(fault.Invalid, sayBroken)
	}
	text := print.Of(a.Text)
	next, _, err := doc.Apply(print.Command{Do: print.Set, At: a.Path, Value: &text})
	if err != nil {
		return Rule{}, fault.Wrap(err, fault.NotFound, sayNoPath)
	}
	draft.Folder = over.Files(draft.Folder, map[string]string{next.Name(): next.Text()})
	d := openDesk(draft, base) // the item is opened once, with the rule in it
	out := Rule{}
	for _, f := range d.faults() {
		if f.Path == string(a.Path) {
			out.Faults = append(out.Faults, RuleFault{f, inText(next.Text(), a.Text, f)})
		}
	}
	session, err := s.session(d, t)
	if err != nil || session == nil {
		return out, err
	}
	out.Verdict = session.State().Verdict
	path := RulePath(d.text, a.Path)
	p := session.Program().Plan()
	teller := tell.New(p)
	teller.Hide(session.Lookups().Paths)
	for _, r := range prove.Rules(p) {
		if r.Path == path {
			out.Sentence = teller.Sentence(r.Path, r.Node)
			out.Clauses = teller.Clauses(r.Path, r.Node, a.Text)
		}
	}
	session.Trace(func(at *eval.Site) {
		if at.Rule == path {
			out.Sites = append(out.Sites, siteOf(teller, at, a.Text))
		}
	})
	return out, nil
}

func siteOf(t *tell.Teller, at *eval.Site, text string) Site {
	c := t.Condition(at)
	out := Site{Path: at.Path, Result: c.Result, Value: c.Value, Because: c.Because, Missing: namedBy(t, c.Missing)}
	for _, p := range t.Parts(at, text) {
		out.Parts = append(out.Parts, Part{Span: p.Span, Result: p.Result, Values: p.Values, Missing: namedBy(t, p.Missing)})
	}
	return out
}

func namedBy(t *tell.Teller, names []string) []Named {
	var out []Named
	for _, name := range names {
		out = append(out, Named{name, t.Path(name)})
	}
	return out
}

// inText finds the place of a fault in the rule's text by its place in the file, whose lines may fold or quote the text.
func inText(file, text string, f Fault) rows.Span {
	lines := strings.Split(file, "\n")
	if f.Line < 1 || f.Line > len(lines) {
		return rows.Span{}
	}
	line := lines[f.Line-1]
	column := len(line) - len(strings.TrimPrefix(line, firstRunes(line, f.Column-1)))
	from := 0
	for _, part := range strings.SplitAfter(text, "\n") {
		said := strings.TrimRight(part, "\n")
		inner := strings.TrimLeft(said, " ")
		if i := strings.Index(line, inner); inner != "" && i >= 0 && column >= i && column <= i+len(inner) {
			at := from + len(said) - len(inner) + column - i
			return rows.Span{From: at, To: min(at+len(firstRunes(line[column:], f.Length)), from+len(said))}
		}
		from += len(part)
	}
	return rows.Span{}
}

// firstRunes are the first n characters of a text.
func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
