package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/uptrace/bun"

	"banshi/runtime"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/db"
	"banshi/runtime/files"
	filestore "banshi/runtime/files/store"
)

// Case finds one. Codes: not_found.
func (s *Store) Case(ctx context.Context, number string) (runtime.Case, error) {
	return readCase(ctx, s.db.Read(), number)
}

func readCase(ctx context.Context, q bun.IDB, number string) (runtime.Case, error) {
	var row caseRow
	err := q.NewSelect().Model(&row).Where("c.number = ?", number).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Case{}, none()
	}
	if err != nil {
		return runtime.Case{}, fmt.Errorf("read a case: %w", err)
	}
	return row.caseWord()
}

// Submission gives the last one of a case, with its files. Codes: not_found.
func (s *Store) Submission(ctx context.Context, number string) (runtime.Submission, error) {
	return s.SubmissionOf(ctx, number, 0)
}

// SubmissionOf gives that of a round, or of the last (0), with its files. Codes: not_found.
func (s *Store) SubmissionOf(ctx context.Context, number string, round int) (runtime.Submission, error) {
	var row submissionRow
	q := s.db.Read().NewSelect().Model(&row).Where("s.number = ?", number)
	if round > 0 {
		q = q.Where("s.round = ?", round)
	}
	err := q.OrderExpr("s.round DESC").Limit(1).Scan(ctx)
	if db.IsNone(err) {
		return runtime.Submission{}, none()
	}
	if err != nil {
		return runtime.Submission{}, fmt.Errorf("read a submission: %w", err)
	}
	out := row.submission()
	var held []fileRow
	err = s.db.Read().NewSelect().Model(&held).Where("f.number = ?", number).Where("f.round = ?", row.Round).OrderExpr("f.place, f.at, f.id").Scan(ctx)
	if err != nil {
		return out, fmt.Errorf("read the files of a case: %w", err)
	}
	out.Files = filesOf(held)
	return out, nil
}

// FileOfCase finds a file of a case, of any round. Codes: not_found.
func (s *Store) FileOfCase(ctx context.Context, number, file string) (runtime.File, error) {
	var row fileRow
	err := s.db.Read().NewSelect().Model(&row).Where("f.number = ?", number).Where("f.id = ?", file).OrderExpr("f.round DESC").Limit(1).Scan(ctx)
	if db.IsNone(err) {
		return runtime.File{}, none()
	}
	if err != nil {
		return runtime.File{}, fmt.Errorf("read a file of a case: %w", err)
	}
	return row.file(), nil
}

// Contents lists the content that drafts and cases hold, each once, sorted.
func (s *Store) Contents(ctx context.Context) ([]files.Hash, error) {
	drafts, err := filestore.Hashes(ctx, s.db.Read())
	if err != nil {
		return nil, err
	}
	var cases []files.Hash
	if err := s.db.Read().NewSelect().Model((*fileRow)(nil)).ColumnExpr("DISTINCT f.hash").Scan(ctx, &cases); err != nil {
		return nil, fmt.Errorf("what cases hold: %w", err)
	}
	all := append(drafts, cases...)
	slices.Sort(all)
	return slices.Compact(all), nil
}

// Timeline lists what happened, oldest first.
func (s *Store) Timeline(ctx context.Context, number string) ([]runtime.Happening, error) {
	var rows []eventRow
	if err := s.db.Read().NewSelect().Model(&rows).Where("e.number = ?", number).OrderExpr("e.seq").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read a timeline: %w", err)
	}
	out := make([]runtime.Happening, len(rows))
	for i, r := range rows {
		out[i] = runtime.Happening{Seq: r.Seq, At: db.Time(r.At), Event: r.Event, Round: r.Round, By: actor.Kind(r.ByKind), Actor: r.Actor,
			Name: r.Name, Title: r.Title, Text: r.Text, Step: r.Step, Answer: r.Answer, Document: r.Document}
		if r.Findings == "" {
			continue
		}
		if err := runtime.Decode([]byte(r.Findings), &out[i].Findings); err != nil {
			return nil, fmt.Errorf("findings of case %s: %w", number, err)
		}
	}
	return out, nil
}

// Which side is asked for stands in the text, so that each reads by its own index.
var (
	casesOwned    = db.Selecting[caseRow]("WHERE c.owner = ? " + newestCases)
	casesHeld     = db.Selecting[caseRow]("WHERE c.holder = ? " + newestCases)
	casesOfEither = db.Selecting[caseRow]("WHERE (c.owner = ? OR c.holder = ?) " + newestCases)
)

// mostCases is how many cases of one person are listed.
const mostCases = 500

var newestCases = "ORDER BY c.submitted DESC, c.number DESC LIMIT " + strconv.Itoa(mostCases)

// CasesOf lists cases, newest first, at most mostCases.
func (s *Store) CasesOf(ctx context.Context, owner, holder string) ([]runtime.Case, error) {
	var rows []caseRow
	var q *db.Call
	switch {
	case owner == "" && holder == "":
		return nil, nil
	case holder == "":
		q = casesOwned.All(&rows, owner)
	case owner == "":
		q = casesHeld.All(&rows, holder)
	default:
		q = casesOfEither.All(&rows, owner, holder)
	}
	if err := s.db.Look(ctx, q); err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	return casesOf(rows)
}
