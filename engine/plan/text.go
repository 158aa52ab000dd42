package plan

import (
	"encoding/json"
	"fmt"

	"banshi/engine/expr"
)

// Text is what a person reads, with values put in. As JSON a plain string where it has none, else a
// list of strings and {"rule", "as"}.
type Text struct {
	Parts []Part
}

// Part is a piece of words, or a rule whose value is put in, written as the field As.
type Part struct {
	Words string
	Rule  *expr.Node
	As    *Field
}

// Plain makes a text without values.
func Plain(s string) *Text {
	if s == "" {
		return nil
	}
	return &Text{Parts: []Part{{Words: s}}}
}

// Words gives the text without its values; it is what a plain text says.
func (t *Text) Words() string {
	if t == nil {
		return ""
	}
	var out string
	for _, p := range t.Parts {
		out += p.Words
	}
	return out
}

type textRule struct {
	Rule *expr.Node `json:"rule"`
	As   *Field     `json:"as"`
}

// MarshalJSON writes a string, or a list.
func (t *Text) MarshalJSON() ([]byte, error) {
	if len(t.Parts) == 1 && t.Parts[0].Rule == nil {
		return json.Marshal(t.Parts[0].Words)
	}
	list := []any{}
	for _, p := range t.Parts {
		if p.Rule == nil {
			list = append(list, p.Words)
			continue
		}
		list = append(list, textRule{p.Rule, p.As})
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Text) UnmarshalJSON(data []byte) error {
	var words string
	if json.Unmarshal(data, &words) == nil {
		t.Parts = []Part{{Words: words}}
		return nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(data, &list); err != nil {
		return fmt.Errorf("plan: a text is a string or a list: %w", err)
	}
	for _, raw := range list {
		var p Part
		if json.Unmarshal(raw, &p.Words) != nil {
			var r textRule
			if err := json.Unmarshal(raw, &r); err != nil {
				return fmt.Errorf("plan: part of a text: %w", err)
			}
			p.Rule, p.As = r.Rule, r.As
		}
		t.Parts = append(t.Parts, p)
	}
	return nil
}
