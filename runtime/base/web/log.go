package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"

	"banshi/runtime/base/mask"
)

// MaskLog lets no personal number through to next: it masks identity numbers,
// phones and bank cards in the message and in every attribute, at any depth, and
// hides attributes whose key names a secret.
func MaskLog(next slog.Handler) slog.Handler { return maskLog{next} }

type maskLog struct{ next slog.Handler }

func (m maskLog) Enabled(ctx context.Context, l slog.Level) bool { return m.next.Enabled(ctx, l) }

func (m maskLog) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, mask.Text(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(masked(a))
		return true
	})
	return m.next.Handle(ctx, out)
}

func (m maskLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	out := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		out[i] = masked(a)
	}
	return maskLog{m.next.WithAttrs(out)}
}

func (m maskLog) WithGroup(name string) slog.Handler {
	return maskLog{m.next.WithGroup(mask.Text(name))}
}

func masked(a slog.Attr) slog.Attr {
	a.Value = a.Value.Resolve()
	if mask.Secret(a.Key) {
		return slog.String(a.Key, "***")
	}
	a.Key = mask.Text(a.Key)
	switch a.Value.Kind() {
	case slog.KindString:
		return slog.String(a.Key, mask.Text(a.Value.String()))
	case slog.KindInt64, slog.KindUint64:
		// A number that is personal is one, however it is typed.
		text := a.Value.String()
		if hidden := mask.Text(text); hidden != text {
			return slog.String(a.Key, hidden)
		}
		return a
	case slog.KindFloat64:
		text := strconv.FormatFloat(a.Value.Float64(), 'f', -1, 64)
		if hidden := mask.Text(text); hidden != text {
			return slog.String(a.Key, hidden)
		}
		return a
	case slog.KindGroup:
		group := a.Value.Group()
		out := make([]slog.Attr, len(group))
		for i, g := range group {
			out[i] = masked(g)
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(out...)}
	case slog.KindAny:
		return slog.Attr{Key: a.Key, Value: slog.AnyValue(anyValue(a.Value.Any()))}
	}
	return a
}

// anyValue masks a value of any type by its JSON, or by its text where it has none.
func anyValue(v any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case error:
		return mask.Text(v.Error())
	case fmt.Stringer:
		return mask.Text(v.String())
	case []byte:
		return mask.Text(string(v))
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return mask.Text(fmt.Sprintf("%+v", v))
	}
	var plain any
	exact := json.NewDecoder(bytes.NewReader(raw))
	exact.UseNumber() // a float would change a long number's digits, and so hide it from the mask
	if err := exact.Decode(&plain); err != nil {
		return mask.Text(string(raw))
	}
	return mask.Value(plain)
}
