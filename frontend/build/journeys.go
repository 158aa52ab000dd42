package build

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Journeys bundles the browser and unit tests (*.test.ts, *.test.tsx anywhere
// under source) into out as modules that `node --test` runs. npm packages stay
// outside the bundles.
func Journeys(source, out string) ([]string, error) {
	var tests []string
	for _, pattern := range []string{"*/*.test.ts", "*/*/*.test.ts", "*/*.test.tsx", "*/*/*.test.tsx"} {
		found, err := filepath.Glob(filepath.Join(source, pattern))
		if err != nil {
			return nil, fmt.Errorf("build: tests: %w", err)
		}
		tests = append(tests, found...)
	}
	if len(tests) == 0 {
		return nil, fmt.Errorf("build: no *.test.ts below %s", source)
	}
	for i, t := range tests {
		tests[i] = abs(t)
	}
	r := api.Build(api.BuildOptions{
		EntryPoints:     tests,
		Outdir:          abs(out),
		Outbase:         abs(source),
		OutExtension:    map[string]string{".js": ".mjs"},
		Bundle:          true,
		Write:           true,
		Platform:        api.PlatformNode,
		Format:          api.FormatESModule,
		Target:          api.ES2022,
		Packages:        api.PackagesExternal,
		Charset:         api.CharsetUTF8,
		JSX:             api.JSXAutomatic,
		JSXImportSource: "preact",
		Loader:          map[string]api.Loader{".svg": api.LoaderFile, ".css": api.LoaderEmpty},
		Sourcemap:       api.SourceMapInline,
		LogLevel:        api.LogLevelSilent,
	})
	if len(r.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(r.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}), ""))
	}
	var made []string
	for _, f := range r.OutputFiles {
		if strings.HasSuffix(f.Path, ".test.mjs") {
			made = append(made, f.Path)
		}
	}
	return made, nil
}
