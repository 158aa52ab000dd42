package catalog

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Bundle is several items done as one (一件事), as it is found: its title leads to its items.
type Bundle struct {
	ID, Title   string
	AlsoKnownAs []string
	Items       []Card // those in force, in the order in which they are done
}

// mostBundles is how many one search gives.
const mostBundles = 2

// bundles finds those that are called what was typed, or by its sound: a likeness would be chance among so few.
func (h *hall) bundles(look Looking) []Bundle {
	var out []Bundle
	if utf8.RuneCountInString(strings.TrimSpace(look.Text)) < 2 {
		return nil // 一 stands in the name of every one of them
	}
	ix := h.bundleIndex()
	for _, m := range ix.search(look.Text, nil).matches {
		if m.loose || m.score < outright || len(out) == mostBundles {
			break
		}
		b := h.spec.Bundles[m.entry]
		if look.Applicant == person && len(b.Themes.Person) == 0 || look.Applicant == organisation && len(b.Themes.Organisation) == 0 {
			continue
		}
		if look.Theme != "" && !slices.Contains(words(b.Themes.Person), look.Theme) && !slices.Contains(words(b.Themes.Organisation), look.Theme) {
			continue
		}
		found := Bundle{ID: b.ID.S, Title: b.Title.S, AlsoKnownAs: texts(b.AlsoKnownAs)}
		for _, i := range b.Items {
			if item := h.by[i.Item.S]; item != nil {
				found.Items = append(found.Items, item.Card)
			}
		}
		if len(found.Items) > 0 {
			out = append(out, found)
		}
	}
	return out
}

// indexBundles makes what bundles are found by.
func (h *hall) indexBundles() *Index {
	entries := make([]Entry, len(h.spec.Bundles))
	for i, b := range h.spec.Bundles {
		entries[i] = Entry{ID: b.ID.S, Name: b.Title.S, AlsoKnownAs: texts(b.AlsoKnownAs)}
	}
	return NewIndex(entries)
}
