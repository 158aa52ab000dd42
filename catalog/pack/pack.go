// Package pack turns a catalogue's folder into one piece of bytes and back. The bytes are what a
// published version is pinned to: the definition as it was written, comments included.
package pack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// MaxBytes is the greatest folder that is packed, before compression: 256 MiB, some 3,000 items with their
// tests.
const MaxBytes = 256 << 20

// ErrDamaged is given for bytes that are no pack, or not the one that their digest names.
var ErrDamaged = errors.New("pack: the bytes are not those of the catalogue")

// Make packs every definition of a folder: its .yaml and .yml files, without hidden ones and without
// shared-data, which is no part of what is published. The digest names the content of the files, not
// the way in which they are packed: the same folder has the same digest for ever.
func Make(fsys fs.FS) (data []byte, digest string, err error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	sum, total := sha256.New(), 0
	err = each(fsys, func(name string, content []byte) error {
		if total += len(content); total > MaxBytes {
			return fmt.Errorf("the folder holds more than %d MiB of definitions", MaxBytes>>20)
		}
		fmt.Fprintf(sum, "%s\x00%d\x00", name, len(content))
		sum.Write(content)
		// No time of change: it would make equal folders different.
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	})
	if err == nil && total == 0 {
		err = errors.New("the folder holds no definitions (.yaml)")
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, "", fmt.Errorf("pack: %w", err)
	}
	return out.Bytes(), hex.EncodeToString(sum.Sum(nil)), nil
}

// Open gives the folder back. It reads every file and compares with the digest, so that damage is
// found before anything is decided by it. It fails with ErrDamaged.
func Open(data []byte, digest string) (fs.FS, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	var declared uint64
	for _, f := range z.File {
		declared += f.UncompressedSize64
	}
	if declared > MaxBytes {
		return nil, fmt.Errorf("%w: it unpacks to more than %d MiB", ErrDamaged, MaxBytes>>20)
	}
	sum := sha256.New()
	err = each(z, func(name string, content []byte) error {
		fmt.Fprintf(sum, "%s\x00%d\x00", name, len(content))
		sum.Write(content)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != digest {
		return nil, fmt.Errorf("%w: digest %.12s, not %.12s", ErrDamaged, got, digest)
	}
	return z, nil
}

// Unread gives the folder back without reading it: for bytes that were opened before, and that are known
// to be the same. It fails with ErrDamaged.
func Unread(data []byte) (fs.FS, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return z, nil
}

// each visits the definitions of a folder in the order of their names.
func each(fsys fs.FS, visit func(name string, content []byte) error) error {
	return fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := name != "." && strings.HasPrefix(path.Base(name), ".")
		switch {
		case e.IsDir() && (hidden || name == "shared-data"):
			return fs.SkipDir
		case e.IsDir() || hidden || !(strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")):
			return nil
		}
		if info, err := fs.Stat(fsys, name); err != nil {
			return err
		} else if !info.Mode().IsRegular() || info.Size() > MaxBytes {
			return fmt.Errorf("%s is no regular file of at most %d MiB", name, MaxBytes>>20) // a device has no end
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		return visit(name, content)
	})
}

// Texts gives every definition of a folder, by path.
func Texts(fsys fs.FS) (map[string]string, error) {
	out := map[string]string{}
	err := each(fsys, func(name string, content []byte) error {
		out[name] = string(content)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return out, nil
}
