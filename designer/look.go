package designer

import (
	"context"
	"io/fs"

	"banshi/engine/diag"
	"banshi/engine/eval"
	"banshi/engine/mend"
	"banshi/engine/print"
	"banshi/engine/prove"
	"banshi/engine/tell"
	"banshi/engine/view"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
)

// Look is how a draft stands: what is wrong, and what an applicant would see.
type Look struct {
	Version int
	Tree    *print.Value // what the item's file says; nil where it is no YAML that can be edited
	Faults  []Fault
	View    *view.View        // nil while the item doesn't compile
	Rules   map[string]string // of each rule, by its path as engine/eval names it, the sentence
}

// Fault is something that is wrong or unwise, with its place.
type Fault struct {
	Code     string
	Severity string // error, warning, advice
	File     string
	Line     int    // 1-based; 0: the file as a whole
	Column   int    // 1-based, in characters
	Length   int    // in characters, within the line
	Path     string // of the entry in the item's own file, see print.Path; "" for the file as a whole
	Message  string
	Hint     string
	Fix      *Fix // where it can be mended without thought, in a file that the author of the draft may write
	Own      bool // it stands in a file of the item's own folder
}

// Fix is a mend: what it does in a few words, and the command for the fault's file.
type Fix struct {
	Label   string
	Command print.Command
}

// Look opens a draft and tries it.
func (s *Service) Look(ctx context.Context, who actor.Actor, id string, t Trial) (Look, error) {
	d, err := s.open(ctx, who, id)
	if err != nil {
		return Look{}, err
	}
	out := Look{Version: d.Version, Faults: d.faults(), Rules: map[string]string{}}
	if d.text != nil {
		tree := d.text.Value()
		out.Tree = &tree
	}
	session, err := s.session(d, t)
	if session == nil || err != nil {
		return out, err
	}
	v := view.Of(session, view.Applicant)
	out.View = &v
	p := session.Program().Plan()
	teller := tell.New(p)
	for _, r := range prove.Rules(p) {
		out.Rules[r.Path] = teller.Sentence(r.Path, r.Node)
	}
	return out, nil
}

// session evaluates a trial with what the registers hold; nil where the item doesn't compile.
func (s *Service) session(d *desk, t Trial) (*eval.Session, error) {
	run, err := d.run(t, s.clock())
	if run == nil && err == nil {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, sayNobody)
	}
	return evaluated(run)
}

// evaluated evaluates a run until it wants nothing more.
func evaluated(run *prove.Run) (*eval.Session, error) {
	got, err := run.Evaluate()
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, sayTrial)
	}
	session, err := run.Program.Open(got.Input)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, sayTrial)
	}
	return session, nil
}

// faults are those of the catalogue as the draft leaves it, each with its place.
func (d *desk) faults() []Fault {
	out := make([]Fault, 0, len(d.catalogue.Faults))
	others := map[string]*print.Document{}
	for _, f := range d.catalogue.Faults {
		at := f.Span.Start
		line := Fault{Code: string(f.Code), Severity: f.Severity().String(), File: at.File, Line: at.Line, Column: at.Column,
			Message: f.Message, Hint: f.Hint, Own: ownFile(at.File, d.Item)}
		if f.Span.End.Line == at.Line {
			line.Length = max(f.Span.End.Column-at.Column, 0)
		}
		if d.text != nil && at.File == d.text.Name() && at.Line > 0 {
			line.Path = string(d.text.PathAt(at.In(d.text.Text())))
		}
		if line.Own {
			line.Fix = d.fix(f, others)
		}
		out = append(out, line)
	}
	return out
}

// fix is the mend of a fault in a file of the item's own; nil: there is none.
func (d *desk) fix(f diag.Diagnostic, read map[string]*print.Document) *Fix {
	name := f.Span.Start.File
	doc := d.text
	if doc == nil || doc.Name() != name {
		other, known := read[name]
		if !known {
			if data, err := fs.ReadFile(d.Folder, name); err == nil {
				if parsed, bad := print.Parse(name, string(data)); !bad.HasErrors() {
					other = parsed
				}
			}
			read[name] = other
		}
		doc = other
	}
	if doc == nil {
		return nil
	}
	if m, ok := mend.Of(doc, f); ok {
		return &Fix{m.Label, m.Command}
	}
	return nil
}
