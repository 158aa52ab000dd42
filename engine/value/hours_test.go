package value_test

import (
	"testing"
	"time"

	"banshi/engine/value"
)

func TestHours(t *testing.T) {
	const hall = "周一至周五 9:00–12:00，13:30–17:00；周六 9:00–12:00"
	off := func(day string) bool { return day == "2026-11-26" }
	work := func(day string) bool { return day == "2026-11-29" }
	h, ok := value.ParseHours(hall)
	if !ok {
		t.Fatal("not read")
	}
	for now, want := range map[string]string{
		"2026-11-23 09:00": "open", // a Monday
		"2026-11-23 08:59": "2026-11-23 09:00",
		"2026-11-23 12:00": "2026-11-23 13:30",
		"2026-11-23 17:00": "2026-11-24 09:00",
		"2026-11-25 18:00": "2026-11-27 09:00", // the 26th is a holiday
		"2026-11-26 10:00": "2026-11-27 09:00",
		"2026-11-28 10:00": "open",
		"2026-11-28 12:30": "2026-11-29 09:00", // a Sunday that is worked
		"2026-11-29 14:00": "open",
	} {
		at, err := time.Parse("2006-01-02 15:04", now)
		if err != nil {
			t.Fatal(err)
		}
		open, next := h.At(at, off, work)
		got := "open"
		if !open {
			got = next.Format("2006-01-02 15:04")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", now, got, want)
		}
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
