package build

import (
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Tool bundles one TypeScript file for node, in memory: the programs that tests talk to. change, if
// given, may rewrite the text of each of our source files; so a test plants a fault and sees whether
// it is found.
func Tool(entry string, change func(path, text string) string) ([]byte, error) {
	opts := api.BuildOptions{
		EntryPoints: []string{abs(entry)},
		Bundle:      true,
		Platform:    api.PlatformNode,
		Format:      api.FormatESModule,
		Target:      api.ES2022,
		Packages:    api.PackagesExternal,
		Charset:     api.CharsetUTF8,
		LogLevel:    api.LogLevelSilent,
	}
	if change != nil {
		opts.Plugins = []api.Plugin{{Name: "change", Setup: func(b api.PluginBuild) {
			b.OnLoad(api.OnLoadOptions{Filter: `\.ts$`}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
				data, err := os.ReadFile(a.Path)
				text := change(a.Path, string(data))
				return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS, ResolveDir: filepath.Dir(a.Path)}, err
			})
		}}}
	}
	r := api.Build(opts)
	if len(r.Errors) > 0 {
		return nil, fmt.Errorf("build: %s: %w", entry, messages(r.Errors))
	}
	return r.OutputFiles[0].Contents, nil
}

func messages(list []api.Message) error {
	return errors.New(strings.Join(api.FormatMessages(list, api.FormatMessagesOptions{Kind: api.ErrorMessage}), ""))
}

// Targets are the versions of JavaScript that pages are built for: ES2017 for mini-programs.
var Targets = map[string]api.Target{"es2017": api.ES2017, "es2020": api.ES2020}

// Page bundles one source file with all that it imports, what is fetched later included, as one script
// of a page of the target (a word of Targets). Style sheets and pictures are left out.
func Page(entry, target string) ([]byte, error) {
	r := api.Build(api.BuildOptions{
		EntryPoints:       []string{abs(entry)},
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            Targets[target],
		Charset:           api.CharsetUTF8,
		JSX:               api.JSXAutomatic,
		JSXImportSource:   "preact",
		Loader:            map[string]api.Loader{".svg": api.LoaderEmpty, ".css": api.LoaderEmpty},
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		LogLevel:          api.LogLevelSilent,
	})
	if len(r.Errors) > 0 {
		return nil, fmt.Errorf("build: %s: %w", entry, messages(r.Errors))
	}
	return r.OutputFiles[0].Contents, nil
}

// Weigh gives the size in bytes, gzipped, of one source file with all that it imports, as a page of
// the target would carry it. It fails where the target can't run the file.
func Weigh(entry, target string) (int, error) {
	script, err := Page(entry, target)
	if err != nil {
		return 0, err
	}
	if found := forbidden.Find(script); found != nil {
		return 0, fmt.Errorf("build: %s holds %q, which mini-programs forbid", entry, found)
	}
	return Gzipped(script)
}

// Gzipped is the size of data in bytes, packed as tightly as gzip can.
func Gzipped(data []byte) (int, error) {
	var n counter
	z, err := gzip.NewWriterLevel(&n, gzip.BestCompression)
	if err != nil {
		return 0, fmt.Errorf("build: measure: %w", err)
	}
	if _, err := z.Write(data); err != nil {
		return 0, fmt.Errorf("build: measure: %w", err)
	}
	if err := z.Close(); err != nil {
		return 0, fmt.Errorf("build: measure: %w", err)
	}
	return int(n), nil
}

var forbidden = regexp.MustCompile(`\beval\(|new Function\b|\bdocument\.|\bwindow\.`)
