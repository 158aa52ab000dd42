package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"banshi/runtime/identity"
	"banshi/runtime/identity/oidc"
)

// identityConfig is the provider of identities, as flags and the environment name it. The secret never stands on a
// command line, where others could read it.
type identityConfig struct {
	Issuer, Client, Secret string
	SecretFile             string // where the secret was read; "" nowhere
	Scopes                 []string
	Names                  oidc.Names
	ACR                    map[identity.Level]string
}

// read takes from the environment what no flag says.
func (c *identityConfig) read(env func(string) string) error {
	if c.Issuer == "" {
		return nil
	}
	if c.Client == "" {
		return errors.New("--client")
	}
	c.Secret = env("BANSHI_OIDC_SECRET")
	if file := env("BANSHI_OIDC_SECRET_FILE"); file != "" {
		raw, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("BANSHI_OIDC_SECRET_FILE: %w", err)
		}
		c.Secret, c.SecretFile = strings.TrimSpace(string(raw)), file
	}
	c.Scopes = strings.Fields(env("BANSHI_OIDC_SCOPES"))
	if len(c.Scopes) == 0 {
		c.Scopes = []string{"profile"}
	}
	var err error
	if c.Names, err = oidc.ParseNames(env("BANSHI_OIDC_CLAIMS")); err != nil {
		return fmt.Errorf("BANSHI_OIDC_CLAIMS: %w", err)
	}
	if c.ACR, err = oidc.ParseACR(env("BANSHI_OIDC_ACR")); err != nil {
		return fmt.Errorf("BANSHI_OIDC_ACR: %w", err)
	}
	return nil
}
