package main

import (
	"bufio"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// routeLine is what is said of one route: what it answers to whom.
type routeLine struct {
	line         int
	method, path string
	on           string // the object; "" the usual one
	query, body  string
	answers      map[string]int      // name, group or else → status
	shows        map[string][]string // what → names and groups that find it in the answer
}

// routeList is the hand-written list.
type routeList struct {
	groups map[string][]string
	routes []routeLine
}

func readRoutes(t *testing.T) routeList {
	t.Helper()
	const path = "testdata/permission/routes.txt"
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list := routeList{groups: map[string][]string{}}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text := lines.Text()
		key, rest, colon := strings.Cut(strings.TrimSpace(text), ": ")
		switch {
		case strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#"):
		case strings.HasPrefix(text, "group "):
			list.groups[strings.TrimPrefix(key, "group ")] = strings.Fields(rest)
		case !strings.HasPrefix(text, " "):
			words := strings.Fields(text)
			r := routeLine{line: n, method: words[0], path: words[1], answers: map[string]int{}, shows: map[string][]string{}}
			if len(words) == 4 && words[2] == "on" {
				r.on = words[3]
			} else if len(words) != 2 {
				t.Fatalf("%s:%d: METHOD /path [on something]", path, n)
			}
			list.routes = append(list.routes, r)
		case len(list.routes) == 0 || !colon:
			t.Fatalf("%s:%d: %q", path, n, text)
		default:
			r := &list.routes[len(list.routes)-1]
			what, shows := strings.CutPrefix(key, "shows ")
			status, err := strconv.Atoi(key)
			switch {
			case key == "body":
				r.body = rest
			case key == "query":
				r.query = "?" + rest
			case shows:
				r.shows[what] = strings.Fields(rest)
			case err != nil:
				t.Fatalf("%s:%d: %q is no status", path, n, key)
			default:
				for _, who := range strings.Fields(rest) {
					if _, twice := r.answers[who]; twice {
						t.Fatalf("%s:%d: %s stands there twice", path, n, who)
					}
					r.answers[who] = status
				}
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// within reports whether somebody is one of the names, or in one of the groups.
func (l routeList) within(who string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return n == who || l.groups[n] != nil && l.within(who, l.groups[n]) })
}

// status is what a route answers to somebody; 0 where no line says it. The smallest group counts.
func (l routeList) status(r routeLine, who string) int {
	if s, ok := r.answers[who]; ok {
		return s
	}
	best, size := 0, 0
	for name, s := range r.answers {
		if n := len(l.groups[name]); n > 0 && l.within(who, l.groups[name]) && (size == 0 || l.larger(name) < size) {
			best, size = s, l.larger(name)
		}
	}
	if size > 0 {
		return best
	}
	return r.answers["else"]
}

// larger counts everybody in a group.
func (l routeList) larger(group string) int {
	n := 0
	for _, name := range l.groups[group] {
		n += max(1, l.larger(name))
	}
	return n
}
