package web

import (
	"context"
	"strconv"
	"strings"
)

// Chinese is the language where nobody asks for another one that we speak.
const Chinese = "zh-Hans"

// English is the second language.
const English = "en"

// LanguageOf is the language that fits a request best: the query parameter counts before the browser's
// header. Only Chinese and English are spoken; of those the header wants most, by its weights, and the
// first where they are equal.
func LanguageOf(query, accept string) string {
	if query != "" {
		if spoken(query) == English {
			return English
		}
		return Chinese
	}
	best, weight := Chinese, 0.0
	for part := range strings.SplitSeq(accept, ",") {
		tag, rest, _ := strings.Cut(part, ";")
		q := 1.0
		if text, ok := strings.CutPrefix(strings.TrimSpace(rest), "q="); ok {
			q, _ = strconv.ParseFloat(text, 64)
		}
		if l := spoken(tag); l != "" && q > weight && q <= 1 {
			best, weight = l, q
		}
	}
	return best
}

// spoken is the language of a tag, "" where we don't speak it.
func spoken(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	switch tag {
	case "en":
		return English
	case "zh":
		return Chinese
	}
	return ""
}

// Language is the language of the request; Chinese outside one.
func Language(ctx context.Context) string {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r.language
	}
	return Chinese
}
