package rows

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error says why a text is no rule, and where.
type Error struct {
	Span
	Message string // in English, for authors' tools; package rule says it in Chinese
}

func (e *Error) Error() string { return fmt.Sprintf("rows: %s at %d", e.Message, e.From) }

type tokenKind uint8

const (
	endToken tokenKind = iota
	wordToken
	numberToken
	textToken
	signToken
)

type token struct {
	kind tokenKind
	text string
	Span
}

// signs are those of the language, longer ones first.
var signs = []string{"&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", "+", "-", "*", "/", "(", ")", "[", "]", ",", "."}

// lex cuts a text into tokens, of which the last is the end.
func lex(text string) ([]token, *Error) {
	var out []token
	for at := 0; ; {
		at = skip(text, at)
		if at == len(text) {
			return append(out, token{endToken, "", Span{at, at}}), nil
		}
		kind, end, message := next(text, at)
		if message != "" {
			return nil, &Error{Span{at, end}, message}
		}
		out = append(out, token{kind, text[at:end], Span{at, end}})
		at = end
	}
}

// skip goes over blanks and comments.
func skip(text string, at int) int {
	for at < len(text) {
		switch {
		case strings.IndexByte(" \t\n\r\f", text[at]) >= 0:
			at++
		case strings.HasPrefix(text[at:], "//"):
			for at < len(text) && text[at] != '\n' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// next reads the token that begins at a place.
func next(text string, at int) (kind tokenKind, end int, message string) {
	if quote := quoteAt(text, at); quote >= 0 {
		return readText(text, at, quote)
	}
	switch c := text[at]; {
	case isLetter(c):
		for end = at + 1; end < len(text) && (isLetter(text[end]) || isDigit(text[end])); end++ {
			continue
		}
		return wordToken, end, ""
	case isDigit(c) || c == '.' && at+1 < len(text) && isDigit(text[at+1]):
		return numberToken, readNumber(text, at), ""
	}
	for _, s := range signs {
		if strings.HasPrefix(text[at:], s) {
			return signToken, at + len(s), ""
		}
	}
	r, size := utf8.DecodeRuneInString(text[at:])
	return 0, at + size, string(r) + " is no sign of the language"
}

func isLetter(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// readNumber finds the end of 12, 0x1f, 0.5 or .5.
func readNumber(text string, at int) int {
	digits := func(i int, is func(byte) bool) int {
		for i < len(text) && is(text[i]) {
			i++
		}
		return i
	}
	if strings.HasPrefix(text[at:], "0x") {
		isHex := func(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }
		if end := digits(at+2, isHex); end > at+2 {
			return end
		}
	}
	end := digits(at, isDigit)
	if end+1 < len(text) && text[end] == '.' && isDigit(text[end+1]) {
		end = digits(end+1, isDigit)
	}
	return end
}
