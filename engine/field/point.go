package field

import "banshi/engine/value"

// A point is a place on the map: {lng, lat} in degrees, as decimal texts of at
// most 8 decimals, in the coordinates of the map that it was picked on.
var pointType = &Type{
	Name: "point", Rule: ruleOpaque, title: words{"位置", "Point"},
	Faults: []Code{Shape},
	parse: func(raw any, _ Params) (value.Value, Code) {
		in, ok := raw.(map[string]any)
		if !ok {
			return value.Empty(), Shape
		}
		lng, ok1 := degrees(in["lng"], 180)
		lat, ok2 := degrees(in["lat"], 90)
		if !ok1 || !ok2 {
			return value.Empty(), Shape
		}
		return value.Opaque(map[string]any{"lng": lng, "lat": lat}), ""
	},
	format: func(v value.Value, _ Params, en bool) string {
		at, _ := v.Opaque().(map[string]any)
		lng, _ := at["lng"].(string)
		lat, _ := at["lat"].(string)
		if en {
			return lng + ", " + lat
		}
		return "东经" + lng + "，北纬" + lat
	},
}

// degrees is a decimal text within ±most, as its shortest decimal.
func degrees(raw any, most int64) (string, bool) {
	n, blank, ok := readNumber(raw)
	if blank || !ok || n.Cmp(value.FromInt(most)) > 0 || n.Cmp(value.FromInt(-most)) < 0 {
		return "", false
	}
	if rounded, ok := n.Round(8); !ok || rounded.Cmp(n) != 0 {
		return "", false
	}
	return n.Canon(), true
}
