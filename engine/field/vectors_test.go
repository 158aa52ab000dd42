package field

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banshi/engine/value"
)

// The vectors' check digits come from an implementation of their own, and the
// numbers of GB 11643, GB 32100 and licences are real public examples. The
// client's twins run the same file.
type vectorFile struct {
	Vectors    []vector
	LicenceIDs []struct {
		ID string
		OK bool
	} `json:"licence_ids"`
}

type vector struct {
	Type   string
	As     string // answer or record
	Params struct {
		Digits  *int
		Unit    string
		Lines   int
		Mobile  bool
		Options [][2]string
		Today   string
	}
	Raw    any
	Want   map[string]any // a typed value, or {"fault": code}
	Zh, En *string        // how the value is written
	Note   string
}

func readVectors(t testing.TB) vectorFile {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var f vectorFile
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func (v vector) params(t testing.TB) Params {
	p := Params{Digits: v.Params.Digits, Unit: v.Params.Unit, Lines: v.Params.Lines, Mobile: v.Params.Mobile}
	for _, o := range v.Params.Options {
		p.Options = append(p.Options, Option{o[0], o[1]})
	}
	if v.Params.Today != "" {
		d, ok := value.ParseDate(v.Params.Today)
		if !ok {
			t.Fatalf("no day: %s", v.Params.Today)
		}
		p.Today = &d
	}
	return p
}

// spread writes out {"repeat": [text, times]}.
func spread(x any) any {
	m, ok := x.(map[string]any)
	if !ok || m["repeat"] == nil {
		return x
	}
	pair := m["repeat"].([]any)
	n, _ := pair[1].(json.Number).Int64()
	return strings.Repeat(pair[0].(string), int(n))
}

func typed(t testing.TB, want map[string]any) value.Value {
	t.Helper()
	for kind, x := range want {
		switch kind {
		case "empty":
			return value.Empty()
		case "repeat":
			return value.Text(spread(want).(string))
		case "text":
			return value.Text(x.(string))
		case "int":
			n, err := strconv.ParseInt(x.(string), 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return value.Int(n)
		case "number":
			n, ok := value.ParseDecimal(x.(string))
			if !ok {
				t.Fatalf("no number: %s", x)
			}
			return value.Num(n)
		case "date":
			d, ok := value.ParseDate(x.(string))
			if !ok {
				t.Fatalf("no day: %s", x)
			}
			return value.DateOf(d)
		case "bool":
			return value.Bool(x.(bool))
		case "json":
			return value.Opaque(x)
		case "list":
			list := []value.Value{}
			for _, item := range x.([]any) {
				list = append(list, typed(t, item.(map[string]any)))
			}
			return value.List(list)
		}
	}
	t.Fatalf("no typed value: %v", want)
	return value.Value{}
}

func identical(a, b value.Value) bool {
	x, err1 := value.JSON(a)
	y, err2 := value.JSON(b)
	return a.Kind() == b.Kind() && err1 == nil && err2 == nil && string(x) == string(y)
}

func (v vector) read(ty *Type, p Params) (value.Value, *Fault) {
	if v.As == "record" {
		return ty.ParseRecord(spread(v.Raw), p)
	}
	return ty.Parse(spread(v.Raw), p)
}

func TestVectors(t *testing.T) {
	f := readVectors(t)
	seen := map[string]map[Code]bool{}
	for i, v := range f.Vectors {
		t.Run(fmt.Sprintf("%03d_%s", i, v.Type), func(t *testing.T) {
			ty, p := Of(v.Type), v.params(t)
			if ty == nil {
				t.Fatalf("no type %s", v.Type)
			}
			if seen[v.Type] == nil {
				seen[v.Type] = map[Code]bool{}
			}
			got, fault := v.read(ty, p)
			if code, wrong := v.Want["fault"]; wrong {
				if fault == nil || string(fault.Code) != code {
					t.Fatalf("%v: fault %v, want %s %s", v.Raw, fault, code, v.Note)
				}
				if !got.IsEmpty() {
					t.Errorf("%v: a fault beside a value", v.Raw)
				}
				seen[v.Type][fault.Code] = true
				return
			}
			if fault != nil {
				t.Fatalf("%v: fault %s, want %v %s", v.Raw, fault.Code, v.Want, v.Note)
			}
			if want := typed(t, v.Want); !identical(got, want) {
				t.Errorf("%v: %v, want %v %s", v.Raw, got, v.Want, v.Note)
			}
			if zh := ty.Format(got, p, "zh-Hans"); v.Zh != nil && zh != *v.Zh {
				t.Errorf("%v is written %q, want %q", v.Raw, zh, *v.Zh)
			}
			if en := ty.Format(got, p, "en"); v.En != nil && en != *v.En {
				t.Errorf("%v is written %q, want %q", v.Raw, en, *v.En)
			}
		})
	}
	for _, ty := range All() {
		for _, code := range ty.Faults {
			if !seen[ty.Name][code] {
				t.Errorf("no vector where %s gives %s", ty.Name, code)
			}
		}
		for code := range seen[ty.Name] {
			if !slices.Contains(ty.Faults, code) {
				t.Errorf("%s gives %s but doesn't declare it", ty.Name, code)
			}
		}
	}
	for _, l := range f.LicenceIDs {
		if LicenceID(l.ID) != l.OK {
			t.Errorf("LicenceID(%s) = %v", l.ID, !l.OK)
		}
	}
}

// What was read reads again as itself, in its one JSON form: nothing changes
// when a draft is opened and saved.
func TestJSONReadsBack(t *testing.T) {
	for _, v := range readVectors(t).Vectors {
		ty, p := Of(v.Type), v.params(t)
		got, fault := v.read(ty, p)
		if fault != nil || !got.Known() || ty == tableType {
			continue
		}
		raw := ty.JSON(got)
		if strings.ContainsAny(got.Text(), "\ufffd") { // a register's, which no answer may hold
			continue
		}
		again, fault := ty.Parse(raw, p)
		if fault != nil || !identical(got, again) {
			t.Errorf("%s: %v reads back as %v, %v", v.Type, raw, again, fault)
		}
		asRecord, fault := ty.ParseRecord(raw, p)
		if fault != nil || !identical(got, asRecord) {
			t.Errorf("%s: %v from a register is %v, %v", v.Type, raw, asRecord, fault)
		}
		if _, err := value.Canonical(raw); err != nil {
			t.Errorf("%s: %v", v.Type, err)
		}
	}
}
