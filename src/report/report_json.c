/* report_json: the model for machines, described in data/report.schema.json and docs/report.md. */
#include "base/i18n.h"
#include "base/version.h"
#include "report/in_json.h"
#include "report/mark.h"
#include "report/writers.h"

enum { SCHEMA = 1 }; /* raised when a key goes or means something else, not when one is added */

static void put_incident(struct json *root, const struct report *r)
{
    struct json *j = in_json_map(root, "incident");
    json_put_text(j, "id", r->id);
    json_put_text(j, "name", r->name);
    json_put_text(j, "title", r->title);
    json_put_text(j, "status", status_name(r->status));
    in_json_count(j, "complete_except", r->complete_except);
    in_json_count(j, "severity", r->severity);
    json_put_text(j, "flow", r->flow);
    json_put_text(j, "flow_title", r->flow_title);
    json_put_text(j, "flow_digest", r->flow_digest);
    json_put_text(j, "service", r->service);
    json_put_text(j, "environment", r->environment);
    json_put_text(j, "opened_by", r->opener);
    json_put_text(j, "opened_via", r->via);
    json_put_text(j, "commander", r->commander);
    json_put_text(j, "escalated_to", r->escalated_to);
    in_json_time(j, "escalated_at", r->escalated_at);
    json_put_text(j, "outcome", r->outcome);
}

static void put_moments(struct json *root, const struct report *r)
{
    struct json *milestones = in_json_map(root, "milestones"), *durations = in_json_list(root, "durations");
    for (int m = 0; m < N_MILESTONES; m++) {
        if (!r->milestone[m].at)
            continue;
        struct json *j = in_json_map(milestones, report_milestone_names[m]);
        in_json_time(j, "at", r->milestone[m].at);
        in_json_time(j, "recorded_at", r->milestone[m].recorded);
        json_put_text(j, "source", r->milestone[m].source);
    }
    for (size_t i = 0; i < r->spans.n; i++) {
        struct json *j = in_json_row(durations);
        json_put_text(j, "from", report_milestone_names[r->spans.v[i].from]);
        json_put_text(j, "to", report_milestone_names[r->spans.v[i].to]);
        in_json_seconds(j, "seconds", r->spans.v[i].length);
    }
}

static void put_people(struct json *root, const struct report *r)
{
    struct json *list = in_json_list(root, "people");
    for (size_t i = 0; i < r->people.n; i++) {
        struct json *j = in_json_row(list);
        json_put_text(j, "name", r->people.v[i].name);
        in_json_time(j, "first_seen", r->people.v[i].first);
        json_put_flag(j, "opened", r->people.v[i].opened);
        json_put_flag(j, "commands", r->people.v[i].commands);
        json_put_flag(j, "changed", r->people.v[i].changed);
    }
}

static void put_words(struct json *root, const struct report *r)
{
    struct json *words = in_json_map(root, "words"), *to_write = in_json_list(root, "to_write");
    for (int w = 0; w < N_WORDS; w++) {
        if (report_is_to_write(r, (enum report_words)w))
            json_add_text(to_write, report_words_names[w]);
        if (!r->words[w].text)
            continue;
        struct json *j = in_json_map(words, report_words_names[w]);
        json_put_text(j, "text", r->words[w].text);
        json_put_text(j, "by", r->words[w].actor);
        in_json_time(j, "at", r->words[w].at);
    }
}

/* Last: whoever looks for the mark of the record takes the last one in the file. */
static void put_record(struct json *root, const struct report *r)
{
    struct json *j = in_json_map(root, "record");
    struct str mark = {0};
    json_put_int(j, "events", r->seq);
    json_put_text(j, "head", r->head[0] ? r->head : NULL);
    in_json_time(j, "written_at", r->written);
    report_add_mark(r, &mark);
    json_put_text(j, "mark", mark.n ? str_get(&mark) : NULL);
    str_release(&mark);
}

static void write_json(const struct report *r, struct str *out)
{
    struct json *root = json_map();
    json_put_int(root, "schema", SCHEMA);
    json_put_text(root, "program", "triage");
    json_put_text(root, "version", version_text());
    put_incident(root, r);
    put_moments(root, r);
    put_people(root, r);
    put_words(root, r);
    in_json_course(root, r);
    in_json_runs(root, r);
    in_json_rest(root, r);
    put_record(root, r);
    json_print(root, true, out);
    str_add(out, "\n");
    json_free(root);
}

const struct report_writer report_json = {"json", N_("JSON"), N_("for machines, schema 1"), write_json};
