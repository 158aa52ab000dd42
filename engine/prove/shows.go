package prove

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// shownPaths is how many differing places of one test are told.
const shownPaths = 3

// shows finds a test in which a changed rule makes a difference that nobody looks at: the fewer places
// differ, the better it can be told.
func (m *mutator) shows(got []*Result) ([]string, error) {
	var best []string
	name := ""
	for i, r := range got {
		was, err := flat(m.tests[i].Outcome.State)
		if err != nil {
			return nil, err
		}
		is, err := flat(r.Outcome.State)
		if err != nil {
			return nil, err
		}
		if paths := differing(was, is); len(paths) > 0 && (best == nil || len(paths) < len(best)) {
			best, name = paths, r.Name
		}
	}
	if best == nil {
		return nil, nil
	}
	if len(best) > shownPaths {
		best = best[:shownPaths]
	}
	return append([]string{name}, best...), nil
}

// flat writes a state as places and values.
func flat(state any) (map[string]string, error) {
	data, err := json.Marshal(state)
	if err != nil {
		return nil, fmt.Errorf("prove: state: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("prove: state: %w", err)
	}
	out := map[string]string{}
	flatten("", v, out)
	return out, nil
}

func flatten(path string, v any, out map[string]string) {
	switch x := v.(type) {
	case map[string]any:
		for k, e := range x {
			flatten(path+"/"+k, e, out)
		}
	case []any:
		for i, e := range x {
			flatten(path+"/"+strconv.Itoa(i), e, out)
		}
	default:
		out[path] = fmt.Sprint(x)
	}
}

func differing(was, is map[string]string) []string {
	out := map[string]string{}
	for k, v := range was {
		if is[k] != v {
			out[k+": "+v+" → "+is[k]] = ""
		}
	}
	for k, v := range is {
		if _, ok := was[k]; !ok {
			out[k+":  → "+v] = ""
		}
	}
	return keys(out)
}
