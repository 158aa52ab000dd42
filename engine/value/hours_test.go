package value_test

import (
	"slices"
	"testing"

	"banshi/engine/value"
)

func TestHours(t *testing.T) {
	h, ok := value.ParseHours("周一至周五 9:00–12:00，13:30–17:00；周六 9:00–12:00")
	if !ok || !slices.Equal(h.On(5), [][2]int{{540, 720}, {810, 1020}}) || !slices.Equal(h.On(6), [][2]int{{540, 720}}) || len(h.On(0)) != 0 {
		t.Fatalf("%v %v", ok, h)
	}
	for _, text := range []string{"工作日 9:00–17:00", "每天 0:00–24:00", "周日 9:00-12:00", "周二、周四 14:00–17:00", "周五至周一 9:00–12:00"} {
		if _, ok := value.ParseHours(text); !ok {
			t.Errorf("%s isn't read", text)
		}
	}
	for _, text := range []string{"", "工作日", "9:00–17:00", "周一至周五 9:00–8:00", "周八 9:00–12:00", "周一 9:00–12:00，11:00–17:00", "周一 25:00–26:00", "周一 9点到12点"} {
		if _, ok := value.ParseHours(text); ok {
			t.Errorf("%q is read", text)
		}
	}
}

func TestEnglishHours(t *testing.T) {
	for zh, want := range map[string]string{
		"周一至周五 9:00–12:00，13:30–17:00；周六 9:00–12:00": "Monday to Friday 9:00–12:00, 13:30–17:00; Saturday 9:00–12:00",
		"工作日 9:00–17:00": "Working days 9:00–17:00", "周二、周四 14:00–17:00": "Tuesday and Thursday 14:00–17:00",
	} {
		if got, ok := value.EnglishHours(zh); !ok || got != want {
			t.Errorf("%s: %q", zh, got)
		}
	}
	if got, ok := value.EnglishHours("周一到周五 9点"); ok {
		t.Errorf("hours that can't be told are written as %q", got)
	}
}
