package field

import "banshi/engine/value"

// A file is an object that names an upload: id, and what was known of it then.
// Rules can only ask whether it is there; the bytes are nowhere near here.
var fileType = &Type{
	Name: "file", Rule: ruleOpaque, title: words{"文件", "File"},
	Faults: []Code{Shape},
	parse:  parseFile,
	format: func(v value.Value, _ Params, en bool) string {
		file, _ := v.Opaque().(map[string]any)
		if name, _ := file["name"].(string); name != "" {
			return name
		}
		return oneFile.pick(en)
	},
}

// fileTexts and fileNumbers are the keys of a file, all but id optional. size is
// in bytes; digest is that of the content.
var (
	fileTexts   = []string{"id", "name", "type", "digest"}
	fileNumbers = []string{"size", "pages"}
)

// maxFileText bounds each text of a file, in bytes.
const maxFileText = 500

func parseFile(raw any, _ Params) (value.Value, Code) {
	in, ok := raw.(map[string]any)
	if !ok {
		return value.Empty(), Shape
	}
	out := map[string]any{}
	for _, key := range fileTexts {
		x, there := in[key]
		if !there || x == nil {
			continue
		}
		v, code := parseText(x, false, true)
		if code != "" || len(v.Text()) > maxFileText {
			return value.Empty(), Shape
		}
		if !v.IsEmpty() {
			out[key] = v.Text()
		}
	}
	for _, key := range fileNumbers {
		x, there := in[key]
		if !there || x == nil {
			continue
		}
		n, ok := wholeJSON(x)
		if !ok || n < 0 {
			return value.Empty(), Shape
		}
		out[key] = n
	}
	if out["id"] == nil {
		return value.Empty(), Shape
	}
	return value.Opaque(out), ""
}
