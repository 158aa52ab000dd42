package compile

import (
	"strings"

	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

// template compiles a text with values: `{rule}` puts one in, `{{` writes a brace.
func (c *compiler) template(path string, t spec.Text, env *rule.Env) *plan.Text {
	t = c.text(path, t)
	if t.S == "" {
		return nil
	}
	if !strings.ContainsAny(t.S, "{}") {
		return plan.Plain(t.S)
	}
	out := &plan.Text{}
	runes := []rune(t.S)
	var words strings.Builder
	for i := 0; i < len(runes); i++ {
		switch {
		case runes[i] == '{' && i+1 < len(runes) && runes[i+1] == '{':
			words.WriteRune('{')
			i++
		case runes[i] == '{':
			end := closing(runes, i)
			if end < 0 {
				c.openBrace(at(t.Pos, i))
				return nil
			}
			out.Parts = appendWords(out.Parts, &words)
			if p, ok := c.part(spec.Rule{S: string(runes[i+1 : end]), Pos: at(t.Pos, i+1)}, env); ok {
				out.Parts = append(out.Parts, p)
			}
			i = end
		default:
			words.WriteRune(runes[i])
		}
	}
	out.Parts = appendWords(out.Parts, &words)
	return out
}

func at(p spec.Pos, offset int) spec.Pos {
	p.Column += offset
	return p
}

func closing(runes []rune, from int) int {
	quoted := false
	for i := from + 1; i < len(runes); i++ {
		switch {
		case runes[i] == '"':
			quoted = !quoted
		case runes[i] == '}' && !quoted:
			return i
		}
	}
	return -1
}

func appendWords(parts []plan.Part, words *strings.Builder) []plan.Part {
	if words.Len() == 0 {
		return parts
	}
	parts = append(parts, plan.Part{Words: words.String()})
	words.Reset()
	return parts
}

// part is a rule in a text, written as its field is; a value that is no field is written by its type.
func (c *compiler) part(r spec.Rule, env *rule.Env) (plan.Part, bool) {
	if env == nil {
		return plan.Part{}, false
	}
	checked, faults := env.Compile(r.S, nil)
	for _, f := range faults {
		c.fault(r, f)
	}
	if checked == nil {
		return plan.Part{}, false
	}
	c.keepsOthers(r, checked.Node, env, "文字里也不能放", "用 check 或受理条件判断，只说对不对；本人同意带出来的，先 fill 到一个字段里")
	c.note(r, checked.Node)
	as := c.shownAs(checked.Node, env)
	if as == nil {
		as = &plan.Field{Type: c.plainType(checked, r)}
	}
	return plan.Part{Rule: checked.Node, As: as}, true
}

// plainType is the field type by which a computed value is written.
func (c *compiler) plainType(checked *rule.Checked, r spec.Rule) string {
	for kind, name := range map[rule.Kind]string{rule.Text: "text", rule.Integer: "integer", rule.Number: "number", rule.Date: "date", rule.Boolean: "boolean"} {
		if checked.Is(kind) {
			return name
		}
	}
	if checked.IsTextList() {
		return "choices"
	}
	c.unwritable(r)
	return "text"
}
