// Package figures measures how fast a large catalogue answers, and what it holds.
package figures

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/search/query"

	"banshi/catalog"
	"banshi/catalog/catalogtest"
)

var ctx = context.Background()

// asked are the queries of the written list, with what must come first.
func asked(t testing.TB) [][]string {
	t.Helper()
	data, err := os.ReadFile("../testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	return catalogtest.Queries(string(data))
}

// searched is what the items of the district are found by, and of so many more that are called otherwise.
func searched(t testing.TB, n int) []catalog.Entry {
	t.Helper()
	s := opened(t, district)
	base, err := s.Entries(ctx, catalog.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	out := slices.Clone(base)
	for i := len(out); i < n; i++ {
		e := base[i%len(base)]
		e.ID = fmt.Sprintf("%s_%05d", e.ID, i)
		e.Name, e.AlsoKnownAs = catalogtest.Name(i)
		// Every guide has sentences of its own, and some of those that others have.
		e.Words = append([]string{e.Name + "由区级部门办理，办成以后发给" + e.AlsoKnownAs[1] + "。", "第" + fmt.Sprint(i) + "号事项的范围是全区。"}, e.Words[:min(len(e.Words), 4)]...)
		out = append(out, e)
	}
	return out
}

// many is how many items are searched: bleve takes minutes to index 20,000 on a machine that has other work.
func many() int {
	if os.Getenv("SCALE") == "full" {
		return 20_000
	}
	return 5_000
}

// TestFiguresSearch compares with bleve: the same entries, the same queries, one after the other.
func TestFiguresSearch(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES=1 measures")
	}
	entries := searched(t, many())
	queries := asked(t)
	begun := time.Now()
	ix := catalog.NewIndex(entries)
	t.Logf("own index: %v", time.Since(begun))
	begun = time.Now()
	other := bleveOf(t, entries)
	t.Logf("bleve: %v", time.Since(begun))
	fmt.Printf("figure search_items %d items\n", len(entries))
	const rounds = 25
	var own, theirs []time.Duration
	hits, theirHits := 0, 0
	for round := range rounds {
		for _, q := range queries {
			at := time.Now()
			found := ix.Find(q[0], 20)
			own = append(own, time.Since(at))
			at = time.Now()
			first := other(q[0])
			theirs = append(theirs, time.Since(at))
			if round == 0 && len(found) > 0 && found[0].ID == q[1] {
				hits++
			} else if round == 0 && len(q) < 3 {
				t.Logf("%s: %v", q[0], found[:min(3, len(found))])
			}
			if round == 0 && first == q[1] {
				theirHits++
			}
		}
	}
	fmt.Printf("figure search_ratio %.2f x\n", float64(p99(own))/float64(p99(theirs)))
	fmt.Printf("figure search_p99_ms %.2f ms\n", p99(own).Seconds()*1000)
	fmt.Printf("figure search_bleve_p99_ms %.2f ms\n", p99(theirs).Seconds()*1000)
	fmt.Printf("figure search_first_hits %d of_60\n", hits)
	fmt.Printf("figure search_bleve_first_hits %d of_60\n", theirHits)
}

func p99(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)*99/100]
}

// bleveOf is bleve as one would use it: in memory, pairs of characters, names before the rest.
func bleveOf(t *testing.T, entries []catalog.Entry) func(string) string {
	t.Helper()
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = cjk.AnalyzerName
	index, err := bleve.NewMemOnly(mapping)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	batch := index.NewBatch()
	for i, e := range entries {
		err := batch.Index(e.ID, map[string]any{"name": e.Name, "known": e.AlsoKnownAs, "themes": e.Themes, "department": e.Department, "words": e.Words})
		if err != nil {
			t.Fatal(err)
		}
		if i%1000 == 999 || i == len(entries)-1 {
			if err := index.Batch(batch); err != nil {
				t.Fatal(err)
			}
			batch = index.NewBatch()
		}
	}
	return func(text string) string {
		var parts []query.Query
		for field, boost := range map[string]float64{"name": 3, "known": 3, "themes": 1, "department": 1, "words": 0.5} {
			q := bleve.NewMatchQuery(text)
			q.SetField(field)
			q.SetBoost(boost)
			parts = append(parts, q)
		}
		found, err := index.Search(bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(parts...), 20, 0, false))
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Hits) == 0 {
			return ""
		}
		return found.Hits[0].ID
	}
}
