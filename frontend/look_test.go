package frontend

import "testing"

func TestWithLook(t *testing.T) {
	for cookie, want := range map[string]Page{
		"large.contrast.en":    {Mode: "large", Theme: "contrast", Lang: "en"},
		"standard.light.zh":    {},
		"desk.contrast.zh":     {Theme: "contrast"},
		"large":                {},
		"kiosk.<b>.fr":         {},
		"large.contrast.en.xx": {},
		"":                     {},
	} {
		if got := (Page{}).WithLook(cookie); got != want {
			t.Errorf("%q: %+v, not %+v", cookie, got, want)
		}
	}
}
