package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"banshi/catalog"
	"banshi/designer"
	"banshi/designer/replay"
	"banshi/engine/eval"
	"banshi/engine/print"
	"banshi/runtime/base/actor"
	"banshi/runtime/identity"
	runtimestore "banshi/runtime/store"
)

// TestFiguresReplay measures a replay of past cases out of the database, against as many evaluations in memory shared out to all
// cores, in the same run.
func TestFiguresReplay(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	cases := 5_000
	if os.Getenv("SCALE") == "full" {
		cases = 100_000
	}
	const item = "elder_allowance"
	cfg := config(t)
	var accounts []string
	cfg.Catalog, accounts = crowd(t, 20)
	s := start(t, cfg)
	who, _, err := s.sessions.Begin(t.Context(), "item_manager", "", "workbench")
	if err != nil {
		t.Fatal(err)
	}
	author := asking(identity.With(t.Context(), who))

	before := counts(t, s.db)
	for _, f := range s.fillIn(t, accounts) {
		if _, err := s.submit(f); err != nil {
			t.Fatal(err)
		}
	}
	s.past(t, since(t, s.db, before), cases)
	from, to := time.Now().AddDate(-1, 0, -2).Format(time.DateOnly), time.Now().AddDate(0, 0, -1).Format(time.DateOnly)

	// The draft takes away what stands in for a paper: so each case has something to tell.
	draft, err := s.drafts.Begin(t.Context(), author, catalog.DraftOrder{Item: item})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.drafts.Edit(t.Context(), author, draft.ID, catalog.Order{Version: draft.Version, Key: "figure-replay", Label: "不再免交", Parts: []catalog.Part{
		{File: "items/" + item + "/item.yaml", Command: print.Command{Do: "delete", At: "/materials/#elder_hukou_book/reuse"}}}}); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	got := s.replayed(t, author, draft.ID, from, to)
	took := time.Since(begun)
	if got.Cases != cases || got.Failed != 0 || got.Counts[replay.Asked] == 0 || got.Counts[replay.Asked] == cases {
		t.Fatalf("%d of %d cases, %d failed, %v", got.Cases, cases, got.Failed, got.Counts)
	}

	evaluations := s.inMemory(t, item, from, to, cases)
	shared := evaluations / time.Duration(runtime.GOMAXPROCS(0))
	fmt.Printf("figure replay_ratio %.2f x\nfigure replay_100k_s %.1f s\nfigure replay_eval_us %.0f µs\n",
		took.Seconds()/shared.Seconds(), took.Seconds()*100_000/float64(cases), evaluations.Seconds()*1e6/float64(cases))
}

// replayed orders a replay and waits for what comes of it.
func (r *running) replayed(t *testing.T, author actor.Actor, draft, from, to string) replay.Replayed {
	t.Helper()
	ordered, err := r.designer.StartReplay(t.Context(), author, draft, from, to, "figure-replay")
	if err != nil {
		t.Fatal(err)
	}
	for {
		got, err := r.designer.ReplayOf(t.Context(), author, draft)
		if err != nil {
			t.Fatal(err)
		}
		switch n := got.Newest; {
		case n.ID != ordered.ID, n.State != designer.ReplayRunning && n.State != designer.ReplayDone:
			t.Fatalf("%+v", n)
		case n.State == designer.ReplayDone:
			return *n.Result
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// past makes plausible past cases of the few that were handed in: handed in over the year before today; every third lives elsewhere
// by the register, every seventh has no household register.
func (r *running) past(t *testing.T, seeds []leftIn, cases int) {
	t.Helper()
	rows := map[string][]map[string]any{}
	for _, w := range seeds {
		if w.table.Name != "cases" && w.table.Name != "submissions" {
			continue
		}
		for _, line := range w.lines {
			var values []any
			if err := json.Unmarshal(line, &values); err != nil {
				t.Fatal(err)
			}
			row := map[string]any{}
			for i, c := range w.table.Columns {
				if row[c] = values[i]; row[c] != nil {
					if f, ok := values[i].(float64); ok {
						row[c] = int64(f)
					}
				}
			}
			rows[w.table.Name] = append(rows[w.table.Name], row)
		}
	}
	now, n := time.Now(), len(rows["submissions"])
	if n == 0 || n != len(rows["cases"]) {
		t.Fatalf("%d submissions of %d cases", n, len(rows["cases"]))
	}
	for at := 0; at < cases; {
		batch := map[string][]map[string]any{}
		for ; at < cases && len(batch["cases"]) < 200; at++ {
			number, day := fmt.Sprintf("R%08d", at), now.AddDate(0, 0, -1-at%365).Format(time.DateOnly)
			submitted := copied(rows["submissions"][at%n], map[string]any{"number": number, "today": day, "draft": "draft-" + number})
			submitted["input"] = varied(t, submitted["input"].(string), day, at)
			batch["submissions"] = append(batch["submissions"], submitted)
			batch["cases"] = append(batch["cases"], copied(rows["cases"][at%n], map[string]any{"number": number, "state": "archived"}))
		}
		if err := r.db.InTxRows(t.Context(), func(ctx context.Context, tx bun.Tx) error {
			for _, table := range []string{"cases", "submissions"} {
				if err := put(ctx, tx, table, batch[table]); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// put inserts rows that have the same columns.
func put(ctx context.Context, tx bun.Tx, table string, rows []map[string]any) error {
	columns := slices.Sorted(maps.Keys(rows[0]))
	args := []any{bun.Ident(table)}
	for _, c := range columns {
		args = append(args, bun.Ident(c))
	}
	places := func(n int) string { return "(" + strings.Repeat("?, ", n-1) + "?)" }
	var lines []string
	for _, row := range rows {
		for _, c := range columns {
			args = append(args, row[c])
		}
		lines = append(lines, places(len(columns)))
	}
	_, err := tx.NewRaw("INSERT INTO ? "+places(len(columns))+" VALUES "+strings.Join(lines, ", "), args...).Exec(ctx)
	return err
}

func copied(row, change map[string]any) map[string]any {
	out := maps.Clone(row)
	maps.Copy(out, change)
	return out
}

// varied is what was handed in, as somebody else may have on another day.
func varied(t *testing.T, input, day string, i int) string {
	t.Helper()
	var in eval.Input
	if err := json.Unmarshal([]byte(input), &in); err != nil {
		t.Fatal(err)
	}
	in.Today = day
	for _, byKey := range in.Facts {
		for _, found := range byKey {
			for _, rec := range found.Records {
				if _, ok := rec.Cells["hukou_region"]; ok && i%3 == 0 {
					rec.Cells["hukou_region"] = "440606001"
				}
			}
		}
	}
	if book, ok := in.Facts["hukou_book"]; ok && i%7 == 0 {
		for key := range book {
			book[key] = eval.Found{Status: eval.HasRecords}
		}
	}
	out, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// inMemory is how long so many evaluations take one after the other, of applications that stand in memory.
func (r *running) inMemory(t *testing.T, item, from, to string, times int) time.Duration {
	t.Helper()
	prog, err := inForce{r.catalog, nil}.Newest(t.Context(), item, "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	var inputs []eval.Input
	first, _ := time.Parse(time.DateOnly, from)
	last, _ := time.Parse(time.DateOnly, to)
	for c, err := range (past{runtimestore.New(r.db)}).Past(t.Context(), item, first, last, "", "") {
		if err != nil {
			t.Fatal(err)
		}
		if inputs = append(inputs, c.Input); len(inputs) == 1000 {
			break
		}
	}
	begun := time.Now()
	for i := range times {
		if _, err := prog.Evaluate(inputs[i%len(inputs)]); err != nil {
			t.Fatal(err)
		}
	}
	return time.Since(begun)
}
