// Package gen writes the generated files of frontend/core: contract.ts, the TypeScript types of what
// travels between the engine and its clients, read off the Go structs and their comments; view.schema.json,
// the same as a JSON Schema; and the tables by which names and addresses are compared. A test fails when a file is older than the Go;
// `go test ./engine/view/gen -update` writes them anew.
package gen

import (
	"fmt"
	"reflect"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/view"
)

// names are the types whose name in TypeScript differs from the rule (Plan before those of package
// plan, none before those of eval), because the name would say too little there.
var names = map[reflect.Type]string{
	reflect.TypeFor[plan.Plan]():   "Plan",
	reflect.TypeFor[eval.Record](): "SharedRecord",
	reflect.TypeFor[eval.Error]():  "FieldError",
	reflect.TypeFor[eval.Range]():  "CountRange",
	reflect.TypeFor[expr.Node]():   "Node",
	reflect.TypeFor[plan.Text]():   "Text",
}

// words are the keys whose texts are a closed set, by type and key in TypeScript.
var words = map[string]string{
	"PlanField.type": "FieldType", "PlanField.edit": "EditWord", "PlanRule.effect": "Effect",
	"Found.status": "FoundStatus", "State.verdict": "Effect", "State.parts": "Record<string, Effect>",
	"FieldState.is": "Is", "FactState.is": "Is", "FieldState.edit": "EditWord", "FieldState.confirm": `"waiting" | "done"`,
	"RuleState.result": "RuleResult", "RuleState.effect": "Effect", "MaterialState.state": "MaterialWord",
	"Origin.kind":  `"answer" | "fact" | "user" | "applicant" | "computed" | "profile"`,
	"Block.kind":   `"missing" | "confirm" | "error" | "material" | "verdict" | "identity" | "source" | "batch"`,
	"StepState.in": `"true" | "false" | "unknown"`, "StepState.visit": `"true" | "false" | "unknown"`,
	"PlanSpan.unit": `"wd" | "d" | "mo" | "y"`, "PlanResult.kind": `"licence" | "record" | "document"`,
}

// skipped fields never travel.
const skipped = "-"

type writer struct {
	docs  docs
	out   strings.Builder
	queue []reflect.Type
	seen  map[reflect.Type]bool
}

// Contract is the text of contract.ts. root is the folder of the module, where comments are read.
func Contract(root string) (string, error) {
	d, err := readDocs(root, "engine/plan", "engine/eval", "engine/view")
	if err != nil {
		return "", err
	}
	w := &writer{docs: d, seen: map[reflect.Type]bool{}}
	w.head()
	for _, t := range []reflect.Type{reflect.TypeFor[plan.Plan](), reflect.TypeFor[eval.Input](), reflect.TypeFor[eval.State](), reflect.TypeFor[view.View]()} {
		w.want(t)
	}
	for len(w.queue) > 0 {
		t := w.queue[0]
		w.queue = w.queue[1:]
		w.object(t)
	}
	return w.out.String(), nil
}

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(&w.out, format, args...) }

func (w *writer) head() {
	w.printf("// Generated from the structs of engine/plan, engine/eval and engine/view. Don't edit it: `go test ./engine/view/gen -update`.\n\n")
	w.printf("/** A checked rule as data: a list that begins with its kind. */\n")
	w.printf("export type Node = [op: string, ...rest: unknown[]];\n\n")
	w.printf("/** What a person reads: plain, or with values put in. */\n")
	w.printf("export type Text = string | (string | { rule: Node; as: PlanField })[];\n\n")
	types := make([]string, 0, 20)
	for _, t := range field.All() {
		types = append(types, t.Name)
	}
	w.union("FieldType", "The types of fields.", types)
	w.printf("/** What a rule does to the verdict, the gravest last. */\nexport const effects = [%s] as const;\nexport type Effect = typeof effects[number];\n\n", quoted(plan.Effects, ", "))
	w.union("Is", "The three states of a value.", []string{eval.IsValue, eval.IsEmpty, eval.IsUnknown})
	w.union("FoundStatus", "What a source answered.", []string{eval.HasRecords, eval.Pending, eval.Down})
	w.union("EditWord", "What the applicant may do with a value. none: computed or hidden.", []string{"none", "locked", "confirm", "free"})
	w.union("MaterialWord", "States of a material.", w.docs.consts["notNeeded"])
	w.union("RuleResult", "What became of a rule; off: it doesn't apply.", w.docs.consts["resultTrue"])
	w.printf("/** Version of the view's JSON that these types describe. */\nexport const contract = %d;\n", view.Contract)
}

func (w *writer) union(name, doc string, list []string) {
	w.printf("/** %s */\nexport type %s = %s;\n\n", doc, name, quoted(list, " | "))
}

func quoted(list []string, between string) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = fmt.Sprintf("%q", x)
	}
	return strings.Join(out, between)
}

func nameOf(t reflect.Type) string {
	if n, ok := names[t]; ok {
		return n
	}
	if strings.HasSuffix(t.PkgPath(), "/plan") {
		return "Plan" + t.Name()
	}
	return t.Name()
}

// want queues a struct and gives its name.
func (w *writer) want(t reflect.Type) string {
	special := t == reflect.TypeFor[expr.Node]() || t == reflect.TypeFor[plan.Text]()
	if !special && !w.seen[t] {
		w.seen[t] = true
		w.queue = append(w.queue, t)
	}
	return nameOf(t)
}

func (w *writer) object(t reflect.Type) {
	name := nameOf(t)
	key := t.String()
	w.printf("\n%sexport interface %s {\n", comment(w.docs.types[key], ""), name)
	for i := range t.NumField() {
		f := t.Field(i)
		json, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		if json == skipped || !f.IsExported() {
			continue
		}
		optional := ""
		if strings.Contains(rest, "omitempty") || strings.Contains(rest, "omitzero") {
			optional = "?"
		}
		typ, closed := words[name+"."+json]
		if !closed {
			typ = w.typeOf(f.Type)
		}
		w.printf("%s  %s%s: %s;\n", comment(w.docs.fields[key+"."+f.Name], "  "), json, optional, typ)
	}
	w.printf("}\n")
}

func comment(text, indent string) string {
	if text == "" {
		return ""
	}
	return indent + "/** " + strings.ReplaceAll(text, "\n", "\n"+indent+" * ") + " */\n"
}

// typeOf is a Go type in TypeScript's words. A pointer is its target: where it may be nil the key is
// left out.
func (w *writer) typeOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return w.typeOf(t.Elem())
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int:
		return "number"
	case reflect.Interface:
		return "unknown"
	case reflect.Slice:
		return w.typeOf(t.Elem()) + "[]"
	case reflect.Map:
		return "Record<string, " + w.typeOf(t.Elem()) + ">"
	case reflect.Struct:
		return w.want(t)
	}
	panic("gen: no word in TypeScript for " + t.String())
}
