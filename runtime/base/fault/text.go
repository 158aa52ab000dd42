package fault

import "fmt"

// Text is what a person is told, in every language that we speak. A package keeps its texts in one
// table, messages.go; a test reads all of those tables and every place that uses them.
type Text struct{ zh, en string }

// Say makes a text: simplified Chinese, English. Both end without a full stop, hold the same verbs of
// fmt in the same order, and never a value that was sent.
func Say(zh, en string) Text { return Text{zh, en} }

// With puts values in the place of the verbs. A value that is a Text is told in the same language.
func (t Text) With(values ...any) Text {
	return Text{fmt.Sprintf(t.zh, in("zh-Hans", values)...), fmt.Sprintf(t.en, in("en", values)...)}
}

func in(language string, values []any) []any {
	out := make([]any, len(values))
	for i, v := range values {
		if t, ok := v.(Text); ok {
			v = t.In(language)
		}
		out[i] = v
	}
	return out
}

// In is the text in a language: English for en, Chinese for any other.
func (t Text) In(language string) string {
	if language == "en" {
		return t.en
	}
	return t.zh
}

// String is the Chinese text.
func (t Text) String() string { return t.zh }

// None reports whether there is no text at all.
func (t Text) None() bool { return t == Text{} }

// Joined is one text of several, with a separator for each language.
func Joined(list []Text, separator Text) Text {
	var out Text
	for i, t := range list {
		if i > 0 {
			out.zh, out.en = out.zh+separator.zh, out.en+separator.en
		}
		out.zh, out.en = out.zh+t.zh, out.en+t.en
	}
	return out
}
