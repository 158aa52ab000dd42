package catalog_test

import (
	"os"
	"slices"
	"testing"

	"banshi/catalog"
	"banshi/catalog/catalogtest"
)

// asked is a line of the written list of what people type.
type asked struct {
	text, want string
	misses     bool
}

func queries(t testing.TB) []asked {
	t.Helper()
	data, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []asked
	for _, words := range catalogtest.Queries(string(data)) {
		if len(words) < 2 || len(words) > 3 || len(words) == 3 && words[2] != "misses" {
			t.Fatalf("queries.txt: %q", words)
		}
		out = append(out, asked{words[0], words[1], len(words) == 3})
	}
	return out
}

// The written list: of 60 questions as people put them at least 57 find the obvious item first, and
// those that don't are the ones named there.
func TestWrittenQueries(t *testing.T) {
	b := opened(t)
	list := queries(t)
	if len(list) != 60 {
		t.Errorf("%d queries, not 60", len(list))
	}
	hits := 0
	for _, q := range list {
		found, err := b.Search(ctx, catalog.Looking{Text: q.text})
		if err != nil {
			t.Fatal(err)
		}
		hit := len(found.Hits) > 0 && found.Hits[0].ID == q.want
		if hit {
			hits++
		}
		if hit == q.misses {
			t.Errorf("%q: %v, near %v; want %s first (misses: %v)", q.text, ids(found.Hits), ids(found.Near), q.want, q.misses)
		}
	}
	if hits < 57 {
		t.Errorf("%d of %d hit", hits, len(list))
	}
	t.Logf("%d of %d hit", hits, len(list))
}

// Who looks for a restaurant looks for no bookshop, though one character alone differs.
func TestLikenessIsNoise(t *testing.T) {
	b := opened(t)
	for text, not := range map[string]string{"开饭店": "publication_retail", "开书店": "food_business_licence_new", "开理发店": "food_business_licence_new"} {
		found, err := b.Search(ctx, catalog.Looking{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(ids(found.Hits), not) || slices.Contains(ids(found.Near), not) {
			t.Errorf("%s lists %s: %v", text, not, ids(found.Hits))
		}
	}
}

// The same question gives the same answer, however often it is put and in whichever index.
func TestFindHasOneOrder(t *testing.T) {
	b := opened(t)
	entries, err := b.Entries(ctx, catalog.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	first, second := catalog.NewIndex(entries), catalog.NewIndex(entries)
	for _, q := range append(queries(t), asked{text: "许可"}, asked{text: "市场监管局"}, asked{text: "许可 变更"}, asked{text: "证"}) {
		want := first.Find(q.text, 50)
		for _, ix := range []*catalog.Index{first, second} {
			for range 3 {
				if got := ix.Find(q.text, 50); !slices.EqualFunc(got, want, func(a, b catalog.Hit) bool {
					return a.ID == b.ID && a.Score == b.Score && a.Text == b.Text && slices.Equal(a.Ranges, b.Ranges)
				}) {
					t.Fatalf("%q: %v, then %v", q.text, want, got)
				}
			}
		}
	}
}
