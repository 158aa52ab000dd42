package runtime

import (
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// obstacles tells what submission waits for in the words of the form, each once.
func (o *opened) obstacles(p *plan.Plan, state *eval.State) []Obstacle {
	var out []Obstacle
	seen := map[eval.Block]bool{}
	for _, b := range state.Blocked {
		if seen[b] {
			continue
		}
		seen[b] = true
		out = append(out, Obstacle{Kind: b.Kind, Path: b.Path, Title: titleOf(p, state, b)})
	}
	if !o.proven {
		out = append(out, Obstacle{Kind: "identity", Path: "user.acts_as", Title: sayAgentUnproven.In(p.Language)})
	}
	return out
}

// titleOf names what a block is about.
func titleOf(p *plan.Plan, state *eval.State, b eval.Block) string {
	switch b.Kind {
	case "verdict":
		return titleOfVerdict(p, state, b.Path)
	case "identity":
		return sayLevel.With(state.Level).In(p.Language)
	case "material":
		return titleOfMaterial(p, b.Path)
	case "batch":
		return sayOutsideBatch.In(p.Language)
	case "source":
		if r := p.Records[state.Facts[b.Path].Source]; r != nil {
			return r.Title
		}
		return b.Path
	}
	if fact, ok := strings.CutPrefix(b.Path, "choose:"); ok {
		if r := p.Records[state.Facts[fact].Source]; r != nil {
			return r.Title
		}
		return fact
	}
	if id, ok := strings.CutPrefix(b.Path, "section."); ok {
		if s := p.Section(id); s != nil {
			return s.Title
		}
		return b.Path
	}
	return titleOfField(p, state, b.Path)
}

// titleOfField names a field; of a row's field also the table and the place of the row.
func titleOfField(p *plan.Plan, state *eval.State, path string) string {
	m := fieldPath.FindStringSubmatch(path)
	if m == nil {
		return path
	}
	f := p.Field(m[1])
	if f == nil {
		return path
	}
	if m[2] == "" {
		return f.Title
	}
	row := sayRow.With(f.Title, slices.Index(state.Fields["form."+m[1]].Rows, m[2])+1).In(p.Language)
	if c := f.Column(m[3]); c != nil {
		return row + " " + c.Title
	}
	return row
}

// titleOfVerdict gives the texts of the rules that say no.
func titleOfVerdict(p *plan.Plan, state *eval.State, effect string) string {
	var texts []string
	for _, r := range p.Rules {
		st := state.Rules[r.ID]
		if st.Effect != effect {
			continue
		}
		if st.Text != "" {
			texts = append(texts, st.Text)
		} else {
			texts = append(texts, r.Title)
		}
	}
	if len(texts) == 0 {
		return effect
	}
	return strings.Join(texts, "；")
}
