package prove

import (
	"fmt"
	"slices"

	"banshi/engine/eval"
)

// public holds what would be made public of an application, granted and refused, against what a test expects: all of it,
// so that nothing is shown that the test doesn't name.
func public(prog *eval.Program, in eval.Input, want map[string]any) ([]Difference, error) {
	s, err := prog.Open(in)
	if err != nil {
		return nil, err
	}
	j := &judge{words: words{prog.Plan()}, state: s.State()}
	for _, granted := range []bool{true, false} {
		outcome, what := "granted", "准予时公开的"
		if !granted {
			outcome, what = "refused", "不予时公开的"
		}
		list, ok := s.Publicise(granted)
		w, wanted := want[outcome].(map[string]any)
		if ok != wanted {
			j.differ("public."+outcome, what, yesNo(wanted), yesNo(ok))
			continue
		}
		got := map[string]any{}
		for _, p := range list {
			got[p.Path] = p.Value
		}
		paths := slices.Concat(keys(w), keys(got))
		slices.Sort(paths)
		for _, path := range slices.Compact(paths) {
			if a, b := shownText(w, path), shownText(got, path); a != b {
				j.differ("public."+outcome+"."+path, what+j.words.path(path), a, b)
			}
		}
	}
	return j.out, nil
}

func shownText(m map[string]any, path string) string {
	if v, ok := m[path]; ok {
		return fmt.Sprint(v)
	}
	return "不公开"
}
