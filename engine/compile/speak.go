package compile

import (
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/spec"
	"banshi/engine/value"
)

// Spoken is a catalogue in which what items share has the names of a language.
type Spoken struct {
	*spec.Catalogue
	// Names gives a translation by the Chinese name: for what was written down under it. Where two things have one name
	// in Chinese, the first counts.
	Names map[string]string
}

// Speak gives a catalogue in which what its items share (departments, offices, roles, themes, sources, licences, code
// tables, bundles) is called as catalog.<language>.yaml says; the very same where it has no such file. It tells of paths
// that are no text of the catalogue and, in one warning, of all texts without a translation. What people write in
// Chinese whatever language they read stays: where the district lies, and under which names papers are asked for.
func Speak(cat *spec.Catalogue, language string) (Spoken, diag.List) {
	i := slices.IndexFunc(cat.Translations, func(t *spec.Translations) bool { return t.Item == "" && t.Language == language })
	if i < 0 {
		return Spoken{Catalogue: cat}, nil
	}
	t := cat.Translations[i]
	s := speaker{newCompiler(cat, &spec.Item{}, language), map[string]string{}}
	s.c.texts = t.Texts
	out := *cat
	out.Catalog = s.catalog(cat.Catalog)
	out.Sources = each(cat.Sources, func(x **spec.Source) {
		source, path := **x, "sources."+(*x).ID.S
		source.Title, source.Fields = s.say(path+".title", source.Title), s.fields(path, source.Fields)
		*x = &source
	})
	out.Licences = each(cat.Licences, func(x **spec.Licence) {
		licence, path := **x, "licences."+(*x).ID.S
		licence.Title, licence.Fields = s.say(path+".title", licence.Title), s.fields(path, licence.Fields)
		*x = &licence
	})
	out.Codes = each(cat.Codes, func(x **spec.Codes) {
		table, path := **x, "codes."+(*x).ID.S
		table.Codes = each(table.Codes, func(code *spec.Code) { code.Text = s.say(path+"."+code.Code.S, code.Text) })
		*x = &table
	})
	out.Bundles = each(cat.Bundles, func(x **spec.Bundle) {
		bundle, path := **x, "bundles."+(*x).ID.S
		bundle.Title, bundle.AlsoKnownAs = s.say(path+".title", bundle.Title), s.list(path+".also_known_as", bundle.AlsoKnownAs)
		bundle.Situations = s.fields(path, bundle.Situations)
		*x = &bundle
	})
	s.c.translated(t)
	return Spoken{&out, s.names}, s.c.faults.Finish(0)
}

// SpeakAll speaks each language that a catalogue has texts in.
func SpeakAll(cat *spec.Catalogue) (map[string]Spoken, diag.List) {
	out, faults := map[string]Spoken{}, diag.List{}
	for _, t := range cat.Translations {
		if out[t.Language].Catalogue == nil {
			in, found := Speak(cat, t.Language)
			out[t.Language] = in
			faults.Add(found...)
		}
	}
	return out, faults
}

// speaker goes through the texts of what items share.
type speaker struct {
	c     *compiler
	names map[string]string
}

// say gives the translation of a text.
func (s speaker) say(path string, t spec.Text) spec.Text {
	out := s.c.text(path, t)
	if _, known := s.names[t.S]; !known && out.S != t.S {
		s.names[t.S] = out.S
	}
	return out
}

// hours that are written as offices write them need no translation.
func (s speaker) hours(path string, t spec.Text) spec.Text {
	english, ok := value.EnglishHours(t.S)
	if !ok || s.c.out.Language != "en" || s.c.texts[path].S != "" {
		return s.say(path, t)
	}
	s.names[t.S] = english
	return spec.Text{S: english, Pos: t.Pos}
}

// list translates a list as one text, its parts with commas between.
func (s speaker) list(path string, list []spec.Text) []spec.Text {
	words := s.c.wordList(path, list)
	if slices.Equal(words, textsOf(list)) {
		return list
	}
	out := make([]spec.Text, len(words))
	for i, w := range words {
		out[i] = spec.Text{S: w, Pos: list[0].Pos}
		if len(words) == len(list) {
			s.names[list[i].S] = w
		}
	}
	return out
}

func (s speaker) catalog(x spec.Catalog) spec.Catalog {
	x.Title, x.District.Title = s.say("title", x.Title), s.say("district.title", x.District.Title)
	if d := x.District.Contact; d != nil {
		desk := *d
		desk.Title, desk.Hours = s.say("district.contact.title", desk.Title), s.hours("district.contact.hours", desk.Hours)
		x.District.Contact = &desk
	}
	x.Towns = each(x.Towns, func(t *spec.Town) { t.Title = s.say("towns."+t.Code.S, t.Title) })
	x.Departments = each(x.Departments, func(d *spec.Department) {
		path := "departments." + d.ID.S
		d.Title, d.Short = s.say(path+".title", d.Title), s.say(path+".short", d.Short)
	})
	x.Offices = each(x.Offices, func(o *spec.Office) {
		path := "offices." + o.ID.S
		o.Title, o.Address = s.say(path+".title", o.Title), s.say(path+".address", o.Address)
		o.Hours, o.Windows = s.hours(path+".hours", o.Hours), s.list(path+".windows", o.Windows)
	})
	x.Themes, x.Events = s.doors("themes", x.Themes), s.doors("events", x.Events)
	x.Roles, x.CreditTiers = s.named("roles", x.Roles), s.named("credit_tiers", x.CreditTiers)
	return x
}

func (s speaker) doors(path string, t spec.ThemeTable) spec.ThemeTable {
	return spec.ThemeTable{Person: s.named(path+".person", t.Person), Organisation: s.named(path+".organisation", t.Organisation)}
}

func (s speaker) named(path string, list []spec.Named) []spec.Named {
	return each(list, func(n *spec.Named) {
		n.Title, n.Help = s.say(path+"."+n.ID.S+".title", n.Title), s.say(path+"."+n.ID.S+".help", n.Help)
	})
}

func (s speaker) fields(path string, list []spec.Field) []spec.Field {
	return each(list, func(f *spec.Field) {
		path := path + "." + f.ID.S
		f.Title, f.Ask, f.Help = s.say(path+".title", f.Title), s.say(path+".ask", f.Ask), s.say(path+".help", f.Help)
		f.Hint.Text, f.Unit = s.say(path+".hint", f.Hint.Text), s.say(path+".unit", f.Unit)
		if f.Options != nil {
			options := *f.Options
			options.List = each(options.List, func(o *spec.Option) { o.Text = s.say(path+".options."+o.Code.S, o.Text) })
			f.Options = &options
		}
		f.Fields = s.fields(path, f.Fields)
	})
}

// each is a copy of a list, changed one by one: the one that was given is everybody's.
func each[T any](list []T, change func(*T)) []T {
	out := slices.Clone(list)
	for i := range out {
		change(&out[i])
	}
	return out
}

// brokenKinds are the folders of what items share, and the kinds that lie there.
var brokenKinds = map[string]string{"sources": "Source", "licences": "Licence", "codes": "Codes", "bundles": "Bundle"}

// ofBroken tells whether a path leads into a file that was left out, since it has an error of its own.
func (c *compiler) ofBroken(path string) bool {
	folder, rest, _ := strings.Cut(path, ".")
	id, _, _ := strings.Cut(rest, ".")
	return brokenKinds[folder] != "" && c.cat.BrokenFile(brokenKinds[folder], id) != ""
}
