package outcomes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Sheet writes the table for a spreadsheet (情形–材料表): a line for each paper of each row, and one for a row without papers.
// widths are those of the columns, in characters.
func (t *Table) Sheet(language string) (header []string, lines [][]string, widths []float64) {
	column := func(width float64, titles ...string) {
		for _, title := range titles {
			header, widths = append(header, title), append(widths, width)
		}
	}
	in := func(w words) string { return say(w, language) }
	column(6, in(sayNo))
	for _, q := range t.Questions {
		column(22, q.Title)
	}
	column(16, in(sayVerdict))
	column(34, in(sayPaper))
	column(14, in(sayAsked))
	column(34, in(sayWaived), in(sayWhy))
	column(12, in(sayPromised), in(sayStatutory), in(sayVisits), in(sayFee))
	for i, r := range t.Rows {
		first := append([]string{fmt.Sprint(i + 1)}, t.Answered(r, language)...)
		first = append(first, Verdict(r.Outcome, language))
		last := []string{Days(r.Outcome, language), span(r.Statutory, language), Visits(r.Outcome, language), Fee(r.Outcome, language)}
		if ends(r.Verdict) {
			last = []string{"", "", "", ""}
		}
		if len(r.Papers) == 0 {
			lines = append(lines, slices.Concat(first, []string{"", "", "", titles(r.Fails, in(sayOr))}, last))
		}
		for _, p := range r.Papers {
			lines = append(lines, slices.Concat(first, []string{p.Title, Asked(p, language), strings.Join(p.Reuse, in(sayOr)), Notes(p, language)}, last))
		}
	}
	return header, lines, widths
}

// Title is what such a table is called.
func Title(language string) string { return say(sayTable, language) }

// Answered are the answers of a row, a text for each question of the table.
func (t *Table) Answered(r Row, language string) []string {
	out := make([]string, len(t.Questions))
	for q, cells := range r.Answers {
		if len(cells) == 0 {
			out[q] = say(sayAny, language)
			continue
		}
		var labels []string
		for _, c := range cells {
			labels = append(labels, t.Questions[q].Cells[c].Label)
		}
		out[q] = strings.Join(labels, say(sayEither, language))
	}
	return out
}

// Text writes the table to be read in a terminal.
func (t *Table) Text(language string) string {
	var b strings.Builder
	in := func(w words) string { return say(w, language) }
	for i, r := range t.Rows {
		var answers []string
		for q, text := range t.Answered(r, language) {
			if len(r.Answers[q]) > 0 {
				answers = append(answers, t.Questions[q].Title+in(sayColon)+text)
			}
		}
		fmt.Fprintf(&b, "%d. %s\n   → %s", i+1, cmp.Or(strings.Join(answers, in(sayStop)), in(sayAlways)), Verdict(r.Outcome, language))
		if list := titles(r.Fails, in(sayOr)); list != "" {
			fmt.Fprintf(&b, in(sayNotMet), list)
		}
		if !ends(r.Verdict) {
			for _, text := range []string{Days(r.Outcome, language), Visits(r.Outcome, language), Fee(r.Outcome, language)} {
				if text != "" {
					b.WriteString(in(sayStop) + text)
				}
			}
			if len(r.Hangs) > 0 {
				fmt.Fprintf(&b, in(sayHangs), strings.Join(r.Hangs, in(sayOr)))
			}
			if len(r.Open) > 0 {
				fmt.Fprintf(&b, in(sayOpen), len(r.Open))
			}
		}
		b.WriteString("\n")
		for _, p := range r.Papers {
			b.WriteString("   - " + p.Title + in(sayColon) + Asked(p, language))
			if text := Notes(p, language); text != "" {
				b.WriteString(in(sayStop) + text)
			}
			if len(p.Reuse) > 0 {
				fmt.Fprintf(&b, in(sayWaivedBy), strings.Join(p.Reuse, in(sayOr)))
			}
			b.WriteString("\n")
		}
	}
	if len(t.Left) > 0 {
		fmt.Fprintf(&b, in(sayLeft)+"\n", MostRows, strings.Join(t.Left, in(sayOr)))
	}
	return b.String()
}

func titles(list []Condition, between string) string {
	var out []string
	for _, c := range list {
		text := c.Title
		if c.To != "" {
			text += " → " + c.To
		}
		out = append(out, text)
	}
	return strings.Join(out, between)
}

// Verdict says what answers alone decide.
func Verdict(o Outcome, language string) string {
	text := say(verdicts[o.Verdict], language)
	var parts []string
	for part, effect := range o.Parts {
		parts = append(parts, part+say(sayColon, language)+say(verdicts[effect], language))
	}
	if slices.Sort(parts); len(parts) > 0 {
		text += say(sayStop, language) + strings.Join(parts, say(sayStop, language))
	}
	return text
}

// Asked says how a paper is asked for.
func Asked(p Paper, language string) string {
	switch {
	case p.Made && p.Maybe:
		return say(sayMadeMaybe, language)
	case p.Made:
		return say(sayMade, language)
	case p.Maybe:
		return say(sayMaybe, language)
	}
	return say(sayNeeded, language)
}

// Notes says when a paper is asked for, and what may be done instead of handing it in.
func Notes(p Paper, language string) string {
	var out []string
	if p.When != "" {
		out = append(out, fmt.Sprintf(say(sayWhen, language), p.When))
	}
	if p.Each != "" {
		out = append(out, fmt.Sprintf(say(sayEach, language), p.Each))
	}
	if p.Promise {
		out = append(out, say(sayPromise, language))
	}
	if p.Defer {
		out = append(out, say(sayDefer, language))
	}
	return strings.Join(out, say(sayStop, language))
}

// Days says the promised time; "" where there is none.
func Days(o Outcome, language string) string {
	if o.Promised != "" || o.Least == "" {
		return span(o.Promised, language)
	}
	if o.Least == o.Most {
		return span(o.Least, language)
	}
	return span(o.Least, language) + say(sayTo, language) + span(o.Most, language)
}

// span writes a length of time: 5wd.
func span(s, language string) string {
	for _, u := range units {
		if n, ok := strings.CutSuffix(s, u.unit); ok {
			return fmt.Sprintf(say(u.say, language), n)
		}
	}
	return s
}

// Visits says how often the applicant comes.
func Visits(o Outcome, language string) string {
	switch {
	case o.Visits.Max == 0:
		return say(sayNoVisit, language)
	case o.Visits.Min == o.Visits.Max:
		return fmt.Sprintf(say(sayTimes, language), o.Visits.Max)
	}
	return fmt.Sprintf(say(sayTimesTo, language), o.Visits.Min, o.Visits.Max)
}

// Fee says what it costs; "" where the item has no fee.
func Fee(o Outcome, language string) string {
	switch {
	case o.FeeOpen:
		return say(sayFeeOpen, language)
	case o.Fee == "0":
		return say(sayFree, language)
	case o.Fee == "":
		return ""
	}
	return fmt.Sprintf(say(sayYuan, language), o.Fee)
}
