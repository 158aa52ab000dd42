package schema_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"banshi/engine/diag"
	"banshi/engine/load"
	"banshi/engine/load/grammar"
	"banshi/engine/schema"
)

// Schema and loader judge alike: documents of the example with one thing changed by chance are taken
// by both or refused by both, but for what only the loader can see.
func TestSameVerdict(t *testing.T) {
	all := schemas(t)
	docs := documents(t)
	random := rand.New(rand.NewPCG(1, 2))
	refused, taken := 0, 0
	for range 1200 {
		d := docs[random.IntN(len(docs))]
		root := clone(d.root)
		what := mutate(root, random)
		text, err := yaml.Marshal(root)
		if err != nil {
			continue
		}
		// As read again: a change may have made something else of the text.
		var again yaml.Node
		if err := yaml.Unmarshal(text, &again); err != nil || len(again.Content) == 0 {
			continue
		}
		name := "f.yaml"
		if d.kind == schema.Translations {
			name = "item.en.yaml"
		}
		_, src, list := load.File(name, text)
		s := all[d.kind]
		bad := s.Validate(plain(&again)) != nil
		list = slices.DeleteFunc(list, func(f diag.Diagnostic) bool { return slices.Contains(hidden, f.Code) || onlyLoader(f) })
		if bad != list.HasErrors() {
			t.Fatalf("%s, %s: the schema says bad=%v: %v; the loader:\n%s", d.file, what, bad, s.Validate(plain(&again)), list.Text(src, ""))
		}
		if bad {
			refused++
		} else {
			taken++
		}
	}
	if refused < 400 || taken < 100 {
		t.Errorf("too few of one sort to say anything: %d refused, %d taken", refused, taken)
	}
	t.Logf("%d refused by both, %d taken by both", refused, taken)
}

// hidden are the codes that a schema can't see at all.
var hidden = []diag.Code{diag.DuplicateKey, diag.FoldedRule, diag.CutRule, diag.BadLanguage}

// onlyLoader tells faults that are seen by the loader alone although the schema knows their code:
// names that rules have (a column may have them), a day that is none, a least above a most.
func onlyLoader(d diag.Diagnostic) bool {
	return d.Code == diag.ReservedID && !strings.Contains(d.Message, "“in”") || d.Code == diag.BadDate && strings.Contains(d.Message, "-") ||
		d.Code == diag.BadNumber && strings.Contains(d.Message, "最小的比最大的还大")
}

func clone(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = nil
	for _, child := range n.Content {
		c.Content = append(c.Content, clone(child))
	}
	c.HeadComment, c.LineComment, c.FootComment = "", "", ""
	return &c
}

// mutate changes one node or key.
func mutate(root *yaml.Node, random *rand.Rand) string {
	var nodes []*yaml.Node
	var gather func(n *yaml.Node)
	gather = func(n *yaml.Node) {
		nodes = append(nodes, n)
		for i, c := range n.Content {
			// Keys are only misspelt: to a schema every key is a text, whatever it was in YAML.
			if n.Kind != yaml.MappingNode || i%2 == 1 {
				gather(c)
			}
		}
	}
	gather(root)
	n := nodes[random.IntN(len(nodes))]
	if n.Kind == yaml.MappingNode && len(n.Content) > 0 {
		i := random.IntN(len(n.Content)/2) * 2
		key := n.Content[i].Value
		if key == "kind" && n == root {
			return "nothing"
		}
		switch random.IntN(3) {
		case 0:
			n.Content = slices.Delete(n.Content, i, i+2)
			return "without " + key
		case 1:
			n.Content[i] = scalar(key + "x")
			return "misspelt " + key
		}
		n = n.Content[i+1]
		return "changed " + key + " to " + replace(n, random)
	}
	if n == root || n.Value == "kind" || slices.Contains(grammar.Listed(grammar.Kinds), n.Value) {
		return "nothing"
	}
	before := n.Value
	return "changed " + before + " to " + replace(n, random)
}

func scalar(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }

var replacements = []string{
	"wort", "true", "0", "12", "-1", "1.5", "3d", "5wd", "2026-01-01", "Person", "person", "a.b == c", "null", "", "in", "confirm", "form", "'12'", "\"\"",
}

func replace(n *yaml.Node, random *rand.Rand) string {
	switch i := random.IntN(len(replacements) + 3); {
	case i < len(replacements):
		*n = *scalar(strings.Trim(replacements[i], `'"`))
		if strings.ContainsAny(replacements[i], `'"`) {
			n.Style = yaml.DoubleQuotedStyle
		}
		return replacements[i]
	case i == len(replacements):
		*n = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{scalar("wort")}}
		return "a list"
	case i == len(replacements)+1:
		*n = yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar("law"), scalar("wort")}}
		return "a map"
	default:
		*n = yaml.Node{Kind: yaml.MappingNode}
		return "an empty map"
	}
}
