// Package span says of a request how long its parts took: the act, queries, sources. Spans go out by OpenTelemetry (OTLP
// over HTTP), where somebody has asked for them. They hold names of ours alone (routes, acts, tables, sources) and never
// what somebody has sent: no address, no value, no text of an error.
package span

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

const ours = "banshi"

// Tracer begins the spans of requests; those of their parts follow in the context. nil: there are none.
type Tracer struct{ provider *sdk.TracerProvider }

// Export sends spans to where OTEL_EXPORTER_OTLP_ENDPOINT says; the other variables of OpenTelemetry (headers,
// OTEL_TRACES_SAMPLER, OTEL_SERVICE_NAME) count, too.
func Export(ctx context.Context, version string) (*Tracer, error) {
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, err
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", ours), attribute.String("service.version", version)), resource.WithFromEnv())
	if err != nil && !errors.Is(err, resource.ErrPartialResource) {
		return nil, errors.Join(err, exporter.Shutdown(ctx))
	}
	return &Tracer{sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))}, nil
}

// Close sends what is left.
func (t *Tracer) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}

// Answer is what came of a request.
type Answer struct {
	Method, Route string
	Status        int
	Request       string // its number, as in the log
}

// Request begins the span of a request; end says what came of it. What a client says of traces of its own is not believed.
func (t *Tracer) Request(ctx context.Context) (_ context.Context, end func(Answer)) {
	if t == nil {
		return ctx, func(Answer) {}
	}
	ctx, one := t.provider.Tracer(ours).Start(ctx, "request", trace.WithSpanKind(trace.SpanKindServer), trace.WithNewRoot())
	return ctx, func(a Answer) {
		if a.Route == "" {
			a.Route = "none"
		}
		one.SetName(a.Route)
		one.SetAttributes(attribute.String("http.request.method", a.Method), attribute.String("http.route", a.Route),
			attribute.Int("http.response.status_code", a.Status), attribute.String("banshi.request", a.Request))
		if a.Status >= 500 {
			one.SetStatus(codes.Error, "")
		}
		one.End()
	}
}

// Part begins the span of a part of a request, by a name of ours; end says whether it failed. Outside a request that is
// traced it does nothing.
func Part(ctx context.Context, name string) (_ context.Context, end func(failed bool)) {
	parent := trace.SpanFromContext(ctx)
	if !parent.IsRecording() {
		return ctx, func(bool) {}
	}
	ctx, one := parent.TracerProvider().Tracer(ours).Start(ctx, name)
	return ctx, func(failed bool) {
		if failed {
			one.SetStatus(codes.Error, "")
		}
		one.End()
	}
}
