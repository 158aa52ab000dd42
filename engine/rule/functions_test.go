package rule

import (
	"strings"
	"testing"

	"banshi/engine/expr"
)

// exampleNames are those that the examples of functions read.
func exampleNames() map[string]*Type {
	member := &RecordType{Name: "staff", Fields: map[string]*Type{"pay": {Kind: Number}, "since": {Kind: Date}}}
	person := &RecordType{Name: "person", Fields: map[string]*Type{
		"name": {Kind: Text, Most: 50}, "address": {Kind: Text, Most: 200}, "region": {Kind: Text, Most: 12}, "born": {Kind: Date},
	}}
	return map[string]*Type{
		"today": {Kind: Date}, "person": {Kind: Record, Record: person}, "form.kind": {Kind: Text, Most: 20}, "form.rooms": {Kind: Integer},
		"form.area": {Kind: Number}, "form.start": {Kind: Date}, "form.name": {Kind: Text, Most: 50}, "form.address": {Kind: Text, Most: 200},
		"form.works_here": {Kind: Boolean}, "form.staff": ListOf(&Type{Kind: Record, Record: member}, 50),
	}
}

// TestFunctionExamples holds that the example of every function and form is a rule, and has it.
func TestFunctionExamples(t *testing.T) {
	env, err := NewEnv(exampleNames())
	if err != nil {
		t.Fatal(err)
	}
	examples := map[string]string{}
	for _, f := range expr.Functions() {
		examples[f.Name] = f.Example
		if f.Doc == "" || f.Name != "neg" && !strings.Contains(f.Example, f.Name) {
			t.Errorf("%s: its row lacks a Doc, or an Example with it", f.Name)
		}
	}
	for _, f := range expr.Forms() {
		examples[f.Written] = f.Example
	}
	for name, src := range examples {
		if _, faults := env.Compile(src, nil); len(faults) > 0 {
			t.Errorf("%s: %s: %v", name, src, faults)
		}
	}
}

// comparedAsOne are functions of texts that cost one step, however long the texts are.
var comparedAsOne = map[string]bool{"==": true, "!=": true}

// TestFunctionCosts holds that a function that takes a text or list costs more for a longer one.
func TestFunctionCosts(t *testing.T) {
	for _, f := range expr.Functions() {
		for _, signature := range f.Signatures {
			args, _, _ := strings.Cut(signature, " -> ")
			n := &expr.Node{Op: expr.Op(f.Name)}
			names, large, texts := map[string]*Type{}, false, true
			for i, word := range strings.Split(args, ",") {
				name := string(rune('a' + i))
				n.Args = append(n.Args, &expr.Node{Op: expr.Var, Name: name})
				switch {
				case strings.HasPrefix(word, "list<"):
					names[name], large, texts = ListOf(nil, 1000), true, false
				case word == "text":
					names[name], large = &Type{Kind: Text, Most: 1000}, true
				}
			}
			if !large || texts && comparedAsOne[f.Name] || f.Name == "size" && !texts {
				continue
			}
			if cost := (&Env{names: names}).costOf(n, nil); cost == 0 {
				t.Errorf("%s of %s costs one step, however large that is: say in costOf of limits.go what it costs", f.Name, args)
			}
		}
	}
}
