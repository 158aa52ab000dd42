package field

import (
	"strconv"
	"strings"

	"banshi/engine/value"
)

// A date is a civil day, in JSON YYYY-MM-DD. People may type 2026年1月5日,
// 2026/1/5, 2026.1.5 or 20260105. A register may hold 长期: no end.
var dateType = &Type{
	Name: "date", Rule: ruleDate, title: words{"日期", "Date"},
	Keys:   []string{"min", "max"},
	Faults: []Code{Shape, NoSuchDay},
	parse:  parseDate,
	record: func(raw any, p Params) (value.Value, Code) {
		if s, ok := raw.(string); ok {
			switch strings.Trim(s, blanks) {
			case "长期", "长期有效", "永久", "无固定期限":
				return value.DateOf(value.MaxDate), ""
			}
		}
		return parseDate(raw, p)
	},
	format: formatDate,
}

func parseDate(raw any, _ Params) (value.Value, Code) {
	s, ok := raw.(string)
	if !ok || len(s) > maxCode {
		return value.Empty(), Shape
	}
	if d, ok := value.ParseDate(s); ok {
		return value.DateOf(d), ""
	}
	if s = compact(s); s == "" {
		return value.Empty(), ""
	}
	parts, ok := dateParts(s)
	if !ok {
		return value.Empty(), Shape
	}
	d, ok := value.NewDate(parts[0], parts[1], parts[2])
	if !ok {
		return value.Empty(), NoSuchDay
	}
	return value.DateOf(d), ""
}

// dateParts parts a day into year (4 digits), month and day (1 or 2).
func dateParts(s string) (parts [3]int, ok bool) {
	if len(s) == 8 && allDigits(s) {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	if chinese, found := strings.CutSuffix(s, "日"); found {
		s = strings.Replace(strings.Replace(chinese, "年", "-", 1), "月", "-", 1)
	} else if strings.Count(s, "/") == 2 || strings.Count(s, ".") == 2 {
		s = strings.NewReplacer("/", "-", ".", "-").Replace(s)
	}
	texts := strings.Split(s, "-")
	if len(texts) != 3 || len(texts[0]) != 4 {
		return parts, false
	}
	for i, text := range texts {
		if !allDigits(text) || i > 0 && len(text) > 2 {
			return parts, false
		}
		parts[i], _ = strconv.Atoi(text)
	}
	return parts, true
}

// formatDate writes 2026年11月23日, in English 23 November 2026. The last day of
// the calendar stands for no end.
func formatDate(v value.Value, _ Params, en bool) string {
	if v.Date() == value.MaxDate {
		return noEnd.pick(en)
	}
	y, m, d := v.Date().Civil()
	if en {
		return strconv.Itoa(d) + " " + months[m-1] + " " + strconv.Itoa(y)
	}
	return strconv.Itoa(y) + "年" + strconv.Itoa(m) + "月" + strconv.Itoa(d) + "日"
}

var months = [12]string{
	"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December",
}
