package catalog

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"banshi/catalog/pack"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/over"
)

// Renew imports a folder as Import does, but of it only what has changed since the same hand brought it last: what was
// published in between, of a draft, stays. Where both changed a file, each otherwise, what was published counts, and the
// file is among those that are left. Codes: as Import.
func (s *Service) Renew(ctx context.Context, fsys fs.FS, how Importing) (r Report, left []string, err error) {
	data, digest, err := pack.Make(fsys)
	if err != nil {
		return Report{}, nil, fault.Wrap(err, fault.Invalid, sayUnreadable)
	}
	if fsys, left, err = s.renewed(ctx, data, digest, how.By.ID); err != nil {
		return Report{}, nil, err
	}
	if r, err = s.Import(ctx, fsys, how); err != nil {
		return r, left, err
	}
	if err := s.store.KeepFolder(ctx, how.By.ID, digest, data); err != nil {
		return r, left, fmt.Errorf("catalog: keep the folder: %w", err)
	}
	return r, left, nil
}

// renewed is the newest pack with what changed in a folder since the same hand brought it last.
func (s *Service) renewed(ctx context.Context, data []byte, digest, by string) (fs.FS, []string, error) {
	folder, err := pack.Open(data, digest)
	if err != nil {
		return nil, nil, fault.Wrap(err, fault.Invalid, sayUnreadable)
	}
	last, err := s.store.Folder(ctx, by)
	if fault.Is(err, fault.NotFound) {
		return folder, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("catalog: folder brought last: %w", err)
	}
	newest, err := s.store.Imported(ctx, 0)
	if err != nil {
		return nil, nil, fmt.Errorf("catalog: newest folder: %w", err)
	}
	if newest == last {
		return folder, nil, nil
	}
	var three [3]map[string]string
	var now fs.FS
	for i, digest := range []string{last, newest} {
		data, err := s.store.Pack(ctx, digest)
		if err != nil {
			return nil, nil, fmt.Errorf("catalog: folder %.12s: %w", digest, err)
		}
		if now, err = pack.Open(data, digest); err != nil {
			return nil, nil, fmt.Errorf("catalog: folder %.12s: %w", digest, err)
		}
		if three[i], err = pack.Texts(now); err != nil {
			return nil, nil, err
		}
	}
	if three[2], err = pack.Texts(folder); err != nil {
		return nil, nil, err
	}
	before, published, brought := three[0], three[1], three[2]
	changed := map[string]string{}
	var left []string
	for _, name := range slices.Sorted(maps.Keys(both(before, brought))) {
		switch was, theirs, ours := before[name], published[name], brought[name]; {
		case ours == was || ours == theirs:
		case theirs == was:
			changed[name] = ours
		default:
			left = append(left, name)
		}
	}
	return over.Files(now, changed), left, nil
}

func both(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}
