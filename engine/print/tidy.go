package print

import "strings"

// Tidied takes away what nobody means: blanks at the end of lines and blank lines at the end of the file, and ends the last
// line. What stands in a text of several lines is that text's own. Everything else is as the author wrote it.
func (d *Document) Tidied() (*Document, Edit) {
	kept := d.root.texts(nil)
	var patches []Patch
	for at := d.start; at < len(d.text); at = d.nextLine(at) {
		end := d.lineEnd(at)
		from := at + len(strings.TrimRight(d.text[at:end], " "))
		if from < end && !within(kept, from, end) {
			patches = append(patches, Patch{from, end, ""})
		}
	}
	body := strings.TrimRight(d.text, " \r\n")
	switch {
	case body == "" || len(d.text) > d.start && within(kept, len(body), len(d.text)):
	case d.text[len(body):] != d.newline:
		for len(patches) > 0 && patches[len(patches)-1].From >= len(body) {
			patches = patches[:len(patches)-1]
		}
		patches = append(patches, Patch{len(body), len(d.text), d.newline})
	}
	text, err := Patched(d.text, patches)
	if err != nil || len(patches) == 0 {
		return d, Edit{}
	}
	next, faults := Parse(d.name, text)
	if faults.HasErrors() || !next.Value().Equal(d.Value()) || len(next.comments) != len(d.comments) {
		return d, Edit{}
	}
	return next, Edit{patches, Inverted(d.text, patches)}
}

// texts are the stretches of scalars in which blanks and line breaks may mean something: blocks, and quoted ones.
func (n *node) texts(out []Span) []Span {
	switch n.style {
	case single, double:
		out = append(out, Span{n.from, n.to})
	case literal, folded:
		to := n.to
		if strings.HasSuffix(n.text, "\n\n") || strings.Trim(n.text, "\n") == "" {
			to++ // its last line break is its own
		}
		out = append(out, Span{n.marks + 1, to})
	}
	for _, e := range n.entries {
		out = e.value.texts(out)
	}
	return out
}

// within tells whether a stretch touches one of others.
func within(spans []Span, from, to int) bool {
	for _, s := range spans {
		if from < s.To && s.From < to {
			return true
		}
	}
	return false
}
