package eval

import (
	"sort"
	"strconv"
	"strings"

	"banshi/engine/value"
)

func itoa(i int) string { return strconv.Itoa(i) }

type foundKey struct{ source, key string }

// foundData is an answer of a source with its records typed. Of a dated source it has those that hold today.
type foundData struct {
	status  string
	records []*record
	list    value.Value
}

// record is one typed record of a source or licence.
type record struct {
	prog  *recordProg
	id    string
	at    string
	cells []value.Value
	live  bool        // of a licence: 有效 today; of a dated source: holds today
	self  value.Value // the record as a value, made once
}

// Get gives a cell of the record; what the record does not hold is empty.
func (r *record) Get(name string) value.Value {
	if i, ok := r.prog.index[name]; ok {
		return r.cells[i]
	}
	return value.Empty()
}

// factCell is what became of one look-up.
type factCell struct {
	path  string // set for facts of rows
	self  *value.Names
	val   value.Value
	key   string
	asked bool // found nothing under its key: the fact is wanted
	other bool // somebody else's record
	shut  bool // and nobody has consented to a look at it
	down  bool
	pick  []*record
}

func (s *Session) lookup(p *recordProg, source, key string) *foundData {
	k := foundKey{source, key}
	if d, ok := s.found[k]; ok {
		return d
	}
	f, ok := s.in.Facts[source][key]
	if !ok {
		return nil
	}
	d := &foundData{status: f.Status}
	for _, r := range f.Records {
		if rec := s.typed(p, r); rec.live || !p.def.Dated {
			d.records = append(d.records, rec)
		}
	}
	list := make([]value.Value, len(d.records))
	for i, r := range d.records {
		list[i] = r.self
	}
	d.list = value.List(list)
	s.found[k] = d
	return d
}

// typed gives each cell its declared type. A cell that its type refuses holds nothing: a register's fault
// is never the applicant's.
func (s *Session) typed(p *recordProg, r Record) *record {
	out := &record{prog: p, id: r.ID, at: r.At, cells: make([]value.Value, len(p.types))}
	out.self = value.RecordOf(out)
	for i, t := range p.types {
		out.cells[i] = value.Empty()
		if raw, ok := r.Cells[t.def.ID]; ok && raw != nil {
			if v, fault := t.typ.ParseRecord(raw, t.params); fault == nil {
				out.cells[i] = v
			}
		}
		if out.cells[i].IsEmpty() && t.def.Type == "choices" {
			out.cells[i] = value.List(nil) // a list is never empty
		}
	}
	switch {
	case p.def.Licence:
		s.liveLicence(out, r)
	case p.def.Dated:
		from, begins := out.bound(r, "from", value.MinDate)
		to, ends := out.bound(r, "to", noEnd)
		out.live = begins && ends && from <= s.today && s.today <= to
	}
	return out
}

// liveLicence works out whether a licence is live, and gives it an end if it has none.
func (s *Session) liveLicence(out *record, r Record) {
	until, readable := out.bound(r, "valid_to", noEnd)
	out.live = out.Get("status").Text() == "有效" && readable && until >= s.today
	if i, ok := out.prog.index["valid_to"]; ok && readable {
		out.cells[i] = value.DateOf(until)
	}
	if i, ok := out.prog.index["live"]; ok {
		out.cells[i] = value.Bool(out.live)
	}
}

// bound is the first or last day of a record; none is written where it holds without that bound. It is false
// for one that can't be read: nobody knows then whether the record holds.
func (r *record) bound(raw Record, cell string, none value.Date) (value.Date, bool) {
	if x := raw.Cells[cell]; x == nil || x == "" {
		return none, true
	}
	v := r.Get(cell)
	return v.Date(), v.Kind() == value.KindDate
}

// noEnd is the end of what has no end: 9999-12-31.
var noEnd, _ = value.ParseDate("9999-12-31")

func (s *Session) evalFact(f *factProg, c *factCell, path string) value.Value {
	down := c.down
	c.val = s.findFact(f, c, path)
	s.turned = s.turned || c.down != down
	return c.val
}

func (s *Session) findFact(f *factProg, c *factCell, path string) value.Value {
	c.key, c.asked, c.other, c.shut, c.down, c.pick = "", false, false, false, false, nil
	if c.self == nil {
		c.self = value.NamesOf(path)
	}
	none := value.Empty()
	if f.def.Many {
		none = value.List(nil)
	}
	when := s.holds(f.when)
	if when.IsUnknown() {
		return when
	}
	if !when.IsTrue() {
		return none
	}
	key, v := s.keyOf(f)
	if v.IsUnknown() {
		return v
	}
	if f.def.Key != nil && key == "" {
		return none
	}
	c.key = key
	if consent := s.consentMissing(f, c); consent.IsUnknown() {
		return consent
	}
	d := s.lookup(f.record, f.def.Source, key)
	if d == nil {
		c.asked = true
		return value.Unknown(c.self)
	}
	if d.status != HasRecords {
		c.down = d.status == Down
		return value.Unknown(c.self)
	}
	if f.def.Many {
		return d.list
	}
	return s.pickOne(f, c, d, path)
}

func (s *Session) keyOf(f *factProg) (string, value.Value) {
	if f.key == nil {
		return "", value.Empty()
	}
	v := f.key.Eval(&s.frame)
	if v.Kind() == value.KindText {
		return v.Text(), v
	}
	return "", v
}

// consentMissing is unknown while a look at somebody else's record is not allowed yet.
func (s *Session) consentMissing(f *factProg, c *factCell) value.Value {
	if c.key == "" || c.key == s.in.Applicant.No || c.key == s.in.User.No {
		return yes
	}
	c.other = f.def.Consent != nil
	if f.def.Consent == nil || f.def.Consent.Material == "" || s.consented(f.def.Consent.Material, c.key) {
		return yes
	}
	c.shut = true
	return value.Unknown(value.NamesOf("consent:" + f.def.Consent.Material))
}

// consented tells whether the person of a number signed the material; of one that is asked for each
// row, it may be the paper of any row: what counts is who signed.
func (s *Session) consented(material, no string) bool {
	if s.in.Signed[material] == no {
		return true
	}
	for path, who := range s.in.Signed {
		if base, _, perRow := strings.Cut(path, "["); perRow && base == material && who == no {
			return true
		}
	}
	return false
}

// pickOne finds the one record among those under the key. Two of a dated source that hold today are a
// fault of the data.
func (s *Session) pickOne(f *factProg, c *factCell, d *foundData, path string) value.Value {
	candidates := d.records
	switch {
	case f.record.def.Dated && len(candidates) > 1:
		return value.Unknown(c.self)
	case f.def.Licence:
		candidates = onlyLive(d.records)
		if len(candidates) == 0 {
			if dead := latest(d.records); dead != nil {
				return dead.self
			}
		}
		if len(candidates) > 1 && f.def.Latest {
			return latest(candidates).self
		}
	}
	switch len(candidates) {
	case 0:
		return value.Empty()
	case 1:
		return candidates[0].self
	}
	c.pick = candidates
	choice, ok := s.in.Chosen[path]
	if ok && choice == "none" {
		return value.Empty()
	}
	for _, r := range candidates {
		if ok && r.id == choice {
			return r.self
		}
	}
	return value.Unknown(value.NamesOf("choose:" + path))
}

func onlyLive(list []*record) []*record {
	var out []*record
	for _, r := range list {
		if r.live {
			out = append(out, r)
		}
	}
	return out
}

// latest is the record issued last; of equal days the greater number.
func latest(list []*record) *record {
	if len(list) == 0 {
		return nil
	}
	sorted := append([]*record(nil), list...)
	day := func(r *record) int64 {
		if v := r.Get("issued"); v.Kind() == value.KindDate {
			return int64(v.Date())
		}
		return -1 << 40
	}
	sort.SliceStable(sorted, func(i, j int) bool {
		if a, b := day(sorted[i]), day(sorted[j]); a != b {
			return a > b
		}
		return sorted[i].Get("number").Text() > sorted[j].Get("number").Text()
	})
	return sorted[0]
}

// isDown tells that all that an unknown hangs on are facts whose source does not answer.
func (s *Session) isDown(names *value.Names) bool {
	for _, n := range names.Slice() {
		if c := s.factAt(n); c == nil || !c.down {
			return false
		}
	}
	return names.Len() > 0
}

// factAt finds the fact of a path: an id, or form.<table>[<row>].<id>.
func (s *Session) factAt(path string) *factCell {
	for i, f := range s.prog.facts {
		if f.def.ID == path {
			return &s.facts[i]
		}
	}
	for _, t := range s.tables {
		for _, r := range t.rows {
			for i := range r.facts {
				if r.facts[i].path == path {
					return &r.facts[i]
				}
			}
		}
	}
	return nil
}
