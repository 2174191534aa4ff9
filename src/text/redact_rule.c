/* redact_rule: the table of secrets. Shapes are those that the issuers document; `(?![\w-])` keeps longer words, which
 * are something else, out. */
#include "text/redact_rule.h"

/* A quote, as text has it, as JSON has it, as JSON in JSON has it. */
#define QUOTE "\\\\{0,3}[\"']"
/* What follows a header's or key's name: = or :, quoted or not. */
#define GIVEN "(?:" QUOTE ")?\\s{0,3}(?:=>|[=:])\\s{0,3}(?:" QUOTE ")?"
/* A \ before a quote belongs to the quote: without it a text in JSON would end there. */
#define NO_ESCAPE "(?<!\\\\)"
/* Not a placeholder ($x <x> {x} *** %s # ...) and not a word for nothing. */
#define REAL "(?![$<{(*%\\[]|#(?:[\\s\"'&;,\\\\]|\\z)|\\.\\.\\.|x{3,}\\b|(?:null|nil|none|true|false|undefined|redacted)\\b)"
/* key=value, key = "value", "key": "value", \"key\":\"value\". What stands between two texts of JSON ("...key=","more") is
 * none. Prose after a bare colon is not a value. A quoted value goes
 * to its closing quote, any other to the next space or separator. */
#define ASSIGNED(least)                                                                  \
    "(?:(?:\\s{0,3}=\\s{0,3}|" QUOTE "\\s{0,3}(?::|=>)\\s{0,3})"                          \
    "(?:\\\\{0,3}\"(?!,\"|[}\\]][,}\\]])" REAL "((?:[^\"\\\\\\r\\n]|\\\\[^\"\\r\\n]){" least ",400})|'" REAL "([^'\\r\\n]{" least ",400}))" \
    "|\\s{0,3}=\\s{0,3}" REAL "([^\\s\"'`&;,<>]{" least ",400}" NO_ESCAPE "))"

const struct redact_rule redact_rules[] = {
    /* tokens that name their issuer */
    {"aws-key", "AKIA", "\\A(AKIA[A-Z2-7]{16})(?![\\w-])", .is_word = true},
    {"aws-key", "ASIA", "\\A(ASIA[A-Z2-7]{16})(?![\\w-])", .is_word = true},
    {"aws-secret", "aws_secret_access_key", "\\A\\w+" GIVEN "([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])", .is_caseless = true},
    {"github", "ghp_", "\\A(ghp_[A-Za-z0-9]{36,255})", .is_word = true},
    {"github", "gho_", "\\A(gho_[A-Za-z0-9]{36,255})", .is_word = true},
    {"github", "ghu_", "\\A(ghu_[A-Za-z0-9]{36,255})", .is_word = true},
    {"github", "ghs_", "\\A(ghs_[A-Za-z0-9]{36,255})", .is_word = true},
    {"github", "ghr_", "\\A(ghr_[A-Za-z0-9]{36,255})", .is_word = true},
    {"github", "github_pat_", "\\A(github_pat_[A-Za-z0-9_]{50,255})", .is_word = true},
    {"gitlab", "glpat-", "\\A(glpat-[\\w.-]{20,300})", .is_word = true},
    {"gitlab", "glrt-", "\\A(glrt-[\\w.-]{20,300})", .is_word = true},
    {"gitlab", "gldt-", "\\A(gldt-[\\w.-]{20,300})", .is_word = true},
    {"gitlab", "glptt-", "\\A(glptt-[0-9a-f]{40})", .is_word = true},
    {"slack", "xox", "\\A(xox[abeoprs]-[A-Za-z0-9-]{10,250})", .is_word = true},
    {"slack", "xapp-", "\\A(xapp-[A-Za-z0-9-]{20,250})", .is_word = true},
    {"slack", "hooks.slack.com/", "\\Ahooks\\.slack\\.com/(?:services|workflows)/([A-Za-z0-9/_]{20,120})", .reach = 512},
    {"stripe", "sk_live_", "\\A(sk_live_[A-Za-z0-9]{16,247})", .is_word = true},
    {"stripe", "sk_test_", "\\A(sk_test_[A-Za-z0-9]{16,247})", .is_word = true},
    {"stripe", "rk_live_", "\\A(rk_live_[A-Za-z0-9]{16,247})", .is_word = true},
    {"stripe", "whsec_", "\\A(whsec_[A-Za-z0-9+/=]{24,100})", .is_word = true},
    {"jwt", "eyJ", "\\A(eyJ[\\w-]{8,4000}+\\.eyJ[\\w-]{4,12000}+\\.[\\w-]{16,2000})", .is_word = true, .reach = 20000},
    {"google", "AIza", "\\A(AIza[\\w-]{35})(?![\\w-])", .is_word = true},
    {"google", "ya29.", "\\A(ya29\\.[\\w-]{30,400})", .is_word = true},
    {"google", "GOCSPX-", "\\A(GOCSPX-[\\w-]{28})(?![\\w-])", .is_word = true},
    {"npm", "npm_", "\\A(npm_[A-Za-z0-9]{36})(?![\\w-])", .is_word = true},
    {"pypi", "pypi-", "\\A(pypi-AgE[\\w-]{50,400})", .is_word = true},
    {"sendgrid", "SG.", "\\A(SG\\.[\\w-]{22}\\.[\\w-]{43})(?![\\w-])", .is_word = true},
    {"digitalocean", "dop_v1_", "\\A(dop_v1_[0-9a-f]{64})(?![\\w-])", .is_word = true},
    {"digitalocean", "doo_v1_", "\\A(doo_v1_[0-9a-f]{64})(?![\\w-])", .is_word = true},
    {"vault", "hvs.", "\\A(hvs\\.[\\w-]{24,300})", .is_word = true},
    {"api-key", "sk-", "\\A(sk-(?:proj-|ant-|svcacct-|admin-)[\\w-]{20,300})", .is_word = true},
    {"age-key", "AGE-SECRET-KEY-1", "\\A(AGE-SECRET-KEY-1[0-9A-Z]{58})", .reach = 512},
    /* keys: to the END line; cut off before it, all of what still looks like a key */
    {"private-key", "-----BEGIN ",
     "\\A(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
     "(?:(?:[A-Za-z0-9+/=\\s\\\\:,.()]++|-(?!----))*+-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|"
     "(?:(?:\\s|\\\\[nr])*[A-Za-z0-9+/=]{24,})*))",
     .reach = 17000},
    /* headers */
    {"authorization", "authorization",
     "\\Aauthorization" GIVEN "(?:basic|bearer|token|digest|negotiate|ntlm|apikey|key|splunk|aws4-hmac-sha256)[ =]{1,3}"
     REAL "([^\\s\"'\\\\][^\"'\\r\\n\\\\]{3,4000})", .is_caseless = true, .reach = 5000},
    {"authorization", "authorization",
     "\\Aauthorization" GIVEN REAL "([\\w.~+/=:-]{20,4000}+)(?![\\w ])", .is_caseless = true, .reach = 5000},
    {"cookie", "cookie:", "\\Acookie:\\s{0,3}([\\w!#%.^`|~-]{1,100}=" REAL "[^\\r\\n\"']{4,4000}" NO_ESCAPE ")",
     .is_caseless = true, .reach = 5000},
    {"api-key", "api-key", "\\Aapi-key" GIVEN REAL "([\\w.+/=-]{16,200})", .is_caseless = true},
    {"api-key", "api_key", "\\Aapi_key" GIVEN REAL "([\\w.+/=-]{16,200})", .is_caseless = true},
    {"api-key", "apikey", "\\Aapikey" GIVEN REAL "([\\w.+/=-]{16,200})", .is_caseless = true},
    /* https://user:password@host */
    {"password", "://", "\\A://[^\\s/@:\"'<>]{0,200}:" REAL "([^\\s/\"'<>]{1,200})@[\\w\\[]", .reach = 512},
    /* key=value */
    {"password", "password", "\\Apassword" ASSIGNED("1"), .is_caseless = true},
    {"password", "--password", "\\A--password " REAL "([^\\s\"'&;,<>-][^\\s\"'`&;,<>]{0,200}" NO_ESCAPE ")", .reach = 512},
    {"password", "passwd", "\\Apasswd" ASSIGNED("1"), .is_caseless = true},
    {"password", "passphrase", "\\Apassphrase" ASSIGNED("1"), .is_caseless = true},
    {"password", "mysql_pwd", "\\Amysql_pwd=" REAL "([^\\s\"'`&;,<>]{1,200}" NO_ESCAPE ")", .is_caseless = true},
    {"password", ";pwd=", "\\A;pwd=" REAL "([^\\s\"';]{1,200}" NO_ESCAPE ")", .is_caseless = true},
    {"secret", "secret", "\\Asecret(?:_?key)?" ASSIGNED("8"), .is_caseless = true},
    {"token", "access_token", "\\Aaccess_token" ASSIGNED("8"), .is_caseless = true},
    {"token", "refresh_token", "\\Arefresh_token" ASSIGNED("8"), .is_caseless = true},
    {"token", "auth_token", "\\Aauth_token" ASSIGNED("8"), .is_caseless = true},
    {"token", "id_token", "\\Aid_token" ASSIGNED("8"), .is_caseless = true},
    {"token", "_authtoken", "\\A_authtoken" ASSIGNED("8"), .is_caseless = true},
};
const size_t n_redact_rules = sizeof redact_rules / sizeof *redact_rules;
