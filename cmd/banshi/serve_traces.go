package main

import (
	"context"
	"time"

	"banshi/runtime/base/span"
)

// tracesTo is where spans are sent, as OpenTelemetry names it; "" nowhere, and then nothing is traced.
func tracesTo(env func(string) string) string {
	if at := env("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"); at != "" {
		return at
	}
	return env("OTEL_EXPORTER_OTLP_ENDPOINT")
}

// openTraces begins to send spans, where somebody asked for them.
func (s *site) openTraces(ctx context.Context) error {
	if s.cfg.Traces == "" {
		return nil
	}
	t, err := span.Export(context.WithoutCancel(ctx), revision())
	if err != nil {
		return s.refuse("bad-traces", err)
	}
	s.tracer = t
	s.closers = append(s.closers, func() error {
		end, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := t.Close(end); err != nil { // nobody listens there: that is no fault of what was served
			s.cfg.Log.Warn("send the last traces", "error", err)
		}
		return nil
	})
	return nil
}
