package parity

import (
	"os"
	"testing"

	"banshi/engine"
	"banshi/engine/eval"
)

// BenchmarkClient measures in node, in microseconds: opening an application (plan and answers to the
// first state), and one answer with the state that follows, which is what a key press costs.
//
//	go test ./frontend/core/parity -run xxx -bench Client
func BenchmarkClient(b *testing.B) {
	b.Run("measured", func(b *testing.B) {
		c := engine.Open(os.DirFS("../../../engine/testdata/measured"))
		data, err := os.ReadFile("../../../engine/testdata/measured/input.json")
		if err != nil {
			b.Fatal(err)
		}
		var in eval.Input
		if err := decode(data, &in); err != nil {
			b.Fatal(err)
		}
		bench(b, c.Program("measured", "zh-Hans"), in)
	})
	w := readWorld(b)
	for _, item := range []string{"food_business_licence_new", "road_freight_permit"} {
		b.Run(item, func(b *testing.B) {
			prog := w.catalogue.Program(item, "zh-Hans")
			bench(b, prog, fullest(b, w, prog, item))
		})
	}
}

// fullest is the input with most answers that some random applications come to.
func fullest(b *testing.B, w *world, prog *eval.Program, item string) eval.Input {
	var best eval.Input
	most := -1
	for n := range 8 {
		p := newPlayer(w, prog, random(item, n))
		p.diligent = true
		count := newSeen()
		for range 120 {
			p.evaluate(b, count)
			values := 0
			for _, f := range p.state.Fields {
				if f.Is == eval.IsValue {
					values++
				}
			}
			if values > most {
				most, best = values, p.in
			}
			p.next()
		}
	}
	return best
}

func bench(b *testing.B, prog *eval.Program, in eval.Input) {
	c := open(b, nil)
	c.ask("plan", prog.Plan(), nil)
	edits := [][2]any{}
	for _, f := range prog.Plan().Fields {
		if raw, ok := in.Answers[f.ID]; ok {
			edits = append(edits, [2]any{f.ID, raw})
		}
	}
	st, err := prog.Evaluate(in)
	if err != nil {
		b.Fatal(err)
	}
	var times map[string]float64
	for b.Loop() {
		c.ask("bench", map[string]any{"input": in, "edits": edits, "rounds": 2000}, &times)
	}
	for name, us := range times {
		b.ReportMetric(us, "µs/"+name)
	}
	b.ReportMetric(float64(len(st.Fields)), "fields")
	b.ReportMetric(float64(len(st.Rules)), "rules")
	b.ReportMetric(0, "ns/op")
}
