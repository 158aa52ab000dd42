package prove

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
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
		if paths := m.words().differing(was, is); len(paths) > 0 && (best == nil || len(paths) < len(best)) {
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

func (m *mutator) words() words { return words{m.plan} }

// differing says in words where two states differ.
func (w words) differing(was, is map[string]string) []string {
	out := map[string]string{}
	for k, v := range was {
		if is[k] != v {
			out[w.place(k)+"："+came(v)+" → "+came(is[k])] = ""
		}
	}
	for k, v := range is {
		if _, ok := was[k]; !ok {
			out[w.place(k)+"："+came("")+" → "+came(v)] = ""
		}
	}
	return keys(out)
}

func came(v string) string { return orNone(inWords(v)) }

// place says what stands at a path of a state's JSON, such as /fields/form.area/value.
func (w words) place(path string) string {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	of := stateWords[parts[0]]
	if of == "" {
		of = parts[0]
	}
	rest := parts[1:]
	if len(rest) > 0 {
		switch parts[0] {
		case "rules":
			of, rest = w.rule(rest[0]), rest[1:]
		case "fields", "materials", "facts":
			of, rest = w.path(rest[0]), rest[1:]
		case "sections":
			of, rest = w.path("section."+rest[0]), rest[1:]
		}
	}
	for _, p := range rest {
		if t := partWords[p]; t != "" {
			of += t
		} else if n, err := strconv.Atoi(p); err == nil {
			of += fmt.Sprintf("第%d项", n+1)
		} else {
			of += p
		}
	}
	return of
}

// stateWords name the parts of a state, partWords what stands in them.
var (
	stateWords = map[string]string{
		"verdict": "结论", "settled": "条件都判得出", "review": "要人看的", "missing": "还缺的", "blocked": "提交前还要的", "wants": "要查的",
		"parts": "分开决定的部分", "steps": "环节", "visits": "到现场次数", "limit": "时限", "fee": "收费", "dispatch": "分发", "instant": "即办", "level": "要的实名等级",
	}
	partWords = map[string]string{
		"result": "的结果", "effect": "的后果", "text": "的说明", "missing": "还缺的", "shown": "是否出现", "need": "是否必须", "is": "的状态", "state": "的状态",
		"value": "的值", "filled": "带出的值", "edit": "怎么改", "from": "的来历", "confirm": "的确认", "errors": "的错误", "options": "的选项", "rows": "的行",
		"min": "最小", "max": "最大", "by": "凭什么免交", "evidence": "的凭据", "signer": "由谁签名", "amount": "金额", "region": "的镇街", "promised": "承诺",
		"statutory": "法定", "due": "到期日", "least": "最短", "most": "最长", "kind": "的原因", "path": "的位置", "in": "办不办", "visit": "到不到现场", "id": "",
		"count": "的条数", "record": "的记录", "key": "的键", "code": "的代码", "unverified": "待核", "promise": "可以承诺", "defer": "可以后补",
	}
)
