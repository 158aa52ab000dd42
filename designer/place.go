package designer

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"banshi/engine/print"
)

// RulePath names a rule as evaluation does, by where it stands in the item's file:
// /form/#premises/fields/#source/show is form.source.show, /materials/#proof/reuse/0/when is
// materials.proof.reuse.1.when. It is "" for what is no rule of evaluation.
func RulePath(d *print.Document, at print.Path) string {
	words := named(d, at)
	if len(words) == 0 {
		return ""
	}
	if i := slices.Index(words, "form"); i > 0 && words[0] == "handling" { // the clerk's
		words = words[i:]
	}
	if i := slices.Index(words, "points"); i > 0 && i+2 < len(words) && words[0] == "handling" { // a review point is a field
		return "form." + strings.TrimPrefix(words[i+1], "#") + ".show"
	}
	if words[0] == "form" || words[0] == "situations" {
		return formPath(words)
	}
	return strings.Join(choices(counted(words)), ".")
}

// named are the words of a path, those of options by their codes.
func named(d *print.Document, at print.Path) []string {
	if at == "" {
		return nil
	}
	words := strings.Split(string(at[1:]), "/")
	for i := range words {
		if i == 0 || words[i-1] != "options" {
			continue
		}
		if code, ok := d.ValueAt(print.Path("/" + strings.Join(words[:i+1], "/") + "/code")); ok {
			words[i] = "#" + code.Text
		}
	}
	return words
}

// formPath leaves out the section of a field, and the word `fields` before a column.
func formPath(words []string) string {
	fields := words[1:]
	if words[0] == "form" {
		if len(words) > 2 && words[2] != "fields" {
			return strings.Join(counted(append([]string{"section", words[1]}, words[2:]...)), ".")
		}
		if len(words) < 4 {
			return ""
		}
		fields = words[3:]
	}
	var out []string
	for i, w := range fields {
		if w == "fields" || w == "facts" || w == "options" && i+1 < len(fields) && fields[i+1] == "within" {
			continue // a column or a fact of a row is named below its table, and what narrows the options below the field
		}
		out = append(out, w)
	}
	return "form." + strings.Join(choices(counted(out)), ".")
}

// counted writes the names of entries without their sign, and counts places from 1.
func counted(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.TrimPrefix(w, "#")
		if n, err := strconv.Atoi(w); err == nil {
			out[i] = strconv.Itoa(n + 1)
		}
	}
	return out
}

// choices names the value of an entry that is written as a bare value: fill is fill.1.value, and so is fill.1.
func choices(words []string) []string {
	last := len(words) - 1
	switch {
	case isChoice(words[last]):
		return append(words, "1", "value")
	case last > 0 && isChoice(words[last-1]):
		return append(words, "value")
	}
	return words
}

// isChoice tells the keys that hold a list of {when, value}, or one value.
func isChoice(key string) bool { return key == "fill" || key == "compute" || key == "dispatch" }

// place counts an entry of a list from 1, as paths of rules do.
func place(i int) string { return strconv.Itoa(i + 1) }

// itemFolder is where the files of an item stand.
func itemFolder(item string) string { return path.Join("items", item) }

// itemFile is where the definition of an item stands; what items share is named by its file.
func itemFile(item string) string {
	if shares(item) {
		return item
	}
	return path.Join(itemFolder(item), "item.yaml")
}

func ownFile(file, item string) bool { return file == item || path.Dir(file) == itemFolder(item) }
