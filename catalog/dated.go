package catalog

import (
	"context"
	"slices"
	"strings"

	"banshi/engine/print"
	"banshi/runtime/base/fault"
)

// lasting holds that the rows of a dated table that count already are in a new text of it as they were published, and that no other
// begins before tomorrow: whoever was told an amount was told the one that stood there. Codes: invalid.
func (s *Drafts) lasting(ctx context.Context, file, text string) error {
	if FileKind(file) != "source" {
		return nil
	}
	newest, err := s.catalogue.newest(ctx)
	if err != nil {
		return err
	}
	published, err := newest.read(file)
	if err != nil {
		return err
	}
	now, readable := datedRows(file, text)
	if !readable {
		return nil // the gate tells what is wrong with it
	}
	was, _ := datedRows(file, published)
	return lasts(was, now, newest.today(s.clock()))
}

// lasts is lasting, of rows.
func lasts(was, now []datedRow, today string) error {
	for _, r := range was {
		if r.from > today {
			continue
		}
		i := slices.IndexFunc(now, func(n datedRow) bool { return n.key == r.key && n.from == r.from })
		if i < 0 || !r.stays(now[i], today) {
			return fault.New(fault.Invalid, sayPastRow.With(r.from))
		}
	}
	for _, n := range now {
		there := slices.ContainsFunc(was, func(r datedRow) bool { return n.key == r.key && n.from == r.from })
		if !there && n.from != "" && n.from <= today {
			return fault.New(fault.Invalid, sayPastStart.With(n.from))
		}
	}
	return nil
}

// datedRow is a row of a dated table.
type datedRow struct {
	from, to, key, basis string
	values               string // by field, in a fixed order
}

// stays tells whether n says of the days until today what r does: only an end that is still to come may be another.
func (r datedRow) stays(n datedRow, today string) bool {
	ends := func(to string) bool { return to == "" || to >= today }
	return r.basis == n.basis && r.values == n.values && (r.to == n.to || ends(r.to) && ends(n.to))
}

// datedRows reads the rows of a source; false: the text is no YAML.
func datedRows(file, text string) ([]datedRow, bool) {
	doc, faults := print.Parse(file, text)
	if faults.HasErrors() {
		return nil, false
	}
	list, _ := doc.Value().Get("rows")
	out := make([]datedRow, len(list.Items))
	for i, v := range list.Items {
		values, _ := v.Get("values")
		var pairs []string
		for j, key := range values.Keys {
			pairs = append(pairs, key+"="+values.Items[j].Text)
		}
		slices.Sort(pairs)
		out[i] = datedRow{textIn(v, "from"), textIn(v, "to"), textIn(v, "key"), textIn(v, "basis"), strings.Join(pairs, "\n")}
	}
	return out, true
}
