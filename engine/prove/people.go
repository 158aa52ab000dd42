package prove

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/eval"
	"banshi/engine/record"
)

// defaultLevel is the identity level of a person whom no account names: a face was compared.
const defaultLevel = 4

// Nobody is somebody of each kind of whom nothing is known: a number that stands in no register.
var Nobody = map[string]eval.Applicant{
	"person":       {Kind: "person", No: "440605200001010015", Name: "（空白申请人）"},
	"organisation": {Kind: "organisation", No: "91440605MA00000000", Name: "（空白单位）"},
}

// Applicant finds whom a handle names: person/P004, organisation/L04.
func (w *World) Applicant(handle string) (eval.Applicant, error) {
	kind, row, err := w.find(handle)
	if err != nil {
		return eval.Applicant{}, err
	}
	name, _ := row.Fields["name"].(string)
	return eval.Applicant{Kind: kind, No: row.Key, Name: name}, nil
}

// idShape is a personal number; whether its check digit is right is for the form to say.
var idShape = regexp.MustCompile(`^[0-9]{17}[0-9X]$`)

// number is that of whom a handle names. Somebody in no register is named by his number itself.
func (w *World) number(handle string) (string, error) {
	if idShape.MatchString(handle) {
		return handle, nil
	}
	a, err := w.Applicant(handle)
	return a.No, err
}

func (w *World) find(handle string) (kind string, row record.Row, err error) {
	kind, id, ok := strings.Cut(handle, "/")
	if !ok || kind != "person" && kind != "organisation" {
		return "", record.Row{}, fmt.Errorf("“%s”不是人：写 person/<记录> 或 organisation/<记录>", handle)
	}
	var ids []string
	for _, source := range w.holdersOf(kind) {
		for _, r := range w.rows[source] {
			if r.ID == id {
				return kind, r, nil
			}
			ids = append(ids, r.ID)
		}
	}
	if near, ok := diag.Closest(id, ids); ok {
		return "", record.Row{}, fmt.Errorf("共享数据里没有“%s”；是不是 %s/%s？", handle, kind, near)
	}
	return "", record.Row{}, fmt.Errorf("共享数据里没有“%s”", handle)
}

// User finds the person before the screen. An empty handle is the applicant himself, or the legal
// representative of an organisation.
func (w *World) User(handle, actsAs string, applicant eval.Applicant) (eval.User, error) {
	no := applicant.No
	switch {
	case handle != "":
		who, err := w.Applicant(handle)
		if err != nil {
			return eval.User{}, err
		}
		no = who.No
	case applicant.Kind == "organisation":
		for _, r := range w.rows["organisation"] {
			if r.Key == applicant.No {
				no, _ = r.Fields["legal_rep_no"].(string)
			}
		}
	}
	if actsAs == "" {
		actsAs = "self"
	}
	u := eval.User{No: no, Level: defaultLevel, ActsAs: actsAs}
	for _, r := range w.rows["person"] {
		if r.Key == no {
			u.Name, _ = r.Fields["name"].(string)
			u.Phone, _ = r.Fields["phone"].(string)
		}
	}
	if a, ok := w.accounts[no]; ok {
		u.Name, u.Phone, u.Level = a.Name, a.Phone, a.Level
	}
	return u, nil
}

// Handles lists whom the registers hold of a kind, in their order.
func (w *World) Handles(kind string) []string {
	var out []string
	for _, source := range w.holdersOf(kind) {
		for _, r := range w.rows[source] {
			if as := kind + "/" + r.ID; !slices.Contains(out, as) {
				out = append(out, as)
			}
		}
	}
	return out
}

// Somebody is the first record of a source in which a cell has a text, and which can be named as an
// applicant of a kind: its handle and number; "" where there is none.
func (w *World) Somebody(source, kind, cell string) (handle, no string) {
	for _, r := range w.rows[source] {
		if text, _ := r.Fields[cell].(string); text == "" || r.Key == "" {
			continue
		}
		if a, err := w.Applicant(kind + "/" + r.ID); err == nil && a.No == r.Key {
			return kind + "/" + r.ID, r.Key
		}
	}
	return "", ""
}
