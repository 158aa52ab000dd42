package main

import (
	"context"
	"path/filepath"
	"strings"

	"banshi/runtime/base/pdf"
	"banshi/runtime/files"
)

// The settings of files, in the environment: two of them are secrets.
const (
	filesVar    = "BANSHI_FILES"     // s3://bucket?endpoint=…&region=…; left out: a folder in --data
	s3KeyVar    = "BANSHI_S3_KEY"    // of BANSHI_FILES
	s3SecretVar = "BANSHI_S3_SECRET" // of BANSHI_FILES
	clamdVar    = "BANSHI_CLAMD"     // unix:/path or tcp:host:port; none: nobody looks for viruses, and that is meant so
	fontsVar    = "BANSHI_FONTS"     // TrueType fonts for printed forms, separated by colons; left out: Debian's
)

// storage is what somebody has set about files.
type storage struct {
	S3      *files.S3 // nil: a folder
	Clamd   *files.Clamd
	Unclean bool // nobody looks for viruses, and somebody has said so
	Fonts   []string
}

// storage reads the settings.
func (c *call) storage() (out storage, err error) {
	out.Fonts = pdf.Places()
	if paths := c.env(fontsVar); paths != "" {
		out.Fonts = strings.Split(paths, ":")
	}
	if at := c.env(filesVar); at != "" {
		s3, err := files.ParseS3(at, c.env(s3KeyVar), c.env(s3SecretVar))
		if err != nil {
			return out, err
		}
		out.S3 = &s3
	}
	switch at := c.env(clamdVar); at {
	case "":
	case "none":
		out.Unclean = true
	default:
		out.Clamd, err = files.ParseClamd(at)
	}
	return out, err
}

// open opens where content is kept.
func (s storage) open(ctx context.Context, data string) (*files.Bucket, error) {
	if s.S3 != nil {
		return files.OpenS3(ctx, *s.S3)
	}
	return files.OpenDir(filepath.Join(data, "files"))
}
