package parity

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// seenValue writes a value with its kind, as frontend/core/value/typed.ts does.
func seenValue(t testing.TB, v value.Value) string {
	t.Helper()
	if v.Kind() == value.KindNone {
		return "none"
	}
	if v.Kind() == value.KindList {
		items := []string{}
		for _, e := range v.List() {
			items = append(items, seenValue(t, e))
		}
		return "list " + canonicalOf(t, items)
	}
	b, err := value.JSON(v)
	if err != nil {
		t.Fatal(err)
	}
	return v.Kind().String() + " " + string(b)
}

func canonicalOf(t testing.TB, x any) string {
	t.Helper()
	b, err := value.Canonical(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// answer is one answer, or cell of a register, to one type of field.
type answer struct {
	Type   string     `json:"type"`
	Raw    any        `json:"raw"`
	Record bool       `json:"record"`
	Params answerKeys `json:"params"`
}

type answerKeys struct {
	Digits  *int           `json:"digits,omitempty"`
	Unit    string         `json:"unit,omitempty"`
	Lines   int            `json:"lines,omitempty"`
	Mobile  bool           `json:"mobile,omitempty"`
	Options []*plan.Option `json:"options,omitempty"`
	Today   *value.Date    `json:"today,omitempty"`
}

func (k answerKeys) params() field.Params {
	p := field.Params{Digits: k.Digits, Unit: k.Unit, Lines: k.Lines, Mobile: k.Mobile, Today: k.Today}
	for _, o := range k.Options {
		p.Options = append(p.Options, field.Option{Code: o.Code, Text: o.Text})
	}
	return p
}

// onServer is what the server makes of the answer, in the words of the client's reply.
func (a answer) onServer(t testing.TB) string {
	ty, p := field.Of(a.Type), a.Params.params()
	v, fault := ty.Parse(a.Raw, p)
	if a.Record {
		v, fault = ty.ParseRecord(a.Raw, p)
	}
	if fault != nil {
		return "fault " + string(fault.Code)
	}
	return strings.Join([]string{seenValue(t, v), ty.Format(v, p, "zh-Hans"), ty.Format(v, p, "en"), canonicalOf(t, ty.JSON(v))}, " | ")
}

// letters are characters that some type looks at, and neighbours that it must not take for them.
var letters = []rune("0123456789０９12年月日-－—./,，、 　\t\n\r+()（）XxAZIOSVaz元㎡#号八十百栋幢楼层室房\u00a0\u200b\u00ad\ufeff\ufffd\u202e\u2028\U000e0100𠀀𬭎\ufffe\x00\x7f□·•")

// mutated is s with some characters changed, dropped, doubled or put in.
func mutated(r *rand.Rand, s string) string {
	runes := []rune(s)
	for range 1 + r.IntN(3) {
		at := r.IntN(len(runes) + 1)
		switch {
		case at == len(runes) || r.IntN(3) == 0:
			runes = slices.Insert(runes, at, pick(r, letters))
		case r.IntN(2) == 0:
			runes[at] = pick(r, letters)
		default:
			runes = slices.Delete(runes, at, at+1)
		}
	}
	return string(runes)
}

func (w *world) raw(r *rand.Rand, typ string) any {
	list := w.texts[typ]
	if len(list) == 0 || r.IntN(4) == 0 {
		list = nasty
	}
	raw := pick(r, list)
	if s, ok := raw.(string); ok && r.IntN(3) > 0 {
		return mutated(r, s)
	}
	return raw
}

// ofOption is how an answer or a register may mean an option.
func ofOption(r *rand.Rand, o *plan.Option) any {
	s := pick(r, []string{o.Code, o.Text, " " + o.Text, strings.ReplaceAll(o.Text, " ", ""), strings.Join(strings.Split(o.Text, ""), "　")})
	if r.IntN(6) == 0 {
		s = mutated(r, s)
	}
	return pick(r, []any{s, s, []any{s}, []any{s, o.Code}, s + "、" + o.Code})
}

func randomKeys(r *rand.Rand) answerKeys {
	var k answerKeys
	if r.IntN(2) == 0 {
		n := r.IntN(22) - 1
		k.Digits = &n
	}
	k.Unit = pick(r, []string{"", "", "㎡", "万元", "亿元", "元/月"})
	k.Lines, k.Mobile = r.IntN(3), r.IntN(2) == 0
	for i := range r.IntN(4) {
		k.Options = append(k.Options, &plan.Option{Code: pick(r, []string{"a", "b", "440605", "440605011", "440605126"}), Text: pick(r, []string{"餐饮服务经营者", "是", "桂城街道", "合 格", fmt.Sprint(i)})})
	}
	if r.IntN(3) == 0 {
		d := value.Date(r.IntN(25000))
		k.Today = &d
	}
	return k
}

// TestAnswers reads random answers and cells of every type of field on both sides.
func TestAnswers(t *testing.T) {
	w, c := readWorld(t), open(t, nil)
	count, faults, list := answersDiffer(t, c, w, max(300, 20*sequences))
	for _, text := range list {
		t.Error(text)
	}
	t.Logf("%d answers, %d of them faults", count, faults)
}

// answersDiffer reads n answers of each type on both sides, and gives the first difference of each.
func answersDiffer(t testing.TB, c *client, w *world, n int) (count, faults int, list []string) {
	r := random("answers", 0)
	for _, ty := range field.All() {
		var batch []answer
		for range n {
			a := answer{Type: ty.Name, Raw: w.raw(r, ty.Name), Record: r.IntN(2) == 0, Params: randomKeys(r)}
			if len(a.Params.Options) > 0 && r.IntN(2) == 0 {
				a.Raw = ofOption(r, pick(r, a.Params.Options))
			}
			batch = append(batch, a)
		}
		var got []string
		c.ask("answers", batch, &got)
		for i, a := range batch {
			want := a.onServer(t)
			count++
			if strings.HasPrefix(want, "fault") {
				faults++
			}
			if got[i] != want {
				list = append(list, fmt.Sprintf("%s\n  server: %.300s\n  client: %.300s", asJSON(t, a), want, got[i]))
				break
			}
		}
	}
	return count, faults, list
}

func asJSON(t testing.TB, x any) []byte {
	t.Helper()
	b, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
