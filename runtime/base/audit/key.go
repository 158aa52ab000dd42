package audit

import "crypto/ed25519"

const seedSize = ed25519.SeedSize

// publicHalf is that of a seed.
func publicHalf(seed []byte) ed25519.PublicKey {
	return ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
}
