package value

import (
	"regexp"
	"strconv"
	"strings"
)

// Hours are when an office is open, by the day of the week (0 is Sunday), in minutes of the day.
type Hours struct {
	days [7][][2]int
}

var (
	hoursDays  = regexp.MustCompile(`^(?:(工作日|每天)|周([一二三四五六日天])(?:(至|、)周([一二三四五六日天]))?)\s*`)
	hoursRange = regexp.MustCompile(`^(\d{1,2}):([0-5]\d)[–—-](\d{1,2}):([0-5]\d)$`)
)

// ParseHours reads what stands in a catalogue: 周一至周五 9:00–12:00，13:30–17:00；周六 9:00–12:00. False
// where it is not written so.
func ParseHours(text string) (Hours, bool) {
	var h Hours
	for _, part := range strings.Split(text, "；") {
		part = strings.TrimSpace(part)
		m := hoursDays.FindStringSubmatch(part)
		if m == nil {
			return Hours{}, false
		}
		var ranges [][2]int
		for _, r := range strings.FieldsFunc(part[len(m[0]):], func(r rune) bool { return r == '，' || r == '、' || r == ',' }) {
			n := hoursRange.FindStringSubmatch(strings.TrimSpace(r))
			if n == nil {
				return Hours{}, false
			}
			from, to := minutes(n[1], n[2]), minutes(n[3], n[4])
			if from >= to || to > 24*60 || len(ranges) > 0 && from < ranges[len(ranges)-1][1] {
				return Hours{}, false
			}
			ranges = append(ranges, [2]int{from, to})
		}
		if len(ranges) == 0 {
			return Hours{}, false
		}
		for _, d := range daysOf(m) {
			h.days[d] = ranges
		}
	}
	return h, true
}

func minutes(hour, minute string) int {
	a, _ := strconv.Atoi(hour) // digits, by the pattern
	b, _ := strconv.Atoi(minute)
	return a*60 + b
}

func daysOf(m []string) []int {
	switch {
	case m[1] == "每天":
		return []int{0, 1, 2, 3, 4, 5, 6}
	case m[1] == "工作日":
		return []int{1, 2, 3, 4, 5}
	}
	from := weekday(m[2])
	switch m[3] {
	case "":
		return []int{from}
	case "、":
		return []int{from, weekday(m[4])}
	}
	out := []int{from}
	for d := from; d != weekday(m[4]); {
		d = (d + 1) % 7
		out = append(out, d)
	}
	return out
}

func weekday(s string) int {
	for i, d := range []string{"日", "一", "二", "三", "四", "五", "六"} {
		if s == d {
			return i
		}
	}
	return 0 // 天
}

// On gives the times of a day of the week (0 is Sunday), from and to in minutes, in order.
func (h Hours) On(day int) [][2]int { return h.days[day] }

// weekdays are those of hours as they are written, in English.
var weekdays = map[string]string{
	"工作日": "Working days", "每天": "Every day", "一": "Monday", "二": "Tuesday", "三": "Wednesday", "四": "Thursday", "五": "Friday",
	"六": "Saturday", "日": "Sunday", "天": "Sunday",
}

// EnglishHours writes hours in English: Monday to Friday 9:00–12:00, 13:30–17:00; Saturday 9:00–12:00. False where
// ParseHours doesn't read them.
func EnglishHours(text string) (string, bool) {
	if _, ok := ParseHours(text); !ok {
		return "", false
	}
	var out []string
	for part := range strings.SplitSeq(text, "；") {
		part = strings.TrimSpace(part)
		m := hoursDays.FindStringSubmatch(part)
		days := weekdays[m[1]+m[2]]
		switch m[3] {
		case "至":
			days += " to " + weekdays[m[4]]
		case "、":
			days += " and " + weekdays[m[4]]
		}
		out = append(out, days+" "+strings.NewReplacer("，", ", ", "、", ", ").Replace(part[len(m[0]):]))
	}
	return strings.Join(out, "; "), true
}
