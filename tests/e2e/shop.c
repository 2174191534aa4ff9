/* shop: a small web service on the loopback interface that can really fail, for the incident that is walked end to end.
 * usage: shop DIRECTORY. Listens on 127.0.0.1, writes its port to DIRECTORY/port, serves until it is killed or its
 * parent is gone; closes its output once it serves. DIRECTORY/current is a link to a release; a request is answered by what that release holds right now:
 *   releases/NAME/status  "200" or "500"
 *   releases/NAME/only    if it is there: the one path that fails; others are answered with 200
 *   releases/NAME/trace   what is written to DIRECTORY/app.log when it fails
 * Every request is a line in the combined format in DIRECTORY/access.log. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int read_file(const char *path, char *out, size_t size)
{
    int fd = open(path, O_RDONLY);
    ssize_t n = fd < 0 ? -1 : read(fd, out, size - 1);
    if (fd >= 0)
        close(fd);
    out[n > 0 ? n : 0] = '\0';
    return n > 0;
}

static void append_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (fd >= 0) {
        (void)!write(fd, text, strlen(text));
        close(fd);
    }
}

static void log_request(const char *first_line, int status)
{
    char line[1024], when[64];
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(when, sizeof when, "%d/%b/%Y:%H:%M:%S +0000", &tm);
    snprintf(line, sizeof line, "127.0.0.1 - - [%s] \"%.200s\" %d 12 \"-\" \"test\"\n", when, first_line, status);
    append_file("access.log", line);
}

static int is_spared(const char *first_line)
{
    char only[256];
    if (!read_file("current/only", only, sizeof only))
        return 0;
    only[strcspn(only, "\n")] = '\0';
    const char *path = first_line + strcspn(first_line, " ");
    path += strspn(path, " ");
    return strlen(only) != strcspn(path, " ?") || strncmp(path, only, strlen(only)) != 0;
}

static int status_now(const char *first_line)
{
    char text[16], trace[4096];
    int status = read_file("current/status", text, sizeof text) ? (int)strtol(text, NULL, 10) : 500;
    if (is_spared(first_line))
        return 200;
    if (status >= 500 && read_file("current/trace", trace, sizeof trace))
        append_file("app.log", trace);
    return status;
}

static void serve(int client)
{
    char request[4096], answer[256];
    struct pollfd p = {.fd = client, .events = POLLIN};
    ssize_t n = poll(&p, 1, 2000) > 0 ? read(client, request, sizeof request - 1) : -1;
    if (n <= 0)
        return;
    request[n] = '\0';
    request[strcspn(request, "\r\n")] = '\0';
    int status = status_now(request);
    log_request(request, status);
    snprintf(answer, sizeof answer,
             "HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: 12\r\nX-Request-Id: req-%ld\r\n"
             "Connection: close\r\n\r\n%s\n",
             status, status == 200 ? "OK" : "Internal Server Error", (long)getpid(), status == 200 ? "all is well" : "it  failed.");
    (void)!write(client, answer, strlen(answer));
}

int main(int argc, char **argv)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof a;
    char port[16];
    pid_t parent = getppid();
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (argc != 2 || chdir(argv[1]) < 0 || bind(s, (struct sockaddr *)&a, sizeof a) < 0 || listen(s, 64) < 0)
        return perror("shop"), 1;
    signal(SIGPIPE, SIG_IGN);
    getsockname(s, (struct sockaddr *)&a, &size);
    snprintf(port, sizeof port, "%d\n", ntohs(a.sin_port));
    append_file("port.new", port);
    rename("port.new", "port");
    fclose(stdout);
    for (;;) {
        struct pollfd p = {.fd = s, .events = POLLIN};
        if (getppid() != parent)
            return 0;
        if (poll(&p, 1, 1000) <= 0)
            continue;
        int client = accept(s, NULL, NULL);
        if (client >= 0)
            serve(client), close(client);
    }
}
