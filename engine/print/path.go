package print

import (
	"strconv"
	"strings"
)

// Path names an entry of a definition: "/form/#premises/fields/#source/title". A key in a map; in a list "#id" of the
// entry that has an id (see handles), else its place from 0. A / in a name is written ~1, a ~ is written ~0. The empty path is the whole file.
type Path string

// handles are the keys by which an entry of a list is known, first the one that counts.
var handles = []string{"id", "section", "name"}

var escaper, unescaper = strings.NewReplacer("~", "~0", "/", "~1"), strings.NewReplacer("~1", "/", "~0", "~")

// Join is the path of name below p.
func (p Path) Join(name string) Path { return p + Path("/"+escaper.Replace(name)) }

// names are the parts of a path.
func (p Path) names() ([]string, bool) {
	if p == "" {
		return nil, true
	}
	if p[0] != '/' {
		return nil, false
	}
	out := strings.Split(string(p[1:]), "/")
	for i, name := range out {
		out[i] = unescaper.Replace(name)
	}
	return out, true
}

// Parent is the path without its last name, and that name. Of "" it is "".
func (p Path) Parent() (Path, string) {
	i := strings.LastIndexByte(string(p), '/')
	if i < 0 {
		return "", ""
	}
	return p[:i], unescaper.Replace(string(p[i+1:]))
}

// handle is the id by which an entry of a list is known; empty: none.
func (n *node) handle() string {
	if n.kind != Map {
		return ""
	}
	for _, key := range handles {
		for _, e := range n.entries {
			if e.key == key && e.value.kind != List && e.value.kind != Map && e.value.text != "" {
				return e.value.text
			}
		}
	}
	return ""
}

// nameOf is the last name of the path of entry i. The second of two entries with one id is named by its place.
func (n *node) nameOf(i int) string {
	if n.kind == Map {
		return n.entries[i].key
	}
	if id := n.entries[i].value.handle(); id != "" && n.index("#"+id) == i {
		return "#" + id
	}
	return strconv.Itoa(i)
}

// index is the entry with a name, or -1.
func (n *node) index(name string) int {
	switch n.kind {
	case Map:
		for i, e := range n.entries {
			if e.key == name {
				return i
			}
		}
	case List:
		if id, ok := strings.CutPrefix(name, "#"); ok {
			for i, e := range n.entries {
				if e.value.handle() == id {
					return i
				}
			}
			return -1
		}
		if i, ok := place(name); ok && i < len(n.entries) {
			return i
		}
	}
	return -1
}

// place reads a name that is a place in a list.
func place(name string) (int, bool) {
	i, err := strconv.Atoi(name)
	return i, err == nil && i >= 0 && strconv.Itoa(i) == name
}

// walk follows a path as far as it goes: the places of the entries on the way, and the names that are left.
func (d *Document) walk(p Path) (addr []int, left []string, ok bool) {
	names, ok := p.names()
	if !ok {
		return nil, nil, false
	}
	n := d.root
	for len(names) > 0 {
		i := n.index(names[0])
		if i < 0 {
			break
		}
		addr, names, n = append(addr, i), names[1:], n.entries[i].value
	}
	return addr, names, true
}

// entry is the entry at places, nil for the whole file, and its value.
func (d *Document) entry(addr []int) (*entry, *node) {
	var e *entry
	n := d.root
	for _, i := range addr {
		e = n.entries[i]
		n = e.value
	}
	return e, n
}

// pathOf is the path of places.
func (d *Document) pathOf(addr []int) Path {
	p, n := Path(""), d.root
	for _, i := range addr {
		p, n = p.Join(n.nameOf(i)), n.entries[i].value
	}
	return p
}
