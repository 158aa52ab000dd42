package catalog

import (
	"testing"
	"time"

	"banshi/engine/value"
)

// When an office opens next: over noon, nights, holidays and weekends that are worked.
func TestOpenAt(t *testing.T) {
	off := map[string]bool{"2026-11-26": true}
	work := map[string]bool{"2026-11-29": true}
	h, ok := value.ParseHours("周一至周五 9:00–12:00，13:30–17:00；周六 9:00–12:00")
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
		o := openAt(h, at, off, work)
		got := "open"
		if !o.Now {
			got = o.Next.Format("2006-01-02 15:04")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", now, got, want)
		}
	}
}
