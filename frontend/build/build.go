// Package build bundles the counters with esbuild's Go API: TypeScript and
// CSS in, hashed files and a manifest out. It is the only importer of esbuild
// and needs no Node, only the npm packages on disk.
package build

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"banshi/frontend"
)

// Options of one build. Paths are relative to the working directory.
type Options struct {
	Source  string // the frontend folder
	Out     string // where built files go; stale files there are removed
	Debug   bool   // readable output with source maps
	BaseURL string // path prefix of assets that scripts and styles name themselves; "/assets/" if empty
}

// page is one thing a browser opens.
type page struct {
	name, main string
	target     api.Target // syntax that its browsers read; es2020 if left out
	optional   bool       // built once its main file exists
	early      bool       // the form's document begins shell/early.ts before all else
}

// pages is the list of entries; a new channel adds a row. Each is bundled by
// itself: nobody opens two of them, and chunks that several share are many
// small ones, which are packed worse.
var pages = []page{
	{name: "web", main: "channels/web/main.tsx", early: true},
	{name: "kiosk", main: "channels/kiosk/main.tsx", early: true},
	{name: "wechat", main: "channels/wechat/main.tsx", target: api.ES2017, early: true},
	{name: "second", main: "second/main.tsx"},
	{name: "gallery", main: "gallery/main.tsx"},
	{name: "workbench", main: "workbench/main.tsx", optional: true},
	{name: "designer", main: "designer/main.tsx", optional: true},
}

// Build bundles every page into o.Out and writes the manifest last, so that a
// manifest never names a file that isn't there. Errors name file and line.
func Build(o Options) (frontend.Manifest, error) {
	if o.BaseURL == "" {
		o.BaseURL = "/assets/"
	}
	if err := os.MkdirAll(o.Out, 0o755); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	written, err := entries(o.Source)
	if err != nil {
		return nil, err
	}
	m := frontend.Manifest{}
	keep := map[string]bool{".keep": true, frontend.ManifestName: true}
	for _, p := range written {
		if err := bundle(o, p, m, keep); err != nil {
			return nil, err
		}
	}
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("build: manifest: %w", err)
	}
	if err := os.WriteFile(filepath.Join(o.Out, frontend.ManifestName), append(b, '\n'), 0o644); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	return m, sweep(o.Out, keep)
}

// entries gives the pages that there are: optional ones may not be written yet.
func entries(source string) ([]page, error) {
	var written []page
	for _, p := range pages {
		_, err := os.Stat(filepath.Join(source, p.main))
		if errors.Is(err, os.ErrNotExist) && p.optional {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("build: entry %s: %w", p.name, err)
		}
		if p.target == api.DefaultTarget {
			p.target = api.ES2020
		}
		written = append(written, p)
	}
	return written, nil
}

func bundle(o Options, p page, m frontend.Manifest, keep map[string]bool) error {
	opts := api.BuildOptions{
		AbsWorkingDir:     abs(o.Source),
		Bundle:            true,
		Write:             true,
		Metafile:          true,
		Outdir:            abs(o.Out),
		EntryNames:        "[name]-[hash]",
		ChunkNames:        "chunk-[hash]",
		AssetNames:        "[name]-[hash]",
		PublicPath:        o.BaseURL,
		Target:            p.target,
		Format:            api.FormatESModule,
		Splitting:         true,
		Charset:           api.CharsetUTF8,
		JSX:               api.JSXAutomatic,
		JSXImportSource:   "preact",
		Loader:            map[string]api.Loader{".svg": api.LoaderFile},
		LegalComments:     api.LegalCommentsNone,
		Plugins:           []api.Plugin{sheets(o)},
		MinifySyntax:      !o.Debug,
		MinifyWhitespace:  !o.Debug,
		MinifyIdentifiers: !o.Debug,
		LogLevel:          api.LogLevelSilent,
	}
	if o.Debug {
		opts.Sourcemap = api.SourceMapLinked
	}
	opts.EntryPointsAdvanced = []api.EntryPoint{{InputPath: "./" + p.main, OutputPath: p.name}}
	r := api.Build(opts)
	if len(r.Errors) > 0 {
		return errors.New(strings.Join(api.FormatMessages(r.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}), ""))
	}
	if err := collect(o, r.Metafile, p, m, keep); err != nil || !p.early {
		return err
	}
	return early(o, p, opts, m, keep)
}

// early bundles the script that begins before all others, by itself: what it shared with them it would wait for.
func early(o Options, p page, opts api.BuildOptions, m frontend.Manifest, keep map[string]bool) error {
	opts.EntryPointsAdvanced = []api.EntryPoint{{InputPath: "./shell/early.ts", OutputPath: "early"}}
	opts.Splitting = false
	r := api.Build(opts)
	if len(r.Errors) > 0 {
		return messages(r.Errors)
	}
	e := m[p.name]
	for _, f := range r.OutputFiles {
		name := filepath.Base(f.Path)
		keep[name] = true
		if filepath.Ext(name) == ".js" {
			e.Early = name
		}
	}
	m[p.name] = e
	return nil
}

// meta is the part of esbuild's metafile that the manifest needs.
type meta struct {
	Outputs map[string]struct {
		EntryPoint string `json:"entryPoint"`
		CSSBundle  string `json:"cssBundle"`
		Imports    []struct {
			Path string `json:"path"`
			Kind string `json:"kind"`
		} `json:"imports"`
	} `json:"outputs"`
}

// imports are the files that an output needs before it can run, without those that it fetches later.
func (m *meta) imports(path string) (files []string) {
	seen := map[string]bool{}
	var follow func(string)
	follow = func(from string) {
		for _, i := range m.Outputs[from].Imports {
			if i.Kind == "import-statement" && !seen[i.Path] {
				seen[i.Path] = true
				files = append(files, filepath.Base(i.Path))
				follow(i.Path)
			}
		}
	}
	follow(path)
	sort.Strings(files)
	return files
}

func collect(o Options, metafile string, p page, m frontend.Manifest, keep map[string]bool) error {
	var info meta
	if err := json.Unmarshal([]byte(metafile), &info); err != nil {
		return fmt.Errorf("build: metafile: %w", err)
	}
	for path, out := range info.Outputs {
		keep[filepath.Base(path)] = true
		if out.EntryPoint != p.main {
			continue
		}
		e := frontend.Entry{Script: filepath.Base(path), Styles: []string{}, Pages: map[string][]string{}, Sheets: map[string]string{}}
		if out.CSSBundle != "" {
			e.Styles = append(e.Styles, filepath.Base(out.CSSBundle))
		}
		e.Preload = info.imports(path)
		for page, out := range info.Outputs {
			if sheet, _, is := strings.Cut(filepath.Base(page), ".page-"); is {
				e.Sheets[sheet] = filepath.Base(page)
			}
			name, isPage := strings.CutPrefix(out.EntryPoint, "shell/pages/")
			if !isPage {
				continue
			}
			chunks := append(info.imports(page), filepath.Base(page))
			e.Pages[strings.TrimSuffix(name, filepath.Ext(name))] = slices.DeleteFunc(chunks, func(c string) bool { return slices.Contains(e.Preload, c) || c == e.Script })
		}
		for _, name := range append(append([]string{e.Script}, e.Styles...), e.Preload...) {
			n, err := gzipped(filepath.Join(o.Out, name))
			if err != nil {
				return err
			}
			e.GzBytes += n
		}
		m[p.name] = e
	}
	return nil
}

// sweep removes what an earlier build left behind.
func sweep(dir string, keep map[string]bool) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("build: %w", err)
	}
	for _, f := range files {
		if !keep[f.Name()] {
			if err := os.RemoveAll(filepath.Join(dir, f.Name())); err != nil {
				return fmt.Errorf("build: remove stale file: %w", err)
			}
		}
	}
	return nil
}

type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

func gzipped(path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("build: %w", err)
	}
	defer f.Close()
	var n counter
	z, err := gzip.NewWriterLevel(&n, gzip.BestCompression)
	if err != nil {
		return 0, fmt.Errorf("build: %w", err)
	}
	if _, err := io.Copy(z, f); err != nil {
		return 0, fmt.Errorf("build: measure %s: %w", path, err)
	}
	if err := z.Close(); err != nil {
		return 0, fmt.Errorf("build: measure %s: %w", path, err)
	}
	return int(n), nil
}

func abs(path string) string {
	a, err := filepath.Abs(path)
	if err != nil { // only without a working directory, where nothing else works either
		return path
	}
	return a
}
