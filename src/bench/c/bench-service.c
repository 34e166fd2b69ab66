/*
 * The service of SuperviseBench, and its stop-watch. All times are CLOCK_MONOTONIC in nanoseconds, as System.nanoTime().
 *
 *   bench-service serve EVENTS NAME MILLIS [FD]  notes that it began, is ready after MILLIS, and waits. It says so in
 *                                                the file EVENTS, by a line on standard output, and, where FD is given,
 *                                                by a line on that file descriptor (s6's way).
 *   bench-service launch EVENTS PROGRAM...       notes the time and becomes PROGRAM.
 *   bench-service kill EVENTS PID                notes the time and sends SIGKILL.
 *
 * An event is a line "WHAT NAME PID NANOSECONDS", written by one write(2) at the file's end.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* However the benchmark ends, its services do not outlive it for long. */
#define LONGEST_LIFE_S 900

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void note(const char *events, const char *what, const char *name, long pid, long long nanos) {
    char line[256];
    int length = snprintf(line, sizeof line, "%s %s %ld %lld\n", what, name, pid, nanos);
    int file = open(events, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || write(file, line, length) != length) {
        perror(events);
        exit(111);
    }
    close(file);
}

static int serve(char **arguments, int count, long long began) {
    long millis = atol(arguments[2]);
    alarm(LONGEST_LIFE_S);
    note(arguments[0], "began", arguments[1], getpid(), began);
    struct timespec sleep = {millis / 1000, millis % 1000 * 1000000};
    if (millis > 0) {
        nanosleep(&sleep, NULL);
    }
    note(arguments[0], "ready", arguments[1], getpid(), now());
    if (write(1, "ready\n", 6) != 6 || (count > 3 && write(atoi(arguments[3]), "\n", 1) != 1)) {
        return 1;
    }
    for (;;) {
        pause();
    }
}

int main(int count, char **words) {
    long long began = now();
    if (count >= 5 && strcmp(words[1], "serve") == 0) {
        return serve(words + 2, count - 2, began);
    }
    if (count >= 4 && strcmp(words[1], "launch") == 0) {
        note(words[2], "launch", "-", getpid(), now());
        execvp(words[3], words + 3);
        perror(words[3]);
        return 127;
    }
    if (count == 4 && strcmp(words[1], "kill") == 0) {
        long long killed = now();
        if (kill(atoi(words[3]), SIGKILL) != 0) {
            perror("kill");
            return 1;
        }
        usleep(100000); /* so that its own end does not compete with the restart */
        note(words[2], "killed", "-", atoi(words[3]), killed);
        return 0;
    }
    fprintf(stderr, "usage: see bench-service.c\n");
    return 2;
}
