package rule_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"banshi/engine/rule"
	"banshi/engine/value"
)

// suiteCase is one case of the official CEL suites, in protobuf's JSON form.
type suiteCase struct {
	Path         string
	Expr         string
	DisableCheck bool
	CheckOnly    bool
	Container    string
	TypeEnv      []suiteName
	Bindings     map[string]struct{ Value *suiteValue }
	Value        *suiteValue
	TypedResult  *struct {
		Result      *suiteValue
		DeducedType *suiteType
	}
	EvalError json.RawMessage

	// cel-go's own expressions: the type that its checker gives, or its error.
	Type, Error string
}

type suiteName struct {
	Name  string
	Ident *struct{ Type *suiteType } // nil for a function
}

// suiteType is a type of CEL; every kind that has no field here is none of ours.
type suiteType struct {
	Primitive string
	ListType  *struct{ ElemType *suiteType }
}

// suiteValue is a value of CEL; every kind that has no field here is none of ours.
type suiteValue struct {
	BoolValue   *bool
	StringValue *string
	Int64Value  *string
	DoubleValue json.RawMessage // a number, or "NaN", "Infinity", "-Infinity"
	ListValue   *struct{ Values []*suiteValue }
}

// wantsError tells whether the suite expects an error, when the case is checked or when it runs.
func (c *suiteCase) wantsError() bool { return c.EvalError != nil || c.Error != "" }

// wanted is the value that the suite expects; true where a case says nothing.
func (c *suiteCase) wanted() *suiteValue {
	yes := true
	switch {
	case c.Value != nil:
		return c.Value
	case c.TypedResult != nil:
		return c.TypedResult.Result
	}
	return &suiteValue{BoolValue: &yes}
}

// wantedType is the type that the suite expects, in cel-go's words with our number for its double; ""
// where it doesn't say.
func (c *suiteCase) wantedType() string {
	switch {
	case c.TypedResult != nil && c.TypedResult.DeducedType != nil:
		return ourWord(c.TypedResult.DeducedType.cel().String())
	case c.Type != "":
		return ourWord(c.Type)
	}
	return ""
}

// readSuite runs the script that reads the suites from node_modules; nothing of them is kept in the
// repository. Without node or the package the test is skipped, and says what is missing.
func readSuite(tb testing.TB) []*suiteCase {
	tb.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		tb.Skip("skipped: node is not installed, and the conformance suite is read from an npm package")
	}
	cmd := exec.Command(node, "testdata/conformance/export.mjs")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 3 {
		tb.Skip("skipped: node_modules has no @bufbuild/cel-spec; `npm ci` at the root of the project installs it")
	}
	if err != nil {
		tb.Fatalf("reading the suite: %v", err)
	}
	var cases []*suiteCase
	if err := json.Unmarshal(out, &cases); err != nil {
		tb.Fatalf("reading the suite: %v", err)
	}
	if len(cases) < 2000 {
		tb.Fatalf("the suite has %d cases; the version that package.json names has more than 2,000", len(cases))
	}
	return cases
}

// ruleType gives our type for one of CEL's; nil for one that we lack. A double becomes an exact number.
func (t *suiteType) ruleType() *rule.Type {
	if t == nil {
		return nil
	}
	if t.ListType != nil {
		if elem := t.ListType.ElemType.ruleType(); elem != nil {
			return rule.ListOf(elem, 0)
		}
		return nil
	}
	kind, ok := map[string]rule.Kind{"BOOL": rule.Boolean, "INT64": rule.Integer, "STRING": rule.Text, "DOUBLE": rule.Number}[t.Primitive]
	if !ok {
		return nil
	}
	return rule.Scalar(kind)
}

// ours gives our value for one of CEL's; false for one that we lack. A double becomes the decimal that
// is written with the fewest digits and reads back as this double, as JSON has it: 0.1, not
// 0.1000000000000000055511151231257827. Ours must then be exactly this decimal.
func (v *suiteValue) ours() (value.Value, bool) {
	switch {
	case v == nil:
		return value.Value{}, false
	case v.BoolValue != nil:
		return value.Bool(*v.BoolValue), true
	case v.StringValue != nil:
		return value.Text(*v.StringValue), true
	case v.Int64Value != nil:
		i, err := strconv.ParseInt(*v.Int64Value, 10, 64)
		return value.Int(i), err == nil
	case v.ListValue != nil:
		return listOf(v.ListValue.Values)
	case v.DoubleValue != nil:
		f, err := strconv.ParseFloat(string(v.DoubleValue), 64)
		if err != nil { // "NaN", "Infinity" in quotes
			return value.Value{}, false
		}
		n, ok := value.ParseDecimal(strconv.FormatFloat(f, 'f', -1, 64))
		return value.Num(n), ok
	}
	return value.Value{}, false
}

func listOf(values []*suiteValue) (value.Value, bool) {
	items := make([]value.Value, 0, len(values))
	for _, e := range values {
		item, ok := e.ours()
		if !ok {
			return value.Value{}, false
		}
		items = append(items, item)
	}
	return value.List(items), true
}
