package build

import (
	"errors"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// sheets makes style sheets of single pages: a script imports form.page.css
// and gets the address of the bundled, minified sheet, to be fetched with the
// page that needs it. Style sheets of all pages are imported as usual.
func sheets(o Options) api.Plugin {
	return api.Plugin{Name: "sheets", Setup: func(b api.PluginBuild) {
		b.OnLoad(api.OnLoadOptions{Filter: `\.page\.css$`}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			r := api.Build(api.BuildOptions{
				EntryPoints:      []string{a.Path},
				Bundle:           true,
				Charset:          api.CharsetUTF8,
				LegalComments:    api.LegalCommentsNone,
				MinifySyntax:     !o.Debug,
				MinifyWhitespace: !o.Debug,
				LogLevel:         api.LogLevelSilent,
			})
			if len(r.Errors) > 0 {
				return api.OnLoadResult{}, errors.New(strings.Join(api.FormatMessages(r.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage}), ""))
			}
			text := string(r.OutputFiles[0].Contents)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderFile}, nil
		})
	}}
}
