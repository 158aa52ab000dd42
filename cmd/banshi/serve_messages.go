package main

import "fmt"

// siteMessages are the words of serve and standin: Chinese, English.
var siteMessages = map[string][2]string{
	"started":     {"办事已启动：%s", "Banshi is running: %s"},
	"moved":       {"%s 已被占用，换了一个空闲端口。", "%s is taken; a free port was chosen."},
	"web":         {"网上大厅", "web hall"},
	"wechat":      {"微信", "WeChat"},
	"kiosk":       {"自助机", "kiosk"},
	"workbench":   {"工作台", "staff"},
	"designer":    {"配置台", "designer"},
	"gallery":     {"部件", "parts"},
	"second":      {"窗口副屏", "second screen"},
	"no-pages":    {"  这个程序里没有网页：先运行 make build（需要 npm），再启动", "  this binary carries no pages: run make build (needs npm), then start again"},
	"document":    {"  接口说明 %s/openapi.json", "  API %s/openapi.json"},
	"data":        {"数据保存在 %s", "data is kept in %s"},
	"imported":    {"事项目录 %s：新发布 %d，未变 %d", "catalogue %s: %d published, %d unchanged"},
	"withdrawn":   {"停办的事项：%s", "withdrawn: %s"},
	"refused":     {"有错、没有发布的事项（%d 处错误，沿用原来的版本）：%s；运行 banshi check %s 查看", "not published because of %d errors (older versions stay): %s; run banshi check %s"},
	"replaced":    {"来源 %s 改从 %s 查", "source %s is asked at %s"},
	"people":      {"可以登录的人（%s）：", "whom one can sign in as (a stand-in: %s):"},
	"more-people": {"  还有 %d 人，见登录页", "  and %d more on the sign-in page"},
	"staff":       {"工作人员（示例）：", "staff (stand-in):"},
	"stop":        {"按 Ctrl-C 停止", "Ctrl-C stops it"},

	"no-catalogue":      {"没有“%s”这个目录；用 --catalog 指定事项目录", "no folder %q; name the catalogue with --catalog"},
	"no-definitions":    {"“%s”不是事项目录：里面没有 catalog.yaml；用 --catalog 指定", "%q is no catalogue: there is no catalog.yaml in it; name one with --catalog"},
	"unusable":          {"事项目录“%s”用不了：%v；运行 banshi check %s 查看", "the catalogue %q can't be used: %v; run banshi check %s"},
	"no-data":           {"数据放不进“%s”：%s；用 --data 指定一个能写的目录", "no data can be kept in %q: %s; name a writable folder with --data"},
	"no-listen":         {"不能在 %s 上监听：%s；用 --addr 换一个", "can't listen on %s: %s; choose another with --addr"},
	"no-records":        {"示例数据读不了：%v", "no records to serve: %v"},
	"no-permission":     {"没有权限", "no permission"},
	"not-a-folder":      {"那里有一个文件，不是目录", "a file stands there, no folder"},
	"disk-full":         {"磁盘满了", "the disk is full"},
	"read-only":         {"只能读，不能写", "it is read-only"},
	"no-such-address":   {"这台机器没有这个地址", "this machine has no such address"},
	"faulty":            {"%s事项目录有错，没有发布；先用 banshi check %s 查看并改好", "%sthe catalogue has errors and wasn't published; see banshi check %s"},
	"production":        {"--production 不允许示例登录：用 --issuer 和 --client 接上统一身份认证（OIDC），密钥放在环境变量 BANSHI_OIDC_SECRET 或 BANSHI_OIDC_SECRET_FILE 里。试用请去掉 --production", "--production refuses the sign-in stand-in: name a provider of identities (OIDC) by --issuer and --client, its secret in BANSHI_OIDC_SECRET or BANSHI_OIDC_SECRET_FILE. Leave --production out to try it"},
	"not-https":         {"--production 要求 --issuer 和 --url 都以 https:// 开头：登录的凭据不能明文传", "--production wants --issuer and --url to begin with https://: what one signs in with must not travel in the clear"},
	"default-secret":    {"--production 不接受 OIDC 密钥为空、太短（不足 16 个字符）或者是常见的默认值：在统一身份认证那边换一个随机的密钥，放进 BANSHI_OIDC_SECRET_FILE 指的文件", "--production refuses an OIDC secret that is missing, short (below 16 characters) or a well-known default: let the provider make a random one, and put it into the file that BANSHI_OIDC_SECRET_FILE names"},
	"default-s3-secret": {"--production 不接受对象存储的密钥太短（不足 16 个字符）或者是常见的默认值：换一个随机的密钥，放进 BANSHI_S3_SECRET", "--production refuses a secret of the object store that is short (below 16 characters) or a well-known default: make a random one, and put it into BANSHI_S3_SECRET"},
	"bare-files":        {"--production 不允许不加密地连接另一台机器上的对象存储：BANSHI_FILES 里的 endpoint 要以 https:// 开头", "--production refuses an unencrypted connection to an object store on another machine: endpoint in BANSHI_FILES must begin with https://"},
	"bare-clamd":        {"--production 不允许把没加密的文件送到另一台机器上查毒：在本机装 clamd，BANSHI_CLAMD 写 unix:/run/clamav/clamd.ctl", "--production refuses to send files in the clear to a clamd on another machine: install clamd here, and set BANSHI_CLAMD=unix:/run/clamav/clamd.ctl"},
	"no-tls":            {"--production 不明文对外服务：用 --tls-cert 和 --tls-key 指定证书和私钥，或者用 --proxy 写明替它做 TLS 的代理的地址", "--production doesn't serve in the clear: name a certificate and its key by --tls-cert and --tls-key, or by --proxy the address of the proxy that speaks TLS for it"},
	"any-proxy":         {"--proxy %s 太宽，等于谁都能自称代理：只写代理自己的地址，如 10.0.0.5", "--proxy %s is so wide that anybody could pass as a proxy: name the proxy's own address, as in 10.0.0.5"},
	"bare-source":       {"--production 不允许不加密地查另一台机器上的来源 %s：它的地址要以 https:// 开头", "--production refuses to ask the source %s on another machine in the clear: its address must begin with https://"},
	"trial-catalogue":   {"--production 不允许试用的目录：%s 里是虚构的人。用 --catalog 指定本地的目录；由示例改来的，先删掉这个文件和虚构的记录", "--production refuses the catalogue of a trial: the people in %s are made up. Name your own by --catalog; if it began as the example, remove this file and the made-up records first"},
	"open-place":        {"--production 不允许别人读 %s：运行 chmod o= %s", "--production refuses that everybody may read %s: run chmod o= %s"},
	"root":              {"--production 不以 root 运行：给它一个自己的用户（systemd 的 User= 或 DynamicUser=yes）", "--production doesn't run as root: give it a user of its own (User= or DynamicUser=yes of systemd)"},
	"loose-clock":       {"--production 要求系统时钟有人校准：装 chrony 或启用 systemd-timesyncd；时钟由宿主机校准的，写 BANSHI_CLOCK=host", "--production wants the machine's clock kept right: install chrony or turn systemd-timesyncd on; where the host of a virtual machine keeps it, set BANSHI_CLOCK=host"},
	"clock-behind":      {"系统时钟慢了：现在是 %s，可记录里已经有 %s 的事。先校准时钟，再启动", "the machine's clock is behind: it says %s, and something is recorded of %s. Set the clock right, then start"},
	"bare-traces":       {"--production 不允许把追踪数据不加密地送到另一台机器：OTEL_EXPORTER_OTLP_ENDPOINT 要以 https:// 开头", "--production refuses to send traces to another machine in the clear: OTEL_EXPORTER_OTLP_ENDPOINT must begin with https://"},
	"bad-traces":        {"追踪数据送不出去：%v；检查 OTEL_EXPORTER_OTLP_*", "traces can't be sent: %v; look at OTEL_EXPORTER_OTLP_*"},
	"bad-audit-key":     {"签审计检查点的密钥用不了：%v；用 banshi audit key 生成，放进 BANSHI_AUDIT_KEY_FILE 指的文件", "the key that signs heads of the trail can't be used: %v; make one by banshi audit key, and put it into the file that BANSHI_AUDIT_KEY_FILE names"},
	"default-audit-key": {"--production 不用自己生成、和数据放在一起的密钥签审计检查点：运行 banshi audit key 主机/audit，私钥放进 BANSHI_AUDIT_KEY_FILE 指的文件，公钥交给审计人员", "--production doesn't sign heads of the trail by a key of its own that lies beside the data: run banshi audit key HOST/audit, put the private key into the file that BANSHI_AUDIT_KEY_FILE names, and give the public one to the auditors"},
	"bad-limits":        {"%s 里的“%s”看不懂：写成 address=200/s:2000（次数/秒、分、时:一次最多）或 lane.public=128:512（同时办:排队），用空格隔开；off 是不限", "%s says %q, which is none of address=200/s:2000 (so many a second, minute or hour, and at once) or lane.public=128:512 (at once, and waiting), parted by spaces; off bounds nothing"},
	"no-limits":         {"--production 不允许不限流：去掉 BANSHI_LIMITS=off，要放宽的写成具体的数", "--production refuses to bound nothing: leave BANSHI_LIMITS=off out, and widen what is too narrow by figures"},
	"bad-pushers":       {"BANSHI_PUSH_HOST 和 BANSHI_PUSH_CA 要一起写，并且要有 --tls-cert：%v", "BANSHI_PUSH_HOST and BANSHI_PUSH_CA go together, and with --tls-cert: %v"},
	"no-pushers":        {"%s 里的 %s 用证书推送：要设 BANSHI_PUSH_HOST 和 BANSHI_PUSH_CA", "%s: %s pushes with a certificate: set BANSHI_PUSH_HOST and BANSHI_PUSH_CA"},
	"half-tls":          {"--tls-cert 和 --tls-key 要一起写", "--tls-cert and --tls-key go together"},
	"bad-proxy":         {"--proxy 要写成代理的地址，如 10.0.0.5 或 10.0.0.0/28，用逗号隔开，不是“%s”", "--proxy is addresses of proxies, as in 10.0.0.5 or 10.0.0.0/28, parted by commas, not %q"},
	"bad-tls":           {"证书或私钥用不了：%v。检查 --tls-cert 和 --tls-key", "the certificate or its key can't be used: %v. Look at --tls-cert and --tls-key"},
	"tls-stand-in":      {"示例登录不配 TLS：去掉 --tls-cert，或用 --issuer 接上统一身份认证", "the sign-in stand-in doesn't go with TLS: leave --tls-cert out, or name a provider by --issuer"},
	"metrics":           {"  运行指标 http://%s/metrics", "  metrics http://%s/metrics"},
	"issuer":            {"统一身份认证接不上：%v；检查 --issuer、--client 和 BANSHI_OIDC_*", "the provider of identities can't be used: %v; look at --issuer, --client and BANSHI_OIDC_*"},
	"issuer-is":         {"登录：%s", "sign-in by %s"},
	"bad-url":           {"--url 要写成 https://主机，不带路径，不是“%s”", "--url is https://HOST without a path, not %q"},
	"accounts":          {"示例账号读不出来：%v", "the stand-in's accounts can't be read: %v"},
	"bad-addr":          {"--addr 要写成 主机:端口，不是“%s”", "--addr is HOST:PORT, not %q"},
	"no-source":         {"--source：没有“%s”这个来源；有：%s", "--source: no source %q; there are: %s"},
	"bad-source":        {"来源 %s：%v", "source %s: %v"},
	"no-driver":         {"来源 %s 没有 driver：在它的定义里写 driver: {file: …}、{http: …}、{push: …}、{json: …} 或 {sql: …}", "source %s has no driver: write driver: {file: …}, {http: …}, {push: …}, {json: …} or {sql: …} in its definition"},
	"bad-push-keys":     {"推送密钥 %s 用不了：%v", "the keys for pushing in %s can't be used: %v"},
	"no-push-key":       {"%s 里没有推送密钥：先用 banshi push --new 建一个", "there is no key for pushing in %s: make one with banshi push --new"},
	"push-key-there":    {"密钥 %s 已经在 %s 里", "the key %s is in %s already"},
	"push-key-made":     {"密钥 %s 可以推送：%s。已写入 %s；交给部门时请走安全的渠道，下次启动 serve 后生效", "the key %s may push: %s. It stands in %s; hand it over by a safe way; serve takes it at its next start"},
	"pushed":            {"写入%d条，忽略%d条，拒绝%d条；内容摘要 %s", "%d accepted, %d ignored, %d refused; digest %s"},
	"bad-register":      {"--register 要写成 名称=地址，如 orgs=postgres://reader@host/orgs 或 orgs=sqlite:/path/orgs.db", "--register is NAME=address, as in orgs=postgres://reader@host/orgs or orgs=sqlite:/path/orgs.db"},
	"no-register":       {"来源 %s 读数据库 %s：启动时写 --register %s=地址", "source %s reads the database %s: start with --register %s=address"},
	"bad-pair":          {"--source 要写成 来源=http://地址，如 food_permit=http://127.0.0.1:9001", "--source is NAME=http://address, as in food_permit=http://127.0.0.1:9001"},
	"addr-taken":        {"%s 已被别的程序占用；停掉它，或用 --addr 换一个端口（端口写 0 自动选一个空闲的）", "%s is taken by another program; stop it, or name another port with --addr (port 0 takes a free one)"},
	"no-clamd":          {"--production 要求查毒：用 BANSHI_CLAMD=unix:/run/clamav/clamd.ctl 指明 clamd；确定不查的，写 BANSHI_CLAMD=none", "--production wants files checked for viruses: name a clamd by BANSHI_CLAMD=unix:/run/clamav/clamd.ctl, or say BANSHI_CLAMD=none if nobody is to look"},
	"data-held":         {"%s 正由另一个 banshi serve 使用；先停掉它，或用 --data 换一个文件夹", "another banshi serve is using %s; stop it first, or name another folder with --data"},
	"no-database":       {"数据库连不上，或者不能用：%v。请检查 --database（或环境变量 BANSHI_DATABASE）写的地址、密码（BANSHI_DATABASE、PGPASSWORD 或 ~/.pgpass）和网络", "the database can't be used: %v. Look at the address in --database (or BANSHI_DATABASE in the environment), the password (BANSHI_DATABASE, PGPASSWORD or ~/.pgpass) and the network"},
	"bare-database":     {"--production 不允许不加密地连接另一台机器上的数据库 %s：在地址后面加 ?sslmode=verify-full", "--production refuses an unencrypted connection to the database on another machine, %s: add ?sslmode=verify-full to its address"},
	"damaged":           {"数据库 %s 已损坏，没有启动：%v。请先把整个数据文件夹另存一份，再用备份恢复 banshi.db、lookup.key 和 files", "the database %s is damaged, and nothing was started: %v. Keep a copy of the whole folder, then restore banshi.db, lookup.key and files from a backup"},
	"short-secret":      {"%s 是空的，或者不完整：它是查询记录的密钥，至少 32 个字节。请用与数据库同一次的备份恢复它", "%s is empty or cut short: it is the secret of the look-up log, 32 bytes at least. Restore it from the backup that goes with the database"},
	"lost-secret":       {"缺少 %s：它是查询记录的密钥，没有它，以前的查询记录就不能按人查找。请用与数据库同一次的备份恢复它；确实找不回来的，用 32 个随机字节新建这个文件", "%s is missing: it is the secret of the look-up log, and without it what was looked up before can't be found by person. Restore it from the backup that goes with the database; if it is lost for good, make the file anew of 32 random bytes"},

	"standin-started": {"示例数据源（合成数据）：http://%s", "stand-in source (synthetic records): http://%s"},

	"bad-external":        {"--external 要写成 系统=替身，都是 http(s)://主机[:端口]，如 https://jishu-gaizao.example=http://127.0.0.1:9002", "--external is SYSTEM=STAND-IN, each http(s)://host[:port], as in https://jishu-gaizao.example=http://127.0.0.1:9002"},
	"bad-sign-on":         {"环境变量 %s 用不了：%v。写成 https://主机=密钥，用空格隔开；密钥是 32 个以上随机字节的 base64", "%s in the environment can't be used: %v. Write https://host=SECRET, apart by blanks; a secret is base64 of 32 random bytes or more"},
	"bad-messages":        {"短信、微信的设置用不了：%v", "the settings of SMS and WeChat can't be used: %v"},
	"bad-card-reader":     {"%s 要写窗口电脑自己的地址，比如 http://127.0.0.1:18889/api", "%s must be an address of the clerk's own machine, such as http://127.0.0.1:18889/api"},
	"stand-in-messages":   {"--production 不允许用替身发短信、微信：把 BANSHI_SMS 设成 aliyun 或 none，BANSHI_WECHAT 设成 miniprogram 或 none", "--production takes no stand-in for SMS or WeChat: set BANSHI_SMS to aliyun or none, and BANSHI_WECHAT to miniprogram or none"},
	"bare-messages":       {"--production 不允许不加密地发短信、微信：BANSHI_SMS_ENDPOINT、BANSHI_WECHAT_ENDPOINT 要用 https://", "--production sends no SMS or WeChat message in the clear: BANSHI_SMS_ENDPOINT and BANSHI_WECHAT_ENDPOINT must be https://"},
	"external-production": {"--production 不允许用替身代替部门的系统：去掉 --external", "--production takes no stand-in for a department's own system: leave --external out"},
	"stand-in-key":        {"--production 不允许示例系统的密钥（%s 里的 %s）：换成与部门共享的密钥", "--production refuses the stand-in's key (%s, %s): take one that is shared with the department"},
	"system-started":      {"示例的部门系统（替身，代替 %s）：http://%s", "a stand-in for the department's system %s: http://%s"},
	"moved-system":        {"部门系统 %s 由示例替身 %s 代替", "the department's system %s is replaced by the stand-in %s"},
}

// siteSay gives a text of the table in a language.
func siteSay(language, key string, args ...any) string {
	m := siteMessages[key]
	if language == "en" {
		return fmt.Sprintf(m[1], args...)
	}
	return fmt.Sprintf(m[0], args...)
}

func (s *site) say(key string, args ...any) string { return siteSay(s.cfg.Language, key, args...) }

// refusal is an error of whoever starts the program, not ours: it says what to do.
type refusal struct{ text string }

func (r *refusal) Error() string { return r.text }

func (s *site) refuse(key string, args ...any) error { return &refusal{s.say(key, args...)} }
