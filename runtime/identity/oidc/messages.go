package oidc

import "banshi/runtime/base/fault"

// What goes wrong with a provider.
var (
	sayDown        = fault.Say("统一身份认证平台暂时没有应答。填过的都还在，请过几分钟再试，或者带证件到窗口办理", "The provider of identities doesn't answer just now. What you filled in is kept: try again in a few minutes, or come to the window with your document")
	sayNotBelieved = fault.Say("统一身份认证平台的答复核对不上，没有登录。请重新登录；填过的都还在", "What the provider of identities answered couldn't be verified, and nobody was signed in. Sign in again: what you filled in is kept")
	sayBadLogout   = fault.Say("退出通知核对不上，请核对认证方的密钥", "The notice of signing out can't be verified: check the provider's keys")
)
