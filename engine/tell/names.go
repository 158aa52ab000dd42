package tell

import (
	"strings"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// name is what people call a name of a rule.
func (t *Teller) name(n *expr.Node, sc scope) string {
	if n.Op == expr.Get {
		return t.cellName(n, sc)
	}
	if _, ok := sc.bound[n.Name]; ok {
		return t.w("element")
	}
	if n.Name == "value" && sc.of != nil {
		return t.title(sc.of.Title)
	}
	if n.Name == "today" || n.Name == "value" || n.Name == "it" || strings.HasPrefix(n.Name, "user.") || strings.HasPrefix(n.Name, "applicant.") {
		return t.w(n.Name)
	}
	s := t.shape(n, sc)
	switch {
	case s.field != nil:
		return t.title(s.field.Title)
	case s.record != nil:
		return t.held(s, sc)
	}
	return n.Name
}

// cellName names a cell of a record, a column or a fact of a row, with whose it is unless that goes
// without saying.
func (t *Teller) cellName(n *expr.Node, sc scope) string {
	base := n.Args[0]
	title := n.Name
	switch s := t.shape(n, sc); {
	case n.Name == "live" && sc.goesWithoutSaying(base):
		return t.w("live?", "")
	case n.Name == "live":
		return t.w("live?", t.name(base, sc))
	case s.field != nil:
		title = t.title(s.field.Title)
	case s.record != nil:
		title = t.held(s, scope{table: t.shape(base, sc).table})
	}
	if sc.goesWithoutSaying(base) {
		return title
	}
	if of := t.name(base, sc); of != title {
		return t.w("of", of, title)
	}
	return title
}

// goesWithoutSaying tells the record or row that a sentence speaks of just now.
func (sc scope) goesWithoutSaying(base *expr.Node) bool {
	return base.Op == expr.Var && (base.Name == sc.near && sc.near != "" || base.Name == "it" && sc.near == "")
}

// whose is a name with the place that it comes from: 本次填的排水地址. It is asked for where two things of
// one name stand side by side.
func (t *Teller) whose(n *expr.Node, sc scope) string {
	name := t.name(n, sc)
	switch {
	case n.Op == expr.Var && (strings.HasPrefix(n.Name, "form.") || n.Name == "value"):
		return t.w("of", t.w("this form"), name)
	case n.Op == expr.Var && strings.HasPrefix(n.Name, "row."):
		return t.w("of", t.w("this row"), name)
	case n.Op == expr.Get && sc.goesWithoutSaying(n.Args[0]) && sc.near == "":
		return t.w("of", t.w("it"), name)
	case n.Op == expr.Get && sc.goesWithoutSaying(n.Args[0]):
		return t.w("of", t.w("element"), name)
	}
	return name
}

// title puts quotes round a title that would fall apart in a sentence: “布局合理，生熟不交叉”是“不合格”.
func (t *Teller) title(s string) string {
	depth := 0
	for _, r := range s {
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			depth--
		case '，', '、', '；', '：', '。', ',', ';', ':':
			if depth == 0 {
				return t.quoted(s)
			}
		}
	}
	return s
}

// held says whose record it is, where the key is not the applicant's own number: 业主证件号码名下的不动产权证书.
func (t *Teller) held(s shape, sc scope) string {
	title := s.record.Title
	if s.fact == nil || s.fact.Key == nil {
		return title
	}
	switch s.fact.Key.Name {
	case "applicant.no":
		return title
	case "user.no":
		return t.w("of", t.w("user"), title)
	}
	return t.w(t.byKey(s.fact, sc), title, t.operand(s.fact.Key, sc))
}

// byKey tells how a record hangs on its key: it is under a person's number, or found by something else.
// "" where it is the applicant's or the user's own.
func (t *Teller) byKey(f *plan.Fact, sc scope) string {
	switch {
	case f == nil || f.Key == nil || f.Key.Name == "applicant.no" || f.Key.Name == "user.no":
		return ""
	case t.isPersons(f.Key, sc):
		return "under"
	}
	return "found by"
}

// isPersons tells a key that is the number of a person or an organisation.
func (t *Teller) isPersons(key *expr.Node, sc scope) bool {
	f := t.shape(key, sc).field
	return f != nil && (f.Type == "id_number" || f.Type == "uscc")
}

// isLicence tells a fact that is a paper and not a line of a register.
func isLicence(r *plan.RecordType) bool { return r.Licence || r.ID == plan.Papers }
