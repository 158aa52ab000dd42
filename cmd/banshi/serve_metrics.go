package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"banshi/runtime/base/audit"
	"banshi/runtime/base/web"
	filesstore "banshi/runtime/files/store"
	identitystore "banshi/runtime/identity/store"
	"banshi/runtime/sharing"
)

// metrics are numbers about the site. Labels come from lists of ours (routes, sources, jobs), never from a request: they
// stay few, and hold nothing personal.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	done     *prometheus.GaugeVec
	failed   *prometheus.CounterVec
	limited  *prometheus.CounterVec
	tampered prometheus.Counter
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "banshi_http_requests_total", Help: "Requests answered, by route and status."}, []string{"route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "banshi_http_request_seconds", Help: "How long an answer took, by route.",
			Buckets: []float64{.005, .02, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route"}),
		done:     prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "banshi_job_last_success_timestamp_seconds", Help: "When a job ended well last."}, []string{"job"}),
		limited:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "banshi_limited_total", Help: "Requests refused because they came too often, by limit."}, []string{"limit"}),
		tampered: prometheus.NewCounter(prometheus.CounterOpts{Name: "banshi_audit_changed_total", Help: "Rounds of sealing that found the trail changed."}),
		failed:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "banshi_job_failures_total", Help: "Rounds of a job that failed."}, []string{"job"}),
	}
	m.registry.MustRegister(m.requests, m.took, m.done, m.failed, m.limited, m.tampered, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// request counts one. The method stands in the route; what no route took is one label.
func (m *metrics) request(_, route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

// job notes how a round ended.
func (m *metrics) job(name string, err error, at time.Time) {
	name = strings.ReplaceAll(name, " ", "_")
	if err != nil {
		m.failed.WithLabelValues(name).Inc()
		return
	}
	m.failed.WithLabelValues(name).Add(0)
	m.done.WithLabelValues(name).Set(float64(at.UnixMilli()) / 1000)
}

// listenMetrics opens the port of metrics, which is none of the public's.
func (s *site) listenMetrics(ctx context.Context) error {
	if s.cfg.Metrics == "" {
		return nil
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", s.cfg.Metrics)
	if err != nil {
		return s.refuse("no-listen", s.cfg.Metrics, cause(s.cfg.Language, err))
	}
	s.inside = l
	s.closers = append(s.closers, func() error { _ = l.Close(); return nil })
	s.metrics.registry.MustRegister(&state{site: s})
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError,
		ErrorLog: slog.NewLogLogger(s.cfg.Log.Handler(), slog.LevelError), Timeout: 5 * time.Second}))
	mux.HandleFunc("GET /livez", live)
	mux.HandleFunc("GET /readyz", s.health)
	s.insideServer = web.Listener("", mux)
	return nil
}

// live says that the process answers; whether it can work is what health tells. A supervisor restarts what isn't live, and
// sends nobody to what isn't ready: a restart mends no full disk.
func live(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok\n")
}

// state is what is asked when somebody looks.
type state struct{ site *site }

var (
	sessionsDesc = prometheus.NewDesc("banshi_sessions", "Sessions that have not ended.", nil, nil)
	filesDesc    = prometheus.NewDesc("banshi_files_waiting", "Files that wait to be looked at for viruses.", nil, nil)
	writersDesc  = prometheus.NewDesc("banshi_database_writers_waiting", "Writers that wait for their turn.", nil, nil)
	poolDesc     = prometheus.NewDesc("banshi_database_connections", "Connections to the database, by pool and state.", []string{"pool", "state"}, nil)
	poolWaitDesc = prometheus.NewDesc("banshi_database_wait_seconds_total", "Time spent waiting for a connection, by pool.", []string{"pool"}, nil)
	unsealedDesc = prometheus.NewDesc("banshi_audit_unsealed", "Events of the trail that have no place in the chain yet.", nil, nil)
	lagDesc      = prometheus.NewDesc("banshi_audit_lag_seconds", "Age of the oldest event that has no place in the chain yet.", nil, nil)
	missingDesc  = prometheus.NewDesc("banshi_audit_missing", "Places of the trail that nobody holds.", nil, nil)
	laneDesc     = prometheus.NewDesc("banshi_lane_requests", "Requests that are worked on or wait for a place, by lane and state.", []string{"lane", "state"}, nil)
	laneFullDesc = prometheus.NewDesc("banshi_lane_refused_total", "Requests refused because a lane was full.", []string{"lane"}, nil)
	breakerDesc  = prometheus.NewDesc("banshi_source_breaker", "1 for the state in which a source's breaker is.", []string{"source", "state"}, nil)
)

// Describe lists what Collect gives.
func (st *state) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{sessionsDesc, filesDesc, writersDesc, poolDesc, poolWaitDesc, unsealedDesc, lagDesc, missingDesc, laneDesc, laneFullDesc, breakerDesc} {
		out <- d
	}
}

// Collect asks. What can't be told is left out, and told as a fault.
func (st *state) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	s, now := st.site, st.site.cfg.Clock()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	told := func(d *prometheus.Desc, n int, err error) {
		if err != nil {
			out <- prometheus.NewInvalidMetric(d, fmt.Errorf("it can't be told: %w", err))
			return
		}
		gauge(d, float64(n))
	}
	n, err := identitystore.New(s.db).Count(ctx, now)
	told(sessionsDesc, n, err)
	n, err = filesstore.NewChecks(s.db).Waiting(ctx)
	told(filesDesc, n, err)
	n, oldest, err := audit.Waiting(ctx, s.db.Read())
	told(unsealedDesc, n, err)
	if err == nil {
		lag := 0.0
		if n > 0 {
			lag = max(0, now.Sub(oldest).Seconds())
		}
		gauge(lagDesc, lag)
	}
	gauge(missingDesc, float64(s.missing.Load()))
	for lane, u := range s.throttle.lanes.Use() {
		gauge(laneDesc, float64(u.InUse), lane, "in_use")
		gauge(laneDesc, float64(u.Waiting), lane, "waiting")
		out <- prometheus.MustNewConstMetric(laneFullDesc, prometheus.CounterValue, float64(u.Refused), lane)
	}
	use := s.db.Use()
	gauge(writersDesc, float64(use.Waiting))
	for pool, p := range use.Pools {
		gauge(poolDesc, float64(p.InUse), pool, "in_use")
		gauge(poolDesc, float64(p.Idle), pool, "idle")
		out <- prometheus.MustNewConstMetric(poolWaitDesc, prometheus.CounterValue, p.WaitDuration.Seconds(), pool)
	}
	for source, is := range s.sources.States() {
		for _, one := range []sharing.State{sharing.Closed, sharing.Open, sharing.HalfOpen} {
			v := 0.0
			if one == is {
				v = 1
			}
			gauge(breakerDesc, v, source, string(one))
		}
	}
}
