package check

import (
	"regexp"
	"slices"
	"strings"

	"banshi/engine/diag"
	"banshi/engine/spec"
)

// Attributes of a record that its source need not declare, by which drivers name them.
var (
	recordCells  = []string{"id", "key", "at", "from", "to", "basis"}
	licenceCells = []string{"id", "at", "holder_no", "number", "holder", "issuer", "issued", "valid_from", "valid_to", "status", "trust"}
)

// driver holds that a source has no more than one way to its records, and that the way can work. Who serves a source
// without any says where it is.
func (c *checker) driver(id spec.Word, title string, licence, keyed bool, d spec.Driver, fields []spec.Field) {
	ways := 0
	for _, there := range []bool{d.HTTP.S != "", !d.Push.Zero(), d.JSON != nil, d.SQL != nil} {
		if there {
			ways++
		}
	}
	if ways > 1 {
		c.badDriver(spec.Text(id), title, "写了几种取数方式", "driver 里 http、push、json、sql 只留一种；file 可以和它们一起写")
	}
	known := recordCells
	if licence {
		known = licenceCells
	}
	for i := range fields {
		known = append(known[:len(known):len(known)], fields[i].ID.S)
	}
	if d.JSON != nil {
		c.call(title, licence, keyed, d.JSON, known)
	}
	if d.SQL != nil {
		c.query(title, keyed, d.SQL)
	}
}

// addresses are those of a host that is written out; what is looked up may stand in the path alone.
var addresses = regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[^?#\s]*)?$`)

var braces = regexp.MustCompile(`\{[^{}]*\}`)

// call holds that only the key goes out, to the host that was written, and that the answer's records say whose they are.
func (c *checker) call(title string, licence, keyed bool, call *spec.Call, known []string) {
	if !addresses.MatchString(call.URL.S) {
		c.badDriver(call.URL, title, "网址不对", "写成 https://主机/路径，{key} 只能在路径里，查询参数写在 query")
		return
	}
	texts := []spec.Text{call.URL, call.Body}
	for _, p := range append(call.Query[:len(call.Query):len(call.Query)], call.Headers...) {
		texts = append(texts, p.Text)
	}
	sends := false
	for _, t := range texts {
		for _, brace := range braces.FindAllString(t.S, -1) {
			if brace == "{key}" {
				sends = true
			} else if t.Pos != call.Body.Pos { // a body is JSON and has braces of its own
				c.badDriver(t, title, "只能填 {key}", "别的内容不能送出去：把"+brace+"写成固定的文字")
			}
		}
	}
	if keyed && !sends {
		c.badDriver(call.URL, title, "没有把要查的号码送出去", "在 url、query、headers 或 body 里写 {key}")
	}
	if call.Body.S != "" && call.Method.S != "POST" {
		c.badDriver(call.Body, title, "GET 请求没有内容", "写 method: POST")
	}
	var named []string
	for _, p := range call.Cells {
		named = append(named, p.Name.S)
		if !slices.Contains(known, p.Name.S) {
			c.unknown("“"+title+"”的字段", p.Name, known)
		}
	}
	needs := []string{"id"}
	if keyed && !licence {
		needs = append(needs, "key")
	}
	if licence {
		needs = append(needs, "holder_no", "number", "status")
	}
	for _, need := range needs {
		if !slices.Contains(named, need) {
			c.badDriver(call.URL, title, "cells 里没有 "+need, "写明 "+need+" 在哪里：没有它，不知道回来的是谁的记录")
		}
	}
}

var selects = regexp.MustCompile(`(?is)^\s*(select|with)\s`)

// query holds that a statement only reads, is one, and takes the key as a parameter.
func (c *checker) query(title string, keyed bool, q *spec.Query) {
	switch {
	case !selects.MatchString(q.Statement.S) || strings.Contains(q.Statement.S, ";"):
		c.badDriver(q.Statement, title, "只能是一条查询语句", "以 SELECT 开头，不写分号")
	case keyed != strings.Contains(q.Statement.S, ":key"):
		c.badDriver(q.Statement, title, "没有按要查的号码查", "有 key 的来源在条件里写 :key；没有的不写")
	case strings.Contains(q.Statement.S, "':key'"):
		c.badDriver(q.Statement, title, ":key 两边有引号", "去掉引号：:key 是参数，不是文字")
	}
}

func (c *checker) badDriver(at spec.Text, title, what, hint string) {
	c.report(diag.DriverWay, at.Pos, width(at.S), "“"+title+"”的取数方式（driver）："+what, hint)
}
