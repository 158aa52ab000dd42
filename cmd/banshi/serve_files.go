package main

import (
	"context"
	"errors"

	"banshi/runtime/base/pdf"
	"banshi/runtime/files"
	filesstore "banshi/runtime/files/store"
)

// openFiles opens where content is kept, who looks for viruses in it, and the fonts of printed forms.
func (s *site) openFiles(ctx context.Context) error {
	set := s.cfg.Storage
	bucket, err := set.open(ctx, s.cfg.Data)
	if err != nil {
		return err
	}
	s.closers = append(s.closers, bucket.Close)
	limits := s.limits()
	limits.Converter = files.Converter()
	if set.S3 != nil {
		limits.Grace, limits.Clock = sharedGrace, s.cfg.Clock
	}
	s.files = files.New(bucket, limits)
	if set.Clamd != nil {
		s.files.Guard(set.Clamd, filesstore.NewChecks(s.db), s.cfg.Clock)
	}
	s.fonts, err = pdf.OpenFonts(set.Fonts)
	if errors.Is(err, pdf.ErrNoFonts) {
		s.cfg.Log.Warn("no font for printed forms is installed: application forms can't be printed", "error", err)
		err = nil
	}
	return err
}
