// Package frontend carries the built counters that people touch: scripts,
// styles and pictures for every channel, embedded in the binary.
//
// The assets are built by frontend/build (esbuild's Go API) into dist, which
// is not committed. A kept placeholder lets this package compile on a clean
// checkout without Node; Built tells whether there is anything to serve.
package frontend

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// ManifestName is the file in dist that lists what was built.
const ManifestName = "manifest.json"

//go:embed all:dist
var dist embed.FS

// Entry is one page's assets, as file names below Assets().
type Entry struct {
	Script  string   `json:"script"`            // the module to start with
	Styles  []string `json:"styles"`            // style sheets, in order
	Preload []string `json:"preload,omitempty"` // chunks that the script imports at once
	Early   string   `json:"early,omitempty"`   // what asks the server while the others are still under way, where a page is opened
	// Pages are the chunks of each page that is fetched by itself, by the name of its file in shell/pages: draft.
	Pages map[string][]string `json:"pages,omitempty"`
	// Sheets are the style sheets of single pages, by name: form.
	Sheets  map[string]string `json:"sheets,omitempty"`
	GzBytes int               `json:"gzBytes"` // gzip size of script, styles and preload together, in bytes
}

// Manifest maps the name of an entry (web, wechat, kiosk, workbench,
// designer, gallery) to its assets.
type Manifest map[string]Entry

// Assets returns the built files; empty but for the placeholder when nothing
// was built. File names carry a hash of their content, so they may be cached
// for ever.
func Assets() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil { // the path is a constant of this file: fs.Sub can only refuse a malformed one
		panic(err)
	}
	return sub
}

// Built tells whether the assets were there when the binary was compiled.
func Built() bool {
	_, err := fs.Stat(Assets(), ManifestName)
	return err == nil
}

// ErrNotBuilt is returned where assets are asked of a binary that has none.
var ErrNotBuilt = errors.New("frontend: no assets in this binary; run `go run ./frontend/build/cmd`, then build again")

// ReadManifest returns what was built. It fails with ErrNotBuilt on a binary
// without assets.
func ReadManifest() (Manifest, error) {
	b, err := fs.ReadFile(Assets(), ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("frontend: read %s: %w", ManifestName, err)
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("frontend: %s is damaged, build the assets again: %w", ManifestName, err)
	}
	return m, nil
}
