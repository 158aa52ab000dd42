package runtime

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"banshi/engine/eval"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/runtime/base/fault"
)

// Limits of what an applicant may send for one draft. A definition's own limits are narrower, and
// eval tells about them kindly; these keep somebody from filling the disk.
const (
	maxText    = 10_000 // code points of one text
	maxList    = 1_000  // entries of a choice of several
	maxDepth   = 6
	maxContent = 512 << 10 // bytes of a draft's content
	maxPaths   = 2_000     // entries of one list of paths
)

// answerCheck collects what is wrong with the answers of one patch.
type answerCheck struct {
	plan   *plan.Plan
	old    map[string]any // the answers before
	state  *eval.State    // with the new answers, as far as they are taken
	faults []fault.Field
}

func (c *answerCheck) say(path string, message fault.Text) {
	if len(c.faults) < 50 {
		c.faults = append(c.faults, fault.Field{Path: path, Message: message})
	}
}

// shape refuses what could never be an answer: fields that are not there or are not the applicant's,
// rows without identity, texts with control characters, anything too large.
func (c *answerCheck) shape(answers map[string]any) {
	for id, raw := range answers {
		path := "answers." + safe(id)
		f := c.plan.Field(id)
		if f == nil {
			c.say(path, sayNoField)
			continue
		}
		if !c.own(path, f) {
			continue
		}
		if f.Type != "table" {
			c.content(path, raw, 0)
			continue
		}
		c.rows(path, f, raw)
	}
}

// own refuses what the applicant has no say in, whatever the state.
func (c *answerCheck) own(path string, f *plan.Field) bool {
	switch {
	case len(f.Compute) > 0:
		c.say(path, sayComputed.With(f.Title))
	case f.Clerk || f.Step != "":
		c.say(path, sayClerks.With(f.Title))
	default:
		return true
	}
	return false
}

func (c *answerCheck) rows(path string, f *plan.Field, raw any) {
	if raw == nil {
		return
	}
	list, ok := raw.([]any)
	if !ok {
		c.say(path, sayRows)
		return
	}
	if len(list) > field.MaxRows {
		c.say(path, sayMaxRows.With(field.MaxRows))
		return
	}
	seen := map[string]bool{}
	for i, e := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		row, ok := e.(map[string]any)
		id, _ := row["_row"].(string)
		switch {
		case !ok:
			c.say(at, sayOneRow)
			continue
		case !field.RowName(id):
			c.say(at, sayRowID)
			continue
		case seen[id]:
			c.say(at, sayRowTwice)
			continue
		}
		seen[id] = true
		c.cells(at, f, row)
	}
}

// rowsOfStaff refuses what can be no rows of a table that staff fills in.
func (c *answerCheck) rowsOfStaff(path string, f *plan.Field, raw any) {
	list, ok := raw.([]any)
	if raw != nil && (!ok || len(list) > field.MaxRows) {
		c.say(path, sayRows)
		return
	}
	for i, e := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		row, ok := e.(map[string]any)
		if id, _ := row["_row"].(string); !ok || !field.RowName(id) {
			c.say(at, sayRowID)
			continue
		}
		for id, cell := range row {
			if id != "_row" && f.Column(id) == nil {
				c.say(at+"."+safe(id), sayNoColumn)
				continue
			}
			c.content(at+"."+safe(id), cell, 0)
		}
	}
}

func (c *answerCheck) cells(at string, f *plan.Field, row map[string]any) {
	for id, raw := range row {
		if id == "_row" {
			continue
		}
		path := at + "." + safe(id)
		col := f.Column(id)
		if col == nil {
			c.say(path, sayNoColumn)
			continue
		}
		if c.own(path, col) {
			c.content(path, raw, 0)
		}
	}
}

// safe keeps a name that the client sent out of the answer unless it can be a name of ours.
func safe(id string) string {
	if field.RowName(id) {
		return id
	}
	return "?"
}

// content refuses texts that no form can hold, and anything deeper or longer than answers are.
func (c *answerCheck) content(path string, raw any, depth int) {
	if depth > maxDepth {
		c.say(path, sayTooDeep)
		return
	}
	switch v := raw.(type) {
	case string:
		if m := textFault(v); !m.None() {
			c.say(path, m)
		}
	case json.Number:
		if len(v) > 40 {
			c.say(path, sayNumberLong)
		}
	case []any:
		if len(v) > maxList {
			c.say(path, sayMaxEntries.With(maxList))
			return
		}
		for _, e := range v {
			c.content(path, e, depth+1)
		}
	case map[string]any:
		if len(v) > 50 {
			c.say(path, sayTooLong)
			return
		}
		for k, e := range v {
			c.content(path, k, depth+1)
			c.content(path, e, depth+1)
		}
	}
}

// textWithin says what is wrong with a text of at most so many characters; None for nothing. missing is said where it is
// empty: None, if it may be.
func textWithin(s string, most int, missing fault.Text) fault.Text {
	switch {
	case s == "":
		return missing
	case utf8.RuneCountInString(s) > most:
		return sayMaxText.With(most)
	}
	return textFault(s)
}

// textFault says what is wrong with a text; None for nothing.
func textFault(s string) fault.Text {
	switch {
	case !utf8.ValidString(s):
		return sayEncoding
	case utf8.RuneCountInString(s) > maxText:
		return sayMaxText.With(maxText)
	case strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
	}):
		return sayControl
	case strings.ContainsFunc(s, reorders):
		return sayReorders
	}
	return fault.Text{}
}

// reorders tells the characters that make a text read otherwise than it is stored: embeddings, overrides and
// isolates of direction. Marks of direction, which scripts written from the right need, turn nothing round.
func reorders(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// locked refuses a change of what is filled in and may not be edited. What was typed while the source
// was silent, and is sent along again, is no change.
func (c *answerCheck) locked(answers map[string]any) {
	for id, raw := range answers {
		f := c.plan.Field(id)
		if f == nil {
			continue
		}
		if f.Type != "table" {
			c.lockedAt("answers."+id, "form."+id, f, raw, c.old[id])
			continue
		}
		before := rowsByID(c.old[id])
		for _, row := range rowsOf(raw) {
			rid, _ := row["_row"].(string)
			for _, col := range f.Columns {
				if v, ok := row[col.ID]; ok {
					at := fmt.Sprintf("%s[%s].%s", id, rid, col.ID)
					c.lockedAt("answers."+at, "form."+at, col, v, before[rid][col.ID])
				}
			}
		}
	}
}

func (c *answerCheck) lockedAt(path, statePath string, f *plan.Field, now, before any) {
	st, ok := c.state.Fields[statePath]
	if !ok || st.Edit != "locked" || !st.Shown || reflect.DeepEqual(now, before) && now != nil {
		return
	}
	c.say(path, sayLocked.With(f.Title))
}

func rowsOf(raw any) []map[string]any {
	list, _ := raw.([]any)
	out := make([]map[string]any, 0, len(list))
	for _, e := range list {
		if row, ok := e.(map[string]any); ok {
			out = append(out, row)
		}
	}
	return out
}

func rowsByID(raw any) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, row := range rowsOf(raw) {
		if id, ok := row["_row"].(string); ok {
			out[id] = row
		}
	}
	return out
}
