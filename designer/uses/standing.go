package uses

import (
	"slices"
	"strconv"

	"banshi/engine/spec"
)

func number(i int) string { return strconv.Itoa(i + 1) }

// ownFields are the fields of the fragments that the item uses, with where each stands.
func (f *finder) ownFields() map[string]Entry {
	out := map[string]Entry{}
	for _, x := range f.plan.Fields {
		if e, ok := fragmentField(f.fragments, x.ID); ok {
			out[x.ID] = e
		}
	}
	return out
}

// fragmentField finds a field in fragments.
func fragmentField(list []*spec.Fragment, id string) (Entry, bool) {
	for _, fr := range list {
		for _, s := range fr.Form {
			for _, x := range s.Fields {
				if x.ID.S == id {
					return Entry{"fragments/" + fr.ID.S + ".yaml", "/form/#" + s.Section.S + "/fields/#" + id}, true
				}
			}
		}
	}
	return Entry{}, false
}

// standing are the fragments, code tables and entries of catalog.yaml that stand in the item by their ids.
func (f *finder) standing(cat *spec.Catalogue) {
	const catalog = "catalog.yaml"
	for _, fr := range f.fragments {
		f.at("fragments/"+fr.ID.S+".yaml", "")
	}
	for _, table := range f.tables(cat) {
		f.at("codes/"+table+".yaml", "")
	}
	for _, b := range cat.Bundles {
		if slices.ContainsFunc(b.Items, func(x spec.BundleItem) bool { return x.Item.S == f.plan.ID }) {
			f.at("bundles/"+b.ID.S+".yaml", "")
		}
	}
	department := f.item.Department.S
	f.at(catalog, "/departments/#"+department)
	for _, o := range cat.Catalog.Offices {
		if o.Department.S == department && (o.Booking == nil || len(o.Booking.Items) == 0 || hasWord(o.Booking.Items, f.plan.ID)) {
			f.at(catalog, "/offices/#"+o.ID.S)
		}
	}
	for kind, ids := range map[string][]spec.Word{"person": f.item.Themes.Person, "organisation": f.item.Themes.Organisation} {
		for _, id := range ids {
			for _, list := range []string{"themes", "events"} {
				if named(cat, list, kind, id.S) {
					f.at(catalog, "/"+list+"/"+kind+"/#"+id.S)
				}
			}
		}
	}
	for _, s := range f.plan.Steps {
		if s.Who != "" && s.Who != "applicant" {
			f.at(catalog, "/roles/#"+s.Who)
		}
	}
	if f.countsWorkdays() {
		f.at(catalog, "/calendar")
	}
	if f.plan.Records["credit"] != nil {
		f.at(catalog, "/credit_tiers")
	}
}

func hasWord(list []spec.Word, id string) bool {
	return slices.ContainsFunc(list, func(w spec.Word) bool { return w.S == id })
}

// named tells whether a theme or an event of life has an id.
func named(cat *spec.Catalogue, list, kind, id string) bool {
	of := cat.Catalog.Themes
	if list == "events" {
		of = cat.Catalog.Events
	}
	names := of.Person
	if kind == "organisation" {
		names = of.Organisation
	}
	return slices.ContainsFunc(names, func(n spec.Named) bool { return n.ID.S == id })
}

// countsWorkdays tells whether a limit of the item is one of working days.
func (f *finder) countsWorkdays() bool {
	for _, l := range f.plan.Limits {
		if l.Statutory != nil && l.Statutory.Unit == "wd" || l.Promised != nil && l.Promised.Unit == "wd" {
			return true
		}
	}
	return false
}

// tables are the code tables that fields of the item, and of what it looks up, take their options from.
func (f *finder) tables(cat *spec.Catalogue) []string {
	var out []string
	var walk func([]spec.Field)
	walk = func(list []spec.Field) {
		for _, x := range list {
			table := ""
			if x.Options != nil {
				table = x.Options.Codes.S
			} else if x.Type.S == "region" {
				table = spec.Regions
			}
			if table != "" && !slices.Contains(out, table) {
				out = append(out, table)
			}
			walk(x.Fields)
		}
	}
	walk(f.item.Situations)
	for _, s := range f.item.Form {
		walk(s.Fields)
	}
	for _, fr := range f.fragments {
		for _, s := range fr.Form {
			walk(s.Fields)
		}
	}
	for id, r := range f.plan.Records {
		if s := cat.Source(id); s != nil && !r.Licence {
			walk(s.Fields)
		} else if l := cat.Licence(id); l != nil && r.Licence {
			walk(l.Fields)
		}
	}
	return out
}
