package api

import (
	"strings"
	"time"
	"unicode/utf8"
)

type calendarOut struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// calendarOf writes a booking as iCalendar (RFC 5545), with a reminder on the day before. Times are in UTC, so that no
// table of time zones goes along; who applies stands nowhere, since calendars are shared.
func calendarOf(b bookingLine, from, to, now time.Time, language string) *calendarOut {
	const stamp = "20060102T150405Z"
	place := ""
	if b.Office != nil {
		place = b.Office.Title + " " + b.Office.Address
	}
	about := []string{}
	for _, m := range b.Bring {
		about = append(about, m.Title)
	}
	text := ""
	if len(about) > 0 {
		text = sayBringAlong.With(strings.Join(about, "；")).In(language)
	}
	if b.Code != "" {
		text = strings.TrimSpace(text + "\n" + sayShowCode.With(b.Code).In(language))
	}
	var out strings.Builder
	line := func(name, value string) { fold(&out, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Banshi//Booking//ZH")
	line("METHOD", "PUBLISH")
	line("BEGIN", "VEVENT")
	line("UID", b.ID+"@banshi")
	line("DTSTAMP", now.UTC().Format(stamp))
	line("DTSTART", from.UTC().Format(stamp))
	line("DTEND", to.UTC().Format(stamp))
	line("SUMMARY", escaped(sayVisitTo.With(b.Name).In(language)))
	line("LOCATION", escaped(place))
	line("DESCRIPTION", escaped(text))
	line("BEGIN", "VALARM")
	line("ACTION", "DISPLAY")
	line("DESCRIPTION", escaped(sayVisitTo.With(b.Name).In(language)))
	line("TRIGGER", "-P1D")
	line("END", "VALARM")
	line("END", "VEVENT")
	line("END", "VCALENDAR")
	return &calendarOut{ContentType: "text/calendar; charset=utf-8", Disposition: `attachment; filename="visit-` + b.Day + `.ics"`, Body: []byte(out.String())}
}

// escaped is a text as RFC 5545 §3.3.11 writes it.
func escaped(s string) string {
	return strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\n", "\\n", "\r", "").Replace(s)
}

// fold breaks a line behind at most 75 bytes, never within a character (§3.1).
func fold(out *strings.Builder, line string) {
	size := 0
	for _, r := range line {
		n := utf8.RuneLen(r)
		if size+n > 75 {
			out.WriteString("\r\n ")
			size = 1
		}
		out.WriteRune(r)
		size += n
	}
	out.WriteString("\r\n")
}
